//! Looking at a vault, and opening it.

use std::{path::Path, sync::Mutex};

use keytower_app::Entropy;
use keytower_domain::key_box::OpeningKey;

use super::{
    Unlocked, Vault, VaultError, connection,
    device_key::DeviceKey,
    folder::Folder,
    header::{Header, StoredHeader},
    keys::DataKey,
    opening_ways::OpeningWays,
    password::MasterPassword,
    recovery_code::RecoveryCode,
    vault_id::VaultId,
};
use crate::Sealing;

/// What to open a vault with.
#[derive(Clone, Copy, Debug)]
pub enum Unlock<'a> {
    /// The master password.
    Password(&'a MasterPassword),
    /// The recovery code. Once the vault is open, set a new password with
    /// [`Vault::reset_password_with_recovery`], which spends the code.
    Recovery(&'a RecoveryCode),
    /// The device key that the keyring kept.
    Device(&'a DeviceKey),
}

/// What a vault was opened with.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum UnlockedBy {
    /// The master password; also what a vault that was just made counts as.
    Password,
    /// The recovery code, which is not yet spent.
    Recovery,
    /// The device key.
    Device,
}

/// What can be seen of a vault without opening it. Nobody vouches for it before the vault is open.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Inspection {
    /// What tells this vault from others.
    pub vault_id: VaultId,
    /// Whether a device key opens it, if the keyring has that.
    pub has_device_key: bool,
    /// Whether the recovery code is older than what opens the boxes of keys that can be shown again: a password that is
    /// set with it doesn't open them.
    pub recovery_code_is_older: bool,
}

impl Vault {
    /// Looks at a vault without opening it: nothing is written and no lock is taken, so it may be in
    /// use.
    ///
    /// # Errors
    ///
    /// [`VaultError::Missing`], [`VaultError::NotAVault`], [`VaultError::NewerFormat`] or
    /// [`VaultError::Damaged`].
    pub fn inspect(folder: &Path) -> Result<Inspection, VaultError> {
        let folder = Folder::at(folder)?;
        let mut seen = folder.header_bytes()?;
        loop {
            let stored = StoredHeader::decode(&seen)?;
            let header = stored.unauthenticated();
            let outcome = folder.require_database(&header.database);
            if outcome.is_err() {
                // Whoever holds the vault may have re-encrypted it since the header was read.
                let now = folder.header_bytes()?;
                if now != seen {
                    seen = now;
                    continue;
                }
            }
            return outcome.map(|()| Inspection {
                vault_id: header.vault_id,
                has_device_key: header.device.is_some(),
                recovery_code_is_older: header.opening().is_some_and(OpeningWays::lacks_recovery),
            });
        }
    }

    /// Opens a vault for this process, and removes what a crash left in its folder. A wrong password,
    /// code or key changes nothing and can be tried again.
    ///
    /// Takes as long as the derivation: some tenths of a second by password.
    ///
    /// # Errors
    ///
    /// [`VaultError`]: all but `NotRecovered`, `ConnectionsOpen` and `AlreadyExists` can happen.
    pub fn unlock(folder: &Path, with: &Unlock<'_>) -> Result<Self, VaultError> {
        Self::unlock_by(folder, |header| with.open(header))
    }

    /// The same with randomness, which a vault of an older format takes a pair of keys for sealing from where the master
    /// password opens it. That it can't be written now keeps nobody out: the next time makes it.
    ///
    /// # Errors
    ///
    /// As [`unlock`](Self::unlock).
    pub fn unlock_and_seal(
        folder: &Path,
        password: &MasterPassword,
        entropy: &dyn Entropy,
    ) -> Result<Self, VaultError> {
        let mut by_password = None;
        let vault = Self::unlock_by(folder, |header| {
            let (opened, key) = header.password.open(password, header.vault_id)?;
            by_password = Some(key);
            Ok(Opened::by(UnlockedBy::Password, opened))
        })?;
        if let Some(key) = by_password.filter(|_| vault.sealing.key().is_none()) {
            let _ = vault.change(|header| {
                vault.make_opening(header, &key, entropy);
                Ok(())
            });
        }
        Ok(vault)
    }

    /// The same, with whatever finds the data key.
    pub(super) fn unlock_by(
        folder: &Path,
        open: impl FnOnce(&Header) -> Result<Opened, VaultError>,
    ) -> Result<Self, VaultError> {
        let folder = Folder::at(folder)?;
        // Before the lock, which is written if it is missing: a newer vault stays untouched, and a
        // folder that is none doesn't get a lock.
        folder.read_header()?;
        let lock = folder.lock()?;
        let stored = folder.read_header()?;
        folder.require_database(&stored.unauthenticated().database)?;
        let Opened {
            by,
            data_key,
            opening_key,
        } = open(stored.unauthenticated())?;
        let header = stored.authenticate(&data_key)?;

        let key = data_key.database_key(header.vault_id);
        // Nothing is removed from a folder whose database doesn't open.
        let probe = connection::open(&folder.database_path(&header.database), &key)?;
        folder.restrict(&header.database)?;
        folder.clean(&header.database)?;
        probe.close().map_err(|(_, error)| error)?;

        let sealing = Sealing::default();
        // What a recovery code doesn't lead to is lost with the password that did.
        if by != UnlockedBy::Recovery || opening_key.is_some() {
            sealing.set(header.opening().map(OpeningWays::sealing_key));
        }
        Ok(Self {
            folder,
            id: header.vault_id,
            data_key,
            database: header.database,
            unlocked: Mutex::new(Unlocked { by, opening_key }),
            sealing,
            _lock: lock,
        })
    }
}

/// What a way in led to.
pub(super) struct Opened {
    by: UnlockedBy,
    pub(super) data_key: DataKey,
    opening_key: Option<OpeningKey>,
}

impl Opened {
    pub(super) fn by(by: UnlockedBy, data_key: DataKey) -> Self {
        Self {
            by,
            data_key,
            opening_key: None,
        }
    }
}

impl Unlock<'_> {
    pub(super) fn open(&self, header: &Header) -> Result<Opened, VaultError> {
        let vault = header.vault_id;
        match self {
            Self::Password(password) => {
                let (data_key, _) = header.password.open(password, vault)?;
                Ok(Opened::by(UnlockedBy::Password, data_key))
            }
            Self::Recovery(code) => {
                let (data_key, key) = header.recovery.open(code, vault)?;
                let opening_key = match header.opening() {
                    Some(ways) => ways.open_by_recovery(&key, vault)?,
                    None => None,
                };
                Ok(Opened {
                    opening_key,
                    ..Opened::by(UnlockedBy::Recovery, data_key)
                })
            }
            Self::Device(key) => {
                let way = header.device.as_ref().ok_or(VaultError::NoDeviceKey)?;
                Ok(Opened::by(UnlockedBy::Device, way.open(key, vault)?))
            }
        }
    }
}
