//! A vault with a workspace in it, as the application opens it.

use std::collections::BTreeMap;
use std::path::Path;

use keytower_app::conformance::desk::Desk;
use keytower_app::conformance::instruments::SeededEntropy;
use keytower_app::domain::canonical::RowDigest;
use keytower_app::domain::event::Head;
use keytower_app::{ChainReport, check_chain};
use keytower_store_sqlite::vault::{KdfCost, Vault};
use keytower_store_sqlite::{MigrationError, SqliteStore};

use crate::fixture::{PASSWORD, Seeded, typed, unlock};

/// The account that owns every key.
pub const OWNER: &str = "svc-ops";

/// An open vault. The store is dropped before the vault, whose connections it holds.
pub struct Tower {
    pub store: SqliteStore,
    pub vault: Vault,
}

impl Tower {
    /// Makes a vault with Northwind's workspace, and an account in it.
    pub fn create(folder: &Path) -> Self {
        let (vault, _) =
            Vault::create_with(folder, &typed(PASSWORD), KdfCost::FLOOR, &Seeded::new(1)).unwrap();
        let tower = Self {
            store: connect(&vault).unwrap(),
            vault,
        };
        Desk::open(&tower.store).account(OWNER);
        tower
    }

    /// Opens it again.
    pub fn open(folder: &Path) -> Self {
        let vault = unlock(folder, PASSWORD).unwrap();
        Self {
            store: connect(&vault).unwrap(),
            vault,
        }
    }

    /// Ada at the window. Another seed draws other ids.
    pub fn desk(&self, seed: u64) -> Desk<'_, SqliteStore> {
        let mut desk = Desk::empty(&self.store);
        desk.entropy = SeededEntropy::new(1_000 + seed);
        desk
    }
}

/// A store on three connections, as the session makes it.
pub fn connect(vault: &Vault) -> Result<SqliteStore, MigrationError> {
    let connect = || vault.connect().unwrap();
    let store = SqliteStore::open(connect(), connect())?;
    Ok(store.with_connection_apart(connect())?)
}

/// The chain holds what was seen of it, every event follows and every row is as its newest event left it.
pub fn assert_intact(desk: &Desk<'_, SqliteStore>, seen: Option<Head>, when: &str) {
    let report = check_chain(desk.store, &desk.caller(), seen).unwrap();
    let events = desk.head().seq;
    assert_eq!(report, ChainReport::Intact { events }, "{when}");
}

/// The end of the chain, and every row's digest.
pub type State = (Head, BTreeMap<(&'static str, String), RowDigest>, Option<String>);

/// Everything that an act could change.
pub fn state(desk: &Desk<'_, SqliteStore>) -> State {
    (desk.head(), desk.rows(), desk.read(|tx| tx.draft()))
}
