//! Fleet groups in memory, each with what it holds now.

use std::collections::HashMap;

use keytower_domain::aircraft::Aircraft;
use keytower_domain::aircraft_scope::{AircraftScope, AircraftSet, Reach};
use keytower_domain::fleet_group::FleetGroup;
use keytower_domain::id::{AircraftId, FleetGroupId};

/// All fleet groups, deleted ones among them.
#[derive(Clone, Default)]
pub struct Groups(HashMap<FleetGroupId, (FleetGroup, AircraftSet)>);

impl Groups {
    /// One group, deleted or not.
    #[must_use]
    pub fn group(&self, id: FleetGroupId) -> Option<&FleetGroup> {
        self.0.get(&id).map(|(group, _)| group)
    }

    /// What a group holds now.
    #[must_use]
    pub fn members(&self, id: FleetGroupId) -> AircraftSet {
        self.0.get(&id).map(|(_, held)| held.clone()).unwrap_or_default()
    }

    /// All groups with what they hold now, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&FleetGroup, &AircraftSet)> {
        self.0.values().map(|(group, held)| (group, held))
    }

    /// The aircraft that a scope comes to now.
    #[must_use]
    pub fn reach(&self, scope: &AircraftScope) -> Reach {
        scope.reach(|id| self.members(id))
    }

    /// Whether a scope comes to an aircraft now.
    #[must_use]
    pub fn covers(&self, scope: &AircraftScope, aircraft: AircraftId) -> bool {
        scope.covers(aircraft, |id| self.members(id))
    }

    /// One more, or another description of one.
    pub(crate) fn put<'a>(&mut self, group: FleetGroup, fleet: impl Iterator<Item = &'a Aircraft>) {
        let held = group.members(fleet);
        self.0.insert(group.id, (group, held));
    }

    /// Judges anew what each holds.
    pub(crate) fn judge<'a>(&mut self, fleet: &(impl Iterator<Item = &'a Aircraft> + Clone)) {
        for (group, held) in self.0.values_mut() {
            *held = group.members(fleet.clone());
        }
    }
}
