//! The key text: `ktw_<key id: 16>_<secret: 43><checksum: 6>`, 70 characters of base 62 and two underscores.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::canonical::{Canonical, RowDigest};
use crate::id::{KeyId, draw, is_base62, six_digits};

const PREFIX: &str = "ktw_";
const ID_END: usize = PREFIX.len() + 16;
const CHECKED: usize = ID_END + 1 + 43;

/// Length of a key text, in bytes.
pub const LENGTH: usize = CHECKED + 6;

/// A whole key, as it is shown once. Not to be cloned or printed; zeroed when dropped.
pub struct KeyText(Zeroizing<String>);

/// The text is no key: wrong length, prefix, characters or checksum. Decided without any look-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a key")]
pub struct Malformed;

/// SHA-256 of a whole key text: what is sent in its place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct KeyDigest(pub [u8; 32]);

/// What is kept of a key: HMAC-SHA-256 of its digest under the workspace's pepper.
#[derive(Clone, Copy, Debug)]
pub struct SealedDigest(pub [u8; 32]);

/// 32 random bytes per workspace, without which a stolen database verifies nothing. Zeroed when dropped.
pub struct Pepper(Zeroizing<[u8; 32]>);

impl KeyText {
    /// A new key of that id: 43 characters hold 256 random bits.
    pub fn generate(key_id: KeyId, fill: &mut dyn FnMut(&mut [u8])) -> Self {
        let secret = Zeroizing::new(draw::<43>(fill));
        let mut text = Zeroizing::new(String::with_capacity(LENGTH));
        text.push_str(PREFIX);
        text.push_str(key_id.as_str());
        text.push('_');
        text.extend(secret.iter().copied().map(char::from));
        let checksum = six_digits(crc32fast::hash(text.as_bytes()));
        text.extend(checksum.map(char::from));
        Self(text)
    }

    /// Takes a presented text for a key.
    ///
    /// # Errors
    /// [`Malformed`] for anything else, a single changed character included.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let bytes = text.as_bytes();
        let well_formed = bytes.len() == LENGTH
            && bytes.starts_with(PREFIX.as_bytes())
            && bytes[ID_END] == b'_'
            && is_base62(&bytes[PREFIX.len()..ID_END])
            && is_base62(&bytes[ID_END + 1..])
            && bytes[CHECKED..] == six_digits(crc32fast::hash(&bytes[..CHECKED]));
        if well_formed {
            Ok(Self(Zeroizing::new(text.to_owned())))
        } else {
            Err(Malformed)
        }
    }

    /// Its public part.
    ///
    /// # Panics
    /// Never: a key text holds a well-formed id.
    #[must_use]
    pub fn key_id(&self) -> KeyId {
        self.0[PREFIX.len()..ID_END]
            .parse()
            .expect("a key text holds a well-formed id")
    }

    /// What is sent and compared in its place.
    #[must_use]
    pub fn digest(&self) -> KeyDigest {
        KeyDigest(Sha256::digest(self.0.as_bytes()).into())
    }

    /// The text itself, for the one place that shows, copies or saves it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for KeyText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyText({}_…)", self.key_id())
    }
}

impl Pepper {
    /// From 32 random bytes.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// Seals a digest for keeping.
    ///
    /// # Panics
    /// Never: HMAC takes keys of any length.
    #[must_use]
    pub fn seal(&self, digest: KeyDigest) -> SealedDigest {
        let mut mac = Hmac::<Sha256>::new_from_slice(&*self.0).expect("HMAC takes keys of any length");
        mac.update(&digest.0);
        SealedDigest(mac.finalize().into_bytes().into())
    }

    /// Tells it from another, and says nothing else of it.
    #[must_use]
    pub fn digest(&self) -> RowDigest {
        Canonical::new("pepper/1").bytes(&*self.0).digest()
    }

    /// Whether a presented digest is the kept one, in constant time.
    #[must_use]
    pub fn matches(&self, digest: KeyDigest, kept: &SealedDigest) -> bool {
        self.seal(digest).0.ct_eq(&kept.0).into()
    }
}

/// The key id that a text names on its own: `ktw_` and 16 characters, with nothing, `_`, or `_••••` after it.
#[must_use]
pub fn lone_key_id(text: &str) -> Option<KeyId> {
    let rest = text.strip_prefix(PREFIX)?;
    let id = rest.get(..16)?;
    let tail = rest.get(16..)?;
    let masked = tail
        .strip_prefix('_')
        .unwrap_or(tail)
        .chars()
        .all(|c| matches!(c, '•' | '.' | '…' | '*'));
    if masked { id.parse().ok() } else { None }
}

/// Whether a whole key stands anywhere in a text.
#[must_use]
pub fn contains_key(text: &str) -> bool {
    text.match_indices(PREFIX).any(|(start, _)| {
        text.get(start..start + LENGTH)
            .is_some_and(|part| KeyText::parse(part).is_ok())
    })
}

