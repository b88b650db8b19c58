//! A computer in a temporary folder, and sessions on it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use keytower::data_folder::DataFolder;
use keytower::session::{Computer, Session};
use keytower_app::conformance::desk::START;
use keytower_app::conformance::instruments::{JumpingClock, SeededEntropy};
use keytower_contract::{
    AccountFields, AircraftScope, Answer, Backend, Code, CreateVault, Expiry, GenerateKey, GeneratedKey,
    Grant, KeyQuery, KeySort, KeyState, KeyView, Level, LockReason, Policy, Reminders, ResourcePreset,
    Retrieval, Rights, SessionStatus, WorkspaceView,
};
use keytower_desk::autostart::AutostartEntry;
use keytower_desk::keyring::DeviceKeyring;
use keytower_mail::Authority;
use keytower_store_sqlite::vault::KdfCost;
use tempfile::TempDir;

use super::noted::{JumpingTicks, NotedBrowser, NotedNotifier};
use super::person::Person;

pub const PASSWORD: &str = "correct horse battery";
pub const OTHER_PASSWORD: &str = "staple and something";

/// How many there were.
static ROOMS: AtomicU64 = AtomicU64::new(1);

/// A computer. Its folder goes when it is dropped.
pub struct Room {
    pub folder: TempDir,
    pub clock: Arc<JumpingClock>,
    pub ticks: Arc<JumpingTicks>,
    pub entropy: Arc<SeededEntropy>,
    pub browser: Arc<NotedBrowser>,
    pub notifier: Arc<NotedNotifier>,
    /// Whose mail servers are trusted.
    pub mail_authorities: Vec<Authority>,
}

/// A session on a computer, and who sits at it.
pub struct Seat {
    pub session: Session,
    pub person: Arc<Person>,
    runtime: tokio::runtime::Runtime,
}

impl Room {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
            clock: Arc::new(JumpingClock::at(START.parse().expect("an instant"))),
            ticks: Arc::default(),
            // Their workspaces share a keyring.
            entropy: Arc::new(SeededEntropy::new(ROOMS.fetch_add(1, Ordering::Relaxed))),
            browser: Arc::default(),
            notifier: Arc::default(),
            mail_authorities: Vec::new(),
        }
    }

    /// Where this computer's part lives.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The vault of a name that was made here.
    pub fn vault(&self, name: &str) -> PathBuf {
        self.data().join("vaults").join(format!("{name}.keytower"))
    }

    /// Where the system keeps what starts with the session.
    pub fn autostart_folder(&self) -> PathBuf {
        self.folder.path().join("config").join("autostart")
    }

    fn autostart(&self) -> AutostartEntry {
        AutostartEntry::new(
            &self.autostart_folder(),
            "org.keytower.desktop",
            Path::new("/opt/Key tower/keytower"),
            "--background",
        )
    }

    /// A session that holds nothing yet.
    pub fn sit_down(&self) -> Seat {
        let person = Arc::new(Person::default());
        let computer = Computer {
            folder: DataFolder::at(self.data()),
            clock: self.clock.clone(),
            ticks: self.ticks.clone(),
            entropy: self.entropy.clone(),
            keyring: DeviceKeyring::new(),
            notifier: self.notifier.clone(),
            mail_authorities: self.mail_authorities.clone(),
            browser: self.browser.clone(),
            autostart: Arc::new(self.autostart()),
            cost: KdfCost::FLOOR,
            watches_system: false,
        };
        Seat {
            session: Session::new(person.clone(), computer),
            person,
            runtime: tokio::runtime::Builder::new_current_thread()
                .build()
                .expect("threads"),
        }
    }

    /// A new session, in which the vault *Tower* is opened and unlocked.
    pub fn sit_down_at_the_vault(&self) -> Seat {
        let seat = self.sit_down();
        seat.open(&self.vault("Tower")).expect("a vault");
        seat.unlock(PASSWORD).expect("the right password");
        seat
    }

    /// A session on a new vault *Tower*, which is open; answers its recovery code.
    pub fn with_vault(&self) -> (Seat, String) {
        let seat = self.sit_down();
        let made = seat.run(seat.session.create_vault(new_vault("Tower")));
        let code = made.expect("a new vault").recovery_code.clone();
        (seat, code)
    }
}

/// What makes a vault, all in order.
pub fn new_vault(name: &str) -> CreateVault {
    CreateVault {
        name: name.to_owned(),
        your_name: "Ada Lovelace".to_owned(),
        preset: ResourcePreset::Leon,
        password: PASSWORD.to_owned(),
        time_zone: "Europe/Warsaw".to_owned(),
    }
}

impl Seat {
    /// Waits for an answer.
    pub fn run<T>(&self, asked: impl Future<Output = T>) -> T {
        self.runtime.block_on(asked)
    }

    /// The open workspace.
    pub fn backend(&self) -> Arc<dyn Backend> {
        self.session.backend().expect("an open vault")
    }

    pub fn workspace(&self) -> WorkspaceView {
        self.run(self.backend().workspace()).expect("an open vault")
    }

