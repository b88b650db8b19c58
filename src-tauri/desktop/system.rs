//! The computer's own clock and randomness.

use keytower_app::domain::time::Instant;
use keytower_app::{Clock, Entropy};

/// The computer's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that asks the computer for the time"
    )]
    fn now(&self) -> Instant {
        let now = chrono::Utc::now();
        Instant::from_timestamp_millis(now.timestamp_millis()).unwrap_or(now)
    }
}

/// The operating system's generator.
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        use rand::TryRng as _;
        if let Err(error) = rand::rngs::SysRng.try_fill_bytes(bytes) {
            eprintln!("keytower: the operating system gives no random bytes: {error}");
            std::process::abort();
        }
    }
}
