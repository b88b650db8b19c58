//! What SQLite says, as the ports know it.

use keytower_app::StoreError;
use rusqlite::{Error, ErrorCode, ffi};

/// Says what an error of SQLite means to a use case.
#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` hands over")]
pub(crate) fn stored(error: Error) -> StoreError {
    let extended = error.sqlite_error().map(|failure| failure.extended_code);
    match error.sqlite_error_code() {
        // The index beside the WAL is grown by writing to its end: only a full disk prevents it.
        _ if extended == Some(ffi::SQLITE_IOERR_SHMSIZE) => StoreError::Full,
        Some(ErrorCode::DiskFull) => StoreError::Full,
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => StoreError::ReadOnly,
        Some(ErrorCode::ConstraintViolation) => StoreError::Conflict,
        // Not SQLite's own: a column is missing or of another type than any version of this program wrote.
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) | None => {
            StoreError::Damaged(error.to_string())
        }
        Some(_) => {
            // Its own words name paths and statements; its number says as much.
            let code = error.sqlite_error().map_or(0, |failure| failure.extended_code);
            StoreError::Unavailable(format!("sqlite {code}"))
        }
    }
}
