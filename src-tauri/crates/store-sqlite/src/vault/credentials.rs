//! Changing what opens an open vault. Each change is one replacement of the header.

use std::sync::{MutexGuard, PoisonError};

use keytower_app::Entropy;

use super::{
    Unlocked, UnlockedBy, Vault, VaultError,
    device_key::DeviceKey,
    header::Header,
    keys::WrappingKey,
    opening::new_opening_key,
    opening_ways::OpeningWays,
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
        self.one_at_a_time().by
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
            let (_, by_old) = header.password.open(old, self.id)?;
            self.make_opening(header, &by_old, entropy);
            let (password, by_new) = self.password_way(header, new, entropy)?;
            let opening = header.opening().map(|ways| {
                let opening_key = ways.open_by_password(&by_old, self.id)?;
                Ok::<_, VaultError>(ways.with_password(&opening_key, self.id, &by_new, entropy))
            });
            if let Some(opening) = opening.transpose()? {
                header.set_opening(opening);
            }
            header.password = password;
            Ok(())
        })
    }

    /// Sets a password without the old one, in a vault that was opened by its recovery code. That
    /// code is spent: the one that is returned replaces it, together with the password. The device
    /// key stays. What was sealed stays so if the code led to what opens it; otherwise there is a new
    /// pair, and [`sealing`](Self::sealing) was nothing until now.
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
        let mut unlocked = self.one_at_a_time();
        if unlocked.by != UnlockedBy::Recovery {
            return Err(VaultError::NotRecovered);
        }
        let mut header = self.header()?;
        let (password, by_password) = self.password_way(&header, new, entropy)?;
        let (recovery, code, by_recovery) = RecoveryWay::make(self.id, &self.data_key, entropy);
        let anew;
        let opening_key = if let Some(kept) = &unlocked.opening_key {
            kept
        } else {
            anew = new_opening_key(entropy);
            &anew
        };
        let sealing_key = opening_key.sealing_key();
        let opening = OpeningWays::make(opening_key, self.id, &by_password, Some(&by_recovery), entropy);
        (header.password, header.recovery) = (password, recovery);
        header.set_opening(opening);
        self.folder.replace_header(&header.encode(&self.data_key))?;
        *unlocked = Unlocked {
            by: UnlockedBy::Password,
            opening_key: None,
        };
        self.sealing.set(Some(sealing_key));
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
            let (_, by_password) = header.password.open(password, self.id)?;
            let opening_key = self
                .opening_of(header, &by_password)?
                .unwrap_or_else(|| new_opening_key(entropy));
            let (recovery, code, by_recovery) = RecoveryWay::make(self.id, &self.data_key, entropy);
            let ways = OpeningWays::make(&opening_key, self.id, &by_password, Some(&by_recovery), entropy);
            header.recovery = recovery;
            header.set_opening(ways);
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
            let (_, by_password) = header.password.open(password, self.id)?;
            self.make_opening(header, &by_password, entropy);
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

    pub(super) fn change<T>(
        &self,
        edit: impl FnOnce(&mut Header) -> Result<T, VaultError>,
    ) -> Result<T, VaultError> {
        let unlocked = self.one_at_a_time();
        let mut header = self.header()?;
        let outcome = edit(&mut header)?;
        self.folder.replace_header(&header.encode(&self.data_key))?;
        // Until a password is set with the recovery code, nothing is known to lead to what would open.
        if unlocked.by != UnlockedBy::Recovery {
            self.sealing.set(header.opening().map(OpeningWays::sealing_key));
        }
        Ok(outcome)
    }

    fn password_way(
        &self,
        header: &Header,
        new: &MasterPassword,
        entropy: &dyn Entropy,
    ) -> Result<(PasswordWay, WrappingKey), VaultError> {
        PasswordWay::make(new, header.password.cost()?, self.id, &self.data_key, entropy)
    }

    fn one_at_a_time(&self) -> MutexGuard<'_, Unlocked> {
        // A panic can't leave it half-changed: it is replaced whole.
        self.unlocked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
