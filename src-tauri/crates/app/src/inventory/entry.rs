//! What the inventory holds of keys and their owners.

use std::ops::Range;

use keytower_domain::access::Grants;
use keytower_domain::key::Key;
use keytower_domain::owner::Owner;
use keytower_domain::text::folded;

/// One key of the inventory.
pub struct Entry {
    /// The key.
    pub key: Key,
    /// Its owner's place.
    pub(super) owner: usize,
    pub(super) text: TextPlace,
}

/// An owner of the inventory.
pub(super) struct KnownOwner {
    pub owner: Owner,
    /// Its folded name.
    pub name: String,
    /// What it has.
    pub access: Grants,
}

/// What is searched of all keys, folded, one after the other: to look at all of it is one walk through memory.
#[derive(Default)]
pub(super) struct Texts {
    all: String,
    /// Bytes of keys that have changed since, or gone.
    unused: usize,
}

/// Where a key's texts are: its name, those of its other texts that say something, and its id, a line each.
pub(super) struct TextPlace {
    lines: Range<usize>,
    name_ends: usize,
}

impl Texts {
    pub fn add(&mut self, key: &Key) -> TextPlace {
        let described = &key.description;
        let starts = self.all.len();
        self.all.push_str(&folded(&described.name));
        let name_ends = self.all.len();
        for text in [&described.description, &described.approved_by, &described.reason] {
            if !text.is_empty() {
                self.all.push('\n');
                self.all.push_str(&folded(text));
            }
        }
        self.all.push_str("\nktw_");
        self.all.push_str(&folded(key.id.as_str()));
        TextPlace {
            lines: starts..self.all.len(),
            name_ends,
        }
    }

    /// The texts at a place are needed no more.
    pub fn leave(&mut self, place: &TextPlace) {
        self.unused += place.lines.len();
    }

    /// Whether most of it is needed no more.
    pub fn is_mostly_unused(&self) -> bool {
        self.unused > self.all.len() / 2
    }

    pub fn lines(&self, place: &TextPlace) -> &str {
        &self.all[place.lines.clone()]
    }

    pub fn name(&self, place: &TextPlace) -> &str {
        &self.all[place.lines.start..place.name_ends]
    }
}
