//! A vault to try things on.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use keytower_app::Entropy;
use keytower_store_sqlite::vault::{KdfCost, MasterPassword, RecoveryCode, Unlock, Vault, VaultError};
use rusqlite::Connection;
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

pub const PASSWORD: &str = "correct horse battery";
pub const OTHER_PASSWORD: &str = "staple and something";

/// `SplitMix64`: the same bytes in every run.
pub struct Seeded(AtomicU64);

impl Seeded {
    pub fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }

    pub fn next(&self) -> u64 {
        let step = 0x9e37_79b9_7f4a_7c15_u64;
        let mut mixed = self.0.fetch_add(step, Ordering::Relaxed).wrapping_add(step);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

impl Entropy for Seeded {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            chunk.copy_from_slice(&self.next().to_le_bytes()[..chunk.len()]);
        }
    }
}

/// A vault in a temporary folder, closed.
pub struct Fixture {
    pub parent: TempDir,
    pub folder: PathBuf,
    pub recovery_code: RecoveryCode,
    pub entropy: Seeded,
}

impl Fixture {
    /// With the password [`PASSWORD`] and an empty database.
    pub fn new() -> Self {
        let parent = open_to_all();
        let folder = parent.path().join("Tower.keytower");
        let entropy = Seeded::new(1);
        let (_, recovery_code) =
            Vault::create_with(&folder, &typed(PASSWORD), KdfCost::FLOOR, &entropy).unwrap();
        Self {
            parent,
            folder,
            recovery_code,
            entropy,
        }
    }

    /// The same with [`ROWS`] rows, a page or so for every three.
    pub fn with_rows() -> Self {
        let fixture = Self::new();
        write_rows(&fixture.unlock().unwrap());
        fixture
    }

    pub fn unlock(&self) -> Result<Vault, VaultError> {
        unlock(&self.folder, PASSWORD)
    }

    pub fn header(&self) -> PathBuf {
        self.folder.join("header")
    }

    pub fn database(&self) -> PathBuf {
        self.folder.join("vault.db")
    }

    /// Rewrites the header by `edit` and makes its checksum right again, as somebody without the
    /// vault's key can.
    pub fn forge_header(&self, edit: impl FnOnce(String) -> String) {
        let before = fs::read_to_string(self.header()).unwrap();
        let after = edit(before.clone());
        assert_ne!(before, after, "the forgery changes something");
        let end = after.rfind(",\n  \"checksum\"").unwrap();
        let mut forged = after[..end].to_owned();
        forged.push_str(",\n  \"checksum\": \"");
        for byte in Sha256::digest(&after.as_bytes()[..end]) {
            write!(forged, "{byte:02x}").unwrap();
        }
        forged.push_str("\"\n}\n");
        fs::write(self.header(), forged).unwrap();
    }
}

pub fn typed(text: &str) -> MasterPassword {
    MasterPassword::typed(text.to_owned())
}

pub fn unlock(folder: &Path, password: &str) -> Result<Vault, VaultError> {
    Vault::unlock(folder, &Unlock::Password(&typed(password)))
}

/// How many rows [`write_rows`] writes.
pub const ROWS: i64 = 300;

pub fn write_rows(vault: &Vault) {
    let connection = vault.connect().unwrap();
    connection
        .execute_batch(
            "CREATE TABLE plane (id INTEGER PRIMARY KEY, log TEXT NOT NULL);
             CREATE INDEX plane_log ON plane (log);
             PRAGMA user_version = 7;
             BEGIN",
        )
        .unwrap();
    for id in 0..ROWS {
        connection
            .execute(
                "INSERT INTO plane VALUES (?1, ?2)",
                (id, format!("{id:04}").repeat(200)),
            )
            .unwrap();
    }
    connection.execute_batch("COMMIT").unwrap();
}

/// Reads every row through the table; fails if any isn't as written.
pub fn read_rows(connection: &Connection) -> Result<(), VaultError> {
    let mut statement = connection.prepare("SELECT id, log FROM plane NOT INDEXED ORDER BY id")?;
    let mut rows = statement.query([])?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        let (id, log): (i64, String) = (row.get("id")?, row.get("log")?);
        assert_eq!((id, log), (count, format!("{count:04}").repeat(200)));
        count += 1;
    }
    assert_eq!(count, ROWS);
    Ok(())
}

/// Every file in a folder with what it holds.
pub fn snapshot(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    names(folder)
        .into_iter()
        .map(|name| (name.clone(), fs::read(folder.join(name)).unwrap()))
        .collect()
}

/// The names in a folder, sorted.
pub fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// The databases in a folder, without what SQLite keeps beside them.
pub fn databases(folder: &Path) -> Vec<String> {
    names(folder)
        .into_iter()
        .filter(|name| Path::new(name).extension().is_some_and(|end| end == "db"))
        .collect()
}

/// Flips one bit of a file.
pub fn flip(path: &Path, byte: usize, bit: usize) {
    let mut content = fs::read(path).unwrap();
    content[byte] ^= 1 << (bit % 8);
    fs::write(path, content).unwrap();
}

/// A temporary folder that another user can be let into: `TMPDIR` may lie where nobody else may look.
pub fn open_to_all() -> TempDir {
    tempfile::tempdir_in("/tmp").unwrap()
}
