//! What a computer is in the tests: time that is let pass, a browser and a desktop that note what they are asked for.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Condvar, Mutex};
use std::time::Duration;

use keytower_desk::browser::Browser;
use keytower_desk::notifications::{Chosen, Notification, Notifier};
use keytower_desk::ticks::Ticks;

/// What didn't come within this never will.
const LIMIT: Duration = Duration::from_secs(10);

/// Time passed, which a test lets pass.
#[derive(Default)]
pub struct JumpingTicks(AtomicU64);

impl JumpingTicks {
    pub fn jump(&self, by: Duration) {
        let milliseconds = u64::try_from(by.as_millis()).expect("within an age");
        self.0.fetch_add(milliseconds, Ordering::SeqCst);
    }
}

impl Ticks for JumpingTicks {
    fn elapsed_ms(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// A browser that only notes where it is sent, and refuses once it is told to.
#[derive(Default)]
pub struct NotedBrowser {
    opened: Mutex<Vec<String>>,
    refuses: AtomicBool,
}

impl NotedBrowser {
    pub fn opened(&self) -> Vec<String> {
        self.opened.lock().expect("nobody panicked").clone()
    }

    pub fn refuse(&self) {
        self.refuses.store(true, Ordering::SeqCst);
    }
}

impl Browser for NotedBrowser {
    fn open(&self, address: &str) -> io::Result<()> {
        if self.refuses.load(Ordering::SeqCst) {
            return Err(io::ErrorKind::NotFound.into());
        }
        self.opened
            .lock()
            .expect("nobody panicked")
            .push(address.to_owned());
        Ok(())
    }
}

/// A desktop that only notes what it is shown, until somebody chooses.
#[derive(Default)]
pub struct NotedNotifier {
    shown: Mutex<Vec<(Notification, Chosen)>>,
    more: Condvar,
}

impl NotedNotifier {
    /// What was shown since it was last asked, oldest first.
    pub fn shown(&self) -> Vec<(Notification, Chosen)> {
        std::mem::take(&mut self.shown.lock().expect("nobody panicked"))
    }
}

impl NotedNotifier {
    /// Waits for what is shown next.
    pub fn next(&self) -> (Notification, Chosen) {
        let shown = self.shown.lock().expect("nobody panicked");
        let (mut shown, waited) = self
            .more
            .wait_timeout_while(shown, LIMIT, |shown| shown.is_empty())
            .expect("nobody panicked");
        assert!(!waited.timed_out(), "nothing was shown");
        shown.remove(0)
    }
}

impl Notifier for NotedNotifier {
    fn show(&self, notification: Notification, chosen: Chosen) {
        self.shown
            .lock()
            .expect("nobody panicked")
            .push((notification, chosen));
        self.more.notify_all();
    }
}