    pub fn lock(&self) {
        let status = self.run(self.session.lock_vault()).expect("locking always works");
        assert_eq!(state(&status), "locked");
    }

    pub fn open(&self, vault: &Path) -> Answer<SessionStatus> {
        self.run(self.session.open_vault(vault.display().to_string()))
    }

    pub fn unlock(&self, password: &str) -> Answer<SessionStatus> {
        self.run(self.session.unlock_vault(password.to_owned()))
    }

    /// Locks and unlocks.
    pub fn come_back(&self) {
        self.lock();
        self.unlock(PASSWORD).expect("the right password");
    }

    /// An account's id, made if it isn't there.
    pub fn account(&self) -> String {
        let backend = self.backend();
        let accounts = self.run(backend.list_accounts()).expect("an open vault");
        if let Some(account) = accounts.first() {
            return account.account_id.clone();
        }
        let fields = AccountFields {
            name: "svc-ops".to_owned(),
            organisation: "Northwind".to_owned(),
            email: "ops@northwind.example".to_owned(),
        };
        self.run(backend.create_account(fields))
            .expect("a free name")
            .account_id
    }

    /// A request that is in order: *Flights* at *view*, whole fleet, 30 days.
    pub fn request(&self, name: &str) -> GenerateKey {
        let resources = self.run(self.backend().list_resources()).expect("an open vault");
        let flights = resources.iter().find(|resource| resource.title == "Flights");
        GenerateKey {
            owner_id: self.account(),
            name: name.to_owned(),
            description: String::new(),
            rights: Rights::Chosen {
                grants: vec![Grant {
                    resource_id: flights.expect("Leon's resources").resource_id.clone(),
                    level: Level::View,
                }],
            },
            scope: AircraftScope::WholeFleet,
            expiry: Expiry::Days { days: 30 },
            networks: Vec::new(),
            renewal_days: 180,
            reminders: Reminders::default(),
            approved_by: String::new(),
            reason: String::new(),
            replaces: None,
        }
    }

    /// From now on, keys are sealed and can be shown again.
    pub fn let_keys_be_shown_again(&self) {
        let policy = Policy {
            retrieval: Retrieval::Revealable,
            ..self.workspace().policy
        };
        self.run(self.backend().change_policy(policy))
            .expect("a policy in order");
    }

    /// Generates a key, which is being shown then.
    pub fn generate(&self, name: &str) -> GeneratedKey {
        let request = self.request(name);
        self.run(self.session.generate_key(request))
            .expect("a request in order")
    }

    /// The names of all keys in a state.
    pub fn names(&self, state: KeyState) -> Vec<String> {
        let query = KeyQuery {
            states: vec![state],
            ..every_key()
        };
        let page = self
            .run(self.backend().list_keys(query, 0, 100))
            .expect("an open vault");
        page.rows.into_iter().map(|row| row.name).collect()
    }

    /// A key as it is kept.
    pub fn key(&self, generated: &GeneratedKey) -> KeyView {
        self.run(self.backend().key(generated.key.key_id.clone()))
            .expect("a key that is there")
    }

    pub fn key_state(&self, generated: &GeneratedKey) -> KeyState {
        self.key(generated).state
    }

    /// Fails unless the session is locked for that reason.
    pub fn assert_locked(&self, expected: LockReason) {
        match self.session.session_status() {
            SessionStatus::Locked { reason, .. } => assert_eq!(reason, expected),
            other => panic!("{other:?}"),
        }
    }
}

/// What finds every key, by name.
pub fn every_key() -> KeyQuery {
    KeyQuery {
        text: String::new(),
        states: Vec::new(),
        owner_ids: Vec::new(),
        resource_ids: Vec::new(),
        aircraft_ids: Vec::new(),
        group_ids: Vec::new(),
        personnel_ids: Vec::new(),
        expires_within_days: None,
        ends: None,
        attention: Vec::new(),
        not_conforming: false,
        unused: None,
        sort: KeySort::Name,
        descending: false,
    }
}

/// What a session holds, in a word.
pub fn state(status: &SessionStatus) -> &'static str {
    match status {
        SessionStatus::Closed => "closed",
        SessionStatus::Locked { .. } => "locked",
        SessionStatus::Open { .. } => "open",
    }
}

/// Why something was refused.
pub fn refused<T>(answer: Answer<T>) -> Code {
    answer.err().expect("refused").code
}

/// Why something was refused, and at which field.
pub fn refused_at<T>(answer: Answer<T>) -> (Code, String) {
    let problem = answer.err().expect("refused");
    (problem.code, problem.field.unwrap_or_default())
}

/// Every file under a folder, with what it holds; a folder counts as a file that holds nothing.
pub fn snapshot(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            found.extend(snapshot(&path));
            found.insert(path, Vec::new());
        } else {
            let content = fs::read(&path).expect("a readable file");
            found.insert(path, content);
        }
    }
    found
}

/// Copies a vault's folder, which has no folders in it.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a writable folder");
    for entry in fs::read_dir(from).expect("a vault") {
        let entry = entry.expect("a readable folder");
        fs::copy(entry.path(), to.join(entry.file_name())).expect("a readable file");
    }
}
