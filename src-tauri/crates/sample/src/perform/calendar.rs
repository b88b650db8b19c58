//! The time of what is performed.

use std::sync::atomic::{AtomicI64, Ordering};

use keytower_app::Clock;
use keytower_app::domain::time::Instant;

/// A clock that stands where it was turned to.
#[derive(Default)]
pub struct Calendar(AtomicI64);

impl Calendar {
    /// From now on, it is then.
    pub fn turn_to(&self, at: Instant) {
        self.0.store(at.timestamp_millis(), Ordering::Relaxed);
    }
}

impl Clock for Calendar {
    fn now(&self) -> Instant {
        Instant::from_timestamp_millis(self.0.load(Ordering::Relaxed)).unwrap_or_default()
    }
}
