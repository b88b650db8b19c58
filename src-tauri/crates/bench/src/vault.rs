//! A vault of many keys, made by the use cases.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use keytower_app::domain::access::{Level, Rights};
use keytower_app::domain::actor::{Actor, KeySetup, Role};
use keytower_app::domain::aircraft_scope::AircraftScope;
use keytower_app::domain::id::{AircraftId, ResourceId, ServiceAccountId};
use keytower_app::domain::lifetime::DEFAULT_DAYS;
use keytower_app::{
    Caller, ChooseReminders, CreateWorkspace, DescribeAccount, Expiry, GenerateKey, Preset, Store as _,
    confirm_import, create_account, create_workspace, generate_key, preview_import,
};
use keytower_contract::Backend;
use keytower_local::{Acting, Local, Witness};
use keytower_store_sqlite::SqliteStore;
use keytower_store_sqlite::vault::{DeviceKey, KdfCost, MasterPassword, Unlock, Vault};
use serde_json::{Value, json};
use zeroize::Zeroizing;

use crate::computer::{SystemClock, SystemEntropy, timed};
use crate::spread::rounded;

/// Keys for each service account.
const KEYS_OF_ACCOUNT: u32 = 50;
/// Keys for each aircraft.
const KEYS_OF_AIRCRAFT: u32 = 20;
/// Every so many keys are kept as texts, to be presented.
const KEPT: u32 = 200;
/// What stands in names.
const WORDS: [&str; 12] = [
    "ops", "crew", "fuel", "cargo", "slots", "weather", "charter", "handling", "roster", "gate", "payroll",
    "noise",
];

/// What it is unlocked with by hand. The window's story knows it too.
pub const PASSWORD: &str = "a vault to be measured";

/// A vault in a folder.
pub struct Made {
    folder: PathBuf,
    device_key: Zeroizing<String>,
    seconds: f64,
    keys: u32,
    /// Some keys' texts.
    pub texts: Vec<Zeroizing<String>>,
    /// Some accounts, each with what its next key would be generated with.
    pub accounts: Vec<(ServiceAccountId, Rights)>,
}

impl Made {
    /// Makes one. It needn't survive a power cut while it is made, so nothing is synced until it is.
    pub fn with(folder: &Path, keys: u32) -> Result<Self, Box<dyn Error>> {
        let password = MasterPassword::typed(PASSWORD.to_owned());
        let vault = Vault::create_with(
            &folder.join("Many.keytower"),
            &password,
            KdfCost::FLOOR,
            &SystemEntropy,
        )?
        .0;
        let device_key = vault.enable_device_key(&password, &SystemEntropy)?.into_text();
        let writer = vault.connect()?;
        writer.pragma_update(None, "synchronous", "OFF")?;
        let store = SqliteStore::open(writer, vault.connect()?)?;
        let (made, milliseconds) = timed(|| fill(&store, keys));
        let (texts, accounts) = made?;
        Ok(Self {
            folder: folder.to_owned(),
            device_key,
            seconds: milliseconds / 1_000.0,
            keys,
            texts,
            accounts,
        })
    }

    /// Opens it as the window does, the derivation of a key from the password left out.
    pub fn open(&self) -> Result<Opened, Box<dyn Error>> {
        let key = DeviceKey::from_text(&self.device_key)?;
        let vault = Vault::unlock(&self.path(), &Unlock::Device(&key))?;
        let store = SqliteStore::open(vault.connect()?, vault.connect()?)?;
        let store = store.with_connection_apart(vault.connect()?)?;
        Ok(Opened { store, vault })
    }

    /// How large it is, and how long making it took.
    pub fn facts(&self) -> Result<Value, Box<dyn Error>> {
        let opened = self.open()?;
        let (accounts, aircraft, events) = opened.store.read(|tx| {
            Ok::<_, keytower_app::StoreError>((tx.accounts()?.len(), tx.fleet()?.len(), tx.head()?.seq))
        })?;
        let bytes = std::fs::metadata(self.path().join("vault.db"))?.len();
        Ok(json!({
            "keys": self.keys,
            "accounts": accounts,
            "aircraft": aircraft,
            "events": events,
            "database_bytes": bytes,
            "made_in_seconds": rounded(self.seconds),
        }))
    }

    /// Where the head of its chain is remembered.
    pub fn head_file(&self) -> PathBuf {
        self.folder.join("head.json")
    }

    fn path(&self) -> PathBuf {
        self.folder.join("Many.keytower")
    }
}

/// An open vault: its connections are closed before it is.
pub struct Opened {
    pub store: SqliteStore,
    pub vault: Vault,
}

