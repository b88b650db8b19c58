//! A thread that looks for something when it is due, and sleeps meanwhile.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use chrono::TimeDelta;
use keytower_app::Clock;
use keytower_app::domain::time::Instant;

/// A clock that is set shows another time at most so long after.
const LONGEST_WAIT: Duration = Duration::from_hours(1);

/// What couldn't be looked at is looked at again so long after.
pub(super) const AFTER_FAILURE: TimeDelta = TimeDelta::hours(1);

/// When the thread looks next.
#[derive(Default)]
pub(super) struct Rounds {
    state: Mutex<State>,
    wake: Condvar,
}

#[derive(Default)]
struct State {
    asked: bool,
    ended: bool,
    next: Option<Instant>,
}

impl Rounds {
    /// Looks now, on the thread.
    pub(super) fn ask(&self) {
        self.state().asked = true;
        self.wake.notify_all();
    }

    /// Looks then, if not before.
    pub(super) fn ask_at(&self, at: Instant) {
        self.state().ask_at(at);
        self.wake.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Each change of it is whole, so a panic elsewhere leaves it usable.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until it is time to look; `false` when there is nothing to look for any more.
    fn wait(&self, clock: &dyn Clock) -> bool {
        let mut state = self.state();
        loop {
            let now = clock.now();
            // What was asked for is looked for, also at the end.
            if state.ended && !state.asked {
                return false;
            }
            if state.asked || state.next.is_some_and(|next| next <= now) {
                // What is asked from now on, while somebody looks, is looked for anew.
                let ended = state.ended;
                *state = State {
                    ended,
                    ..State::default()
                };
                return true;
            }
            state = match state.next {
                None => self.wake.wait(state).unwrap_or_else(PoisonError::into_inner),
                Some(next) => {
                    let left = (next - now).to_std().unwrap_or_default().min(LONGEST_WAIT);
                    let waited = self.wake.wait_timeout(state, left);
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
    }
}

impl State {
    fn ask_at(&mut self, at: Instant) {
        self.next = Some(self.next.map_or(at, |next| next.min(at)));
    }
}

/// The thread that looks. It ends when this is dropped.
pub(super) struct Looking {
    rounds: Arc<Rounds>,
    thread: Option<JoinHandle<()>>,
}

impl Looking {
    /// Looks whenever it is asked for; `look` answers when to look again, if nobody asks before.
    pub(super) fn start(
        name: &str,
        rounds: &Arc<Rounds>,
        clock: Arc<dyn Clock>,
        look: impl Fn() -> Option<Instant> + Send + 'static,
    ) -> Self {
        let asked = Arc::clone(rounds);
        let thread = thread::Builder::new().name(name.to_owned()).spawn(move || {
            while asked.wait(&*clock) {
                if let Some(next) = look() {
                    asked.state().ask_at(next);
                }
            }
        });
        Self {
            rounds: Arc::clone(rounds),
            // Without a thread nothing is looked for, as while the vault is locked.
            thread: thread.ok(),
        }
    }

    /// Whoever drops it doesn't wait for what it is doing.
    pub(super) fn detached(mut self) -> Self {
        self.thread = None;
        self
    }
}

impl Drop for Looking {
    fn drop(&mut self) {
        self.rounds.state().ended = true;
        self.rounds.wake.notify_all();
        if let Some(thread) = self.thread.take() {
            // One that panicked has ended too.
            let _ = thread.join();
        }
    }
}
