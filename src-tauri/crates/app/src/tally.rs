//! What is counted of the keys as of an instant: kept true key by key, and counted anew only when the passing of time
//! changes what is told.

use std::collections::HashMap;

use keytower_domain::access::Rights;
use keytower_domain::aircraft_scope::AircraftScope;
use keytower_domain::id::{AircraftId, FleetGroupId, ResourceId};
use keytower_domain::key::{Key, Life};
use keytower_domain::party::PartyId;
use keytower_domain::policy::Renewal;
use keytower_domain::time::Instant;

/// Counts of keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// When, and by which rule of renewing; `None` before anything was counted.
    judged: Option<(Instant, Renewal)>,
    /// From here on, time has changed what is told.
    until: Option<Instant>,
    /// Keys that haven't ended.
    pub live: usize,
    /// Keys that somebody should look at.
    pub attention: usize,
    owners: HashMap<PartyId, OwnerKeys>,
    aircraft: HashMap<AircraftId, usize>,
    groups: HashMap<FleetGroupId, usize>,
    resources: HashMap<ResourceId, usize>,
}

/// How many keys an owner has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OwnerKeys {
    /// All that are listed.
    pub all: usize,
    /// Those that haven't ended.
    pub live: usize,
    /// Those that work as long as their owner is enabled, or there.
    pub active: usize,
}

impl Tally {
    /// Counts keys as of an instant.
    pub(crate) fn of<'a>(keys: impl Iterator<Item = &'a Key>, renewal: Renewal, now: Instant) -> Self {
        let mut tally = Self {
            judged: Some((now, renewal)),
            ..Self::default()
        };
        keys.for_each(|key| tally.add(key));
        tally
    }

    /// Whether it holds at an instant, by a rule of renewing.
    pub(crate) fn holds_at(&self, renewal: Renewal, now: Instant) -> bool {
        self.judged.is_some_and(|(at, by)| at <= now && by == renewal)
            && self.until.is_none_or(|until| now < until)
    }

    /// One key more, unless nothing was counted yet.
    pub(crate) fn add(&mut self, key: &Key) {
        if let Some((at, renewal)) = self.judged {
            self.count(key, at, renewal, 1);
            self.until = self.until.into_iter().chain(key.turns_at(renewal, at)).min();
        }
    }

    /// One key less, as it was added.
    pub(crate) fn take(&mut self, key: &Key) {
        if let Some((at, renewal)) = self.judged {
            self.count(key, at, renewal, -1);
        }
    }

    /// The keys of an owner.
    #[must_use]
    pub fn of_owner(&self, id: PartyId) -> OwnerKeys {
        self.owners.get(&id).copied().unwrap_or_default()
    }

    /// How many owners have a key that hasn't ended.
    #[must_use]
    pub fn owners_of_live(&self) -> usize {
        self.owners.values().filter(|keys| keys.live > 0).count()
    }

    /// How many keys that haven't ended name an aircraft.
    #[must_use]
    pub fn of_aircraft(&self, id: AircraftId) -> usize {
        self.aircraft.get(&id).copied().unwrap_or_default()
    }

    /// How many keys that haven't ended name a fleet group.
    #[must_use]
    pub fn of_group(&self, id: FleetGroupId) -> usize {
        self.groups.get(&id).copied().unwrap_or_default()
    }

    /// How many keys that haven't ended were given a resource of their own.
    #[must_use]
    pub fn of_resource(&self, id: ResourceId) -> usize {
        self.resources.get(&id).copied().unwrap_or_default()
    }

    fn count(&mut self, key: &Key, at: Instant, renewal: Renewal, by: isize) {
        let shift = |number: &mut usize| *number = number.saturating_add_signed(by);
        let life = key.life_at(at);
        let owner = self.owners.entry(key.owner).or_default();
        shift(&mut owner.all);
        if life == Life::Active {
            shift(&mut owner.active);
        }
        if key.attention(renewal, at).is_some() {
            shift(&mut self.attention);
        }
        if !key.is_live(at) {
            return;
        }
        shift(&mut owner.live);
        shift(&mut self.live);
        if let AircraftScope::Only(chosen) = &key.description.scope {
            for id in chosen.aircraft.iter() {
                shift(self.aircraft.entry(id).or_default());
            }
            for id in chosen.groups.iter() {
                shift(self.groups.entry(id).or_default());
            }
        }
        if let Rights::Chosen(grants) = &key.description.rights {
            for (id, _) in grants.iter() {
                shift(self.resources.entry(id).or_default());
            }
        }
    }
}
