//! Making a backup of an open vault, while it goes on being used.

use std::{
    fmt,
    fs::File,
    io::Write as _,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use keytower_app::Entropy;
use keytower_domain::time::Instant;
use rusqlite::{Connection, InterruptHandle};
use zeroize::Zeroizing;

use super::super::{
    Vault, VaultError, connection, database_name::DatabaseName, folder::Folder, keys::DataKey, private_files,
    vault_id::VaultId,
};
use super::contents::Contents;
use super::label::{BackupLabel, Occasion};
use super::read::{Whole, pass_on};
use super::seal::Seal;
use super::target::{Partial, require_free};
use super::{BackupDamage, BackupError};

/// A backup that is about to be made. It has a connection and the keys of its own, so that the vault can be used, and
/// closed, meanwhile.
pub struct Backup {
    vault: VaultId,
    folder: Folder,
    source: Connection,
    data_key: DataKey,
    header: Vec<u8>,
    stopper: Stopper,
    /// What its two copies of the database are called until they are removed.
    names: [DatabaseName; 2],
}

/// Stops a backup from any thread, within moments.
#[derive(Clone)]
pub struct Stopper {
    is_stopped: Arc<AtomicBool>,
    statement: Arc<InterruptHandle>,
}

/// A backup that was made.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct BackupMade {
    /// Bytes of the file.
    pub bytes: u64,
}

impl Vault {
    /// Prepares a backup: it will open with the master password and the recovery code of now.
    ///
    /// # Errors
    ///
    /// What reading the header and connecting can bring.
    pub fn prepare_backup(&self, entropy: &dyn Entropy) -> Result<Backup, VaultError> {
        let header = self.header()?.for_backup().encode(&self.data_key);
        self.folder.require_database(&self.database)?;
        let source = connection::open(
            &self.folder.database_path(&self.database),
            &self.data_key.database_key(self.id),
        )?;
        let stopper = Stopper {
            is_stopped: Arc::default(),
            statement: Arc::new(source.get_interrupt_handle()),
        };
        Ok(Backup {
            vault: self.id,
            folder: Folder::at(self.folder.path())?,
            source,
            data_key: self.data_key.copied(),
            header,
            stopper,
            names: [DatabaseName::next(entropy), DatabaseName::next(entropy)],
        })
    }
}

impl Backup {
    /// What stops it.
    #[must_use]
    pub fn stopper(&self) -> Stopper {
        self.stopper.clone()
    }

    /// Makes it: copies the database as it is at one moment, writes the file beside its place, opens what was written as
    /// restoring would, compares, and only then gives it the target's name. Needs room for a copy of the database in the
    /// vault's folder.
    ///
    /// # Errors
    ///
    /// [`BackupError`]. The target is as it was then, and nothing is left beside it; what a crash leaves is removed by
    /// the next backup to that folder and the next unlock.
    pub fn make(
        self,
        target: &Path,
        may_replace: bool,
        made_at: Instant,
        made_by: &str,
        occasion: Occasion,
    ) -> Result<BackupMade, BackupError> {
        let made = self.make_unless_stopped(target, may_replace, |database_bytes| BackupLabel {
            vault_id: self.vault,
            made_at,
            made_by: made_by.to_owned(),
            occasion,
            header_bytes: self.header.len() as u64,
            database_bytes,
        });
        // A statement that was interrupted fails with words of its own.
        self.stopper.check()?;
        made
    }

    fn make_unless_stopped(
        &self,
        target: &Path,
        may_replace: bool,
        label: impl FnOnce(u64) -> BackupLabel,
    ) -> Result<BackupMade, BackupError> {
        // Before any work: what can't be put in place needn't be made.
        require_free(target, may_replace)?;
        let (file, partial) = Partial::beside(target, self.vault)?;
        let [copied, opened] = &self.names;
        let (contents, bytes) = {
            let (_, copy) = Copy::create(&self.folder, copied)?;
            let contents = connection::export(&self.source, (&copy.path(), &self.key()), Contents::of)?;
            (contents, self.write(file, &copy, label)?)
        };
        let (mut database, copy) = Copy::create(&self.folder, opened)?;
        let whole = Whole::read(partial.path()).map_err(unreadable)?;
        whole.extract(&self.data_key, &mut database).map_err(unreadable)?;
        self.stopper.check()?;
        let found = connection::open(&copy.path(), &self.key())?;
        if !connection::pages_are_whole(&found)? || Contents::of(&found)? != contents {
            return Err(BackupError::Differs);
        }
        drop(found);
        self.stopper.check()?;
        partial.put(target, may_replace)?;
        Ok(BackupMade { bytes })
    }

    /// Writes the whole file, down to the disk; how long it is.
    fn write(
        &self,
        mut file: File,
        copy: &Copy<'_>,
        label: impl FnOnce(u64) -> BackupLabel,
    ) -> Result<u64, BackupError> {
        let mut database = File::open(copy.path()).map_err(BackupError::reading)?;
        let bytes = database.metadata().map_err(BackupError::reading)?.len();
        let mut seal = Seal::new(Some(&self.data_key.backup_key(self.vault)));
        let mut put = |part: &[u8]| {
            self.stopper.check()?;
            seal.pass(part);
            file.write_all(part).map_err(BackupError::writing)
        };
        put(&label(bytes).encode())?;
        put(&self.header)?;
        pass_on(&mut database, bytes, put)?;
        for digest in seal.close().into_iter().flatten() {
            file.write_all(&digest).map_err(BackupError::writing)?;
        }
        file.sync_all().map_err(BackupError::writing)?;
        file.metadata()
            .map(|written| written.len())
            .map_err(BackupError::writing)
    }

    fn key(&self) -> Zeroizing<String> {
        self.data_key.database_key(self.vault)
    }
}

impl fmt::Debug for Backup {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Backup")
            .field("vault", &self.vault)
            .finish_non_exhaustive()
    }
}

impl Stopper {
    /// Stops it. One that has reached its place stays.
    pub fn stop(&self) {
        self.is_stopped.store(true, Ordering::SeqCst);
        self.statement.interrupt();
    }

    fn check(&self) -> Result<(), BackupError> {
        if self.is_stopped.load(Ordering::SeqCst) {
            Err(BackupError::Stopped)
        } else {
            Ok(())
        }
    }
}

/// What was just written and isn't right went wrong on its way to the disk.
fn unreadable(error: BackupError) -> BackupError {
    match error {
        BackupError::Damaged {
            what: BackupDamage::Cut | BackupDamage::Changed | BackupDamage::Altered,
        }
        | BackupError::NotABackup
        | BackupError::NewerFormat { .. } => BackupError::Differs,
        other => other,
    }
}

/// A copy of the database in the vault's folder, encrypted as that is. Removed when it is dropped; after a crash, by the
/// next unlock.
struct Copy<'a> {
    folder: &'a Folder,
    name: &'a DatabaseName,
}

impl<'a> Copy<'a> {
    fn create(folder: &'a Folder, name: &'a DatabaseName) -> Result<(File, Self), BackupError> {
        let file = private_files::create_file(&folder.database_path(name)).map_err(VaultError::writing)?;
        Ok((file, Self { folder, name }))
    }

    fn path(&self) -> std::path::PathBuf {
        self.folder.database_path(self.name)
    }
}

impl Drop for Copy<'_> {
    fn drop(&mut self) {
        let _ = self.folder.remove_database(self.name);
    }
}
