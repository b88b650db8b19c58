//! The file's seal: XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03) under a random key, bound to its workspace.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305};
use keytower_app::Entropy;
use keytower_app::domain::id::AccountId;
use zeroize::Zeroizing;

/// What the file begins with: what it is, and the version of what follows.
const MAGIC: &[u8] = b"keytower standby/1\n";
const NONCE: usize = 24;

/// The key that the keyring keeps.
pub(super) struct SealKey(Zeroizing<[u8; 32]>);

impl SealKey {
    pub(super) fn new(entropy: &dyn Entropy) -> Self {
        let mut key = Zeroizing::new([0; 32]);
        entropy.fill(&mut *key);
        Self(key)
    }

    pub(super) fn from_text(text: &str) -> Option<Self> {
        let mut key = Zeroizing::new([0; 32]);
        let length = BASE64.decode_slice(text, &mut *key).ok()?;
        (length == key.len()).then_some(Self(key))
    }

    pub(super) fn to_text(&self) -> Zeroizing<String> {
        Zeroizing::new(BASE64.encode(*self.0))
    }

    pub(super) fn seal(&self, account: AccountId, plain: &[u8], entropy: &dyn Entropy) -> Vec<u8> {
        let mut nonce = [0; NONCE];
        entropy.fill(&mut nonce);
        let aad = bound(account);
        let payload = Payload {
            msg: plain,
            aad: &aad,
        };
        let sealed = self
            .cipher()
            .encrypt(&nonce.into(), payload)
            .expect("a schedule is within the cipher's limits");
        [MAGIC, &nonce, &sealed].concat()
    }

    /// What was sealed; `None` where it wasn't sealed by this key for this workspace.
    pub(super) fn open(&self, account: AccountId, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, sealed) = sealed.strip_prefix(MAGIC)?.split_first_chunk::<NONCE>()?;
        let aad = bound(account);
        let payload = Payload {
            msg: sealed,
            aad: &aad,
        };
        let plain = self.cipher().decrypt(&(*nonce).into(), payload);
        plain.map(Zeroizing::new).ok()
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&*self.0).into())
    }
}

fn bound(account: AccountId) -> Vec<u8> {
    [MAGIC, account.to_string().as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::SystemEntropy;

    #[test]
    fn only_its_key_opens_it_and_only_for_its_workspace_and_unchanged() {
        let account = |byte: u8| AccountId::new(&mut |bytes| bytes.fill(byte));
        let (key, other) = (SealKey::new(&SystemEntropy), SealKey::new(&SystemEntropy));
        let sealed = key.seal(account(1), b"ops-feed", &SystemEntropy);
        assert!(!sealed.windows(3).any(|bytes| bytes == b"ops"));
        let kept = SealKey::from_text(&key.to_text()).expect("what was written");
        let opened = kept.open(account(1), &sealed).expect("sealed by it");
        assert_eq!(&**opened, b"ops-feed");
        assert!(other.open(account(1), &sealed).is_none());
        assert!(key.open(account(2), &sealed).is_none());
        for place in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            assert!(key.open(account(1), &changed).is_none(), "byte {place}");
            assert!(key.open(account(1), &sealed[..place]).is_none(), "cut at {place}");
        }
    }

    #[test]
    fn what_is_no_key_is_none() {
        for text in ["", "x", "AAAA", "!!!!", &"A".repeat(44), &"A".repeat(400)] {
            assert!(SealKey::from_text(text).is_none(), "{text}");
        }
    }
}
