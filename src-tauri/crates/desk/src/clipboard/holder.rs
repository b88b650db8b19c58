//! The thread that holds the clipboard and watches over the secret in it.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use super::system::{Fingerprint, Holds, SystemClipboard, fingerprint};
use super::{ClipboardError, ClipboardNotice, Order, Outcome};
use crate::ticks::Ticks;

/// The longest wait in one piece. A wait stands still while the computer sleeps, the deadline
/// does not: after waking, an overdue secret is gone within this.
const LONGEST_WAIT_MS: u64 = 1_000;

/// Between two tries when the clipboard can't be read or emptied.
const RETRY_MS: u64 = 1_000;

/// After so many tries the clipboard is gone, and what it held with it.
const MOST_TRIES: u32 = 10;

pub(super) struct Holder<T, F> {
    clipboard: SystemClipboard,
    ticks: T,
    on_notice: F,
    secret: Option<Secret>,
}

/// The secret that the clipboard was given last.
struct Secret {
    fingerprint: Fingerprint,
    empties_at_ms: u64,
    tries: u32,
}

impl<T: Ticks, F: Fn(ClipboardNotice)> Holder<T, F> {
    pub(super) fn new(clipboard: SystemClipboard, ticks: T, on_notice: F) -> Self {
        Self {
            clipboard,
            ticks,
            on_notice,
            secret: None,
        }
    }

    /// Until the other end is dropped; then the secret is taken out of the clipboard.
    pub(super) fn serve(mut self, orders: &Receiver<Order>) {
        loop {
            match self.next(orders) {
                Ok(order) => self.carry_out(order),
                Err(RecvTimeoutError::Timeout) => self.empty_if_due(),
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        let _ = self.empty();
    }

    fn next(&self, orders: &Receiver<Order>) -> Result<Order, RecvTimeoutError> {
        let Some(secret) = &self.secret else {
            return orders.recv().map_err(|_| RecvTimeoutError::Disconnected);
        };
        let left = secret.empties_at_ms.saturating_sub(self.ticks.elapsed_ms());
        orders.recv_timeout(Duration::from_millis(left.min(LONGEST_WAIT_MS)))
    }

    fn carry_out(&mut self, order: Order) {
        match order {
            Order::CopySecret {
                text,
                empties_after,
                done,
            } => {
                let outcome = self.copy_secret(&text, empties_after);
                if done.send(outcome).is_err() && outcome.is_ok() {
                    // Whoever asked was told that it failed: it must not stay, nor be spoken of.
                    self.discard();
                }
            }
            Order::CopyPublic { text, done } => {
                let outcome = self.clipboard.write(&text, false);
                if outcome.is_ok() {
                    self.settle(ClipboardNotice::Replaced);
                }
                let _ = done.send(outcome);
            }
            Order::Empty { done } => {
                let _ = done.send(self.empty());
            }
            Order::Read { done } => {
                let _ = done.send(self.clipboard.read());
            }
        }
    }

    fn copy_secret(&mut self, text: &str, empties_after: Duration) -> Outcome {
        let secret = Secret {
            fingerprint: fingerprint(text),
            empties_at_ms: self.ticks.elapsed_ms().saturating_add(whole_ms(empties_after)),
            tries: 0,
        };
        if let Err(refused) = self.clipboard.write(text, true) {
            // It may have been written and not be readable: take no chances.
            let _ = self.clear_if_holds(&secret.fingerprint);
            return Err(refused);
        }
        self.secret = Some(secret);
        Ok(())
    }

    fn empty_if_due(&mut self) {
        let now = self.ticks.elapsed_ms();
        if self
            .secret
            .as_ref()
            .is_some_and(|secret| secret.empties_at_ms <= now)
        {
            let _ = self.empty();
        }
    }

    /// Empties the clipboard if it still holds the secret, and says what was found. What can't
    /// be done now is tried again later.
    fn empty(&mut self) -> Outcome {
        let Some(secret) = &self.secret else { return Ok(()) };
        let fingerprint = secret.fingerprint;
        match self.clear_if_holds(&fingerprint) {
            Ok(notice) => {
                self.settle(notice);
                Ok(())
            }
            Err(refused) => {
                self.try_again_later();
                Err(refused)
            }
        }
    }

    fn clear_if_holds(&mut self, ours: &Fingerprint) -> Result<ClipboardNotice, ClipboardError> {
        match self.clipboard.holds(ours) {
            Holds::Ours => self.clipboard.clear(ours).map(|()| ClipboardNotice::Emptied),
            Holds::Other => Ok(ClipboardNotice::Replaced),
            Holds::Unknown => Err(ClipboardError::Unavailable),
        }
    }

    fn try_again_later(&mut self) {
        let now = self.ticks.elapsed_ms();
        let Some(secret) = &mut self.secret else { return };
        secret.tries += 1;
        secret.empties_at_ms = now.saturating_add(RETRY_MS);
        if secret.tries >= MOST_TRIES {
            self.settle(ClipboardNotice::Replaced);
        }
    }

    fn discard(&mut self) {
        if let Some(secret) = self.secret.take() {
            let _ = self.clear_if_holds(&secret.fingerprint);
        }
    }

    /// The secret is no longer in the clipboard: says so, once.
    fn settle(&mut self, notice: ClipboardNotice) {
        if self.secret.take().is_some() {
            (self.on_notice)(notice);
        }
    }
}

fn whole_ms(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
