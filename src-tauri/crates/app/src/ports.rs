//! What a use case needs from outside, each as a trait: time, randomness, storage.

use keytower_domain::time::Instant;

/// The time, passed in so that tests see the same instants every run and can make clocks jump.
pub trait Clock: Send + Sync {
    /// The present instant, UTC, to the millisecond.
    fn now(&self) -> Instant;
}

/// Unpredictable bytes, passed in so that tests see the same ids every run.
pub trait Entropy: Send + Sync {
    /// Fills all of `bytes`. Aborts the process if the operating system has no randomness to give:
    /// going on would mean predictable secrets.
    fn fill(&self, bytes: &mut [u8]);
}
