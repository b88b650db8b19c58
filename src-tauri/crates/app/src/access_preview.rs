//! What a change of access or of aircraft would do to keys, judged before it is made.

use std::collections::{HashMap, HashSet};

use keytower_domain::access::Grants;
use keytower_domain::aircraft_scope::{AircraftScope, Reach};
use keytower_domain::fleet_group::FleetGroup;
use keytower_domain::id::KeyId;
use keytower_domain::key::Key;
use keytower_domain::owner::Owner;
use keytower_domain::party::PartyId;
use keytower_domain::time::Instant;

use crate::groups::Groups;
use crate::inventory::Inventory;

/// What other access would do to keys that haven't ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccessPreview {
    /// Owners whose access would differ.
    pub owners: usize,
    /// Keys that would lose something.
    pub narrowed: usize,
    /// Keys that would gain something, and lose nothing.
    pub widened: usize,
    /// Those that would differ, the narrowed ones first, by name; at most [`AccessPreview::LISTED`].
    pub keys: Vec<KeyAccess>,
}

/// What a key may do, or its owner, and for which aircraft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InForce {
    /// What it may do.
    pub grants: Grants,
    /// For which aircraft.
    pub aircraft: Reach,
}

impl InForce {
    /// What of a key's rights and aircraft its owner lets it have.
    #[must_use]
    pub fn of_key(key: &Key, owner: &Self, groups: &Groups) -> Self {
        Self {
            grants: key.description.rights.effective(&owner.grants),
            aircraft: groups.reach(&key.description.scope).intersection(&owner.aircraft),
        }
    }

    /// Whether `other` is all of this, or more.
    fn is_within(&self, other: &Self) -> bool {
        self.grants.beyond(&other.grants).is_empty() && self.aircraft.is_within(&other.aircraft)
    }
}

/// What a key may do before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyAccess {
    /// Which.
    pub key: KeyId,
    /// What it may do now.
    pub before: InForce,
    /// What it could do then.
    pub after: InForce,
}

impl AccessPreview {
    /// How many keys are named, at most.
    pub const LISTED: usize = 200;

    /// Judges the keys of an owner that would be as it is told here.
    pub(crate) fn of_owner(inventory: &Inventory, now: Instant, after: &Owner) -> Self {
        let in_force = inventory.in_force_of(after);
        Self::of_owners(inventory, now, &HashSet::from([after.id()]), |_| {
            Some(in_force.clone())
        })
    }

    /// Judges the keys of `owners`, each of which would have what `after` says.
    pub(crate) fn of_owners(
        inventory: &Inventory,
        now: Instant,
        owners: &HashSet<PartyId>,
        after: impl Fn(PartyId) -> Option<InForce>,
    ) -> Self {
        let groups = inventory.fleet().groups();
        let mut changes = HashMap::new();
        for owner in owners {
            let (Some(before), Some(after)) = (inventory.owner_in_force(*owner), after(*owner)) else {
                continue;
            };
            if before != after {
                changes.insert(*owner, (before, after));
            }
        }
        Self::judged(inventory, now, changes.len(), |key| {
            let (before, after) = changes.get(&key.owner)?;
            Some((
                InForce::of_key(key, before, groups),
                InForce::of_key(key, after, groups),
            ))
        })
    }

    /// Judges the keys that name a fleet group, or whose owner does, as it would be.
    pub(crate) fn of_group(inventory: &Inventory, now: Instant, group: &FleetGroup) -> Self {
        let names = |scope: &AircraftScope| {
            scope
                .choice()
                .is_some_and(|choice| choice.groups.contains(group.id))
        };
        let groups = inventory.fleet().groups();
        let then = inventory.fleet().groups_with(group.clone());
        let owners = inventory.owners().filter_map(|owner| {
            let before = inventory.owner_in_force(owner.id())?;
            let after = InForce {
                aircraft: then.reach(owner.scope()),
                grants: before.grants.clone(),
            };
            Some((owner.id(), (before, after)))
        });
        let owners: HashMap<_, _> = owners.collect();
        let changed = owners.values().filter(|(before, after)| before != after).count();
        Self::judged(inventory, now, changed, |key| {
            let (before, after) = owners.get(&key.owner)?;
            if before == after && !names(&key.description.scope) {
                return None;
            }
            Some((
                InForce::of_key(key, before, groups),
                InForce::of_key(key, after, &then),
            ))
        })
    }

    /// Sorts out what `judge` says of the keys that haven't ended; `None` for those that nothing changes.
    fn judged(
        inventory: &Inventory,
        now: Instant,
        owners: usize,
        judge: impl Fn(&Key) -> Option<(InForce, InForce)>,
    ) -> Self {
        let (mut narrowed, mut widened) = (Vec::new(), Vec::new());
        for entry in inventory.entries().filter(|entry| entry.key.is_live(now)) {
            let Some((before, after)) = judge(&entry.key).filter(|(before, after)| before != after) else {
                continue;
            };
            if before.is_within(&after) {
                widened.push((entry, before, after));
            } else {
                narrowed.push((entry, before, after));
            }
        }
        let counts = (narrowed.len(), widened.len());
        for keys in [&mut narrowed, &mut widened] {
            keys.sort_by_cached_key(|(entry, ..)| (inventory.name(entry).to_owned(), entry.key.id));
        }
        let listed = narrowed.into_iter().chain(widened).take(Self::LISTED);
        Self {
            owners,
            narrowed: counts.0,
            widened: counts.1,
            keys: listed
                .map(|(entry, before, after)| KeyAccess {
                    key: entry.key.id,
                    before,
                    after,
                })
                .collect(),
        }
    }
}
