//! Ids: one type per entity, so that a swap can't compile. All are characters of base 62.

use std::fmt;
use std::str::FromStr;

/// Digits of base 62, in order.
const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Draws `N` characters of base 62 from random bytes, by rejection: 62 × 4 = 248, so a byte below 248 is even
/// over the alphabet and any other is thrown away.
pub(crate) fn draw<const N: usize>(fill: &mut dyn FnMut(&mut [u8])) -> [u8; N] {
    let mut drawn = [0; N];
    let mut bytes = [0; 64];
    let mut next = bytes.len();
    for place in &mut drawn {
        *place = loop {
            if next == bytes.len() {
                fill(&mut bytes);
                next = 0;
            }
            let byte = bytes[next];
            next += 1;
            if byte < 248 {
                break ALPHABET[usize::from(byte % 62)];
            }
        };
    }
    zeroize::Zeroize::zeroize(&mut bytes);
    drawn
}

/// Writes a number as six digits of base 62, most significant first.
pub(crate) fn six_digits(number: u32) -> [u8; 6] {
    let mut rest = number as usize;
    let mut digits = [b'0'; 6];
    for digit in digits.iter_mut().rev() {
        *digit = ALPHABET[rest % 62];
        rest /= 62;
    }
    digits
}

pub(crate) fn is_base62(text: &[u8]) -> bool {
    text.iter().all(u8::is_ascii_alphanumeric)
}

/// The text is not an id of this kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an id")]
pub struct NotAnId;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $length:literal, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; $length]);

        impl $name {
            /// A new one from random bytes.
            pub fn new(fill: &mut dyn FnMut(&mut [u8])) -> Self {
                Self(draw(fill))
            }

            /// Its characters, without any prefix.
            #[must_use]
            pub fn as_str(&self) -> &str {
                str::from_utf8(&self.0).unwrap_or_default()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "{}"), self.as_str())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                let characters = text.strip_prefix($prefix).ok_or(NotAnId)?.as_bytes();
                if !is_base62(characters) {
                    return Err(NotAnId);
                }
                characters.try_into().map(Self).map_err(|_| NotAnId)
            }
        }
    };
}

id!(
    /// A workspace, told with every key: `acct_` and 8 characters.
    AccountId, 8, "acct_"
);
id!(
    /// A service account.
    ServiceAccountId, 16, ""
);
id!(
    /// A person.
    PersonId, 16, ""
);
id!(
    /// A resource of the catalogue.
    ResourceId, 16, ""
);
id!(
    /// An access template.
    TemplateId, 16, ""
);
id!(
    /// An aircraft.
    AircraftId, 16, ""
);
id!(
    /// A fleet group.
    FleetGroupId, 16, ""
);
id!(
    /// A computer that a workspace is used on.
    DeviceId, 16, ""
);
id!(
    /// An API key: the public part of its text. Never given twice, also after deletion.
    KeyId, 16, ""
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_as_written() {
        let id = AccountId::new(&mut |bytes| bytes.fill(7));
        assert_eq!(id.to_string(), "acct_77777777");
        assert_eq!(id.to_string().parse(), Ok(id));
    }

    #[test]
    fn other_lengths_prefixes_and_characters_are_no_ids() {
        for text in [
            "",
            "77777777",
            "acct_7777777",
            "acct_777777777",
            "acct_7777777ä",
            "acct_777 7777",
        ] {
            assert_eq!(text.parse::<AccountId>(), Err(NotAnId), "{text}");
        }
    }

    #[test]
    fn bytes_from_248_on_are_thrown_away() {
        let mut bytes = (240..=255).cycle();
        let id = ServiceAccountId::new(&mut |wanted| wanted.fill_with(|| bytes.next().unwrap_or_default()));
        assert_eq!(id.as_str(), "stuvwxyzstuvwxyz");
    }
}
