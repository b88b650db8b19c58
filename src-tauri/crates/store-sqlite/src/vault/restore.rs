//! Restoring a backup: it is unpacked beside its place, looked at, and put there in one step.

use std::{fmt, fs, io, path::Path};

use rusqlite::Connection;

use super::{
    Unlock, UnlockedBy, Vault, VaultError,
    backup::{BackupDamage, BackupError, BackupLabel, Whole},
    connection,
    database_name::DatabaseName,
    folder::{Folder, Lock},
    keys::DataKey,
    private_files,
    unlock::Opened,
};

/// What a backup is unpacked in: one at a time in a folder of vaults, so that what a crash leaves is found by the next.
const STAGE: &str = ".restoring";

/// A backup that was opened and unpacked, and isn't in its place yet. Removed unless it is put there.
pub struct Staged {
    folder: Folder,
    label: BackupLabel,
    data_key: DataKey,
    is_kept: bool,
    /// Holds the stage for this process.
    lock: Option<Lock>,
}

impl Staged {
    /// Opens a backup with the master password, or the recovery code, of when it was made, and unpacks it in `parent`,
    /// the folder in which it is going to be put.
    ///
    /// # Errors
    ///
    /// [`BackupError`]; of the vault's reasons [`VaultError::WrongPassword`], [`VaultError::WrongRecoveryCode`], and
    /// [`VaultError::InUse`] where another process restores here. Nothing is left behind.
    pub fn unpack(backup: &Path, parent: &Path, with: &Unlock<'_>) -> Result<Self, BackupError> {
        let whole = Whole::read(backup)?;
        let data_key = with.open(whole.header()?.unauthenticated())?.data_key;
        let label = whole.label().clone();
        let folder = Folder::at(&parent.join(STAGE))?;
        let lock = clear(&folder)?;
        let staged = Self {
            folder,
            label,
            data_key,
            is_kept: false,
            lock: Some(lock),
        };
        let path = staged.folder.database_path(&DatabaseName::first());
        let mut database = private_files::create_file(&path).map_err(VaultError::writing)?;
        let (header, bytes) = whole.extract(&staged.data_key, &mut database)?;
        drop(database);
        if header.database != DatabaseName::first() {
            return Err(BackupDamage::Altered.into());
        }
        let opened = connection::open(&path, &staged.data_key.database_key(header.vault_id))?;
        if !connection::pages_are_whole(&opened)? {
            return Err(BackupDamage::Altered.into());
        }
        drop(opened);
        staged.folder.replace_header(&bytes)?;
        Ok(staged)
    }

    /// What the backup says of itself, vouched for by its key.
    #[must_use]
    pub fn label(&self) -> &BackupLabel {
        &self.label
    }

    /// The folder of vaults that it is unpacked in.
    #[must_use]
    pub fn parent(&self) -> &Path {
        self.folder.path().parent().unwrap_or(Path::new("."))
    }

    /// A new connection to its database, to look at it.
    ///
    /// # Errors
    ///
    /// What SQLite refuses.
    pub fn connect(&self) -> Result<Connection, VaultError> {
        let key = self.data_key.database_key(self.label.vault_id);
        let connection = connection::open(&self.folder.database_path(&DatabaseName::first()), &key)?;
        connection::configure(&connection)?;
        Ok(connection)
    }

    /// Opens the vault of a folder, if it is the same vault under the same data key: not if it was re-encrypted since.
    ///
    /// # Errors
    ///
    /// [`VaultError::InUse`], and whatever else keeps a vault from being opened.
    pub fn unlock_same(&self, folder: &Path) -> Result<Vault, VaultError> {
        Vault::unlock_by(folder, |_| {
            Ok(Opened::by(UnlockedBy::Device, self.data_key.copied()))
        })
    }

    /// Puts it at `place`, where nothing may be yet. Its connections must be closed.
    ///
    /// # Errors
    ///
    /// [`VaultError::AlreadyExists`], and what the system refuses; it isn't there then, and can be put elsewhere.
    pub fn put_new(&mut self, place: &Path) -> Result<(), VaultError> {
        self.finish()?;
        self.go(place)?;
        self.is_kept = true;
        sync_parent(place)
    }

    /// Puts it in the place of the same vault, which is kept whole under the name `aside`. At every moment a whole vault
    /// is at `place`, where the system has two names change places in one step; elsewhere the old one is at `aside` for
    /// a moment, and nothing at `place`.
    ///
    /// # Errors
    ///
    /// [`VaultError::InUse`] if somebody has that vault open, [`VaultError::NotAVault`] if it isn't the same one,
    /// [`VaultError::AlreadyExists`] if something is at `aside`, and what the system refuses. The old vault is at its
    /// place then.
    pub fn put_in_place_of(&mut self, place: &Path, aside: &Path) -> Result<(), VaultError> {
        let replaced = Folder::at(place)?;
        if !replaced.is_of(self.label.vault_id) {
            return Err(VaultError::NotAVault);
        }
        // Given back before anything is renamed, for not every system renames a folder in which a file is open.
        drop(replaced.lock()?);
        self.finish()?;
        let stage = self.folder.path().to_owned();
        self.go(aside)?;
        if private_files::exchange(aside, place).map_err(VaultError::writing)? {
            self.is_kept = true;
            return sync_parent(place);
        }
        self.go(&stage)?;
        private_files::rename_new(place, aside).map_err(VaultError::writing)?;
        if let Err(error) = self.go(place) {
            // The error that brought us here is the one to report.
            let _ = private_files::rename_new(aside, place);
            return Err(error);
        }
        self.is_kept = true;
        sync_parent(place)
    }

    /// Takes another name, which nothing may have.
    fn go(&mut self, to: &Path) -> Result<(), VaultError> {
        private_files::rename_new(self.folder.path(), to).map_err(VaultError::writing)?;
        self.folder = Folder::at(to)?;
        Ok(())
    }

    /// Everything is on the disk, and nothing in it open.
    fn finish(&mut self) -> Result<(), VaultError> {
        self.lock = None;
        private_files::sync_folder(self.folder.path()).map_err(VaultError::writing)
    }
}

impl fmt::Debug for Staged {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Staged")
            .field("label", &self.label)
            .finish_non_exhaustive()
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        self.lock = None;
        if !self.is_kept {
            let _ = fs::remove_dir_all(self.folder.path());
        }
    }
}

/// Makes the stage anew, and takes it for this process.
fn clear(folder: &Folder) -> Result<Lock, VaultError> {
    match private_files::create_folder(folder.path()) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            drop(folder.lock()?);
            fs::remove_dir_all(folder.path())
                .and_then(|()| private_files::create_folder(folder.path()))
                .map_err(VaultError::writing)?;
        }
        Err(error) => return Err(VaultError::writing(error)),
    }
    folder.lock()
}

fn sync_parent(place: &Path) -> Result<(), VaultError> {
    place
        .parent()
        .map_or(Ok(()), private_files::sync_folder)
        .map_err(VaultError::writing)
}
