//! A key wrapped under another by XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03).

use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305,
    aead::{Aead as _, Payload},
};
use keytower_app::Entropy;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{
    hex::Hex,
    keys::{Key, WrappingKey},
};

/// A key, encrypted and authenticated (32 bytes and the tag of 16).
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wrap {
    nonce: Hex<24>,
    sealed: Hex<48>,
}

impl Wrap {
    pub(super) fn seal(key: &WrappingKey, bound: &[u8], secret: &Key, entropy: &dyn Entropy) -> Self {
        let mut nonce = [0; 24];
        entropy.fill(&mut nonce);
        let payload = Payload {
            msg: secret.bytes(),
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

    pub(super) fn open(&self, key: &WrappingKey, bound: &[u8]) -> Option<Key> {
        let payload = Payload {
            msg: &self.sealed.0,
            aad: bound,
        };
        let opened = XChaCha20Poly1305::new(key.0.bytes().into())
            .decrypt(&self.nonce.0.into(), payload)
            .map(Zeroizing::new)
            .ok()?;
        Some(Key::filled(|bytes| bytes.copy_from_slice(&opened)))
    }
}
