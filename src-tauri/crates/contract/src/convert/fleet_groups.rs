//! Fleet groups.

use keytower_app::domain::aircraft::Aircraft;
use keytower_app::domain::aircraft_scope::AircraftSet;
use keytower_app::domain::fleet_group::{FleetGroup, Members};
use keytower_app::{DescribeGroup, DescribeMembers, Fleet};

use super::{count, ids};
use crate::{AircraftRef, GroupFields, GroupMembers, GroupRef, GroupView, Problem};

impl GroupMembers {
    /// As the use cases take it.
    ///
    /// # Errors
    /// Where an id can't be one.
    pub fn described(&self) -> Result<DescribeMembers<'_>, Problem> {
        Ok(match self {
            Self::Chosen { aircraft_ids } => DescribeMembers::Chosen(ids(aircraft_ids)?),
            Self::Tagged { tag } => DescribeMembers::Tagged(tag),
        })
    }
}

impl GroupFields {
    /// As the use cases take it.
    ///
    /// # Errors
    /// Where an id can't be one.
    pub fn described(&self) -> Result<DescribeGroup<'_>, Problem> {
        Ok(DescribeGroup {
            name: &self.name,
            members: self.members.described()?,
        })
    }
}

impl From<&Members> for GroupMembers {
    fn from(members: &Members) -> Self {
        match members {
            Members::Chosen(chosen) => Self::Chosen {
                aircraft_ids: chosen.iter().map(|id| id.to_string()).collect(),
            },
            Members::Tagged(tag) => Self::Tagged { tag: tag.to_string() },
        }
    }
}

impl From<&Aircraft> for AircraftRef {
    fn from(aircraft: &Aircraft) -> Self {
        Self {
            aircraft_id: aircraft.id.to_string(),
            registration: aircraft.description.registration.as_str().to_owned(),
            retired: aircraft.retired_at.is_some(),
        }
    }
}

impl GroupRef {
    /// A group with the number of aircraft that it holds now.
    #[must_use]
    pub fn of(group: &FleetGroup, aircraft: usize) -> Self {
        Self {
            group_id: group.id.to_string(),
            name: group.description.name.clone(),
            aircraft: count(aircraft),
            deleted: !group.is_there(),
        }
    }
}

impl GroupView {
    /// A group with what it holds now, and how many live keys and owners name it.
    #[must_use]
    pub fn of(group: &FleetGroup, fleet: &Fleet, keys: usize, owners: usize) -> Self {
        let refs = |set: &AircraftSet| {
            let refs = set
                .iter()
                .filter_map(|id| fleet.aircraft(id).map(AircraftRef::from));
            let mut refs: Vec<AircraftRef> = refs.collect();
            refs.sort_by(|a, b| a.registration.cmp(&b.registration));
            refs
        };
        let chosen = match &group.description.members {
            Members::Chosen(chosen) => refs(chosen),
            Members::Tagged(_) => Vec::new(),
        };
        Self {
            group_id: group.id.to_string(),
            name: group.description.name.clone(),
            members: (&group.description.members).into(),
            chosen,
            aircraft: refs(&fleet.groups().members(group.id)),
            keys: count(keys),
            owners: count(owners),
        }
    }
}
