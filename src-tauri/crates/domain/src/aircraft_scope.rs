//! For which aircraft keys and accounts are: the whole fleet, or a choice of aircraft and groups.

use std::sync::Arc;

use crate::canonical::Canonical;
use crate::id::{AircraftId, FleetGroupId};

/// Ids, each once and in order. Cloning shares them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IdSet<T>(Arc<[T]>);

/// Aircraft.
pub type AircraftSet = IdSet<AircraftId>;

/// Fleet groups.
pub type GroupSet = IdSet<FleetGroupId>;

impl<T> Default for IdSet<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T: Copy + Ord> IdSet<T> {
    /// Whether an id is among them.
    #[must_use]
    pub fn contains(&self, id: T) -> bool {
        self.0.binary_search(&id).is_ok()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// All, in order.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = T> {
        self.0.iter().copied()
    }
}

impl<T: Copy + Ord> FromIterator<T> for IdSet<T> {
    fn from_iter<I: IntoIterator<Item = T>>(ids: I) -> Self {
        let mut all: Vec<_> = ids.into_iter().collect();
        all.sort_unstable();
        all.dedup();
        Self(all.into())
    }
}

impl<T: Copy + Ord, const N: usize> From<[T; N]> for IdSet<T> {
    fn from(ids: [T; N]) -> Self {
        ids.into_iter().collect()
    }
}

/// A choice from the fleet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct FleetChoice {
    /// One by one.
    pub aircraft: AircraftSet,
    /// With whatever they hold at the time.
    pub groups: GroupSet,
}

impl FleetChoice {
    /// Whether nothing is chosen. A group that holds nothing is something that is chosen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.aircraft.is_empty() && self.groups.is_empty()
    }
}

impl FromIterator<AircraftId> for FleetChoice {
    fn from_iter<I: IntoIterator<Item = AircraftId>>(aircraft: I) -> Self {
        Self {
            aircraft: aircraft.into_iter().collect(),
            groups: GroupSet::default(),
        }
    }
}

impl<const N: usize> From<[AircraftId; N]> for FleetChoice {
    fn from(aircraft: [AircraftId; N]) -> Self {
        aircraft.into_iter().collect()
    }
}

impl<const N: usize> From<[FleetGroupId; N]> for FleetChoice {
    fn from(groups: [FleetGroupId; N]) -> Self {
        Self {
            aircraft: AircraftSet::default(),
            groups: groups.into(),
        }
    }
}

/// For which aircraft a key, or its owner, is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AircraftScope {
    /// Every aircraft, and any added later.
    WholeFleet,
    /// Only these; not empty.
    Only(FleetChoice),
}

impl AircraftScope {
    /// What is chosen of the fleet; `None` for the whole of it.
    #[must_use]
    pub fn choice(&self) -> Option<&FleetChoice> {
        match self {
            Self::WholeFleet => None,
            Self::Only(choice) => Some(choice),
        }
    }

    /// Whether groups are chosen.
    #[must_use]
    pub fn names_groups(&self) -> bool {
        self.choice().is_some_and(|choice| !choice.groups.is_empty())
    }

    /// The aircraft it comes to, where `members` says what a group holds now: nothing, once it has been deleted.
    #[must_use]
    pub fn reach(&self, members: impl Fn(FleetGroupId) -> AircraftSet) -> Reach {
        let Self::Only(choice) = self else {
            return Reach::WholeFleet;
        };
        if choice.groups.is_empty() {
            return Reach::Only(choice.aircraft.clone());
        }
        let mut aircraft: Vec<AircraftId> = choice.aircraft.iter().collect();
        for group in choice.groups.iter() {
            aircraft.extend(members(group).iter());
        }
        Reach::Only(aircraft.into_iter().collect())
    }

    /// Whether it comes to an aircraft, where `members` says what a group holds now.
    #[must_use]
    pub fn covers(&self, aircraft: AircraftId, members: impl Fn(FleetGroupId) -> AircraftSet) -> bool {
        self.choice().is_none_or(|choice| {
            choice.aircraft.contains(aircraft)
                || choice
                    .groups
                    .iter()
                    .any(|group| members(group).contains(aircraft))
        })
    }

    /// What an owner's scope lacks for a key of this scope to keep all of it: the aircraft that the owner doesn't reach,
    /// and the groups that it doesn't have, whatever they hold. The whole fleet lacks nothing: it is all of the owner's.
    #[must_use]
    pub fn beyond(&self, owner: &Self, reached: &Reach) -> FleetChoice {
        let (Self::Only(wanted), Self::Only(had)) = (self, owner) else {
            return FleetChoice::default();
        };
        FleetChoice {
            aircraft: wanted.aircraft.iter().filter(|id| !reached.covers(*id)).collect(),
            groups: wanted
                .groups
                .iter()
                .filter(|id| !had.groups.contains(*id))
                .collect(),
        }
    }

