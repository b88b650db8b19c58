//! What SQLite says, as the ports know it.

use keytower_app::StoreError;
use rusqlite::{Error, ErrorCode};

/// Says what an error of SQLite means to a use case.
#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` hands over")]
pub(crate) fn stored(error: Error) -> StoreError {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => StoreError::Full,
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => StoreError::ReadOnly,
        Some(ErrorCode::ConstraintViolation) => StoreError::Conflict,
        // Not SQLite's own: a column is missing or of another type than any version of this program wrote.
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) | None => {
            StoreError::Damaged(error.to_string())
        }
        Some(_) => StoreError::Unavailable(error.to_string()),
    }
}
