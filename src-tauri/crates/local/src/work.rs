//! A piece of work that takes its time: how far it has come, and whether it shall go on.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use keytower_app::Progress;

use crate::held;

/// The newest piece of work of its kind, while there is one.
#[derive(Default)]
pub(crate) struct Work(Mutex<Option<Arc<Run>>>);

#[derive(Default)]
struct Run {
    done: AtomicU32,
    of: AtomicU32,
    stopped: AtomicBool,
}

/// A piece of work under way; over when it is dropped.
pub(crate) struct Running<'a> {
    work: &'a Work,
    run: Arc<Run>,
}

impl Work {
    /// Begins one; the one before is stopped.
    pub(crate) fn begin(&self) -> Running<'_> {
        let run = Arc::new(Run::default());
        if let Some(before) = held(&self.0).replace(Arc::clone(&run)) {
            before.stopped.store(true, Ordering::SeqCst);
        }
        Running { work: self, run }
    }

    /// How far it has come.
    pub(crate) fn progress(&self) -> Option<Progress> {
        held(&self.0).as_ref().map(|run| Progress {
            done: run.done.load(Ordering::SeqCst),
            of: run.of.load(Ordering::SeqCst),
        })
    }

    /// It shall not go on.
    pub(crate) fn stop(&self) {
        if let Some(run) = &*held(&self.0) {
            run.stopped.store(true, Ordering::SeqCst);
        }
    }
}

impl Running<'_> {
    /// Says how far it has come; whether it shall go on.
    pub(crate) fn goes_on(&self, progress: Progress) -> bool {
        self.run.done.store(progress.done, Ordering::SeqCst);
        self.run.of.store(progress.of, Ordering::SeqCst);
        !self.run.stopped.load(Ordering::SeqCst)
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        held(&self.work.0).take_if(|run| Arc::ptr_eq(run, &self.run));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HALF: Progress = Progress { done: 1, of: 2 };

    #[test]
    fn work_says_how_far_it_is_until_it_is_over() {
        let work = Work::default();
        let running = work.begin();
        assert!(running.goes_on(HALF));
        assert_eq!(work.progress(), Some(HALF));
        work.stop();
        assert!(!running.goes_on(HALF));
        drop(running);
        assert_eq!(work.progress(), None);
    }

    #[test]
    fn what_begins_anew_stops_what_was_before_and_outlives_it() {
        let work = Work::default();
        let (before, anew) = (work.begin(), work.begin());
        assert!(!before.goes_on(HALF) && anew.goes_on(HALF));
        drop(before);
        assert_eq!(work.progress(), Some(HALF));
    }
}
