//! What the session holds: nothing, a locked vault, or an open workspace; and how it is locked.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use keytower_app::domain::id::AccountId;
use keytower_contract::{Answer, Backend, Code, LockReason, NextEnd, Notice, Problem, SessionStatus};
use keytower_store_sqlite::vault::{Stopper, Vault, VaultId};

use super::{Desk, Shown, sample, vault_name};

/// What is held.
pub(super) enum Held {
    Closed,
    Locked { folder: PathBuf, reason: LockReason },
    Open(Box<Open>),
}

/// What is open. The backend is dropped before the vault, whose connections it holds.
pub(super) struct Open {
    pub(super) backend: Arc<dyn Backend>,
    pub(super) place: Place,
    pub(super) account_id: AccountId,
    pub(super) shown: Option<Shown>,
    /// What ends next, as of the last look for reminders.
    pub(super) next_end: Option<NextEnd>,
    /// Stops the backup that is being made.
    pub(super) backing_up: Option<Stopper>,
}

/// Where what is open is kept.
pub(super) enum Place {
    /// In a vault.
    Vault {
        vault: Arc<Mutex<Vault>>,
        vault_id: VaultId,
        folder: PathBuf,
    },
    /// In memory: sample data, which nobody keeps.
    Sample,
}

impl Open {
    /// The vault it is kept in.
    pub(super) fn vault(&self) -> Answer<(Arc<Mutex<Vault>>, PathBuf)> {
        match &self.place {
            Place::Vault { vault, folder, .. } => Ok((Arc::clone(vault), folder.clone())),
            Place::Sample => Err(Problem::new(Code::SampleData)),
        }
    }

    pub(super) fn vault_id(&self) -> Answer<VaultId> {
        match self.place {
            Place::Vault { vault_id, .. } => Ok(vault_id),
            Place::Sample => Err(Problem::new(Code::SampleData)),
        }
    }

    pub(super) fn is_sample(&self) -> bool {
        matches!(self.place, Place::Sample)
    }
}

/// Ends what goes on with what was open.
fn close(held: Held) {
    if let Held::Open(open) = held {
        open.backend.close();
        if let Some(backup) = &open.backing_up {
            backup.stop();
        }
    }
}

/// Closes what is open when it is dropped: a thread that a mail server keeps waiting may hold the desk for longer.
pub(super) struct ClosesAtTheEnd(pub Arc<Desk>);

impl Drop for ClosesAtTheEnd {
    fn drop(&mut self) {
        let held = std::mem::replace(&mut *self.0.held(), Held::Closed);
        close(held);
        drop(self.0.quiet());
    }
}

/// Counts as one who locks what is open, until it is dropped.
struct Locking<'a>(&'a AtomicUsize);

impl<'a> Locking<'a> {
    fn begin(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::SeqCst);
        Self(count)
    }
}

impl Drop for Locking<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Desk {
    pub(super) fn held(&self) -> MutexGuard<'_, Held> {
        // Every change of what is held replaces it whole, so a panic elsewhere leaves it usable.
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until none of the session's threads works with what is open, and keeps it so. To be had before what is
    /// held.
    pub(super) fn quiet(&self) -> MutexGuard<'_, ()> {
        self.quiet.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at, or changes, what is open.
    pub(super) fn open<T>(&self, look: impl FnOnce(&mut Open) -> T) -> Answer<T> {
        match &mut *self.held() {
            Held::Open(open) => Ok(look(open)),
            Held::Locked { .. } => Err(Problem::new(Code::Locked)),
            Held::Closed => Err(Problem::new(Code::NoVault)),
        }
    }

    /// What is open in a vault, and of which workspace.
    pub(super) fn open_workspace(&self) -> Option<(Arc<dyn Backend>, AccountId)> {
        let open =
            self.open(|open| (!open.is_sample()).then(|| (Arc::clone(&open.backend), open.account_id)));
        open.ok().flatten()
    }

    /// The workspace that is open in a vault.
    pub(super) fn open_account(&self) -> Answer<AccountId> {
        self.open(|open| open.vault().map(|_| open.account_id))?
    }

    /// A workspace, where it is open.
    pub(super) fn backend_of(&self, account: AccountId) -> Option<Arc<dyn Backend>> {
        let (backend, open) = self.open_workspace()?;
        (open == account).then_some(backend)
    }

    pub(super) fn status(&self) -> SessionStatus {
        let (folder, locked) = match &*self.held() {
            Held::Closed => return SessionStatus::Closed,
            Held::Locked { folder, reason } => (folder.clone(), Some(*reason)),
            Held::Open(open) => match &open.place {
                Place::Vault { folder, .. } => (folder.clone(), None),
                Place::Sample => return sample::status(),
            },
        };
        let (name, path) = (vault_name(&folder), folder.display().to_string());
        let seen = Vault::inspect(&folder).ok();
        let keyring = seen.is_some_and(|vault| vault.has_device_key);
        match locked {
            Some(reason) => SessionStatus::Locked {
                name,
                path,
                reason,
                keyring,
            },
            None => SessionStatus::Open {
                name,
                path,
                keyring,
                recovery_code_is_older: seen.is_some_and(|vault| vault.recovery_code_is_older),
                sample: false,
            },
        }
    }

    /// Locks what is open, tells the window why, and takes the key out of the clipboard. What is being unlocked
    /// meanwhile isn't taken up. Sample data, which nothing could unlock, is gone then.
    pub(super) fn lock(&self, reason: LockReason) {
        self.forget_unpacked();
        let locking = Locking::begin(&self.locking);
        self.keep_before_locking();
        let open = self.put_away(reason);
        drop(locking);
        let Some(open) = open else {
            return self.rounds.ask();
        };
        // Before anybody hears of it: who unlocks at once must not find the vault in use.
        close(open);
        // What isn't ours any more, or can't be reached, can't be emptied either.
        let _ = self.clipboard.empty_now();
        drop(self.quiet());
        self.shell.tell(Notice::Locked { reason });
        self.tell_tray();
        // From what is kept, what was interrupted goes on.
        self.rounds.ask();
    }

    /// Holds it no longer open. What was, or nothing where nothing was.
    fn put_away(&self, reason: LockReason) -> Option<Held> {
        let mut held = self.held();
        self.next_turn();
        let Held::Open(open) = &*held else {
            return None;
        };
        let next = match &open.place {
            Place::Vault { folder, .. } => Held::Locked {
                folder: folder.clone(),
                reason,
            },
            Place::Sample => Held::Closed,
        };
        Some(std::mem::replace(&mut *held, next))
    }

    /// Whether what is open is about to be locked: whoever works with it lets it be, and is woken afterwards.
    pub(super) fn is_locking(&self) -> bool {
        self.locking.load(Ordering::SeqCst) > 0
    }

    /// Holds something else, whatever is being unlocked meanwhile.
    pub(super) fn put(&self, next: Held) {
        {
            let mut held = self.held();
            self.next_turn();
            *held = next;
        }
        self.tell_tray();
    }
}
