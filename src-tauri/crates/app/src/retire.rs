//! Retiring, and taking it back: the same turn for whatever can be retired.

use keytower_domain::time::Instant;

use crate::error::RetireError;

/// Retired at an instant, unless it is already.
pub(crate) fn retired(retired_at: Option<Instant>, now: Instant) -> Result<Option<Instant>, RetireError> {
    match retired_at {
        None => Ok(Some(now)),
        Some(_) => Err(RetireError::AlreadyRetired),
    }
}

/// Not retired any more, if it was.
pub(crate) fn restored(retired_at: Option<Instant>, _: Instant) -> Result<Option<Instant>, RetireError> {
    match retired_at {
        Some(_) => Ok(None),
        None => Err(RetireError::NotRetired),
    }
}
