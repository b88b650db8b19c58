//! The vault: a folder that holds a workspace's database, encrypted.
//!
//! ```text
//! Name.keytower/      0700
//!   header            0600  JSON: the data key, wrapped once per way in (see `header.rs`)
//!   vault.db          0600  SQLCipher, under a key derived from the data key; beside it SQLite's -wal, -shm
//!   lock              0600  held by the process that has the vault open
//! ```
//!
//! A random data key encrypts everything. The master password, the recovery code and (if the user
//! wants it) a device key each unwrap it, so that changing one of them rewrites the header and
//! nothing else. Replacing the header is the one moment at which any change takes effect.
//!
//! Beside it the header holds a pair of keys for what can be shown again (see `opening_ways.rs`): the
//! sealing key as it is, the opening key wrapped for the master password and the recovery code only.
//!
//! An old header, kept from before a password was changed, still opens the database with the old
//! password. [`Vault::re_encrypt`] ends that. An old page of the database put back in place of a
//! newer one isn't noticed here: its encryption and its authentication are right. The digests in the
//! event chain notice.

mod backup;
mod connection;
mod create;
mod credentials;
mod database_name;
mod derivation;
mod device_key;
mod error;
mod folder;
mod header;
mod hex;
mod keys;
mod opening;
mod opening_ways;
mod password;
mod private_files;
mod re_encrypt;
mod recovery_code;
mod restore;
mod unlock;
mod vault_id;
mod ways_in;
mod wrap;

use std::{path::Path, sync::Mutex};

use keytower_domain::key_box::OpeningKey;
use rusqlite::Connection;

pub use backup::{Backup, BackupDamage, BackupError, BackupLabel, BackupMade, Occasion, Stopper};
pub use connection::BUSY_TIMEOUT;
pub use derivation::KdfCost;
pub use device_key::{DeviceKey, DeviceKeyError};
pub use error::{Damage, VaultError};
pub use password::{MasterPassword, PasswordError};
pub use recovery_code::{RecoveryCode, RecoveryCodeError};
pub use restore::Staged;
pub use unlock::{Inspection, Unlock, UnlockedBy};
pub use vault_id::VaultId;

use database_name::DatabaseName;
use folder::{Folder, Lock};
use keys::DataKey;

use crate::Sealing;

/// A vault that is unlocked. While it lives, no other process opens the vault; dropping it wipes the
/// keys and gives the vault free (close its connections first: they would keep the database open).
#[derive(Debug)]
pub struct Vault {
    folder: Folder,
    id: VaultId,
    data_key: DataKey,
    database: DatabaseName,
    /// Also makes changes of the header wait for one another.
    unlocked: Mutex<Unlocked>,
    sealing: Sealing,
    _lock: Lock,
}

/// How a vault was opened.
#[derive(Debug)]
struct Unlocked {
    by: UnlockedBy,
    /// What the recovery code led to, until the password is set with it.
    opening_key: Option<OpeningKey>,
}

impl Vault {
    /// The folder, as an absolute path.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// What tells this vault from others.
    #[must_use]
    pub fn vault_id(&self) -> VaultId {
        self.id
    }

    /// A new connection to the database: WAL, `synchronous = FULL`, foreign keys enforced, waiting up
    /// to [`BUSY_TIMEOUT`] for a lock.
    ///
    /// # Errors
    ///
    /// [`VaultError::Damaged`] if the database is missing or isn't what was written; what SQLite
    /// refuses otherwise.
    pub fn connect(&self) -> Result<Connection, VaultError> {
        self.folder.require_database(&self.database)?;
        let key = self.data_key.database_key(self.id);
        let connection = connection::open(&self.folder.database_path(&self.database), &key)?;
        connection::configure(&connection)?;
        Ok(connection)
    }
}
