//! One encoding of a row, the same on every store, for digests: fields in order, each with its length before it.

use sha2::{Digest, Sha256};

/// SHA-256 of a row's canonical encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowDigest(pub [u8; 32]);

/// An encoding being written.
pub struct Canonical(Sha256);

impl Canonical {
    /// Starts the encoding of a kind of row. The name holds the encoding's version (`key/1`).
    #[must_use]
    pub fn new(kind: &str) -> Self {
        Self(Sha256::new()).text(kind)
    }

    /// Adds bytes.
    #[must_use]
    pub fn bytes(mut self, bytes: &[u8]) -> Self {
        self.0.update((bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
        self
    }

    /// Adds text, as UTF-8.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        self.bytes(text.as_bytes())
    }

    /// Adds a number.
    #[must_use]
    pub fn number(self, number: i64) -> Self {
        self.bytes(&number.to_be_bytes())
    }

    /// Adds a value or its absence.
    #[must_use]
    pub fn option<T>(self, value: Option<T>, add: impl FnOnce(Self, T) -> Self) -> Self {
        match value {
            Some(value) => add(self.number(1), value),
            None => self.number(0),
        }
    }

    /// Adds a list: its length, then each of its values.
    #[must_use]
    pub fn each<T>(self, values: impl ExactSizeIterator<Item = T>, add: impl Fn(Self, T) -> Self) -> Self {
        let start = self.number(i64::try_from(values.len()).unwrap_or(i64::MAX));
        values.fold(start, add)
    }

    /// The digest of all that was added.
    #[must_use]
    pub fn digest(self) -> RowDigest {
        RowDigest(self.0.finalize().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_border_that_moves_between_fields_is_another_row() {
        let one = Canonical::new("t/1").text("ab").text("c").digest();
        let other = Canonical::new("t/1").text("a").text("bc").digest();
        assert_ne!(one, other);
    }

    #[test]
    fn no_value_differs_from_an_empty_one() {
        let none = Canonical::new("t/1")
            .option(None::<&str>, Canonical::text)
            .digest();
        let empty = Canonical::new("t/1").option(Some(""), Canonical::text).digest();
        assert_ne!(none, empty);
    }
}
