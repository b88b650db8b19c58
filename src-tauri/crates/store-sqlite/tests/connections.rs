//! What is read by two connections at once is as of one event.
#![expect(clippy::unwrap_used, reason = "a test that can't go on fails")]

use std::collections::BTreeMap;

use keytower_app::conformance::desk::Desk;
use keytower_app::domain::aircraft_scope::AircraftScope;
use keytower_app::domain::canonical::RowDigest;
use keytower_app::domain::id::KeyId;
use keytower_app::{GenerateKey, ReadTx, Store, StoreError, generate_key};
use keytower_store_sqlite::SqliteStore;
use rusqlite::Connection;
use tempfile::TempDir;

fn three_connections() -> (SqliteStore, TempDir) {
    let folder = TempDir::new().unwrap();
    let connect = || {
        let connection = Connection::open(folder.path().join("vault.db")).unwrap();
        connection
            .execute_batch("PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON")
            .unwrap();
        connection
    };
    let store = SqliteStore::open(connect(), connect()).unwrap();
    (store.with_connection_apart(connect()).unwrap(), folder)
}

/// All keys by the digests of their rows, in which their rights and aircraft are.
fn digests(tx: &dyn ReadTx) -> Result<BTreeMap<KeyId, RowDigest>, StoreError> {
    Ok(tx.keys()?.into_iter().map(|key| (key.id, key.digest())).collect())
}

/// Some keys, each with a resource and an aircraft, as they were generated.
fn generated(desk: &Desk<'_, SqliteStore>) -> BTreeMap<KeyId, RowDigest> {
    let owner = desk.account("svc-ops").id;
    let keys = ["SP-KTA", "SP-KTB", "SP-KTC"].map(|registration| {
        let request = GenerateKey {
            scope: AircraftScope::Only([desk.aircraft(registration).id].into()),
            ..desk.request(owner, registration)
        };
        generate_key(desk.store, &desk.caller(), &request).unwrap().key
    });
    keys.into_iter().map(|key| (key.id, key.digest())).collect()
}

#[test]
fn keys_are_whole_also_while_a_long_read_has_the_other_connection() {
    let (store, _folder) = three_connections();
    let generated = generated(&Desk::open(&store));
    assert_eq!(store.read(digests).unwrap(), generated);
    let meanwhile = store.read_apart::<_, StoreError>(|apart| {
        assert_eq!(digests(apart)?, generated);
        store.read(digests)
    });
    assert_eq!(meanwhile.unwrap(), generated);
}

#[test]
fn keys_are_as_of_the_first_look_whatever_is_written_meanwhile() {
    let (store, _folder) = three_connections();
    let desk = Desk::open(&store);
    let mut generated = generated(&desk);
    let owner = desk.read(|tx| tx.account_named("svc-ops")).unwrap().id;
    let request = desk.request(owner, "later");
    let mut later = None;
    let seen = store.read::<_, StoreError>(|tx| {
        tx.head()?;
        later = generate_key(&store, &desk.caller(), &request).ok();
        digests(tx)
    });
    assert_eq!(seen.unwrap(), generated);
    let later = later.unwrap().key;
    generated.insert(later.id, later.digest());
    assert_eq!(store.read(digests).unwrap(), generated);
}
