//! The file that a backup becomes: under a name of its own until it is known to be good.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use super::super::{private_files, vault_id::VaultId};
use super::BackupError;

/// A backup on its way to its place. Removed unless it is put there.
pub(super) struct Partial {
    path: PathBuf,
    is_kept: bool,
}

impl Partial {
    /// Beside the target. Only one process at a time holds a vault, so what has the name already is what a crash left of
    /// a backup of the same vault.
    pub(super) fn beside(target: &Path, vault: VaultId) -> Result<(File, Self), BackupError> {
        if target.file_name().is_none() {
            return Err(BackupError::NotAFile);
        }
        let path = target.with_file_name(format!(".{vault}.keytower-backup.partial"));
        match fs::remove_file(&path) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(BackupError::writing(error)),
        }
        let file = private_files::create_file_anywhere(&path).map_err(BackupError::writing)?;
        let is_kept = false;
        Ok((file, Self { path, is_kept }))
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Gives it the target's name, and puts that on the disk.
    pub(super) fn put(mut self, target: &Path, may_replace: bool) -> Result<(), BackupError> {
        require_free(target, may_replace)?;
        if may_replace {
            fs::rename(&self.path, target).map_err(BackupError::writing)?;
        } else {
            private_files::rename_new(&self.path, target).map_err(BackupError::writing)?;
        }
        self.is_kept = true;
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
        private_files::sync_folder(folder.unwrap_or(Path::new("."))).map_err(BackupError::writing)
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        if !self.is_kept {
            // The error that brought us here is the one to report.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Fails unless a backup may take this name. Should something else take it afterwards, renaming still follows no link.
pub(super) fn require_free(target: &Path, may_replace: bool) -> Result<(), BackupError> {
    match fs::symlink_metadata(target) {
        Ok(found) if !found.is_file() => Err(BackupError::NotAFile),
        Ok(_) if !may_replace => Err(BackupError::Exists),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(BackupError::writing(error)),
    }
}
