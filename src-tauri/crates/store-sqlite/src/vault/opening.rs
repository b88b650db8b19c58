//! The pair of keys for what can be shown again: made once, when the master password is at hand.

use keytower_app::Entropy;
use keytower_domain::key_box::OpeningKey;

use super::{
    UnlockedBy, Vault, VaultError, header::Header, keys::WrappingKey, opening_ways::OpeningWays,
    password::MasterPassword,
};
use crate::Sealing;

impl Vault {
    /// What seals keys in this vault, for the stores on its database. Nothing does in a vault from before there was such
    /// a pair, until the master password is given.
    #[must_use]
    pub fn sealing(&self) -> Sealing {
        self.sealing.clone()
    }

    /// What opens boxes, for the master password; `None` where nothing seals yet.
    ///
    /// # Errors
    ///
    /// [`VaultError::WrongPassword`]; [`VaultError::Damaged`] if the header was changed by others.
    pub fn opening_key(&self, password: &MasterPassword) -> Result<Option<OpeningKey>, VaultError> {
        let header = self.header()?;
        let (_, key) = header.password.open(password, self.id)?;
        self.opening_of(&header, &key)
    }

    /// Whether setting a password with the recovery code that opened the vault loses what opens the boxes that are there.
    ///
    /// # Errors
    ///
    /// What reading the header can bring.
    pub fn resetting_loses_seal(&self) -> Result<bool, VaultError> {
        let had_a_pair = self.header()?.opening().is_some();
        Ok(had_a_pair && self.unlocked_by() == UnlockedBy::Recovery && self.sealing.key().is_none())
    }

    pub(super) fn opening_of(
        &self,
        header: &Header,
        by_password: &WrappingKey,
    ) -> Result<Option<OpeningKey>, VaultError> {
        let ways = header.opening();
        ways.map(|ways| ways.open_by_password(by_password, self.id))
            .transpose()
    }

    /// Makes the pair where the header has none. The recovery code, which nobody types now, leads to it only once it is
    /// replaced.
    pub(super) fn make_opening(&self, header: &mut Header, by_password: &WrappingKey, entropy: &dyn Entropy) {
        if header.opening().is_none() {
            let opening_key = new_opening_key(entropy);
            let ways = OpeningWays::make(&opening_key, self.id, by_password, None, entropy);
            header.set_opening(ways);
        }
    }
}

pub(super) fn new_opening_key(entropy: &dyn Entropy) -> OpeningKey {
    OpeningKey::generate(&mut |bytes| entropy.fill(bytes))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::vault::{KdfCost, RecoveryCode, Unlock};

    struct Counting;

    impl Entropy for Counting {
        fn fill(&self, bytes: &mut [u8]) {
            for (value, byte) in (7..).step_by(37).zip(bytes) {
                *byte = u8::try_from(value % 251).unwrap_or_default();
            }
        }
    }

    fn typed(text: &str) -> MasterPassword {
        MasterPassword::typed(text.to_owned())
    }

    /// A vault of the first format, closed, with the recovery code of then.
    fn first_format() -> (tempfile::TempDir, PathBuf, RecoveryCode) {
        let parent = tempfile::tempdir().expect("a temporary folder");
        let folder = parent.path().join("Tower.keytower");
        let made = Vault::create_with(&folder, &typed("correct horse"), KdfCost::FLOOR, &Counting);
        let (vault, code) = made.expect("a new vault");
        let forget = |header: &mut Header| {
            *header = header.clone().of_the_first_format();
            Ok(())
        };
        vault.change(forget).expect("a header");
        (parent, folder, code)
    }

    #[test]
    fn a_recovery_code_from_before_there_was_a_pair_opens_the_vault_and_loses_what_was_sealed() {
        let (_parent, folder, code) = first_format();
        let vault =
            Vault::unlock_and_seal(&folder, &typed("correct horse"), &Counting).expect("its password");
        let lost = vault.opening_key(&typed("correct horse")).expect("its password");
        assert!(lost.is_some());
        drop(vault);

        let vault = Vault::unlock(&folder, &Unlock::Recovery(&code)).expect("its code");
        assert!(vault.resetting_loses_seal().expect("a header"));
        assert_eq!(
            vault.sealing().key(),
            None,
            "nothing more is sealed for what is lost"
        );
        let reset = vault.reset_password_with_recovery(&typed("staple and more"), &Other);
        reset.expect("opened by its code");
        assert!(!vault.resetting_loses_seal().expect("a header"));
        let anew = vault
            .opening_key(&typed("staple and more"))
            .expect("its password");
        let anew = anew.expect("a pair").sealing_key();
        assert_eq!(vault.sealing().key(), Some(anew));
        assert_ne!(lost.map(|key| key.sealing_key()), Some(anew));
    }

    #[test]
    fn a_recovery_code_of_a_vault_without_a_pair_loses_nothing() {
        let (_parent, folder, code) = first_format();
        let vault = Vault::unlock(&folder, &Unlock::Recovery(&code)).expect("its code");
        assert!(!vault.resetting_loses_seal().expect("a header"));
    }

    #[test]
    fn changing_the_password_or_enabling_a_device_key_makes_the_pair_too() {
        let (_parent, folder, _) = first_format();
        let vault = Vault::unlock(&folder, &Unlock::Password(&typed("correct horse"))).expect("its password");
        let sealing = vault.sealing();
        assert_eq!(sealing.key(), None);
        vault
            .change_password(&typed("correct horse"), &typed("staple and more"), &Counting)
            .expect("its password");
        let made = sealing.key();
        assert!(made.is_some(), "the stores on it know");
        vault
            .enable_device_key(&typed("staple and more"), &Counting)
            .expect("its password");
        assert_eq!(sealing.key(), made);
    }

    struct Other;

    impl Entropy for Other {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(5);
        }
    }
}