    /// This, without what another scope names as well.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Only(these), Self::Only(others)) => Self::Only(FleetChoice {
                aircraft: these
                    .aircraft
                    .iter()
                    .filter(|id| !others.aircraft.contains(*id))
                    .collect(),
                groups: these
                    .groups
                    .iter()
                    .filter(|id| !others.groups.contains(*id))
                    .collect(),
            }),
            _ => self.clone(),
        }
    }

    /// This, widened by a choice.
    #[must_use]
    pub fn with(&self, more: &FleetChoice) -> Self {
        match self {
            Self::WholeFleet => Self::WholeFleet,
            Self::Only(choice) => Self::Only(FleetChoice {
                aircraft: choice.aircraft.iter().chain(more.aircraft.iter()).collect(),
                groups: choice.groups.iter().chain(more.groups.iter()).collect(),
            }),
        }
    }

    /// Adds it to a row's encoding.
    pub(crate) fn encode(&self, row: Canonical) -> Canonical {
        match self {
            Self::WholeFleet => row.text("whole_fleet"),
            Self::Only(choice) => row
                .text("only")
                .each(choice.aircraft.iter(), |row, id| row.text(id.as_str())),
        }
    }

    /// Adds its groups to a row's encoding.
    pub(crate) fn encode_groups(&self, row: Canonical) -> Canonical {
        let none = GroupSet::default();
        let groups = self.choice().map_or(&none, |choice| &choice.groups);
        row.each(groups.iter(), |row, id| row.text(id.as_str()))
    }
}

/// The aircraft that a scope comes to now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Every aircraft, and any added later.
    WholeFleet,
    /// Only these; maybe none.
    Only(AircraftSet),
}

impl Reach {
    /// Whether an aircraft is reached.
    #[must_use]
    pub fn covers(&self, aircraft: AircraftId) -> bool {
        match self {
            Self::WholeFleet => true,
            Self::Only(reached) => reached.contains(aircraft),
        }
    }

    /// What both reach: of a key's scope and its owner's, what is in force.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::WholeFleet, reach) | (reach, Self::WholeFleet) => reach.clone(),
            (Self::Only(one), Self::Only(other)) => {
                Self::Only(one.iter().filter(|id| other.contains(*id)).collect())
            }
        }
    }

    /// Whether `other` reaches all that this does.
    #[must_use]
    pub fn is_within(&self, other: &Self) -> bool {
        match (self, other) {
            (_, Self::WholeFleet) => true,
            (Self::WholeFleet, Self::Only(_)) => false,
            (Self::Only(these), Self::Only(others)) => these.iter().all(|id| others.contains(id)),
        }
    }

    /// How many aircraft; `None` for the whole fleet.
    #[must_use]
    pub fn count(&self) -> Option<usize> {
        match self {
            Self::WholeFleet => None,
            Self::Only(reached) => Some(reached.len()),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn aircraft(number: u8) -> AircraftId {
        AircraftId::new(&mut |bytes| bytes.fill(number))
    }

    fn group(number: u8) -> FleetGroupId {
        FleetGroupId::new(&mut |bytes| bytes.fill(number))
    }

    fn scope() -> impl Strategy<Value = AircraftScope> {
        let numbers = proptest::collection::vec(0u8..8, 0..5);
        let groups = proptest::collection::vec(0u8..4, 0..3);
        prop_oneof![
            1 => Just(AircraftScope::WholeFleet),
            4 => (numbers, groups).prop_map(|(numbers, groups)| {
                AircraftScope::Only(FleetChoice {
                    aircraft: numbers.into_iter().map(aircraft).collect(),
                    groups: groups.into_iter().map(group).collect(),
                })
            }),
        ]
    }

    proptest! {
        #[test]
        fn a_key_reaches_no_aircraft_that_its_owner_does_not(
            key in scope(),
            owner in scope(),
            held in proptest::collection::vec(proptest::collection::vec(0u8..8, 0..4), 4),
        ) {
            let members = |id: FleetGroupId| {
                let place = (0..4).find(|number| group(*number) == id).map_or(0, usize::from);
                held[place].iter().copied().map(aircraft).collect()
            };
            let (key_reach, owner_reach) = (key.reach(members), owner.reach(members));
            let in_force = key_reach.intersection(&owner_reach);
            prop_assert!(in_force.is_within(&key_reach));
            prop_assert!(in_force.is_within(&owner_reach));
            // Widened by what it lacks, the owner takes nothing from what is chosen.
            let widened = owner.with(&key.beyond(&owner, &owner_reach));
            prop_assert!(owner_reach.is_within(&widened.reach(members)));
            if key != AircraftScope::WholeFleet {
                prop_assert_eq!(key_reach.intersection(&widened.reach(members)), key_reach);
            }
        }
    }

    #[test]
    fn only_some_aircraft_covers_those_and_no_other() {
        let reach = AircraftScope::Only([aircraft(1)].into()).reach(|_| AircraftSet::default());
        assert!(reach.covers(aircraft(1)));
        assert!(!reach.covers(aircraft(2)));
        assert!(Reach::WholeFleet.covers(aircraft(2)));
    }

    #[test]
    fn a_group_that_holds_nothing_is_no_aircraft_and_never_the_fleet() {
        let reach = AircraftScope::Only([group(1)].into()).reach(|_| AircraftSet::default());
        assert_eq!(reach, Reach::Only(AircraftSet::default()));
        assert!(!reach.covers(aircraft(1)));
    }
}
