//! A key's text: what is taken for a key is one, and no other text is.

use keytower_app::Entropy as _;
use keytower_app::conformance::instruments::SeededEntropy;
use keytower_domain::id::KeyId;
use keytower_domain::key_text::{KeyText, LENGTH, contains_key, lone_key_id};

/// Presents the bytes as a text, and a key that is made from them within that text.
pub fn check(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    judge(&text);

    let seed = bytes.iter().fold(0_u64, |seed, byte| {
        seed.wrapping_mul(257).wrapping_add(u64::from(*byte))
    });
    let entropy = SeededEntropy::new(seed);
    let mut fill = |bytes: &mut [u8]| entropy.fill(bytes);
    let key = KeyText::generate(KeyId::new(&mut fill), &mut fill);
    judge(key.reveal());
    assert!(
        KeyText::parse(key.reveal()).is_ok(),
        "what was generated is a key"
    );
    assert!(
        contains_key(&format!("{text}{}{text}", key.reveal())),
        "it is found wherever it stands"
    );

    let place = usize::try_from(seed % 70).expect("a place in a key");
    let mut altered = key.reveal().as_bytes().to_vec();
    altered[place] = if altered[place] == b'0' { b'1' } else { b'0' };
    let altered = String::from_utf8(altered).expect("ASCII");
    assert!(
        KeyText::parse(&altered).is_err(),
        "one changed character is noticed"
    );
}

/// Whatever a text is taken for, it says so itself.
fn judge(text: &str) {
    let lone = lone_key_id(text);
    if let Ok(key) = KeyText::parse(text) {
        assert_eq!(key.reveal(), text);
        assert_eq!(text.len(), LENGTH);
        assert_eq!(key.key_id().as_str(), &text[4..20]);
        assert!(contains_key(text));
        assert!(lone.is_none(), "a key is no lone key id");
        assert!(
            !format!("{key:?}").contains(&text[21..]),
            "a key prints no secret"
        );
    }
    if let Some(id) = lone {
        assert!(text.starts_with(&format!("ktw_{id}")));
        assert!(!contains_key(text), "a lone key id is no key");
    }
}
