//! Showing keys again.

use keytower_app::RevealError;
use keytower_app::domain::showing::ShowRefusal;

use crate::{Code, KeyShowing, Problem};

impl From<Result<(), ShowRefusal>> for KeyShowing {
    fn from(showing: Result<(), ShowRefusal>) -> Self {
        match showing {
            Ok(()) => Self::Possible,
            Err(ShowRefusal::NotAllowed) => Self::NotAllowed,
            Err(ShowRefusal::NothingSeals) => Self::NothingSeals,
            Err(ShowRefusal::GeneratedOnce) => Self::GeneratedOnce,
            Err(ShowRefusal::SealLost) => Self::SealLost,
        }
    }
}

impl From<ShowRefusal> for Problem {
    fn from(refusal: ShowRefusal) -> Self {
        Self::new(match refusal {
            ShowRefusal::NotAllowed => Code::ShowNotAllowed,
            ShowRefusal::NothingSeals => Code::NothingSeals,
            ShowRefusal::GeneratedOnce => Code::GeneratedOnce,
            ShowRefusal::SealLost => Code::SealLost,
        })
    }
}

impl From<RevealError> for Problem {
    fn from(error: RevealError) -> Self {
        match error {
            RevealError::Forbidden(forbidden) => forbidden.into(),
            RevealError::NotFound => Self::new(Code::NotFound),
            RevealError::Ended(refusal) => refusal.into(),
            RevealError::Refused(refusal) => refusal.into(),
            RevealError::Store(error) => error.into(),
        }
    }
}
