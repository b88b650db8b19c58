//! Locking when nobody has touched the program for a while, asleep or awake.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use crate::ticks::Ticks;

/// The longest wait in one piece: a wait stands still while the computer sleeps, so that after
/// waking an overdue lock comes within this.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// Calls back once when the limit has passed since the last touch, and again only after another
/// touch. Dropping it ends its thread.
pub struct IdleLock {
    shared: Arc<Shared>,
}

impl IdleLock {
    /// Starts counting now. `limit` is the time without a touch after which `on_idle` is called,
    /// on a thread of its own; `None` is never.
    pub fn start(ticks: impl Ticks, limit: Option<Duration>, on_idle: impl Fn() + Send + 'static) -> Self {
        let idle = Idle::new(ticks.elapsed_ms(), limit);
        let shared = Arc::new(Shared {
            ticks: Box::new(ticks),
            state: Mutex::new(State { idle, ended: false }),
            changed: Condvar::new(),
        });
        let watched = Arc::clone(&shared);
        thread::spawn(move || watched.watch(&on_idle));
        Self { shared }
    }

    /// Someone is there. A touch that comes after the limit is too late: the lock comes first,
    /// and unlocking starts the time again with [`restart`](Self::restart).
    pub fn touch(&self) {
        let now = self.shared.ticks.elapsed_ms();
        let mut state = self.shared.state();
        // Counting begins anew after it was told.
        if state.idle.due(now) || state.idle.told {
            self.shared.changed.notify_all();
        }
        if !state.idle.due(now) {
            state.idle.touch(now);
        }
    }

    /// Starts counting anew, however long nobody was there: for whoever is about to unlock.
    pub fn restart(&self) {
        let now = self.shared.ticks.elapsed_ms();
        self.shared.state().idle.touch(now);
        self.shared.changed.notify_all();
    }

    /// Changes the limit; it counts from the last touch, so a shorter one may be due at once.
    pub fn set_limit(&self, limit: Option<Duration>) {
        self.shared.state().idle.limit_ms = limit.map(whole_ms);
        self.shared.changed.notify_all();
    }

    /// Looks at the clock at once: for whoever hears that the computer has woken.
    pub fn check(&self) {
        let _state = self.shared.state();
        self.shared.changed.notify_all();
    }
}

impl Drop for IdleLock {
    fn drop(&mut self) {
        self.shared.state().ended = true;
        self.shared.changed.notify_all();
    }
}

