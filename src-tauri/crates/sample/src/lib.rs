//! Sample data: a made-up airline's two years of keys, for a workspace that nobody keeps.
//!
//! Nothing is written past the use cases: a [`Plan`](plan) says who does what on which day, and [`make_sample`] does it,
//! with a clock that stands at each day in turn. So the rules hold, every change has its event, and the chain is whole.
//!
//! Everything is drawn from a seed: the same seed and instant make the same workspace, its keys' texts included. Those
//! are dropped as soon as they are made, and nothing but the sample itself would take them.

mod airline;
mod fleet;
mod keys;
mod life;
mod people;
mod perform;
mod plan;
mod seeded;

use keytower_app::domain::actor::{Actor, KeySetup, Role};
use keytower_app::domain::time::Instant;
use keytower_app::{
    AccountStateError, DescribeError, ImportError, KeyLifeError, PersonStateError, RetireError, Store,
    StoreError,
};

/// From where all events of sample data come, so that each of them says what it is.
pub const ORIGIN: &str = "sample";

/// What the sample that ships is drawn from: everybody sees the same airline.
pub const SEED: u64 = 64;

/// Why no sample could be made. The use cases refuse nothing of it; what is left is the store's.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each is the use case's own")]
pub enum SampleError {
    #[error(transparent)]
    Describe(#[from] DescribeError),
    #[error(transparent)]
    Import(#[from] ImportError),
    #[error(transparent)]
    Retire(#[from] RetireError),
    #[error(transparent)]
    Account(#[from] AccountStateError),
    #[error(transparent)]
    Person(#[from] PersonStateError),
    #[error(transparent)]
    Key(#[from] KeyLifeError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Fills an empty store with the two years that end at `now`.
///
/// # Errors
/// [`SampleError`].
pub fn make_sample<S: Store>(store: &S, now: Instant, seed: u64) -> Result<(), SampleError> {
    perform::perform(store, &plan::Plan::drawn(now, seed), seed)
}

/// The person in front of a sample: its first system administrator.
#[must_use]
pub fn administrator() -> Actor {
    Actor {
        name: airline::ADMINISTRATOR.to_owned(),
        person: None,
        role: Role::SystemAdministrator,
        key_setup: KeySetup::ModifyAll,
    }
}
