//! The clipboard: what is copied as a secret is confidential, and gone after a while.
//!
//! One clipboard lives as long as the program and belongs to a thread of its own, because on
//! X11 and Wayland whoever copied serves what is pasted. Only the regular selection is written,
//! never the primary one, which a stray middle click would paste.
//!
//! Of a secret only a digest is kept here; the operating system's side of the clipboard has to
//! hold the text itself until it is emptied or replaced.

mod holder;
mod system;

use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use zeroize::Zeroizing;

use crate::ticks::{SinceBoot, Ticks};
use holder::Holder;
use system::SystemClipboard;

/// How long a copy may take before it counts as refused.
const COPY_LIMIT: Duration = Duration::from_secs(3);

/// How long reading may take: whoever copied has to answer.
const READ_LIMIT: Duration = Duration::from_secs(3);

/// How long emptying may hold up a lock, a quit or a signal.
const EMPTY_LIMIT: Duration = Duration::from_secs(1);

/// What became of the secret that was copied last; told once for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClipboardNotice {
    /// It was taken out of the clipboard.
    Emptied,
    /// Something else is in its place, copied by this program or by another.
    Replaced,
}

/// Why nothing was copied or read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClipboardError {
    /// There is no clipboard (no display), or it refused, or it did not answer in time.
    #[error("the clipboard can't be reached or refused")]
    Unavailable,
}

/// The desk's clipboard. Dropping it empties it, if it still holds the secret.
pub struct Clipboard {
    /// Empty only while being dropped: letting go of it ends the thread.
    orders: Option<Sender<Order>>,
    /// Disconnected once the thread has ended; nothing is ever sent.
    ended: Mutex<Receiver<()>>,
}

impl Clipboard {
    /// A clipboard that is opened when first needed. `on_notice` is called on its thread, which
    /// does nothing else meanwhile: it must not wait for this clipboard.
    pub fn new(on_notice: impl Fn(ClipboardNotice) + Send + 'static) -> Self {
        Self::with_ticks(SinceBoot, on_notice)
    }

    /// Like [`Clipboard::new`], with another measure of time.
    pub fn with_ticks(ticks: impl Ticks, on_notice: impl Fn(ClipboardNotice) + Send + 'static) -> Self {
        let (orders, received) = mpsc::channel();
        let (running, ended) = mpsc::channel();
        thread::spawn(move || {
            Holder::new(SystemClipboard::default(), ticks, on_notice).serve(&received);
            drop(running);
        });
        Self {
            orders: Some(orders),
            ended: Mutex::new(ended),
        }
    }

    /// Copies a secret, marked confidential to clipboard managers, and empties the clipboard
    /// `empties_after` later if it still holds it. A secret copied before is forgotten without
    /// a notice.
    ///
    /// # Errors
    /// [`ClipboardError::Unavailable`]: the clipboard does not hold the secret, and no notice
    /// will come.
    pub fn copy_secret(
        &self,
        text: Zeroizing<String>,
        empties_after: Duration,
    ) -> Result<(), ClipboardError> {
        self.order(COPY_LIMIT, |done| Order::CopySecret {
            text,
            empties_after,
            done,
        })
    }

    /// Copies what anyone may see. It stays; a secret copied before is [`Replaced`].
    ///
    /// # Errors
    /// [`ClipboardError::Unavailable`]: what was there before may still be there.
    ///
    /// [`Replaced`]: ClipboardNotice::Replaced
    pub fn copy_public(&self, text: impl Into<String>) -> Result<(), ClipboardError> {
        let text = text.into();
        self.order(COPY_LIMIT, |done| Order::CopyPublic { text, done })
    }

    /// Empties the clipboard if it still holds the secret; with nothing pending it does nothing.
    /// Returns within a second, after the display has seen to it.
    ///
    /// # Errors
    /// [`ClipboardError::Unavailable`]: the clipboard did not answer in time, or could not be
    /// emptied; it is tried again by itself.
    pub fn empty_now(&self) -> Result<(), ClipboardError> {
        self.order(EMPTY_LIMIT, |done| Order::Empty { done })
    }

    /// What a person could paste now; `None` where that is no text.
    ///
    /// # Errors
    /// [`ClipboardError::Unavailable`]: it couldn't be read, or did not answer in time.
    pub fn read(&self) -> Result<Option<Zeroizing<String>>, ClipboardError> {
        self.order(READ_LIMIT, |done| Order::Read { done })
    }

    fn order<T>(
        &self,
        limit: Duration,
        order: impl FnOnce(SyncSender<Result<T, ClipboardError>>) -> Order,
    ) -> Result<T, ClipboardError> {
        // A rendezvous: the thread learns whether its answer was still waited for.
        let (done, outcome) = mpsc::sync_channel(0);
        let orders = self.orders.as_ref().ok_or(ClipboardError::Unavailable)?;
        orders
            .send(order(done))
            .map_err(|_| ClipboardError::Unavailable)?;
        outcome
            .recv_timeout(limit)
            .unwrap_or(Err(ClipboardError::Unavailable))
    }
}

impl Drop for Clipboard {
    fn drop(&mut self) {
        self.orders = None;
        let ended = self.ended.get_mut().unwrap_or_else(PoisonError::into_inner);
        // Past the limit another program holds the clipboard and doesn't answer: it isn't ours.
        let _ = ended.recv_timeout(EMPTY_LIMIT);
    }
}

type Outcome = Result<(), ClipboardError>;

/// What the clipboard's thread is asked to do; the answer goes to `done`.
enum Order {
    CopySecret {
        text: Zeroizing<String>,
        empties_after: Duration,
        done: SyncSender<Outcome>,
    },
    CopyPublic {
        text: String,
        done: SyncSender<Outcome>,
    },
    Empty {
        done: SyncSender<Outcome>,
    },
    Read {
        done: SyncSender<Result<Option<Zeroizing<String>>, ClipboardError>>,
    },
}