/// A text in which what follows a key id is masked; `None` where nothing does. A key that is cut short or mistyped is
/// masked too: most of it may be right.
#[must_use]
pub fn masked(text: &str) -> Option<String> {
    let mut shown = String::new();
    let mut rest = text;
    let mut found = false;
    while let Some(start) = rest.find(PREFIX) {
        let (before, from) = rest.split_at(start);
        shown.push_str(before);
        let of_key = |c: char| !c.is_ascii_alphanumeric() && c != '_';
        let key = &from[..from.find(of_key).unwrap_or(from.len())];
        let id = key.get(..PREFIX.len() + 16).unwrap_or(key);
        shown.push_str(id);
        if key[id.len()..].contains(|c: char| c != '_') {
            shown.push_str("_••••");
            found = true;
        } else {
            shown.push_str(&key[id.len()..]);
        }
        rest = &from[key.len()..];
    }
    shown.push_str(rest);
    found.then_some(shown)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

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

    fn key(seed: u64) -> KeyText {
        let mut fill = random(seed);
        KeyText::generate(KeyId::new(&mut fill), &mut fill)
    }

    #[test]
    fn a_key_has_the_published_form() {
        let key = KeyText::generate("7Hq2mXc9LpR4tZ0a".parse().expect("an id"), &mut |bytes| {
            bytes.fill(0);
        });
        // The checksum was computed apart, with zlib's crc32.
        assert_eq!(
            key.reveal(),
            format!(
                "ktw_7Hq2mXc9LpR4tZ0a_{}{}",
                "0".repeat(43),
                checksum_of("7Hq2mXc9LpR4tZ0a", "0")
            )
        );
        assert_eq!(key.reveal().len(), LENGTH);
        assert_eq!(LENGTH, 70);
    }

    fn checksum_of(id: &str, digit: &str) -> String {
        let text = format!("ktw_{id}_{}", digit.repeat(43));
        let mut crc = !0u32;
        for byte in text.bytes() {
            crc ^= u32::from(byte);
            for _ in 0..8 {
                crc = if crc & 1 == 1 {
                    (crc >> 1) ^ 0xedb8_8320
                } else {
                    crc >> 1
                };
            }
        }
        String::from_utf8(six_digits(!crc).to_vec()).expect("base 62 is text")
    }

    #[test]
    fn a_million_keys_are_all_different() {
        let mut fill = random(1);
        let id = KeyId::new(&mut fill);
        let keys: HashSet<[u8; 32]> = (0..1_000_000)
            .map(|_| KeyText::generate(id, &mut fill).digest().0)
            .collect();
        assert_eq!(keys.len(), 1_000_000);
    }

    #[test]
    fn one_changed_character_is_refused_without_a_look_up() {
        let key = key(2);
        for place in 0..LENGTH {
            for other in "0Az_é ".chars() {
                let mut text: Vec<char> = key.reveal().chars().collect();
                if text[place] == other {
                    continue;
                }
                text[place] = other;
                let text: String = text.into_iter().collect();
                assert_eq!(KeyText::parse(&text).err(), Some(Malformed), "{place} {other}");
            }
        }
    }

    #[test]
    fn other_prefixes_lengths_and_a_megabyte_are_refused() {
        let text = key(3).reveal().to_owned();
        for wrong in [
            text.replace("ktw_", "ktx_"),
            text[..69].to_owned(),
            format!("{text}0"),
            "ä".repeat(35),
            "k".repeat(1 << 20),
        ] {
            assert_eq!(KeyText::parse(&wrong).err(), Some(Malformed));
        }
    }

    #[test]
    fn debug_shows_the_key_id_only() {
        let key = key(4);
        assert_eq!(format!("{key:?}"), format!("KeyText({}_…)", key.key_id()));
    }

    #[test]
    fn only_the_same_pepper_and_key_match() {
        let (key, other, pepper) = (key(5), key(6), Pepper::new([1; 32]));
        let kept = pepper.seal(key.digest());
        assert!(pepper.matches(key.digest(), &kept));
        assert!(!Pepper::new([2; 32]).matches(key.digest(), &kept));
        assert!(!pepper.matches(other.digest(), &kept));
    }

    #[test]
    fn a_lone_key_id_is_taken_with_or_without_its_mask() {
        for text in [
            "ktw_7Hq2mXc9LpR4tZ0a",
            "ktw_7Hq2mXc9LpR4tZ0a_",
            "ktw_7Hq2mXc9LpR4tZ0a_••••",
        ] {
            assert_eq!(
                lone_key_id(text).map(|id| id.to_string()).as_deref(),
                Some("7Hq2mXc9LpR4tZ0a"),
                "{text}"
            );
        }
        for text in [
            "7Hq2mXc9LpR4tZ0a",
            "ktw_7Hq2mXc9LpR4tZ0",
            "ktw_7Hq2mXc9LpR4tZ0a_secret",
            "ktw_äääääääääääääääää",
        ] {
            assert_eq!(lone_key_id(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_generated_parses_and_keeps_its_id(seed: u64) {
            let key = key(seed);
            let parsed = KeyText::parse(key.reveal()).expect("well-formed");
            prop_assert_eq!(parsed.key_id(), key.key_id());
            let sentence = format!("before {} after", key.reveal());
            prop_assert!(contains_key(&sentence));
        }

        #[test]
        fn no_text_makes_parsing_panic(text: String) {
            prop_assert!(KeyText::parse(&text).is_err());
            prop_assert!(!contains_key(&text));
            let _ = lone_key_id(&text);
        }
    }

    #[test]
    fn whatever_follows_a_key_id_is_masked() {
        let key = key(7).reveal().to_owned();
        let id = &key[..20];
        assert_eq!(masked(&key), Some(format!("{id}_••••")));
        assert_eq!(masked(&key[..40]), Some(format!("{id}_••••")), "cut short");
        let twice = masked(&format!("key={key};{key}!"));
        assert_eq!(twice, Some(format!("key={id}_••••;{id}_••••!")));
        for text in [
            "",
            "ops-feed",
            "ktw_",
            "ktw_7Hq2",
            id,
            &key[..21],
            &format!("{id}_••••"),
            "ktw_…ä",
        ] {
            assert_eq!(masked(text), None, "{text}");
        }
    }
}
