//! Why a vault can't be made, opened or changed.

use std::io;

use rusqlite::ffi;

/// Why a vault can't be made, opened or changed. Whatever is returned, no secret is in it.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The master password isn't this vault's.
    #[error("the master password is wrong")]
    WrongPassword,
    /// The recovery code isn't this vault's, or was used before.
    #[error("the recovery code is not, or no longer, this vault's")]
    WrongRecoveryCode,
    /// The device key isn't this vault's, or was replaced since.
    #[error("the device key is not, or no longer, this vault's")]
    WrongDeviceKey,
    /// The vault has no device key: it opens by password or recovery code only.
    #[error("the vault has no device key")]
    NoDeviceKey,
    /// A password can be set without the old one only in a vault that the recovery code opened.
    #[error("the vault was not opened by its recovery code")]
    NotRecovered,
    /// The vault was changed by something else than Keytower: restore a backup.
    #[error("the vault is damaged: {what}")]
    Damaged {
        /// What was found.
        what: Damage,
    },
    /// The path leads to something else than a vault.
    #[error("this is not a vault")]
    NotAVault,
    /// A newer Keytower wrote it. Nothing was touched.
    #[error("the vault has format {found}, which is newer than this program")]
    NewerFormat {
        /// The format version in the header.
        found: u64,
    },
    /// The derivation asked for is weaker than is safe or dearer than is sane (see [`KdfCost::new`]).
    /// Nothing was derived.
    ///
    /// [`KdfCost::new`]: super::KdfCost::new
    #[error("the parameters of the password derivation are outside the accepted bounds")]
    UnacceptableParameters,
    /// Another process, or another [`Vault`](super::Vault) in this one, holds the vault; or the
    /// database stayed locked for longer than [`BUSY_TIMEOUT`](super::BUSY_TIMEOUT).
    #[error("the vault is in use elsewhere")]
    InUse,
    /// Connections to the database are still open, and the operation needs that there be none.
    #[error("connections to the vault's database are still open")]
    ConnectionsOpen,
    /// The folder or a file in it can't be written.
    #[error("the vault can't be written")]
    ReadOnly,
    /// Something is at the path already.
    #[error("something is at this place already")]
    AlreadyExists,
    /// Nothing is at the path, or the folder that should hold the vault isn't there.
    #[error("there is nothing at this place")]
    Missing,
    /// The disk, or the user's share of it, is full.
    #[error("the disk is full")]
    DiskFull,
    /// Anything else that the operating system refused.
    #[error("the operating system refused: {0}")]
    Io(#[source] io::Error),
    /// Anything else that the database refused.
    #[error("the database refused: {0}")]
    Database(#[source] rusqlite::Error),
}

/// What is damaged.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Damage {
    /// There is a database without a header.
    #[error("its header is missing")]
    HeaderMissing,
    /// The header isn't what was written: its checksum or its form is wrong.
    #[error("its header is not what was written")]
    Header,
    /// The header is whole but wasn't written by somebody who has the vault's key.
    #[error("its header was altered")]
    HeaderAltered,
    /// The database that the header names isn't there.
    #[error("its database is missing")]
    DatabaseMissing,
    /// The database that the header names has no content.
    #[error("its database is empty")]
    DatabaseEmpty,
    /// The database, or a page of it, isn't what was written.
    #[error("its database is not what was written")]
    Database,
}

impl VaultError {
    /// What failed reading means.
    pub(super) fn reading(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            _ => Self::Io(error),
        }
    }

    /// What failed writing means.
    pub(super) fn writing(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => Self::ReadOnly,
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::AlreadyExists => Self::AlreadyExists,
            _ => Self::Io(error),
        }
    }
}

impl From<Damage> for VaultError {
    fn from(what: Damage) -> Self {
        Self::Damaged { what }
    }
}

impl From<rusqlite::Error> for VaultError {
    /// Sorts what SQLite reports, so that a statement on a connection of the vault fails with the
    /// same words as the vault itself.
    fn from(error: rusqlite::Error) -> Self {
        let Some(failure) = error.sqlite_error() else {
            return Self::Database(error);
        };
        match (failure.code, failure.extended_code) {
            // The index beside the WAL is grown by writing to its end: only a full disk prevents it.
            (rusqlite::ErrorCode::DiskFull, _) | (_, ffi::SQLITE_IOERR_SHMSIZE) => Self::DiskFull,
            (rusqlite::ErrorCode::NotADatabase | rusqlite::ErrorCode::DatabaseCorrupt, _)
            | (_, ffi::SQLITE_IOERR_SHORT_READ | ffi::SQLITE_IOERR_DATA | ffi::SQLITE_IOERR_CORRUPTFS) => {
                Damage::Database.into()
            }
            (rusqlite::ErrorCode::ReadOnly | rusqlite::ErrorCode::PermissionDenied, _) => Self::ReadOnly,
            (rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked, _) => Self::InUse,
            _ => Self::Database(error),
        }
    }
}
