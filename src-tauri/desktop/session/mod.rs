//! The session: which vault is held, whether it is open, and the key that is being shown.
//!
//! `Closed → Locked ⇄ Open`. Locking drops the store, the vault's keys, and the shown key, and empties the clipboard
//! of what came from here. Whatever needs the vault asks [`Session::backend`] and is refused while it is locked.

mod background;
mod backing_up;
mod backup_file;
mod browsing;
mod calendar;
mod computer;
mod copying;
mod exporting;
mod key_file;
mod links;
mod mailing;
mod opening;
mod problems;
mod recent;
mod rekeying;
mod reminding;
mod restoring;
mod sample;
mod schedule;
mod settings;
mod showing;
mod standby;
mod strength;
mod tray;
mod witness;

pub use computer::Computer;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use keytower_app::domain::id::{AccountId, DeviceId};
use keytower_contract::{
    Answer, Backend, Code, LockReason, NextEnd, Notice, Problem, SessionStatus, Settings,
};
use keytower_desk::clipboard::{Clipboard, ClipboardNotice};
use keytower_desk::idle::IdleLock;
use keytower_desk::sleep::{SystemNotice, Watch};
use keytower_store_sqlite::vault::{Stopper, Vault, VaultId};
use zeroize::Zeroizing;

use crate::shell::Shell;

/// The session of this process.
pub struct Session {
    desk: Arc<Desk>,
    idle: Arc<IdleLock>,
    /// Ends its watching when it is dropped.
    watch: Option<Watch>,
    /// End their looking when they are dropped.
    _looking: [reminding::Looking; 2],
}

/// What the session's parts share.
struct Desk {
    shell: Arc<dyn Shell>,
    computer: Computer,
    clipboard: Clipboard,
    settings: Mutex<Settings>,
    held: Mutex<Held>,
    /// The link that was opened and not yet followed.
    link: Mutex<Option<links::Opened>>,
    /// A backup that was opened, to be restored.
    unpacked: Mutex<Option<restoring::Unpacked>>,
    /// Makes those who look at what is kept of backups and then write it wait for one another.
    backups: Mutex<()>,
    /// Held while a backup is made.
    making_backup: Mutex<()>,
    export: Mutex<Option<Arc<exporting::Export>>>,
    /// By which this computer knows what it delivered.
    device: DeviceId,
    rounds: Arc<reminding::Rounds>,
    put_off: Mutex<Vec<reminding::PutOff>>,
    standby: Arc<standby::Standby>,
    mailing: mailing::Mailing,
    /// Held while the tray is told something.
    telling_tray: Mutex<()>,
    /// Set while a key's box is being opened.
    revealing: AtomicBool,
    /// Counts what must end work that began before it: locking, and a page that is loaded anew.
    turn: AtomicU64,
}

/// What is held.
enum Held {
    Closed,
    Locked { folder: PathBuf, reason: LockReason },
    Open(Box<Open>),
}

/// What is open. The backend is dropped before the vault, whose connections it holds.
struct Open {
    backend: Arc<dyn Backend>,
    place: Place,
    account_id: AccountId,
    shown: Option<Shown>,
    /// What ends next, as of the last look for reminders.
    next_end: Option<NextEnd>,
    /// Stops the backup that is being made.
    backing_up: Option<Stopper>,
}

/// Where what is open is kept.
enum Place {
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
    fn vault(&self) -> Answer<(Arc<Mutex<Vault>>, PathBuf)> {
        match &self.place {
            Place::Vault { vault, folder, .. } => Ok((Arc::clone(vault), folder.clone())),
            Place::Sample => Err(Problem::new(Code::SampleData)),
        }
    }

    fn vault_id(&self) -> Answer<VaultId> {
        match self.place {
            Place::Vault { vault_id, .. } => Ok(vault_id),
            Place::Sample => Err(Problem::new(Code::SampleData)),
        }
    }

    fn is_sample(&self) -> bool {
        matches!(self.place, Place::Sample)
    }
}

/// The key in the dialog.
struct Shown {
    key_id: String,
    text: Zeroizing<String>,
    account_id: String,
    name: String,
    owner: String,
    expires: String,
    is_sample: bool,
}

