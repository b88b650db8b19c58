//! A key's text, sealed to be shown again: whoever has the workspace's sealing key can close a box, and only the opening
//! key, which the master password guards, opens it.
//!
//! A box is 150 bytes: the sealing key (32), a public key made for this box (32), and the key's text encrypted and
//! authenticated (70 and 16). What encrypts is XChaCha20-Poly1305, under key and nonce that HKDF-SHA-256 derives from what
//! the two have in common by X25519 (RFC 7748), with both public keys as salt.

use std::fmt;
use std::sync::Arc;

use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305,
    aead::{Aead as _, Payload},
};
use hkdf::Hkdf;
use sha2::Sha256;
use x25519_dalek::{PublicKey, SharedSecret, StaticSecret};
use zeroize::Zeroizing;

use crate::key_text::{KeyText, LENGTH};

const PUBLIC: usize = 32;
const TAG: usize = 16;
/// Bytes of a box.
pub const BOX_BYTES: usize = PUBLIC + PUBLIC + LENGTH + TAG;
const PURPOSE: &[u8] = b"keytower key box/1";

/// The public half: closes boxes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealingKey(pub [u8; PUBLIC]);

/// The private half: opens boxes. Not to be cloned or printed; zeroed when dropped.
pub struct OpeningKey(Box<StaticSecret>);

/// A sealed text. Cloning shares it.
#[derive(Clone, PartialEq, Eq)]
pub struct KeyBox(Arc<[u8; BOX_BYTES]>);

/// A box that the opening key doesn't open, or that holds something else than a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the box doesn't open")]
pub struct Unopenable;

impl OpeningKey {
    /// A new one.
    pub fn generate(fill: &mut dyn FnMut(&mut [u8])) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        fill(&mut *bytes);
        Self::new(&bytes)
    }

    /// From its 32 bytes.
    #[must_use]
    pub fn new(bytes: &[u8; 32]) -> Self {
        Self(Box::new(StaticSecret::from(*bytes)))
    }

    /// Its 32 bytes, to be wrapped.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// Its public half.
    #[must_use]
    pub fn sealing_key(&self) -> SealingKey {
        SealingKey(PublicKey::from(&*self.0).to_bytes())
    }

    /// The key's text in a box.
    ///
    /// # Errors
    /// [`Unopenable`].
    pub fn open(&self, closed: &KeyBox) -> Result<KeyText, Unopenable> {
        let (sealing_key, ephemeral, sealed) = closed.parts();
        if sealing_key != self.sealing_key() {
            return Err(Unopenable);
        }
        let shared = self.0.diffie_hellman(&PublicKey::from(ephemeral));
        // Of a public key of low order anybody knows what it has in common with others.
        if !shared.was_contributory() {
            return Err(Unopenable);
        }
        let opened = cipher(&shared, &sealing_key, &ephemeral, |cipher, nonce| {
            cipher.decrypt(&nonce.into(), Payload::from(sealed))
        });
        let text = opened.map(Zeroizing::new).map_err(|_| Unopenable)?;
        let text = str::from_utf8(&text).map_err(|_| Unopenable)?;
        KeyText::parse(text).map_err(|_| Unopenable)
    }
}

impl fmt::Debug for OpeningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OpeningKey(…)")
    }
}

impl SealingKey {
    /// Closes a box around a key's text.
    ///
    /// # Panics
    /// Never: a key's text is within the cipher's limits.
    pub fn seal(&self, text: &KeyText, fill: &mut dyn FnMut(&mut [u8])) -> KeyBox {
        let own = OpeningKey::generate(fill);
        let ephemeral = own.sealing_key().0;
        let shared = own.0.diffie_hellman(&PublicKey::from(self.0));
        let sealed = cipher(&shared, self, &ephemeral, |cipher, nonce| {
            cipher.encrypt(&nonce.into(), Payload::from(text.reveal().as_bytes()))
        });
        let sealed = sealed.expect("a key's text is within the cipher's limits");
        let mut bytes = [0; BOX_BYTES];
        bytes[..PUBLIC].copy_from_slice(&self.0);
        bytes[PUBLIC..2 * PUBLIC].copy_from_slice(&ephemeral);
        bytes[2 * PUBLIC..].copy_from_slice(&sealed);
        KeyBox(Arc::new(bytes))
    }
}

impl KeyBox {
    /// From its bytes.
    #[must_use]
    pub fn new(bytes: [u8; BOX_BYTES]) -> Self {
        Self(Arc::new(bytes))
    }

    /// Its bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8; BOX_BYTES] {
        &self.0
    }

    /// What it was closed with.
    #[must_use]
    pub fn sealing_key(&self) -> SealingKey {
        self.parts().0
    }

    fn parts(&self) -> (SealingKey, [u8; PUBLIC], &[u8]) {
        let (mut sealing_key, mut ephemeral) = ([0; PUBLIC], [0; PUBLIC]);
        sealing_key.copy_from_slice(&self.0[..PUBLIC]);
        ephemeral.copy_from_slice(&self.0[PUBLIC..2 * PUBLIC]);
        (SealingKey(sealing_key), ephemeral, &self.0[2 * PUBLIC..])
    }
}

