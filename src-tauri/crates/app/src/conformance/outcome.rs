//! Whether somebody might do what they tried.

use crate::{
    AccountStateError, ChangeKeysError, DescribeError, ImportError, ImportResourcesError, ImportUsesError,
    KeyLifeError, PersonStateError, ReadError, RetireError, SomeoneLeftError,
};

/// Whether a use case was done or forbidden; any other refusal is a mistake in the case.
pub(super) trait Outcome {
    fn allowed(self) -> bool;
}

macro_rules! outcomes {
    ($($error:ident),*) => {
        $(impl<T> Outcome for Result<T, $error> {
            fn allowed(self) -> bool {
                match self {
                    Ok(_) => true,
                    Err($error::Forbidden(_)) => false,
                    Err(other) => panic!("neither done nor forbidden: {other:?}"),
                }
            }
        })*
    };
}

outcomes!(
    AccountStateError,
    ChangeKeysError,
    DescribeError,
    ImportError,
    ImportResourcesError,
    ImportUsesError,
    KeyLifeError,
    PersonStateError,
    ReadError,
    RetireError,
    SomeoneLeftError
);
