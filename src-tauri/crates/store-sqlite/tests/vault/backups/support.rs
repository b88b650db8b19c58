//! Backups to try things on.

use std::fs;
use std::path::{Path, PathBuf};

use keytower_store_sqlite::vault::{
    BackupDamage, BackupError, BackupMade, Occasion, Staged, Unlock, Vault, VaultError,
};

use crate::fixture::{Fixture, PASSWORD, Seeded, read_rows, typed};

/// Ten o'clock on a Saturday.
pub const MADE_AT: &str = "2026-11-21T10:00:00.123Z";

/// Backs an open vault up, by hand.
pub fn back_up(vault: &Vault, target: &Path) -> Result<BackupMade, BackupError> {
    let backup = vault.prepare_backup(&Seeded::new(77))?;
    backup.make(target, false, MADE_AT.parse().unwrap(), "0.1.0", Occasion::ByHand)
}

/// A vault with rows, closed, and a backup of it.
pub struct BackedUp {
    pub vault: Fixture,
    pub file: PathBuf,
}

impl BackedUp {
    pub fn new() -> Self {
        let vault = Fixture::with_rows();
        let file = vault.parent.path().join("Tower.keytower-backup");
        back_up(&vault.unlock().unwrap(), &file).unwrap();
        Self { vault, file }
    }

    /// Where it is restored to.
    pub fn parent(&self) -> &Path {
        self.vault.parent.path()
    }

    pub fn unpack(&self) -> Result<Staged, BackupError> {
        unpack(&self.file, self.parent(), PASSWORD)
    }
}

pub fn unpack(file: &Path, parent: &Path, password: &str) -> Result<Staged, BackupError> {
    Staged::unpack(file, parent, &Unlock::Password(&typed(password)))
}

/// Restores as a new vault of that name, and reads all of it.
pub fn restore_and_read(file: &Path, parent: &Path, name: &str) {
    let place = parent.join(name);
    unpack(file, parent, PASSWORD).unwrap().put_new(&place).unwrap();
    let restored = crate::fixture::unlock(&place, PASSWORD).unwrap();
    read_rows(&restored.connect().unwrap()).unwrap();
}

pub fn assert_damaged<T>(outcome: Result<T, BackupError>, expected: BackupDamage, context: &str) {
    match outcome {
        Err(BackupError::Damaged { what }) => assert_eq!(what, expected, "{context}"),
        Err(other) => panic!("{context}: {other:?}"),
        Ok(_) => panic!("{context}: opened"),
    }
}

pub fn is_wrong_password<T>(outcome: &Result<T, BackupError>) -> bool {
    matches!(outcome, Err(BackupError::Vault(VaultError::WrongPassword)))
}

/// The names in a folder, hidden ones too.
pub fn left_in(folder: &Path) -> Vec<String> {
    crate::fixture::names(folder)
}

/// Puts other bytes into a file.
pub fn rewrite(file: &Path, edit: impl FnOnce(&mut Vec<u8>)) {
    let mut content = fs::read(file).unwrap();
    edit(&mut content);
    fs::write(file, content).unwrap();
}