impl fmt::Debug for KeyBox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyBox(…)")
    }
}

/// Runs `work` with the cipher and the nonce of one box: both are used for it alone.
fn cipher<T>(
    shared: &SharedSecret,
    sealing_key: &SealingKey,
    ephemeral: &[u8; PUBLIC],
    work: impl FnOnce(XChaCha20Poly1305, [u8; 24]) -> T,
) -> T {
    let salt = [sealing_key.0, *ephemeral].concat();
    let mut derived = Zeroizing::new([0; 32 + 24]);
    Hkdf::<Sha256>::new(Some(&salt), shared.as_bytes())
        .expand(PURPOSE, &mut *derived)
        .expect("HKDF-SHA-256 gives up to 8160 bytes; 56 were asked");
    let (mut key, mut nonce) = (Zeroizing::new([0; 32]), [0; 24]);
    key.copy_from_slice(&derived[..32]);
    nonce.copy_from_slice(&derived[32..]);
    work(XChaCha20Poly1305::new((&*key).into()), nonce)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::id::KeyId;

    /// A small generator for tests, so that they see the same keys every run (`SplitMix64`).
    fn random(mut state: u64) -> impl FnMut(&mut [u8]) {
        move |bytes| {
            for byte in bytes {
                state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
                let mut z = state;
                z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
                *byte = (z >> 56) as u8;
            }
        }
    }

    fn closed(seed: u64) -> (OpeningKey, KeyText, KeyBox) {
        let mut fill = random(seed);
        let opening_key = OpeningKey::generate(&mut fill);
        let text = KeyText::generate(KeyId::new(&mut fill), &mut fill);
        let closed = opening_key.sealing_key().seal(&text, &mut fill);
        (opening_key, text, closed)
    }

    #[test]
    fn two_boxes_of_one_text_have_nothing_in_common_but_what_closed_them() {
        let (opening_key, text, one) = closed(1);
        let other = opening_key.sealing_key().seal(&text, &mut random(2));
        assert_ne!(one.bytes()[PUBLIC..], other.bytes()[PUBLIC..]);
        assert_eq!(one.sealing_key(), other.sealing_key());
    }

    #[test]
    fn another_opening_key_opens_nothing_even_of_a_box_that_names_it() {
        let (_, _, closed) = closed(1);
        let other = OpeningKey::generate(&mut random(3));
        assert_eq!(other.open(&closed).err(), Some(Unopenable));
        let mut bytes = *closed.bytes();
        bytes[..PUBLIC].copy_from_slice(&other.sealing_key().0);
        assert_eq!(other.open(&KeyBox::new(bytes)).err(), Some(Unopenable));
    }

    #[test]
    fn a_public_key_that_everybody_shares_a_secret_with_is_refused() {
        let (opening_key, text, closed) = closed(1);
        let nobody = [0; PUBLIC];
        let shared = opening_key.0.diffie_hellman(&PublicKey::from(nobody));
        let sealed = cipher(&shared, &closed.sealing_key(), &nobody, |cipher, nonce| {
            cipher.encrypt(&nonce.into(), Payload::from(text.reveal().as_bytes()))
        });
        let mut bytes = *closed.bytes();
        bytes[PUBLIC..2 * PUBLIC].copy_from_slice(&nobody);
        bytes[2 * PUBLIC..].copy_from_slice(&sealed.expect("a short text"));
        assert_eq!(opening_key.open(&KeyBox::new(bytes)).err(), Some(Unopenable));
    }

    #[test]
    fn neither_half_nor_box_prints_what_it_holds() {
        let (opening_key, _, closed) = closed(1);
        assert_eq!(format!("{opening_key:?} {closed:?}"), "OpeningKey(…) KeyBox(…)");
    }

    proptest! {
        #[test]
        fn a_box_opens_to_the_text_it_was_closed_around(seed: u64) {
            let (opening_key, text, closed) = closed(seed);
            let again = OpeningKey::new(opening_key.bytes());
            let opened = again.open(&closed).expect("its own");
            prop_assert_eq!(opened.reveal(), text.reveal());
        }

        #[test]
        fn one_changed_bit_anywhere_is_noticed(seed: u64, place in 0..BOX_BYTES, bit in 0..8_u8) {
            let (opening_key, _, closed) = closed(seed);
            let mut bytes = *closed.bytes();
            bytes[place] ^= 1 << bit;
            // X25519 ignores the highest bit of a public key; the salt doesn't.
            prop_assert!(opening_key.open(&KeyBox::new(bytes)).is_err());
        }

        #[test]
        fn no_bytes_make_opening_panic(seed: u64, tail: [[u8; 32]; 3]) {
            let (opening_key, _, closed) = closed(seed);
            let mut bytes = *closed.bytes();
            bytes[PUBLIC..PUBLIC + 96].copy_from_slice(tail.as_flattened());
            prop_assert!(opening_key.open(&KeyBox::new(bytes)).is_err());
        }
    }
}
