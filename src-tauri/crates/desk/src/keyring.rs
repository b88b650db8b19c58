//! The desk's keyring: short secrets, each under the id of a vault, or what it is for and a workspace's id.
//!
//! The Secret Service on Linux, the keychain on macOS, the credential manager on Windows. Each
//! call runs on a thread of its own and is given up after a while, because a keyring that waits
//! for its own password, or hangs, would hold the window for ever.

mod fault;
mod store;

use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use ::keyring::Entry;
use keyring_core::{CredentialStore, Error};
use zeroize::Zeroizing;

use crate::ticks::{SinceBoot, Ticks};

/// How a call is limited where no prompt is expected.
pub const AT_ONCE: Duration = Duration::from_secs(5);

/// How a call is limited where a person may first have to unlock the keyring.
pub const WITH_A_PROMPT: Duration = Duration::from_mins(1);

/// Calls that may be stuck at once. Each holds a thread until the keyring answers or goes away.
const MOST_STUCK: usize = 4;

/// Why the keyring did not do it. Says nothing of what is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyringError {
    /// There is no keyring here, or none that things are kept in by default.
    #[error("there is no keyring here")]
    Absent,
    /// It is locked, and its prompt was dismissed or can't be shown.
    #[error("the keyring is locked")]
    Locked,
    /// It did not answer in time: it hangs, or waits for its password. What was asked may still
    /// be done later.
    #[error("the keyring did not answer in time")]
    TimedOut,
    /// More than one entry is kept for this vault, so that none can be told to be the one.
    #[error("the keyring holds more than one entry for this vault")]
    Ambiguous,
    /// It answered something else.
    #[error("the keyring refused: {what}")]
    Refused {
        /// What it did not accept; never a part of the secret.
        what: &'static str,
    },
}

/// The desk's keyring. Clones share one connection.
#[derive(Clone)]
pub struct DeviceKeyring {
    connection: Arc<Connection>,
    limit: Duration,
}

impl Default for DeviceKeyring {
    fn default() -> Self {
        Self::new()
    }
}

impl DeviceKeyring {
    /// A keyring that is reached when first needed; every call is limited to [`AT_ONCE`].
    #[must_use]
    pub fn new() -> Self {
        Self {
            connection: Arc::default(),
            limit: AT_ONCE,
        }
    }

    /// The same keyring with another limit for each call, such as [`WITH_A_PROMPT`].
    #[must_use]
    pub fn waiting(&self, limit: Duration) -> Self {
        Self {
            connection: Arc::clone(&self.connection),
            limit,
        }
    }

    /// Keeps the secret for this vault, in the place of one that was kept before.
    ///
    /// # Errors
    /// See [`KeyringError`]; after [`KeyringError::TimedOut`] it may still be kept later.
    pub fn store(&self, vault_id: &str, secret: Zeroizing<String>) -> Result<(), KeyringError> {
        self.call(vault_id, move |entry| entry.set_password(&secret))
    }

    /// The secret kept for this vault. `None` also where the keyring has no collection yet.
    ///
    /// # Errors
    /// See [`KeyringError`].
    pub fn fetch(&self, vault_id: &str) -> Result<Option<Zeroizing<String>>, KeyringError> {
        let bytes = self.call(vault_id, |entry| match entry.get_secret() {
            Err(Error::NoEntry) => Ok(None),
            found => found.map(Zeroizing::new).map(Some),
        })?;
        bytes.map(|bytes| text(&bytes)).transpose()
    }

    /// Keeps nothing for this vault any more; when nothing was kept, that is already so.
    ///
    /// # Errors
    /// See [`KeyringError`].
    pub fn remove(&self, vault_id: &str) -> Result<(), KeyringError> {
        self.call(vault_id, |entry| match entry.delete_credential() {
            Err(Error::NoEntry) => Ok(()),
            outcome => outcome,
        })
    }

    /// Whether there is a keyring in which things can be kept. It may be locked.
    #[must_use]
    pub fn available(&self) -> bool {
        self.in_time(|_| Ok(store::is_there())).unwrap_or(false)
    }