struct Shared {
    ticks: Box<dyn Ticks>,
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    idle: Idle,
    ended: bool,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn watch(&self, on_idle: &impl Fn()) {
        let mut state = self.state();
        while !state.ended {
            let now = self.ticks.elapsed_ms();
            if state.idle.due(now) {
                state.idle.told = true;
                drop(state);
                on_idle();
                state = self.state();
                continue;
            }
            state = match state.idle.left(now) {
                // Nothing is due before a touch or another limit.
                None => self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
                Some(left) => {
                    let waited = self.changed.wait_timeout(state, left.min(LONGEST_WAIT));
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
    }
}

/// The rule, without a clock or a thread.
struct Idle {
    touched_ms: u64,
    limit_ms: Option<u64>,
    /// Called back since the last touch.
    told: bool,
}

impl Idle {
    fn new(now_ms: u64, limit: Option<Duration>) -> Self {
        Self {
            touched_ms: now_ms,
            limit_ms: limit.map(whole_ms),
            told: false,
        }
    }

    fn touch(&mut self, now_ms: u64) {
        self.touched_ms = now_ms;
        self.told = false;
    }

    fn due(&self, now_ms: u64) -> bool {
        self.left(now_ms) == Some(Duration::ZERO)
    }

    /// Time until it is due; `None` when it won't be without another touch or limit.
    fn left(&self, now_ms: u64) -> Option<Duration> {
        let limit = self.limit_ms.filter(|_| !self.told)?;
        let passed = now_ms.saturating_sub(self.touched_ms);
        Some(Duration::from_millis(limit.saturating_sub(passed)))
    }
}

fn whole_ms(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::sync::mpsc::{self, Receiver, TryRecvError};

    use super::*;

    const MINUTE: Duration = Duration::from_mins(1);

    fn after(minutes: u64) -> u64 {
        whole_ms(MINUTE) * minutes
    }

    #[test]
    fn it_is_due_exactly_when_the_limit_has_passed() {
        let idle = Idle::new(7, Some(MINUTE));
        assert!(!idle.due(7 + after(1) - 1));
        assert!(idle.due(7 + after(1)));
    }

    #[test]
    fn a_touch_starts_the_time_again() {
        let mut idle = Idle::new(0, Some(5 * MINUTE));
        idle.touch(after(4));
        assert!(!idle.due(after(8)));
        assert!(idle.due(after(9)));
    }

    #[test]
    fn without_a_limit_it_is_never_due() {
        assert_eq!(Idle::new(0, None).left(u64::MAX), None);
    }

    #[test]
    fn a_clock_that_was_set_back_does_not_make_it_due() {
        let idle = Idle::new(after(60), Some(MINUTE));
        assert_eq!(idle.left(0), Some(MINUTE));
    }

    /// A clock that stands still until it is set.
    #[derive(Clone, Default)]
    struct Set(Arc<AtomicU64>);

    impl Set {
        fn to(&self, ms: u64) {
            self.0.store(ms, Ordering::SeqCst);
        }
    }

    impl Ticks for Set {
        fn elapsed_ms(&self) -> u64 {
            self.0.load(Ordering::SeqCst)
        }
    }

    fn started(limit: Option<Duration>) -> (IdleLock, Set, Receiver<()>) {
        let (called, calls) = mpsc::channel();
        let clock = Set::default();
        let lock = IdleLock::start(clock.clone(), limit, move || {
            let _ = called.send(());
        });
        (lock, clock, calls)
    }

    fn was_called(calls: &Receiver<()>) -> bool {
        calls.recv_timeout(MINUTE / 6).is_ok()
    }

    #[test]
    fn after_a_long_sleep_it_locks_at_the_first_look() {
        let (lock, clock, calls) = started(Some(5 * MINUTE));
        clock.to(after(600));
        lock.check();
        assert!(was_called(&calls));
    }

    #[test]
    fn a_touch_on_waking_does_not_dodge_the_lock() {
        let (lock, clock, calls) = started(Some(5 * MINUTE));
        clock.to(after(600));
        lock.touch();
        assert!(was_called(&calls));
    }

    #[test]
    fn a_restart_after_the_limit_starts_the_time_again() {
        let (lock, clock, calls) = started(Some(5 * MINUTE));
        clock.to(after(600));
        lock.restart();
        lock.touch();
        clock.to(after(604));
        lock.check();
        drop(lock);
        assert!(calls.recv().is_err(), "never called");
    }

    #[test]
    fn it_calls_once_until_it_is_touched_again() {
        let (lock, clock, calls) = started(Some(5 * MINUTE));
        clock.to(after(5));
        lock.check();
        assert!(was_called(&calls));
        clock.to(after(50));
        lock.check();
        lock.touch();
        clock.to(after(55));
        lock.check();
        assert!(was_called(&calls));
        drop(lock);
        assert!(calls.recv().is_err(), "two spells, two calls");
    }

    #[test]
    fn a_shorter_limit_counts_from_the_last_touch() {
        let (lock, clock, calls) = started(None);
        clock.to(after(3));
        lock.check();
        assert_eq!(calls.try_recv(), Err(TryRecvError::Empty));
        lock.set_limit(Some(2 * MINUTE));
        assert!(was_called(&calls));
    }

    #[test]
    fn with_a_real_clock_it_calls_by_itself() {
        let (called, calls) = mpsc::channel();
        let _lock = IdleLock::start(
            crate::ticks::SinceBoot,
            Some(Duration::from_millis(20)),
            move || {
                let _ = called.send(());
            },
        );
        assert!(was_called(&calls));
    }

    #[test]
    fn dropping_it_ends_its_thread() {
        let (lock, _clock, calls) = started(Some(MINUTE));
        drop(lock);
        assert!(calls.recv().is_err());
    }
}
