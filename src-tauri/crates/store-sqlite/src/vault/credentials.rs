//! Changing what opens an open vault. Each change is one replacement of the header.

use std::sync::{MutexGuard, PoisonError};

use keytower_app::Entropy;

use super::{
    UnlockedBy, Vault, VaultError,
    device_key::DeviceKey,
    header::Header,
    password::MasterPassword,
    recovery_code::RecoveryCode,
    ways_in::{DeviceWay, PasswordWay, RecoveryWay},
};

/// Of all of these: a wrong password changes nothing. After [`VaultError::Io`] or
/// [`VaultError::DiskFull`] either the old or the new way in is in force, and never neither.
impl Vault {
    /// What the vault was opened with. After [`reset_password_with_recovery`] it counts as opened by
    /// password.
    ///
    /// [`reset_password_with_recovery`]: Self::reset_password_with_recovery
    #[must_use]
    pub fn unlocked_by(&self) -> UnlockedBy {
        *self.one_at_a_time()
    }

    /// Whether this is the master password: asked again before what an open vault doesn't suffice
    /// for.
    ///
    /// # Errors
    ///
    /// [`VaultError::WrongPassword`]; [`VaultError::Damaged`] if the header was changed by others.
    pub fn confirm_password(&self, password: &MasterPassword) -> Result<(), VaultError> {
        self.header()?.password.open(password, self.id).map(drop)
    }

    /// Puts `new` in the place of the master password `old`. The recovery code and the device key
    /// stay. A header from before still opens the vault with `old`: [`re_encrypt`](Self::re_encrypt)
    /// ends that.
    ///
    /// # Errors
    ///
    /// [`VaultError::WrongPassword`] if `old` isn't the master password; what reading and writing
    /// the header can bring.
    pub fn change_password(
        &self,
        old: &MasterPassword,
        new: &MasterPassword,
        entropy: &dyn Entropy,
    ) -> Result<(), VaultError> {
        self.change(|header| {
            header.password.open(old, self.id)?;
            header.password = self.password_way(header, new, entropy)?;
            Ok(())
        })
    }

    /// Sets a password without the old one, in a vault that was opened by its recovery code. That
    /// code is spent: the one that is returned replaces it, together with the password. The device
    /// key stays.
    ///
    /// # Errors
    ///
    /// [`VaultError::NotRecovered`] if something else opened the vault, or this was done already;
    /// what reading and writing the header can bring.
    pub fn reset_password_with_recovery(
        &self,
        new: &MasterPassword,
        entropy: &dyn Entropy,
    ) -> Result<RecoveryCode, VaultError> {
        let mut unlocked_by = self.one_at_a_time();
        if *unlocked_by != UnlockedBy::Recovery {
            return Err(VaultError::NotRecovered);
        }
        let mut header = self.header()?;
        header.password = self.password_way(&header, new, entropy)?;
        let (recovery, code) = RecoveryWay::make(self.id, &self.data_key, entropy);
        header.recovery = recovery;
        self.folder.replace_header(&header.encode(&self.data_key))?;
        *unlocked_by = UnlockedBy::Password;
        Ok(code)
    }

    /// Replaces the recovery code, for one that was lost or seen.
    ///
    /// # Errors
    ///
    /// [`VaultError::WrongPassword`]; what reading and writing the header can bring.
    pub fn replace_recovery_code(
        &self,
        password: &MasterPassword,
        entropy: &dyn Entropy,
    ) -> Result<RecoveryCode, VaultError> {
        self.change(|header| {
            header.password.open(password, self.id)?;
            let (recovery, code) = RecoveryWay::make(self.id, &self.data_key, entropy);
            header.recovery = recovery;
            Ok(code)
        })
    }

    /// Makes a device key, for the keyring. It replaces one that was made before.
    ///
    /// # Errors
    ///
    /// [`VaultError::WrongPassword`]; what reading and writing the header can bring.
    pub fn enable_device_key(
        &self,
        password: &MasterPassword,
        entropy: &dyn Entropy,
    ) -> Result<DeviceKey, VaultError> {
        self.change(|header| {
            header.password.open(password, self.id)?;
            let (device, key) = DeviceWay::make(self.id, &self.data_key, entropy);
            header.device = Some(device);
            Ok(key)
        })
    }

    /// Makes the device key useless. Without one, nothing happens.
    ///
    /// # Errors
    ///
    /// What reading and writing the header can bring.
    pub fn disable_device_key(&self) -> Result<(), VaultError> {
        self.change(|header| {
            header.device = None;
            Ok(())
        })
    }

    /// The header as it is on the disk, which is what counts. Nobody else writes it while the vault
    /// is locked for this process.
    pub(super) fn header(&self) -> Result<Header, VaultError> {
        self.folder.read_header()?.authenticate(&self.data_key)
    }

    fn change<T>(&self, edit: impl FnOnce(&mut Header) -> Result<T, VaultError>) -> Result<T, VaultError> {
        let _alone = self.one_at_a_time();
        let mut header = self.header()?;
        let outcome = edit(&mut header)?;
        self.folder.replace_header(&header.encode(&self.data_key))?;
        Ok(outcome)
    }

    fn password_way(
        &self,
        header: &Header,
        new: &MasterPassword,
        entropy: &dyn Entropy,
    ) -> Result<PasswordWay, VaultError> {
        PasswordWay::make(new, header.password.cost()?, self.id, &self.data_key, entropy)
    }

    fn one_at_a_time(&self) -> MutexGuard<'_, UnlockedBy> {
        // A panic can't leave it half-changed: it is one word.
        self.unlocked_by.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
