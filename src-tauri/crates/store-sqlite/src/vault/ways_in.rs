//! The ways to the data key: by password, by recovery code, by device key. Each holds the data key
//! wrapped by XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03) under a key of its own.

use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305,
    aead::{Aead as _, Payload},
};
use keytower_app::Entropy;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{
    VaultError,
    derivation::{Derivation, KdfCost},
    device_key::DeviceKey,
    header::FORMAT,
    hex::Hex,
    keys::{DataKey, Key, WrappingKey},
    password::MasterPassword,
    recovery_code::RecoveryCode,
    vault_id::VaultId,
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
    ) -> Result<Self, VaultError> {
        let derivation = Derivation::new(cost, entropy);
        let bound = associated_data(vault, *b"password", &derivation.associated_data());
        let wrap = Wrap::seal(&derivation.run(password)?, &bound, data_key, entropy);
        Ok(Self { derivation, wrap })
    }

    pub(super) fn open(&self, password: &MasterPassword, vault: VaultId) -> Result<DataKey, VaultError> {
        let bound = associated_data(vault, *b"password", &self.derivation.associated_data());
        self.wrap
            .open(&self.derivation.run(password)?, &bound)
            .ok_or(VaultError::WrongPassword)
    }

    /// What trying a password costs.
    pub(super) fn cost(&self) -> Result<KdfCost, VaultError> {
        self.derivation.cost()
    }
}

impl RecoveryWay {
    /// With a fresh code, which opens nothing until the header is written.
    pub(super) fn make(vault: VaultId, data_key: &DataKey, entropy: &dyn Entropy) -> (Self, RecoveryCode) {
        let code = RecoveryCode::generate(entropy);
        let mut salt = [0; 32];
        entropy.fill(&mut salt);
        let key = WrappingKey::of_recovery_code(code.bytes(), &salt);
        let bound = associated_data(vault, *b"recovery", &salt);
        let wrap = Wrap::seal(&key, &bound, data_key, entropy);
        (
            Self {
                salt: Hex(salt),
                wrap,
            },
            code,
        )
    }

    pub(super) fn open(&self, code: &RecoveryCode, vault: VaultId) -> Result<DataKey, VaultError> {
        let key = WrappingKey::of_recovery_code(code.bytes(), &self.salt.0);
        let bound = associated_data(vault, *b"recovery", &self.salt.0);
        self.wrap.open(&key, &bound).ok_or(VaultError::WrongRecoveryCode)
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
            data_key,
            entropy,
        );
        (Self { wrap }, device_key)
    }

    pub(super) fn open(&self, key: &DeviceKey, vault: VaultId) -> Result<DataKey, VaultError> {
        let key = WrappingKey::of_device_key(key.bytes(), vault);
        let bound = associated_data(vault, *b"device  ", &[]);
        self.wrap.open(&key, &bound).ok_or(VaultError::WrongDeviceKey)
    }
}

/// What a wrap holds for, so that none can be moved to another vault, another format or another way
/// in, nor be opened at another cost. It names only what its own way in is made of: a new password
/// must leave the recovery code's wrap, which can't be made again without the code, as it is.
fn associated_data(vault: VaultId, way: [u8; 8], own: &[u8]) -> Vec<u8> {
    [
        b"keytower vault",
        way.as_slice(),
        &FORMAT.to_le_bytes(),
        vault.bytes(),
        own,
    ]
    .concat()
}

/// The data key, encrypted and authenticated (32 bytes and the tag of 16).
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Wrap {
    nonce: Hex<24>,
    sealed: Hex<48>,
}

impl Wrap {
    fn seal(key: &WrappingKey, bound: &[u8], data_key: &DataKey, entropy: &dyn Entropy) -> Self {
        let mut nonce = [0; 24];
        entropy.fill(&mut nonce);
        let payload = Payload {
            msg: data_key.0.bytes(),
            aad: bound,
        };
        let sealed = XChaCha20Poly1305::new(key.0.bytes().into())
            .encrypt(&nonce.into(), payload)
            .ok()
            .and_then(|sealed| sealed.try_into().ok())
            .expect("32 bytes are within the cipher's limits, and 16 are added");
        Self {
            nonce: Hex(nonce),
            sealed: Hex(sealed),
        }
    }

    fn open(&self, key: &WrappingKey, bound: &[u8]) -> Option<DataKey> {
        let payload = Payload {
            msg: &self.sealed.0,
            aad: bound,
        };
        let opened = XChaCha20Poly1305::new(key.0.bytes().into())
            .decrypt(&self.nonce.0.into(), payload)
            .map(Zeroizing::new)
            .ok()?;
        Some(DataKey(Key::filled(|bytes| bytes.copy_from_slice(&opened))))
    }
}
