//! The ways to the key that opens the boxes of keys that can be shown again: by master password and by recovery code, and
//! never by device key. Unlocking the vault doesn't need it; showing a key does, each time.

use keytower_app::Entropy;
use keytower_domain::key_box::{OpeningKey, SealingKey};
use serde::{Deserialize, Serialize};

use super::{
    Damage, VaultError,
    hex::Hex,
    keys::{Key, WrappingKey},
    vault_id::VaultId,
    wrap::Wrap,
};

/// The sealing key, and the opening key wrapped.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OpeningWays {
    sealing_key: Hex<32>,
    password: Wrap,
    /// `None` where the recovery code is older than the pair: a code is known only when it is made.
    recovery: Option<Wrap>,
}

impl OpeningWays {
    /// For a pair.
    pub(super) fn make(
        opening_key: &OpeningKey,
        vault: VaultId,
        by_password: &WrappingKey,
        by_recovery: Option<&WrappingKey>,
        entropy: &dyn Entropy,
    ) -> Self {
        let sealing_key = opening_key.sealing_key();
        let wrap = |way, key: &WrappingKey| {
            let bound = associated_data(vault, way, sealing_key);
            let secret = Key::filled(|bytes| bytes.copy_from_slice(opening_key.bytes()));
            Wrap::seal(&key.of_opening_key(vault), &bound, &secret, entropy)
        };
        Self {
            sealing_key: Hex(sealing_key.0),
            password: wrap(PASSWORD, by_password),
            recovery: by_recovery.map(|key| wrap(RECOVERY, key)),
        }
    }

    /// The same by another password; the recovery code's way stays.
    pub(super) fn with_password(
        &self,
        opening_key: &OpeningKey,
        vault: VaultId,
        by_password: &WrappingKey,
        entropy: &dyn Entropy,
    ) -> Self {
        Self {
            recovery: self.recovery.clone(),
            ..Self::make(opening_key, vault, by_password, None, entropy)
        }
    }

    pub(super) fn sealing_key(&self) -> SealingKey {
        SealingKey(self.sealing_key.0)
    }

    /// Whether the recovery code doesn't lead here.
    pub(super) fn lacks_recovery(&self) -> bool {
        self.recovery.is_none()
    }

    /// By what the master password was derived to.
    pub(super) fn open_by_password(
        &self,
        key: &WrappingKey,
        vault: VaultId,
    ) -> Result<OpeningKey, VaultError> {
        self.open(&self.password, PASSWORD, key, vault)
    }

    /// By what the recovery code was derived to; `None` where that doesn't lead here.
    pub(super) fn open_by_recovery(
        &self,
        key: &WrappingKey,
        vault: VaultId,
    ) -> Result<Option<OpeningKey>, VaultError> {
        let wrap = self.recovery.as_ref();
        wrap.map(|wrap| self.open(wrap, RECOVERY, key, vault)).transpose()
    }

    fn open(
        &self,
        wrap: &Wrap,
        way: [u8; 8],
        key: &WrappingKey,
        vault: VaultId,
    ) -> Result<OpeningKey, VaultError> {
        let bound = associated_data(vault, way, self.sealing_key());
        let opened = wrap.open(&key.of_opening_key(vault), &bound);
        let opening_key = opened.map(|key| OpeningKey::new(key.bytes()));
        // The password is right by now, and somebody with the data key wrote this.
        opening_key
            .filter(|opening_key| opening_key.sealing_key() == self.sealing_key())
            .ok_or_else(|| Damage::HeaderAltered.into())
    }
}

const PASSWORD: [u8; 8] = *b"password";
const RECOVERY: [u8; 8] = *b"recovery";

/// What a wrap holds for: this vault, this way in, and this pair.
fn associated_data(vault: VaultId, way: [u8; 8], sealing_key: SealingKey) -> Vec<u8> {
    [
        b"keytower vault: opening key",
        way.as_slice(),
        vault.bytes(),
        &sealing_key.0,
    ]
    .concat()
}
