//! The fleet in memory, kept true with the inventory.

use std::collections::HashMap;

use keytower_domain::aircraft::Aircraft;
use keytower_domain::fleet_group::{FleetGroup, Tag};
use keytower_domain::id::AircraftId;
use keytower_domain::text::folded;

use crate::groups::Groups;

/// An aircraft with what it is found and sorted by.
pub struct Airframe {
    /// The aircraft.
    pub aircraft: Aircraft,
    /// Its registration without case and hyphen.
    pub registration: String,
    searched: String,
}

/// All aircraft.
#[derive(Default)]
pub struct Fleet {
    airframes: HashMap<AircraftId, Airframe>,
    registered: HashMap<String, AircraftId>,
    in_service: usize,
    groups: Groups,
}

impl Fleet {
    /// How many aircraft there are, retired ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.airframes.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.airframes.is_empty()
    }

    /// How many aren't retired.
    #[must_use]
    pub fn in_service(&self) -> usize {
        self.in_service
    }

    /// One aircraft.
    #[must_use]
    pub fn aircraft(&self, id: AircraftId) -> Option<&Aircraft> {
        self.airframes.get(&id).map(|airframe| &airframe.aircraft)
    }

    /// The aircraft of a folded registration.
    #[must_use]
    pub fn registered(&self, folded: &str) -> Option<&Aircraft> {
        self.registered.get(folded).and_then(|id| self.aircraft(*id))
    }

    /// All aircraft, in no order.
    pub fn airframes(&self) -> impl Iterator<Item = &Airframe> {
        self.airframes.values()
    }

    /// The groups, as of the last time they were judged.
    #[must_use]
    pub fn groups(&self) -> &Groups {
        &self.groups
    }

    pub(crate) fn of(aircraft: Vec<Aircraft>, groups: Vec<FleetGroup>) -> Self {
        let mut fleet = Self::default();
        for aircraft in aircraft {
            fleet.put(aircraft);
        }
        for group in groups {
            fleet.put_group(group);
        }
        fleet
    }

    pub(crate) fn put_group(&mut self, group: FleetGroup) {
        let aircraft = self.airframes.values().map(|airframe| &airframe.aircraft);
        self.groups.put(group, aircraft);
    }

    /// Judges anew what each group holds.
    pub(crate) fn judge_groups(&mut self) {
        let aircraft = self.airframes.values().map(|airframe| &airframe.aircraft);
        self.groups.judge(&aircraft);
    }

    /// The groups, with one of them as it would be.
    pub(crate) fn groups_with(&self, group: FleetGroup) -> Groups {
        let mut groups = self.groups.clone();
        groups.put(group, self.airframes.values().map(|airframe| &airframe.aircraft));
        groups
    }

    pub(crate) fn put(&mut self, aircraft: Aircraft) {
        let airframe = Airframe::of(aircraft);
        let id = airframe.aircraft.id;
        self.in_service += usize::from(airframe.aircraft.retired_at.is_none());
        let registration = airframe.registration.clone();
        if let Some(before) = self.airframes.insert(id, airframe) {
            self.in_service -= usize::from(before.aircraft.retired_at.is_none());
            // Another may have taken over the registration that this one gave up.
            if self.registered.get(&before.registration) == Some(&id) {
                self.registered.remove(&before.registration);
            }
        }
        self.registered.insert(registration, id);
    }
}

impl Airframe {
    fn of(aircraft: Aircraft) -> Self {
        let described = &aircraft.description;
        let address = described.icao_address.map(|address| address.to_string());
        let mut searched = vec![
            described.registration.as_str(),
            address.as_deref().unwrap_or_default(),
            &described.aircraft_type,
            &described.operator,
        ];
        searched.extend(described.tags.iter().map(Tag::as_str));
        Self {
            registration: described.registration.folded(),
            searched: plain(&searched.join("\n")),
            aircraft,
        }
    }

    /// Whether a word, made [`plain`], is found in one of them.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.searched.contains(word)
    }

    /// Whether each of the words, made [`plain`], is found in registration, address, type, operator or tags.
    #[must_use]
    pub fn holds(&self, words: &[String]) -> bool {
        words.iter().all(|word| self.has(word))
    }
}

/// For comparing: folded, without hyphens, so that *spkta* finds *SP-KTA*.
#[must_use]
pub fn plain(text: &str) -> String {
    folded(text).replace('-', "")
}
