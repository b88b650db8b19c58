//! The recovery code: printed once, kept on paper.

use std::fmt;

use keytower_app::Entropy;
use zeroize::Zeroizing;

/// 145 random bits as 29 characters of Crockford's base 32 (<https://www.crockford.com/base32.html>)
/// and a check character: six groups of five, joined by `-`. Opens the vault without the password;
/// spent when a new password is set with it.
pub struct RecoveryCode(Box<Zeroizing<[u8; RANDOM]>>);

/// Why a text can't be a recovery code, whatever the vault.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum RecoveryCodeError {
    /// Not as many letters and digits as a code has.
    #[error("a recovery code has {CHARACTERS} letters and digits")]
    Length,
    /// A character that no code has.
    #[error("{0:?} can't be in a recovery code")]
    Character(char),
    /// Every character is possible, but not together: one was mistyped or two were swapped.
    #[error("the recovery code has a typing mistake")]
    Check,
}

/// No `I`, `L`, `O` (read as `1`, `1`, `0`) and no `U`.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const RANDOM: usize = 29;
const CHARACTERS: usize = RANDOM + 1;
const GROUP: usize = 5;

impl RecoveryCode {
    /// A new code.
    pub(super) fn generate(entropy: &dyn Entropy) -> Self {
        let mut symbols = Box::new(Zeroizing::new([0; RANDOM]));
        entropy.fill(symbols.as_mut_slice());
        for symbol in symbols.iter_mut() {
            *symbol &= 31;
        }
        Self(symbols)
    }

    /// Reads a code as people type it: in any case, with or without hyphens and spaces, and with
    /// `O` for `0`, `I` or `L` for `1`.
    ///
    /// # Errors
    ///
    /// [`RecoveryCodeError`] if no vault can have it. Any one mistyped character is noticed, and
    /// any two neighbours swapped.
    pub fn parse(text: &str) -> Result<Self, RecoveryCodeError> {
        let mut symbols = Zeroizing::new([0; CHARACTERS]);
        let mut count = 0;
        for character in text.chars().filter(|character| !is_separator(*character)) {
            let symbol = symbol(character).ok_or(RecoveryCodeError::Character(character))?;
            *symbols.get_mut(count).ok_or(RecoveryCodeError::Length)? = symbol;
            count += 1;
        }
        if count != CHARACTERS {
            return Err(RecoveryCodeError::Length);
        }
        let mut random = Box::new(Zeroizing::new([0; RANDOM]));
        random.copy_from_slice(&symbols[..RANDOM]);
        if check(&random) != symbols[RANDOM] {
            return Err(RecoveryCodeError::Check);
        }
        Ok(Self(random))
    }

    /// The text to be printed, once.
    #[must_use]
    pub fn reveal(self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(CHARACTERS + CHARACTERS / GROUP));
        let symbols = self.0.iter().copied().chain([check(&self.0)]);
        for (position, symbol) in symbols.enumerate() {
            if position > 0 && position % GROUP == 0 {
                text.push('-');
            }
            text.push(char::from(ALPHABET[usize::from(symbol)]));
        }
        text
    }

    /// The random part, one symbol of 5 bits per byte: what the vault's wrap is derived from.
    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_slice()
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("RecoveryCode(…)")
    }
}

/// Hyphens of every kind, too: word processors turn `-` into others.
fn is_separator(character: char) -> bool {
    character.is_whitespace() || matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn symbol(character: char) -> Option<u8> {
    let upper = match character.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let position = ALPHABET.iter().position(|known| char::from(*known) == upper)?;
    u8::try_from(position).ok()
}

/// The symbol that makes the code a multiple of *x* − α over GF(2⁵): each place counts with another
/// power of α (whose order, 31, exceeds the 30 places), so that no single wrong symbol and no swap
/// of two cancels out. Crockford's own check needs five characters more than the alphabet has.
fn check(symbols: &[u8; RANDOM]) -> u8 {
    symbols.iter().fold(0, |sum, symbol| times_alpha(sum ^ symbol))
}

/// Multiplies by α, a root of the primitive polynomial *x*⁵ + *x*² + 1.
fn times_alpha(symbol: u8) -> u8 {
    let shifted = symbol << 1;
    if shifted & 32 == 0 {
        shifted
    } else {
        shifted ^ 0b10_0101
    }
}

#[cfg(test)]
mod tests {
    use keytower_app::Entropy;

    use super::{ALPHABET, RecoveryCode, RecoveryCodeError, times_alpha};

    struct Counting;

    impl Entropy for Counting {
        fn fill(&self, bytes: &mut [u8]) {
            for (value, byte) in (7..).step_by(37).zip(bytes) {
                *byte = u8::try_from(value % 251).unwrap_or_default();
            }
        }
    }

    fn code() -> String {
        RecoveryCode::generate(&Counting).reveal().to_string()
    }

    #[test]
    fn a_code_is_six_groups_of_five() {
        let code = code();
        let lengths: Vec<_> = code.split('-').map(str::len).collect();
        assert_eq!(lengths, [5; 6]);
    }

    #[test]
    fn a_code_is_read_back_however_it_is_typed() {
        let code = code();
        let typed = code
            .to_lowercase()
            .replace('-', " \u{2013} ")
            .replace('0', "o")
            .replace('1', "l");
        for text in [code.clone(), code.replace('-', ""), typed] {
            let read = RecoveryCode::parse(&text).expect("forgiven");
            assert_eq!(*read.reveal(), code);
        }
    }

    #[test]
    fn every_single_mistyped_character_is_told() {
        let code = code();
        for (position, right) in code.char_indices().filter(|(_, right)| *right != '-') {
            for wrong in ALPHABET
                .iter()
                .map(|wrong| char::from(*wrong))
                .filter(|wrong| *wrong != right)
            {
                let mut typed = code.clone();
                typed.replace_range(position..=position, &wrong.to_string());
                assert_eq!(
                    RecoveryCode::parse(&typed).err(),
                    Some(RecoveryCodeError::Check),
                    "{typed}"
                );
            }
        }
    }

    #[test]
    fn every_two_neighbours_swapped_are_told() {
        let code: Vec<_> = code().chars().filter(|character| *character != '-').collect();
        for first in 0..code.len() - 1 {
            let mut swapped = code.clone();
            swapped.swap(first, first + 1);
            let told = RecoveryCode::parse(&swapped.iter().collect::<String>()).err();
            assert_eq!(told, (swapped != code).then_some(RecoveryCodeError::Check));
        }
    }

    #[test]
    fn what_no_code_can_be_is_told() {
        assert_eq!(RecoveryCode::parse("").err(), Some(RecoveryCodeError::Length));
        assert_eq!(
            RecoveryCode::parse(&"0".repeat(29)).err(),
            Some(RecoveryCodeError::Length)
        );
        assert_eq!(
            RecoveryCode::parse(&"0".repeat(31)).err(),
            Some(RecoveryCodeError::Length)
        );
        assert_eq!(
            RecoveryCode::parse("U").err(),
            Some(RecoveryCodeError::Character('U'))
        );
        assert_eq!(
            RecoveryCode::parse("ß").err(),
            Some(RecoveryCodeError::Character('ß'))
        );
    }

    #[test]
    fn alpha_has_order_31() {
        let powers = std::iter::successors(Some(1), |power| Some(times_alpha(*power)));
        assert_eq!(powers.skip(1).take_while(|power| *power != 1).count(), 30);
    }

    #[test]
    fn debug_does_not_show_the_code() {
        assert_eq!(
            format!("{:?}", RecoveryCode::generate(&Counting)),
            "RecoveryCode(…)"
        );
    }
}