    fn call<T: Send + 'static>(
        &self,
        vault_id: &str,
        work: impl Fn(&Entry) -> keyring_core::Result<T> + Send + 'static,
    ) -> Result<T, KeyringError> {
        let vault_id = vault_id.to_owned();
        self.in_time(move |connection| connection.run(&vault_id, &work).map_err(fault::told))
    }

    /// Runs `work` on a thread of its own and waits for it no longer than the limit.
    fn in_time<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, KeyringError> + Send + 'static,
    ) -> Result<T, KeyringError> {
        let began_ms = SinceBoot.elapsed_ms();
        let place = self.connection.place(self.limit).ok_or(KeyringError::TimedOut)?;
        let (done, outcome) = mpsc::sync_channel(1);
        thread::spawn(move || {
            // Nobody may be waiting any more; then the outcome is dropped, and wiped with it.
            let _ = done.send(work(&place.0));
        });
        let waited = Duration::from_millis(SinceBoot.elapsed_ms().saturating_sub(began_ms));
        outcome
            .recv_timeout(self.limit.saturating_sub(waited))
            .unwrap_or_else(|missing| {
                // The store is busy with the stuck call, or broken: the next call makes another.
                self.connection.forget();
                Err(match missing {
                    RecvTimeoutError::Timeout => KeyringError::TimedOut,
                    RecvTimeoutError::Disconnected => KeyringError::Refused {
                        what: "broken answer",
                    },
                })
            })
    }
}

fn text(bytes: &[u8]) -> Result<Zeroizing<String>, KeyringError> {
    let text = std::str::from_utf8(bytes);
    text.map(|text| Zeroizing::new(text.to_owned()))
        .map_err(|_| KeyringError::Refused {
            what: "the entry is not text",
        })
}

/// The platform's store, kept from call to call.
#[derive(Default)]
struct Connection {
    store: Mutex<Option<Arc<CredentialStore>>>,
    /// Calls that are running, stuck ones included.
    running: Mutex<usize>,
    ended: Condvar,
}

/// One of the calls that are running; over when it is dropped.
struct Place(Arc<Connection>);

impl Drop for Place {
    fn drop(&mut self) {
        *self.0.running.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        self.0.ended.notify_one();
    }
}

impl Connection {
    /// Waits while too many calls are stuck; `None` when they still are after the limit.
    fn place(self: &Arc<Self>, limit: Duration) -> Option<Place> {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self
            .ended
            .wait_timeout_while(running, limit, |running| *running >= MOST_STUCK);
        let (mut running, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        if waited.timed_out() {
            return None;
        }
        *running += 1;
        Some(Place(Arc::clone(self)))
    }

    fn kept(&self) -> MutexGuard<'_, Option<Arc<CredentialStore>>> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn forget(&self) {
        *self.kept() = None;
    }

    /// A store that was made before may belong to a keyring that has since been restarted: its
    /// session is unknown to the new one. All calls can be repeated, so one more is made.
    fn run<T>(
        &self,
        vault_id: &str,
        work: impl Fn(&Entry) -> keyring_core::Result<T>,
    ) -> keyring_core::Result<T> {
        let kept = self.kept().clone();
        if let Some(store) = kept {
            match entry(&store, vault_id).and_then(|entry| work(&entry)) {
                Err(error) if fault::is_of_the_connection(&error) => self.forget(),
                outcome => return outcome,
            }
        }
        let store = store::open()?;
        *self.kept() = Some(Arc::clone(&store));
        work(&entry(&store, vault_id)?)
    }
}

/// Made from our own store: `Entry::new` would remember a missing keyring as long as the process
/// lives.
fn entry(store: &Arc<CredentialStore>, vault_id: &str) -> keyring_core::Result<Entry> {
    let inner = store.build(crate::IDENTIFIER, vault_id, Some(&store::modifiers()))?;
    Ok(Entry { inner })
}
