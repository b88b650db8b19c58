//! Why a backup can't be made or used.

use std::io;

use super::super::VaultError;

/// Why a backup can't be made or used. Nothing is left behind, and nothing was replaced.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The file is something else.
    #[error("this is not a backup")]
    NotABackup,
    /// A newer Keytower made it.
    #[error("the backup has format {found}, which is newer than this program")]
    NewerFormat {
        /// The format version in the label.
        found: u64,
    },
    /// The file isn't what was written.
    #[error("the backup is damaged: {what}")]
    Damaged {
        /// What was found.
        what: BackupDamage,
    },
    /// What was written doesn't hold what the vault held, as opening it showed.
    #[error("the backup that was written does not hold what the vault holds")]
    Differs,
    /// Somebody stopped it.
    #[error("the backup was stopped")]
    Stopped,
    /// Something of that name is there, and replacing was not asked for.
    #[error("a file of that name exists")]
    Exists,
    /// The target is a link, a folder or the like.
    #[error("the target is not an ordinary file")]
    NotAFile,
    /// The folder for the backup can't be written to.
    #[error("the folder can't be written to")]
    ReadOnly,
    /// The backup, or the folder for it, isn't there.
    #[error("it is not there")]
    Missing,
    /// The disk is full: that of the vault, which needs room for a copy meanwhile, or that of the target.
    #[error("the disk is full")]
    DiskFull,
    /// Anything else that the operating system refused.
    #[error("the operating system refused: {0}")]
    Io(#[source] io::Error),
    /// The vault's own reasons.
    #[error(transparent)]
    Vault(VaultError),
}

/// What is damaged about a backup.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum BackupDamage {
    /// Its end is missing.
    #[error("its end is missing")]
    Cut,
    /// Its checksum or its form is wrong.
    #[error("it is not what was written")]
    Changed,
    /// It is whole but wasn't written by somebody who has the vault's key.
    #[error("it was altered")]
    Altered,
}

impl BackupError {
    /// What failed reading of a backup means.
    pub(super) fn reading(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing,
            // It got shorter while it was read.
            io::ErrorKind::UnexpectedEof => BackupDamage::Cut.into(),
            _ => Self::Io(error),
        }
    }

    /// What failed writing to the target means.
    pub(super) fn writing(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::AlreadyExists => Self::Exists,
            io::ErrorKind::IsADirectory => Self::NotAFile,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing,
            _ => Self::Io(error),
        }
    }
}

impl From<BackupDamage> for BackupError {
    fn from(what: BackupDamage) -> Self {
        Self::Damaged { what }
    }
}

impl From<VaultError> for BackupError {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::DiskFull => Self::DiskFull,
            other => Self::Vault(other),
        }
    }
}

impl From<rusqlite::Error> for BackupError {
    fn from(error: rusqlite::Error) -> Self {
        VaultError::from(error).into()
    }
}
