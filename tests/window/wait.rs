//! Waiting for what is outside the page, with an end.

use std::thread;
use std::time::{Duration, Instant};

/// Longer than anything here takes on a busy computer.
const LIMIT: Duration = Duration::from_secs(20);

/// What `look` finds, looking every 20 ms; a failure that names `what` when it finds nothing.
#[expect(
    clippy::disallowed_methods,
    reason = "neither another process nor its clipboard can be waited for: they are looked at until the limit"
)]
pub(super) fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < LIMIT, "waited in vain for {what}");
        thread::sleep(Duration::from_millis(20));
    }
}
