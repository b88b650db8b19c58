//! Time that stands still until a story moves it, and a browser that only notes where it is sent.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use chrono::{DateTime, Utc};
use keytower_app::Clock;
use keytower_app::domain::time::Instant;
use keytower_desk::browser::Browser;
use keytower_desk::notifications::{Chosen, Notification, Notifier};
use keytower_desk::ticks::Ticks;

/// A Monday morning: where every story starts.
const START: &str = "2026-03-02T09:00:00Z";

/// The clock on the wall.
#[derive(Default)]
pub struct Wall {
    moved_ms: AtomicI64,
}

impl Wall {
    /// Moves it on, or back.
    pub fn turn(&self, by_ms: i64) {
        self.moved_ms.fetch_add(by_ms, Ordering::SeqCst);
    }
}

impl Clock for Wall {
    fn now(&self) -> Instant {
        let start: DateTime<Utc> = START.parse().expect("the start is a date");
        start + chrono::Duration::milliseconds(self.moved_ms.load(Ordering::SeqCst))
    }
}

/// Time passed.
#[derive(Default)]
pub struct Passed {
    ms: AtomicU64,
}

impl Passed {
    /// Lets time pass.
    pub fn pass(&self, ms: u64) {
        self.ms.fetch_add(ms, Ordering::SeqCst);
    }
}

impl Ticks for Passed {
    fn elapsed_ms(&self) -> u64 {
        self.ms.load(Ordering::SeqCst)
    }
}

/// A browser that notes, a line each, where it is sent.
pub struct Opened(pub PathBuf);

impl Browser for Opened {
    fn open(&self, address: &str) -> io::Result<()> {
        let mut notes = OpenOptions::new().create(true).append(true).open(&self.0)?;
        writeln!(notes, "{address}")
    }
}

/// A desktop that notes, a line each, what it is shown. Nobody chooses anything there.
pub struct Shown(pub PathBuf);

impl Notifier for Shown {
    fn show(&self, notification: Notification, _: Chosen) {
        let notes = OpenOptions::new().create(true).append(true).open(&self.0);
        let written = notes.and_then(|mut file| writeln!(file, "{}", notification.summary));
        written.expect("the story's folder can be written to");
    }
}