impl Session {
    /// A session that holds nothing yet.
    #[must_use]
    pub fn new(shell: Arc<dyn Shell>, computer: Computer) -> Self {
        let settings = settings::read(&computer.folder);
        let limit = settings.lock_after_minutes.map(minutes);
        let teller = Arc::clone(&shell);
        let clipboard = Clipboard::with_ticks(Arc::clone(&computer.ticks), move |notice| {
            teller.tell(match notice {
                ClipboardNotice::Emptied => Notice::ClipboardEmptied,
                ClipboardNotice::Replaced => Notice::ClipboardReplaced,
            });
        });
        let ticks = Arc::clone(&computer.ticks);
        let watches = computer.watches_system;
        let device = reminding::device(&computer);
        let desk = Arc::new(Desk {
            shell,
            device,
            rounds: Arc::default(),
            put_off: Mutex::default(),
            standby: Arc::new(standby::Standby::of(&computer)),
            mailing: mailing::Mailing::default(),
            telling_tray: Mutex::default(),
            computer,
            clipboard,
            settings: Mutex::new(settings),
            held: Mutex::new(Held::Closed),
            link: Mutex::default(),
            unpacked: Mutex::default(),
            backups: Mutex::default(),
            making_backup: Mutex::default(),
            export: Mutex::default(),
            revealing: AtomicBool::new(false),
            turn: AtomicU64::new(0),
        });
        let locker = Arc::downgrade(&desk);
        let idle = Arc::new(IdleLock::start(ticks, limit, move || {
            lock_weak(&locker, LockReason::Idle);
        }));
        let locker = Arc::downgrade(&desk);
        let counter = Arc::downgrade(&idle);
        let rounds = Arc::clone(&desk.rounds);
        let watch = watches.then(|| {
            keytower_desk::sleep::watch(move |notice| match notice {
                SystemNotice::GoesToSleep | SystemNotice::DeskLocked => lock_weak(&locker, LockReason::Sleep),
                SystemNotice::Woke => {
                    rounds.ask();
                    if let Some(idle) = counter.upgrade() {
                        idle.check();
                    }
                }
            })
        });
        let looking = [reminding::look(&desk), mailing::look(&desk)];
        desk.tell_tray();
        Self {
            desk,
            idle,
            watch,
            _looking: looking,
        }
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

    /// Somebody is here. Without anybody nothing changes, and no backup is due.
    pub fn touch(&self) {
        self.idle.touch();
        schedule::back_up_if_due(&self.desk);
        self.desk.look_while_somebody_is_here();
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
            desk.put(Held::Closed);
            // What was asked of one vault means nothing once it is put away.
            *desk.link() = None;
            Ok(desk.status())
        })
        .await
    }

    /// Forgets the key that is being shown, and any that is being generated for the same page.
    pub fn forget_shown(&self) {
        let mut held = self.desk.held();
        self.desk.next_turn();
        if let Held::Open(open) = &mut *held {
            open.shown = None;
        }
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

    /// What is open in a vault, and of which workspace.
    fn open_workspace(&self) -> Option<(Arc<dyn Backend>, AccountId)> {
        let open =
            self.open(|open| (!open.is_sample()).then(|| (Arc::clone(&open.backend), open.account_id)));
        open.ok().flatten()
    }

    /// The workspace that is open in a vault.
    fn open_account(&self) -> Answer<AccountId> {
        self.open(|open| open.vault().map(|_| open.account_id))?
    }

    /// A workspace, where it is open.
    fn backend_of(&self, account: AccountId) -> Option<Arc<dyn Backend>> {
        let (backend, open) = self.open_workspace()?;
        (open == account).then_some(backend)
    }

    fn status(&self) -> SessionStatus {
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
    fn lock(&self, reason: LockReason) {
        self.forget_unpacked();
        self.keep_before_locking();
        let open = {
            let mut held = self.held();
            self.next_turn();
            let Held::Open(open) = &*held else { return };
            let next = match &open.place {
                Place::Vault { folder, .. } => Held::Locked {
                    folder: folder.clone(),
                    reason,
                },
                Place::Sample => Held::Closed,
            };
            std::mem::replace(&mut *held, next)
        };
        if let Held::Open(open) = &open {
            open.backend.close();
            if let Some(backup) = &open.backing_up {
                backup.stop();
            }
        }
        // Before anybody hears of it: who unlocks at once must not find the vault in use.
        drop(open);
        // What isn't ours any more, or can't be reached, can't be emptied either.
        let _ = self.clipboard.empty_now();
        drop(self.rounds.quiet());
        self.shell.tell(Notice::Locked { reason });
        self.tell_tray();
    }

    /// Holds something else, whatever is being unlocked meanwhile.
    fn put(&self, next: Held) {
        {
            let mut held = self.held();
            self.next_turn();
            *held = next;
        }
        self.tell_tray();
    }

    /// The count that work compares before it lets its result be seen.
    fn turn(&self) -> u64 {
        self.turn.load(Ordering::SeqCst)
    }

    fn next_turn(&self) {
        self.turn.fetch_add(1, Ordering::SeqCst);
    }

    fn link(&self) -> MutexGuard<'_, Option<links::Opened>> {
        self.link.lock().unwrap_or_else(PoisonError::into_inner)
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
