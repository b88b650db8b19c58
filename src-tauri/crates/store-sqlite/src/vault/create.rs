//! Making a vault.

use std::{
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
    sync::Mutex,
};

use keytower_app::Entropy;

use super::{
    Unlocked, UnlockedBy, Vault, VaultError, connection,
    database_name::DatabaseName,
    derivation::KdfCost,
    folder::Folder,
    header::Header,
    hex::Hex,
    keys::{DataKey, Key},
    opening::new_opening_key,
    opening_ways::OpeningWays,
    password::MasterPassword,
    private_files,
    recovery_code::RecoveryCode,
    vault_id::VaultId,
    ways_in::{PasswordWay, RecoveryWay},
};
use crate::Sealing;

impl Vault {
    /// Makes a vault at `folder`, where nothing may be yet, and opens it. The recovery code can't be
    /// had again.
    ///
    /// # Errors
    ///
    /// [`VaultError::AlreadyExists`], [`VaultError::Missing`] if the folder above isn't there,
    /// [`VaultError::ReadOnly`], [`VaultError::DiskFull`] and what the system refuses otherwise.
    /// Nothing is left behind then.
    pub fn create(
        folder: &Path,
        password: &MasterPassword,
        entropy: &dyn Entropy,
    ) -> Result<(Self, RecoveryCode), VaultError> {
        Self::create_with(folder, password, KdfCost::STANDARD, entropy)
    }

    /// The same at another cost of trying a password, which the vault then keeps.
    ///
    /// # Errors
    ///
    /// As [`create`](Self::create).
    pub fn create_with(
        folder: &Path,
        password: &MasterPassword,
        cost: KdfCost,
        entropy: &dyn Entropy,
    ) -> Result<(Self, RecoveryCode), VaultError> {
        let folder = Folder::at(folder)?;
        require_nothing_at(folder.path())?;
        let id = VaultId::generate(entropy);
        let data_key = DataKey(Key::generate(entropy));
        let database = DatabaseName::first();
        let (password, by_password) = PasswordWay::make(password, cost, id, &data_key, entropy)?;
        let (recovery, code, by_recovery) = RecoveryWay::make(id, &data_key, entropy);
        let opening_key = new_opening_key(entropy);
        let opening = OpeningWays::make(&opening_key, id, &by_password, Some(&by_recovery), entropy);
        let header = Header::new(id, database.clone(), password, recovery, opening);

        let mut unfinished = Unfinished::beside(folder.path(), entropy)?;
        let inside = Folder::at(&unfinished.0)?;
        let path = inside.database_path(&database);
        // With its final mode before SQLite writes it: what SQLite puts beside it copies that.
        let file = private_files::create_file(&path).map_err(VaultError::writing)?;
        connection::initialise(&path, &data_key.database_key(id))?;
        file.sync_all().map_err(VaultError::writing)?;
        drop(inside.lock()?);
        inside.replace_header(&header.encode(&data_key))?;
        unfinished.rename(folder.path()).map_err(VaultError::writing)?;
        // Only here, for not every system renames a folder in which a file is open.
        let lock = folder.lock()?;
        unfinished.keep();

        let vault = Self {
            folder,
            id,
            data_key,
            database,
            unlocked: Mutex::new(Unlocked {
                by: UnlockedBy::Password,
                opening_key: None,
            }),
            sealing: Sealing::by(opening_key.sealing_key()),
            _lock: lock,
        };
        Ok((vault, code))
    }
}

/// Anything counts, a link that leads nowhere included.
fn require_nothing_at(path: &Path) -> Result<(), VaultError> {
    match fs::symlink_metadata(path) {
        Ok(_) => Err(VaultError::AlreadyExists),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(VaultError::reading(error)),
    }
}

/// A vault in the making, in a folder beside its place. Removed unless it is kept.
struct Unfinished(PathBuf);

impl Unfinished {
    fn beside(place: &Path, entropy: &dyn Entropy) -> Result<Self, VaultError> {
        let mut suffix = [0; 4];
        entropy.fill(&mut suffix);
        let mut name = OsString::from(".");
        name.push(place.file_name().ok_or(VaultError::AlreadyExists)?);
        name.push(format!(".{}.new", Hex(suffix)));
        let path = place.with_file_name(name);
        private_files::create_folder(&path).map_err(VaultError::writing)?;
        Ok(Self(path))
    }

    /// Puts the folder in its place. Fails if anything got there meanwhile, but for an empty folder,
    /// which some systems let it replace.
    fn rename(&mut self, place: &Path) -> io::Result<()> {
        fs::rename(&self.0, place)?;
        place.clone_into(&mut self.0);
        place.parent().map_or(Ok(()), private_files::sync_folder)
    }

    fn keep(mut self) {
        self.0 = PathBuf::new();
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if !self.0.as_os_str().is_empty() {
            // The error that brought us here is the one to report.
            let _ = fs::remove_dir_all(&self.0);
        }
    }
}
