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
mod held;
mod key_file;
mod links;
mod mailing;
mod opening;
mod problems;
mod recent;
mod rekeying;
mod reminding;
mod restoring;
mod rounds;
mod sample;
mod schedule;
mod settings;
mod showing;
mod standby;
mod strength;
mod tray;
mod witness;

pub use computer::Computer;

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use keytower_app::domain::id::DeviceId;
use keytower_contract::{Answer, Backend, Code, LockReason, Notice, Problem, SessionStatus, Settings};
use keytower_desk::clipboard::{Clipboard, ClipboardNotice};
use keytower_desk::idle::IdleLock;
use keytower_desk::sleep::{SystemNotice, Watch};
use zeroize::Zeroizing;

use crate::shell::Shell;
use held::{ClosesAtTheEnd, Held, Open, Place};
use rounds::{Looking, Rounds};

/// The session of this process.
pub struct Session {
    /// End their looking when they are dropped: first, while there is still something to look at.
    _looking: [Looking; 2],
    _closing: ClosesAtTheEnd,
    desk: Arc<Desk>,
    idle: Arc<IdleLock>,
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
    rounds: Arc<Rounds>,
    /// Held while a thread of the session works with what is open.
    quiet: Arc<Mutex<()>>,
    put_off: Mutex<Vec<reminding::PutOff>>,
    standby: Arc<standby::Standby>,
    mailing: mailing::Mailing,
    /// How many are locking what is open just now.
    locking: AtomicUsize,
    /// Held while the tray is told something.
    telling_tray: Mutex<()>,
    /// Set while a key's box is being opened.
    revealing: AtomicBool,
    /// Counts what must end work that began before it: locking, and a page that is loaded anew.
    turn: AtomicU64,
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
            quiet: Arc::default(),
            put_off: Mutex::default(),
            standby: Arc::new(standby::Standby::of(&computer)),
            mailing: mailing::Mailing::default(),
            locking: AtomicUsize::new(0),
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
            _closing: ClosesAtTheEnd(Arc::clone(&desk)),
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
