//! What every use case can answer beside its own refusals.

use keytower_domain::account::AccountRefusal;
use keytower_domain::actor::Forbidden;
use keytower_domain::key::LifeRefusal;
use keytower_domain::person::PersonRefusal;

use crate::invalid::Invalid;
use crate::store::StoreError;

/// Reading something.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The actor's role doesn't allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// It isn't there.
    #[error("not there")]
    NotFound,
    /// Whoever asked for it stopped it.
    #[error("stopped")]
    Stopped,
    /// The store's.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Adding or editing something that people describe.
#[derive(Debug, thiserror::Error)]
pub enum DescribeError {
    /// The actor's role doesn't allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// It isn't there.
    #[error("not there")]
    NotFound,
    /// What is wrong with which field; not empty.
    #[error("{} invalid fields", .0.len())]
    Invalid(Vec<Invalid>),
    /// The store's.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Invalid> for DescribeError {
    fn from(invalid: Invalid) -> Self {
        Self::Invalid(vec![invalid])
    }
}

/// Taking a key further in its life.
#[derive(Debug, thiserror::Error)]
pub enum KeyLifeError {
    /// The actor's role doesn't allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// It isn't there.
    #[error("not there")]
    NotFound,
    /// Its life doesn't take that turn.
    #[error(transparent)]
    Life(#[from] LifeRefusal),
    /// The workspace has no keys made or changed.
    #[error("keys are off")]
    Off,
    /// What is wrong with which field; not empty.
    #[error("{} invalid fields", .0.len())]
    Invalid(Vec<Invalid>),
    /// The store's.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Invalid> for KeyLifeError {
    fn from(invalid: Invalid) -> Self {
        Self::Invalid(vec![invalid])
    }
}

/// Disabling or enabling a service account.
#[derive(Debug, thiserror::Error)]
pub enum AccountStateError {
    /// The actor's role doesn't allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// It isn't there.
    #[error("not there")]
    NotFound,
    /// It is in that state.
    #[error(transparent)]
    State(#[from] AccountRefusal),
    /// The store's.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Somebody leaving or coming back.
#[derive(Debug, thiserror::Error)]
pub enum PersonStateError {
    /// The actor's role doesn't allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// They aren't there.
    #[error("not there")]
    NotFound,
    /// They are in that state.
    #[error(transparent)]
    State(#[from] PersonRefusal),
    /// Nobody else who is there is system administrator.
    #[error("the last system administrator")]
    LastAdministrator,
    /// Somebody else has their e-mail address.
    #[error("the e-mail address is taken")]
    EmailTaken,
    /// The store's.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Retiring or restoring something.
#[derive(Debug, thiserror::Error)]
pub enum RetireError {
    /// The actor's role doesn't allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// It isn't there.
    #[error("not there")]
    NotFound,
    /// Retired already.
    #[error("retired already")]
    AlreadyRetired,
    /// Not retired.
    #[error("not retired")]
    NotRetired,
    /// The store's.
    #[error(transparent)]
    Store(#[from] StoreError),
}
