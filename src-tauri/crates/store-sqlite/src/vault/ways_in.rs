//! The ways to the data key: by password, by recovery code, by device key. Each holds the data key
//! wrapped under a key of its own.

use keytower_app::Entropy;
use serde::{Deserialize, Serialize};

use super::{
    VaultError,
    derivation::{Derivation, KdfCost},
    device_key::DeviceKey,
    hex::Hex,
    keys::{DataKey, WrappingKey},
    password::MasterPassword,
    recovery_code::RecoveryCode,
    vault_id::VaultId,
    wrap::Wrap,
};

/// By the master password.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PasswordWay {
    derivation: Derivation,
    wrap: Wrap,
}

/// By the recovery code.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RecoveryWay {
    salt: Hex<32>,
    wrap: Wrap,
}

/// By the device key.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DeviceWay {
    wrap: Wrap,
}

impl PasswordWay {
    pub(super) fn make(
        password: &MasterPassword,
        cost: KdfCost,
        vault: VaultId,
        data_key: &DataKey,
        entropy: &dyn Entropy,
    ) -> Result<(Self, WrappingKey), VaultError> {
        let derivation = Derivation::new(cost, entropy);
        let bound = associated_data(vault, *b"password", &derivation.associated_data());
        let key = derivation.run(password)?;
        let wrap = Wrap::seal(&key, &bound, &data_key.0, entropy);
        Ok((Self { derivation, wrap }, key))
    }

    /// The data key, and what the password was derived to.
    pub(super) fn open(
        &self,
        password: &MasterPassword,
        vault: VaultId,
    ) -> Result<(DataKey, WrappingKey), VaultError> {
        let bound = associated_data(vault, *b"password", &self.derivation.associated_data());
        let key = self.derivation.run(password)?;
        let opened = self.wrap.open(&key, &bound).ok_or(VaultError::WrongPassword)?;
        Ok((DataKey(opened), key))
    }

    /// What trying a password costs.
    pub(super) fn cost(&self) -> Result<KdfCost, VaultError> {
        self.derivation.cost()
    }
}

impl RecoveryWay {
    /// With a fresh code, which opens nothing until the header is written.
    pub(super) fn make(
        vault: VaultId,
        data_key: &DataKey,
        entropy: &dyn Entropy,
    ) -> (Self, RecoveryCode, WrappingKey) {
        let code = RecoveryCode::generate(entropy);
        let mut salt = [0; 32];
        entropy.fill(&mut salt);
        let key = WrappingKey::of_recovery_code(code.bytes(), &salt);
        let bound = associated_data(vault, *b"recovery", &salt);
        let wrap = Wrap::seal(&key, &bound, &data_key.0, entropy);
        let salt = Hex(salt);
        (Self { salt, wrap }, code, key)
    }

    /// The data key, and what the code was derived to.
    pub(super) fn open(
        &self,
        code: &RecoveryCode,
        vault: VaultId,
    ) -> Result<(DataKey, WrappingKey), VaultError> {
        let key = WrappingKey::of_recovery_code(code.bytes(), &self.salt.0);
        let bound = associated_data(vault, *b"recovery", &self.salt.0);
        let opened = self
            .wrap
            .open(&key, &bound)
            .ok_or(VaultError::WrongRecoveryCode)?;
        Ok((DataKey(opened), key))
    }
}

impl DeviceWay {
    /// With a fresh device key, which opens nothing until the header is written.
    pub(super) fn make(vault: VaultId, data_key: &DataKey, entropy: &dyn Entropy) -> (Self, DeviceKey) {
        let device_key = DeviceKey::generate(entropy);
        let key = WrappingKey::of_device_key(device_key.bytes(), vault);
        let wrap = Wrap::seal(
            &key,
            &associated_data(vault, *b"device  ", &[]),
            &data_key.0,
            entropy,
        );
        (Self { wrap }, device_key)
    }

    pub(super) fn open(&self, key: &DeviceKey, vault: VaultId) -> Result<DataKey, VaultError> {
        let key = WrappingKey::of_device_key(key.bytes(), vault);
        let bound = associated_data(vault, *b"device  ", &[]);
        let opened = self.wrap.open(&key, &bound).ok_or(VaultError::WrongDeviceKey)?;
        Ok(DataKey(opened))
    }
}

/// What wraps of the data key are bound to: 1 in every format of the header, or a recovery code that
/// nobody types again would open nothing in the next.
const WRAPS: u64 = 1;

/// What a wrap holds for, so that none can be moved to another vault or another way
/// in, nor be opened at another cost. It names only what its own way in is made of: a new password
/// must leave the recovery code's wrap, which can't be made again without the code, as it is.
fn associated_data(vault: VaultId, way: [u8; 8], own: &[u8]) -> Vec<u8> {
    [
        b"keytower vault",
        way.as_slice(),
        &WRAPS.to_le_bytes(),
        vault.bytes(),
        own,
    ]
    .concat()
}
