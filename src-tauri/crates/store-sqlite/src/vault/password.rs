//! The master password, as somebody types it.

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;
use zeroize::{Zeroize as _, Zeroizing};

/// What a vault is opened with every day. Kept in NFC, so that the same text typed on another
/// system (which may compose accents differently) opens the same vault; wiped on drop.
pub struct MasterPassword(Text);

enum Text {
    Normalised(Zeroizing<String>),
    /// No vault can have it, so it is neither kept nor derived from.
    TooLong,
}

/// Why a text can't become a master password.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum PasswordError {
    /// Fewer characters than [`MasterPassword::MIN_CHARACTERS`].
    #[error(
        "a master password has at least {} characters",
        MasterPassword::MIN_CHARACTERS
    )]
    TooShort,
    /// More characters than [`MasterPassword::MAX_CHARACTERS`].
    #[error("a master password has at most {} characters", MasterPassword::MAX_CHARACTERS)]
    TooLong,
}

impl MasterPassword {
    /// Fewest characters (Unicode scalar values, after NFC) of a new master password.
    pub const MIN_CHARACTERS: usize = 12;
    /// Most characters (Unicode scalar values, after NFC) of a master password.
    pub const MAX_CHARACTERS: usize = 1024;

    /// A new master password. Any character is allowed, NUL included.
    ///
    /// # Errors
    ///
    /// [`PasswordError`] if it is shorter or longer than a master password may be.
    pub fn new(text: String) -> Result<Self, PasswordError> {
        let password = Self::typed(text);
        match &password.0 {
            Text::TooLong => Err(PasswordError::TooLong),
            Text::Normalised(text) if text.chars().count() < Self::MIN_CHARACTERS => {
                Err(PasswordError::TooShort)
            }
            Text::Normalised(_) => Ok(password),
        }
    }

    /// A password to try. Any text will do: one that no vault can have simply opens none.
    #[must_use]
    pub fn typed(text: String) -> Self {
        let typed = Zeroizing::new(text);
        Self(normalise(&typed).map_or(Text::TooLong, Text::Normalised))
    }

    /// The bytes to derive from; none if no vault can have this password.
    pub(super) fn bytes(&self) -> Option<&[u8]> {
        match &self.0 {
            Text::Normalised(text) => Some(text.as_bytes()),
            Text::TooLong => None,
        }
    }
}

impl fmt::Debug for MasterPassword {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("MasterPassword(…)")
    }
}

/// `text` in NFC, or nothing if that has more than [`MasterPassword::MAX_CHARACTERS`].
fn normalise(text: &str) -> Option<Zeroizing<String>> {
    // A character decomposes into four at most (UAX #15), so a longer text is too long in NFC as
    // well; asked first, so that a megabyte costs nothing.
    const MOST_TYPED: usize = 4 * MasterPassword::MAX_CHARACTERS;
    if text.chars().nth(MOST_TYPED).is_some() {
        return None;
    }
    // Room for the longest possible result: a String that grows leaves its old copy unwiped.
    let mut normalised = Zeroizing::new(String::with_capacity(MOST_TYPED * size_of::<char>()));
    for (position, mut character) in text.nfc().enumerate() {
        if position == MasterPassword::MAX_CHARACTERS {
            return None;
        }
        normalised.push(character);
        character.zeroize();
    }
    Some(normalised)
}

#[cfg(test)]
mod tests {
    use super::{MasterPassword, PasswordError};

    #[test]
    fn composed_and_decomposed_text_are_the_same_password() {
        let composed = MasterPassword::typed("pässwörd für".to_owned());
        let decomposed = MasterPassword::typed("pa\u{308}sswo\u{308}rd fu\u{308}r".to_owned());
        assert_eq!(composed.bytes(), decomposed.bytes());
    }

    #[test]
    fn the_bounds_count_characters_and_not_bytes() {
        let of = |count: usize| MasterPassword::new("ü".repeat(count)).map(drop);
        assert_eq!(of(11), Err(PasswordError::TooShort));
        assert_eq!(of(12), Ok(()));
        assert_eq!(of(1024), Ok(()));
        assert_eq!(of(1025), Err(PasswordError::TooLong));
    }

    #[test]
    fn the_bounds_hold_for_the_composed_text() {
        let of = |count: usize| MasterPassword::new("u\u{308}".repeat(count)).map(drop);
        assert_eq!(of(11), Err(PasswordError::TooShort));
        assert_eq!(of(1024), Ok(()));
        assert_eq!(of(1025), Err(PasswordError::TooLong));
    }

    #[test]
    fn debug_does_not_show_the_password() {
        let password = MasterPassword::typed("correct horse".to_owned());
        assert!(!format!("{password:?}").contains("horse"));
    }
}
