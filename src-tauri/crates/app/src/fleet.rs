//! The fleet in memory, kept true with the inventory.

use std::collections::HashMap;

use keytower_domain::aircraft::Aircraft;
use keytower_domain::id::AircraftId;
use keytower_domain::text::folded;

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

    pub(crate) fn of(aircraft: Vec<Aircraft>) -> Self {
        let mut fleet = Self::default();
        for aircraft in aircraft {
            fleet.put(aircraft);
        }
        fleet
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
        let searched = [
            described.registration.as_str(),
            address.as_deref().unwrap_or_default(),
            &described.aircraft_type,
            &described.operator,
        ];
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

    /// Whether each of the words, made [`plain`], is found in registration, address, type or operator.
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
