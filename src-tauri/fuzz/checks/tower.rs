//! A workspace that nothing changes, and room beside it for a copy that is changed.

use std::fs;
use std::path::Path;

use keytower_app::conformance::desk::Desk;
use keytower_store_sqlite::SqliteStore;
use rusqlite::Connection;
use tempfile::TempDir;

/// The workspace, with Leon's resources.
pub struct Tower {
    pub store: SqliteStore,
    folder: TempDir,
}

impl Tower {
    /// One that is furnished before anybody looks at it.
    pub fn furnished(furnish: impl FnOnce(&Desk<'_, SqliteStore>)) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let store = open(&folder.path().join("tower.db"));
        furnish(&Desk::open(&store));
        Self { store, folder }
    }

    /// The same workspace, to be changed.
    pub fn copy(&self) -> SqliteStore {
        let copy = self.folder.path().join("copy.db");
        fs::copy(self.folder.path().join("tower.db"), &copy).expect("a copy");
        open(&copy)
    }
}

/// Everything in one file, of which nothing needs to survive.
fn open(path: &Path) -> SqliteStore {
    let connect = || {
        let connection = Connection::open(path).expect("a writable folder");
        connection
            .execute_batch("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON")
            .expect("SQLite's own settings");
        connection
    };
    SqliteStore::open(connect(), connect()).expect("a database of ours")
}
