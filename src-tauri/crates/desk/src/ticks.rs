//! Elapsed time that goes on while the computer sleeps.

/// A count of milliseconds that only moves forward, suspended time included.
///
/// Passed in, so that tests can jump it.
pub trait Ticks: Send + Sync + 'static {
    /// Milliseconds since an origin that stays the same while the program runs.
    fn elapsed_ms(&self) -> u64;
}

impl<T: Ticks + ?Sized> Ticks for std::sync::Arc<T> {
    fn elapsed_ms(&self) -> u64 {
        (**self).elapsed_ms()
    }
}

/// Time since the computer started.
///
/// On Linux `CLOCK_BOOTTIME` (`clock_gettime(2)`), because the clock of `std::time::Instant`
/// stands still during a suspend. Elsewhere the system's clock, which can be set back: whoever
/// reads it treats an earlier value as no time at all.
#[derive(Clone, Copy, Debug, Default)]
pub struct SinceBoot;

impl Ticks for SinceBoot {
    #[cfg(target_os = "linux")]
    fn elapsed_ms(&self) -> u64 {
        let now = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
        let seconds = u64::try_from(now.tv_sec).unwrap_or(0);
        let milliseconds = u64::try_from(now.tv_nsec / 1_000_000).unwrap_or(0);
        seconds * 1_000 + milliseconds
    }

    #[cfg(not(target_os = "linux"))]
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the adapter that asks the system"
    )]
    fn elapsed_ms(&self) -> u64 {
        use std::time::{SystemTime, UNIX_EPOCH};
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::{SinceBoot, Ticks};

    #[test]
    fn it_never_goes_back() {
        let earlier = SinceBoot.elapsed_ms();
        assert!(SinceBoot.elapsed_ms() >= earlier);
    }
}
