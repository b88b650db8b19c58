//! What an owner has, what a key may do, and what comes of both.

use std::cmp::Reverse;
use std::fmt;
use std::sync::Arc;

use crate::id::ResourceId;

/// How much a permission allows. Each includes those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Read.
    View,
    /// Read and change.
    Modify,
    /// Read and change everything, other people's included.
    ModifyAll,
}

impl Level {
    /// All, lowest first.
    pub const ALL: [Self; 3] = [Self::View, Self::Modify, Self::ModifyAll];

    /// Its name on the wire and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::View => "view",
            Self::Modify => "modify",
            Self::ModifyAll => "modify_all",
        }
    }

    /// The level of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Resources, each at a level. Cloning shares them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Grants(Arc<[(ResourceId, Level)]>);

impl Grants {
    /// No access.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// The level at which a resource is granted.
    #[must_use]
    pub fn level(&self, resource: ResourceId) -> Option<Level> {
        let place = self.0.binary_search_by_key(&resource, |(id, _)| *id).ok()?;
        Some(self.0[place].1)
    }

    /// Whether nothing is granted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many resources are granted.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// All, by resource.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (ResourceId, Level)> {
        self.0.iter().copied()
    }

    /// Both together; the higher level wins.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        self.iter().chain(other.iter()).collect()
    }

    /// What both allow; the lower level wins.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        Self(
            self.iter()
                .filter_map(|(id, level)| Some((id, level.min(other.level(id)?))))
                .collect(),
        )
    }

    /// What is granted here and not there, or higher here than there.
    #[must_use]
    pub fn beyond(&self, other: &Self) -> Self {
        Self(
            self.iter()
                .filter(|(id, level)| other.level(*id).is_none_or(|has| has < *level))
                .collect(),
        )
    }
}

impl FromIterator<(ResourceId, Level)> for Grants {
    /// Where a resource comes twice, the higher level wins.
    fn from_iter<I: IntoIterator<Item = (ResourceId, Level)>>(grants: I) -> Self {
        let mut all: Vec<_> = grants.into_iter().collect();
        all.sort_unstable_by_key(|(resource, level)| (*resource, Reverse(*level)));
        all.dedup_by_key(|(resource, _)| *resource);
        Self(all.into())
    }
}

/// What a key may do, as chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rights {
    /// All that its owner has, also later.
    AllOfOwner,
    /// These, as far as its owner has them; not empty.
    Chosen(Grants),
}

impl Rights {
    /// What is in force for a key of an owner who has `access` now. Never more than the owner has.
    #[must_use]
    pub fn effective(&self, access: &Grants) -> Grants {
        match self {
            Self::AllOfOwner => access.clone(),
            Self::Chosen(grants) => grants.intersection(access),
        }
    }

    /// What an owner would have to be granted besides, to make all of it effective.
    #[must_use]
    pub fn beyond(&self, access: &Grants) -> Grants {
        match self {
            Self::AllOfOwner => Grants::none(),
            Self::Chosen(grants) => grants.beyond(access),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn resource(number: u8) -> ResourceId {
        ResourceId::new(&mut |bytes| bytes.fill(number))
    }

    fn grants() -> impl Strategy<Value = Grants> {
        proptest::collection::vec((0u8..6, 0usize..3), 0..8).prop_map(|list| {
            list.into_iter()
                .map(|(id, level)| (resource(id), Level::ALL[level]))
                .collect()
        })
    }

    fn within(inner: &Grants, outer: &Grants) -> bool {
        inner
            .iter()
            .all(|(id, level)| outer.level(id).is_some_and(|has| level <= has))
    }

    proptest! {
        #[test]
        fn effective_rights_never_exceed_the_owners_access_nor_the_choice(chosen in grants(), access in grants()) {
            let effective = Rights::Chosen(chosen.clone()).effective(&access);
            prop_assert!(within(&effective, &access));
            prop_assert!(within(&effective, &chosen));
            prop_assert_eq!(Rights::AllOfOwner.effective(&access), access);
        }

        #[test]
        fn granting_what_is_beyond_makes_the_whole_choice_effective(chosen in grants(), access in grants()) {
            let rights = Rights::Chosen(chosen.clone());
            let widened = access.union(&rights.beyond(&access));
            prop_assert_eq!(rights.effective(&widened), chosen);
            prop_assert!(within(&access, &widened));
        }

        #[test]
        fn narrowing_the_owner_narrows_its_keys(chosen in grants(), access in grants(), narrower in grants()) {
            let narrowed = access.intersection(&narrower);
            let rights = Rights::Chosen(chosen);
            prop_assert!(within(&rights.effective(&narrowed), &rights.effective(&access)));
        }
    }
}
