//! Which keys somebody selected in a list, however long it is.

use std::collections::HashSet;

use keytower_domain::id::KeyId;
use keytower_domain::key::Key;
use keytower_domain::time::Instant;

use crate::inventory::{Inventory, KeyQuery};

/// Keys that somebody selected among those that a list shows: what its query doesn't find isn't selected.
#[derive(Clone, Debug)]
pub struct KeySelection {
    /// What the list shows.
    pub query: KeyQuery,
    /// Which of it.
    pub selected: Selected,
}

/// Which keys of a list, without naming them all.
#[derive(Clone, Debug)]
pub enum Selected {
    /// These.
    Only(HashSet<KeyId>),
    /// All but these.
    AllBut(HashSet<KeyId>),
}

impl Selected {
    /// Whether a key of the list is meant.
    #[must_use]
    pub fn holds(&self, id: KeyId) -> bool {
        match self {
            Self::Only(ids) => ids.contains(&id),
            Self::AllBut(ids) => !ids.contains(&id),
        }
    }

    /// The keys that it names.
    pub fn named(&self) -> impl Iterator<Item = KeyId> {
        let (Self::Only(ids) | Self::AllBut(ids)) = self;
        ids.iter().copied()
    }
}

impl Inventory {
    /// The keys that are selected, in no order.
    #[must_use]
    pub fn selected(&self, selection: &KeySelection, now: Instant) -> Vec<&Key> {
        let finds = self.finder(&selection.query, now);
        match &selection.selected {
            Selected::Only(ids) => ids
                .iter()
                .filter_map(|id| self.entry_of(*id))
                .filter(|entry| finds(entry))
                .map(|entry| &entry.key)
                .collect(),
            Selected::AllBut(ids) => self
                .entries()
                .filter(|entry| !ids.contains(&entry.key.id) && finds(entry))
                .map(|entry| &entry.key)
                .collect(),
        }
    }

    /// The keys that a selection names and its list doesn't show any more.
    #[must_use]
    pub fn gone(&self, selection: &KeySelection, now: Instant) -> Vec<KeyId> {
        let finds = self.finder(&selection.query, now);
        selection
            .selected
            .named()
            .filter(|id| !self.entry_of(*id).is_some_and(&finds))
            .collect()
    }
}
