//! The session: which vault is held, whether it is open, and the key that is being shown.
//!
//! `Closed → Locked ⇄ Open`. Locking drops the store, the vault's keys, and the shown key, and empties the clipboard
//! of what came from here. Whatever needs the vault asks [`Session::backend`] and is refused while it is locked.

mod computer;
mod copying;
mod key_file;
mod opening;
mod problems;
mod recent;
mod settings;
mod strength;
mod witness;

pub use computer::Computer;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use keytower_contract::{Answer, Backend, Code, LockReason, Notice, Problem, SessionStatus, Settings};
use keytower_desk::clipboard::{Clipboard, ClipboardNotice};
use keytower_desk::idle::IdleLock;
use keytower_desk::sleep::{SystemNotice, Watch};
use keytower_store_sqlite::vault::Vault;
use zeroize::Zeroizing;

use crate::shell::Shell;

/// The session of this process.
pub struct Session {
    desk: Arc<Desk>,
    idle: IdleLock,
    /// Ends its watching when it is dropped.
    watch: Option<Watch>,
}

/// What the session's parts share.
struct Desk {
    shell: Arc<dyn Shell>,
    computer: Computer,
    clipboard: Clipboard,
    settings: Mutex<Settings>,
    held: Mutex<Held>,
}

/// What is held.
enum Held {
    Closed,
    Locked { folder: PathBuf, reason: LockReason },
    Open(Box<Open>),
}

/// An open vault. The backend is dropped before the vault, whose connections it holds.
struct Open {
    backend: Arc<dyn Backend>,
    vault: Arc<Mutex<Vault>>,
    folder: PathBuf,
    shown: Option<Shown>,
}

/// The key in the dialog.
struct Shown {
    key_id: String,
    text: Zeroizing<String>,
    account_id: String,
    name: String,
    owner: String,
    expires: String,
}

impl Session {
    /// A session that holds nothing yet.
    #[must_use]
    pub fn new(shell: Arc<dyn Shell>, computer: Computer) -> Self {
        let settings = settings::read(&computer.folder);
        let limit = settings.lock_after_minutes.map(minutes);
        let teller = Arc::clone(&shell);
        let clipboard = Clipboard::new(move |notice| {
            teller.tell(match notice {
                ClipboardNotice::Emptied => Notice::ClipboardEmptied,
                ClipboardNotice::Replaced => Notice::ClipboardReplaced,
            });
        });
        let ticks = Arc::clone(&computer.ticks);
        let watches = computer.watches_system;
        let desk = Arc::new(Desk {
            shell,
            computer,
            clipboard,
            settings: Mutex::new(settings),
            held: Mutex::new(Held::Closed),
        });
        let locker = Arc::downgrade(&desk);
        let idle = IdleLock::start(ticks, limit, move || lock_weak(&locker, LockReason::Idle));
        let locker = Arc::downgrade(&desk);
        let watch = watches.then(|| {
            keytower_desk::sleep::watch(move |notice| match notice {
                SystemNotice::GoesToSleep | SystemNotice::DeskLocked => lock_weak(&locker, LockReason::Sleep),
                // The idle limit counts time asleep and notices by itself.
                SystemNotice::Woke => {}
            })
        });
        Self { desk, idle, watch }
    }

    /// What the session holds.
    #[must_use]
    pub fn session_status(&self) -> SessionStatus {
        self.desk.status()
    }

    /// The open workspace.
    ///
    /// # Errors
    /// [`Code::Locked`] or [`Code::NoVault`].
    pub fn backend(&self) -> Answer<Arc<dyn Backend>> {
        self.desk.open(|open| Arc::clone(&open.backend))
    }

    /// Somebody is here.
    pub fn touch(&self) {
        self.idle.touch();
    }

    /// Locks, because somebody asked for it.
    ///
    /// # Errors
    /// None.
    pub async fn lock_vault(&self) -> Answer<SessionStatus> {
        let desk = Arc::clone(&self.desk);
        blocking(move || {
            desk.lock(LockReason::Asked);
            Ok(desk.status())
        })
        .await
    }

    /// Puts the vault away.
    ///
    /// # Errors
    /// None.
    pub async fn close_vault(&self) -> Answer<SessionStatus> {
        let desk = Arc::clone(&self.desk);
        blocking(move || {
            desk.lock(LockReason::Asked);
            *desk.held() = Held::Closed;
            Ok(desk.status())
        })
        .await
    }

    /// Forgets the key that is being shown.
    pub fn forget_shown(&self) {
        if let Held::Open(open) = &mut *self.desk.held() {
            open.shown = None;
        }
    }

    /// The process ends: lock, and leave nothing in the clipboard.
    pub fn shut(&self) {
        self.desk.lock(LockReason::Asked);
    }
}

impl Desk {
    fn held(&self) -> MutexGuard<'_, Held> {
        // Every change of what is held replaces it whole, so a panic elsewhere leaves it usable.
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at, or changes, what is open.
    fn open<T>(&self, look: impl FnOnce(&mut Open) -> T) -> Answer<T> {
        match &mut *self.held() {
            Held::Open(open) => Ok(look(open)),
            Held::Locked { .. } => Err(Problem::new(Code::Locked)),
            Held::Closed => Err(Problem::new(Code::NoVault)),
        }
    }

    fn status(&self) -> SessionStatus {
        match &*self.held() {
            Held::Closed => SessionStatus::Closed,
            Held::Locked { folder, reason } => SessionStatus::Locked {
                name: vault_name(folder),
                path: folder.display().to_string(),
                reason: *reason,
                keyring: Vault::inspect(folder).is_ok_and(|vault| vault.has_device_key),
            },
            Held::Open(open) => SessionStatus::Open {
                name: vault_name(&open.folder),
                path: open.folder.display().to_string(),
                keyring: Vault::inspect(&open.folder).is_ok_and(|vault| vault.has_device_key),
            },
        }
    }

    /// Locks what is open, tells the window why, and takes the key out of the clipboard.
    fn lock(&self, reason: LockReason) {
        let mut held = self.held();
        let Held::Open(open) = &*held else { return };
        let folder = open.folder.clone();
        *held = Held::Locked { folder, reason };
        drop(held);
        // What isn't ours any more, or can't be reached, can't be emptied either.
        let _ = self.clipboard.empty_now();
        self.shell.tell(Notice::Locked { reason });
    }

    fn settings(&self) -> MutexGuard<'_, Settings> {
        self.settings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn lock_weak(desk: &Weak<Desk>, reason: LockReason) {
    if let Some(desk) = desk.upgrade() {
        desk.lock(reason);
    }
}

/// A vault's name: its folder's, without the ending.
fn vault_name(folder: &Path) -> String {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    name.strip_suffix(opening::ENDING).unwrap_or(&name).to_owned()
}

fn minutes(minutes: u32) -> Duration {
    Duration::from_mins(minutes.into())
}

/// Runs work that may block where that harms nobody.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Answer<T> + Send + 'static) -> Answer<T> {
    match tokio::task::spawn_blocking(work).await {
        Ok(answer) => answer,
        Err(_) => Err(Problem::new(Code::Internal).with("detail", "a request ended early")),
    }
}
