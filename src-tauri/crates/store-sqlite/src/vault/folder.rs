//! A vault's folder: what is in it, and the lock that makes it one process's.

use std::{
    fs::{self, File, TryLockError},
    io::Read as _,
    path::{Path, PathBuf},
};

use super::{
    Damage, VaultError, connection,
    database_name::{COMPANIONS, DatabaseName},
    header::{MAX_BYTES, StoredHeader},
    private_files,
    vault_id::VaultId,
};

const HEADER: &str = "header";
/// A header on its way to become the header.
const HEADER_BESIDE: &str = "header.new";
const LOCK: &str = "lock";

/// A vault's folder, by its absolute path.
#[derive(Debug)]
pub(super) struct Folder(PathBuf);

/// Holds the vault for this process until it is dropped.
#[derive(Debug)]
pub(super) struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing alone would not do: a process that this one is just starting holds a copy of every
        // open file until it runs its own program, and the lock with it.
        let _ = self.0.unlock();
    }
}

impl Folder {
    /// The folder at `path`, which need not be there. Made absolute, so that it stays the same one
    /// when the working directory changes.
    pub(super) fn at(path: &Path) -> Result<Self, VaultError> {
        std::path::absolute(path).map(Self).map_err(VaultError::Io)
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    pub(super) fn database_path(&self, name: &DatabaseName) -> PathBuf {
        self.0.join(name.as_str())
    }

    /// The bytes of the header.
    pub(super) fn header_bytes(&self) -> Result<Vec<u8>, VaultError> {
        let folder = fs::metadata(&self.0).map_err(VaultError::reading)?;
        if !folder.is_dir() {
            return Err(VaultError::NotAVault);
        }
        let path = self.0.join(HEADER);
        match fs::symlink_metadata(&path) {
            // Anything else than a file isn't ours; opening a pipe would wait for ever.
            Ok(found) if !found.is_file() => Err(Damage::Header.into()),
            Ok(_) => {
                let mut bytes = Vec::new();
                File::open(&path)
                    .and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes))
                    .map_err(VaultError::reading)?;
                if bytes.len() as u64 > MAX_BYTES {
                    return Err(Damage::Header.into());
                }
                Ok(bytes)
            }
            Err(error) => match VaultError::reading(error) {
                VaultError::Missing if self.databases()?.is_empty() => Err(VaultError::NotAVault),
                VaultError::Missing => Err(Damage::HeaderMissing.into()),
                other => Err(other),
            },
        }
    }

    /// The header, which is whole but not yet known to be by somebody with the data key.
    pub(super) fn read_header(&self) -> Result<StoredHeader, VaultError> {
        StoredHeader::decode(&self.header_bytes()?)
    }

    /// Replaces the header: all of it or nothing. On an error it can be either, but whole.
    pub(super) fn replace_header(&self, bytes: &[u8]) -> Result<(), VaultError> {
        private_files::replace(&self.0.join(HEADER), &self.0.join(HEADER_BESIDE), bytes)
            .map_err(VaultError::writing)
    }

    /// Fails unless the named database is a file with a page at least. To be asked before SQLite is: it
    /// would make a missing database, and open one that has no whole page, as empty, with any key.
    pub(super) fn require_database(&self, name: &DatabaseName) -> Result<(), VaultError> {
        match fs::symlink_metadata(self.database_path(name)).map_err(VaultError::reading) {
            Ok(found) if !found.is_file() => Err(Damage::Database.into()),
            Ok(found) if found.len() == 0 => Err(Damage::DatabaseEmpty.into()),
            Ok(found) if found.len() < connection::PAGE_BYTES => Err(Damage::Database.into()),
            Ok(_) => Ok(()),
            Err(VaultError::Missing) => Err(Damage::DatabaseMissing.into()),
            Err(other) => Err(other),
        }
    }

    /// Takes the vault for this process.
    pub(super) fn lock(&self) -> Result<Lock, VaultError> {
        private_files::require_writable(&self.0).map_err(VaultError::writing)?;
        let file = private_files::open_or_create_file(&self.0.join(LOCK)).map_err(VaultError::writing)?;
        match file.try_lock() {
            Ok(()) => Ok(Lock(file)),
            Err(TryLockError::WouldBlock) => Err(VaultError::InUse),
            Err(TryLockError::Error(error)) => Err(VaultError::Io(error)),
        }
    }

    /// Takes all rights from everybody but the owner: a vault copied from a backup may be open to
    /// others. The files that SQLite makes beside the database get the database's own mode.
    pub(super) fn restrict(&self, database: &DatabaseName) -> Result<(), VaultError> {
        private_files::restrict_folder(&self.0)
            .and_then(|()| private_files::restrict_file(&self.0.join(HEADER)))
            .and_then(|()| private_files::restrict_file(&self.database_path(database)))
            .map_err(VaultError::writing)
    }

    /// Whether it holds the vault of that id.
    pub(super) fn is_of(&self, vault: VaultId) -> bool {
        self.read_header()
            .is_ok_and(|stored| stored.unauthenticated().vault_id == vault)
    }

    /// Removes what a crash left: headers that weren't finished, databases that `keep` isn't. Files
    /// with other names aren't ours.
    pub(super) fn clean(&self, keep: &DatabaseName) -> Result<(), VaultError> {
        match fs::remove_file(self.0.join(HEADER_BESIDE)).map_err(VaultError::writing) {
            Ok(()) | Err(VaultError::Missing) => {}
            Err(other) => return Err(other),
        }
        for name in self.databases()? {
            if name != *keep {
                self.remove_database(&name)?;
            }
        }
        Ok(())
    }

    /// Removes a database and what SQLite keeps beside it.
    pub(super) fn remove_database(&self, name: &DatabaseName) -> Result<(), VaultError> {
        // The database last: as long as it is there, the next unlock finds what is left of it.
        for end in COMPANIONS.into_iter().chain([""]) {
            let path = self.0.join(format!("{}{end}", name.as_str()));
            match fs::remove_file(path).map_err(VaultError::writing) {
                Ok(()) | Err(VaultError::Missing) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(())
    }

    /// Every database of which there is a file, once for each of its files.
    fn databases(&self) -> Result<Vec<DatabaseName>, VaultError> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.0).map_err(VaultError::reading)? {
            let name = entry.map_err(VaultError::reading)?.file_name();
            names.extend(name.to_str().and_then(DatabaseName::of_file));
        }
        Ok(names)
    }
}
