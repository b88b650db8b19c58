//! The behaviour suite that every store passes, on SQLite: three connections to a file, as a vault opens them, and two
//! to a database in memory, as sample data has it.

use keytower_app::conformance::instruments::opening_key;
use keytower_store_sqlite::{Sealing, SqliteStore};
use rusqlite::Connection;
use tempfile::TempDir;

keytower_app::conformance_suite!(fresh_store);

mod in_memory {
    use super::SqliteStore;

    keytower_app::conformance_suite!(fresh_store);

    fn fresh_store() -> (SqliteStore, ()) {
        let store = SqliteStore::in_memory().expect("an empty database takes the schema");
        (store.sealed_by(super::sealing()), ())
    }
}

/// An empty store, and the folder that it lives in. It needn't survive a power cut, so nothing is synced.
fn fresh_store() -> (SqliteStore, TempDir) {
    let folder = TempDir::new().expect("a temporary folder");
    let connect = || {
        let connection = Connection::open(folder.path().join("vault.db")).expect("a writable folder");
        connection
            .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON")
            .expect("SQLite's own settings");
        connection
    };
    let store = SqliteStore::open(connect(), connect()).expect("an empty database takes the schema");
    let store = store.with_connection_apart(connect());
    (store.expect("SQLite's own settings").sealed_by(sealing()), folder)
}

fn sealing() -> Sealing {
    Sealing::by(opening_key().sealing_key())
}