impl Opened {
    /// What the window asks, and the vault to be dropped after it.
    pub fn backend(self, witness: Arc<dyn Witness>) -> Result<(Arc<dyn Backend>, Vault), Box<dyn Error>> {
        let acting = Acting {
            actor: actor(),
            origin: "bench",
            clock: Arc::new(SystemClock),
            entropy: Arc::new(SystemEntropy),
        };
        Ok((Local::backend(self.store, acting, witness)?, self.vault))
    }
}

/// Who acts.
pub fn actor() -> Actor {
    Actor {
        name: "Bench".to_owned(),
        person: None,
        role: Role::SystemAdministrator,
        key_setup: KeySetup::ModifyAll,
    }
}

/// A request for a key of an account.
pub fn request(
    owner: ServiceAccountId,
    name: String,
    rights: Rights,
    scope: AircraftScope,
    days: u32,
) -> GenerateKey {
    GenerateKey {
        owner: Some(owner.into()),
        name,
        description: String::new(),
        rights,
        scope,
        expiry: Expiry::Days(days),
        networks: Vec::new(),
        renewal_days: DEFAULT_DAYS.into(),
        reminders: ChooseReminders::default(),
        approved_by: String::new(),
        reason: String::new(),
        replaces: None,
    }
}

type Filled = (Vec<Zeroizing<String>>, Vec<(ServiceAccountId, Rights)>);

fn fill(store: &SqliteStore, keys: u32) -> Result<Filled, Box<dyn Error>> {
    let actor = actor();
    let caller = Caller {
        actor: &actor,
        origin: "bench",
        clock: &SystemClock,
        entropy: &SystemEntropy,
    };
    let workspace = CreateWorkspace {
        name: "Many",
        time_zone: "Europe/Warsaw",
        preset: Preset::Leon,
    };
    create_workspace(store, &caller, &workspace)?;
    let fleet = fleet(store, &caller, keys / KEYS_OF_AIRCRAFT + 10)?;
    let resources = viewable(store)?;
    let mut accounts = Vec::new();
    for number in 0..=keys / KEYS_OF_ACCOUNT {
        let name = format!("svc-{}-{number:04}", word(number));
        let described = DescribeAccount {
            name: &name,
            organisation: "Northwind",
            email: "keys@northwind.example",
        };
        let id = create_account(store, &caller, &described)?.id;
        let some = (0..3).map(|step| resources[(number as usize + step * 7) % resources.len()]);
        accounts.push((id, Rights::Chosen(some.collect())));
    }
    let mut texts = Vec::new();
    for number in 0..keys {
        if number % 10_000 == 0 {
            eprintln!("bench: {number} of {keys} keys");
        }
        let (owner, rights) = accounts[(number / KEYS_OF_ACCOUNT) as usize].clone();
        let scope = if number % 3 == 0 {
            let first = (number * 13) as usize % (fleet.len() - 8);
            AircraftScope::Only(
                fleet[first..first + 1 + number as usize % 8]
                    .iter()
                    .copied()
                    .collect(),
            )
        } else {
            AircraftScope::WholeFleet
        };
        let name = format!("{}-{}-{number}", word(number / 3), word(number + 5));
        let days = 1 + number % 360;
        let generated = generate_key(store, &caller, &request(owner, name, rights, scope, days))?;
        if number % (keys / KEPT).max(1) == 0 {
            texts.push(Zeroizing::new(generated.text.reveal().to_owned()));
        }
    }
    Ok((texts, accounts))
}

fn word(number: u32) -> &'static str {
    WORDS[number as usize % WORDS.len()]
}

/// A fleet of so many aircraft.
pub fn fleet(
    store: &SqliteStore,
    caller: &Caller<'_>,
    count: u32,
) -> Result<Vec<AircraftId>, Box<dyn Error>> {
    let mut file = String::from("Registration,Type,Operator\n");
    for number in 0..count {
        writeln!(file, "SP-{number:05},B738,Northwind")?;
    }
    let plan = preview_import(store, caller, file.as_bytes())?;
    confirm_import(store, caller, &plan)?;
    let fleet = store.read(|tx| tx.fleet())?;
    Ok(fleet.into_iter().map(|aircraft| aircraft.id).collect())
}

/// Every resource that can be viewed.
fn viewable(store: &SqliteStore) -> Result<Vec<(ResourceId, Level)>, Box<dyn Error>> {
    let resources = store.read(|tx| tx.resources())?;
    let viewable = resources.into_iter().filter_map(|resource| {
        let levels = &resource.description.levels;
        levels
            .contains_key(&Level::View)
            .then_some((resource.id, Level::View))
    });
    Ok(viewable.collect())
}
