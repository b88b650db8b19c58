//! Fleet groups, and rotating keys, performed.

use keytower_app::domain::aircraft_scope::AircraftScope;
use keytower_app::domain::id::FleetGroupId;
use keytower_app::{
    Caller, DescribeAircraft, DescribeError, DescribeGroup, DescribeMembers, EditKey, Store, create_group,
    edit_aircraft, edit_key, retire_old_secret, retire_resource, rotate_key,
};

use super::Performance;
use crate::SampleError;
use crate::fleet::{GROUPS, Held, TURBOPROP, TURBOPROPS};
use crate::plan::Act;

impl<S: Store> Performance<'_, S> {
    /// What isn't one of these isn't done here.
    pub(super) fn later(&self, caller: &Caller<'_>, act: &Act) -> Result<(), SampleError> {
        match act {
            Act::RetireResource => {
                retire_resource(self.store, caller, self.resource("Sign-in")?)?;
                Ok(())
            }
            Act::GeneratePersonal(place) => self.generate_personal(caller, *place),
            Act::TagTurboprops => self.tag_turboprops(caller),
            Act::CreateGroup(place) => self.create_group(caller, *place),
            Act::NameGroup { key, group } => self.name_group(caller, *key, *group),
            Act::Rotate { key, overlap_days } => {
                // Its text is dropped here, as that of a key just generated.
                rotate_key(self.store, caller, self.key(*key)?, *overlap_days, "")?;
                Ok(())
            }
            Act::RetireOldSecret(place) => {
                retire_old_secret(self.store, caller, self.key(*place)?)?;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Puts a tag on every turboprop.
    fn tag_turboprops(&self, caller: &Caller<'_>) -> Result<(), SampleError> {
        let fleet = self.store.read(|tx| tx.fleet())?;
        let tags = [TURBOPROP.to_owned()];
        for aircraft in fleet {
            let described = &aircraft.description;
            if !TURBOPROPS.contains(&described.aircraft_type.as_str()) {
                continue;
            }
            let address = described.icao_address.map(|address| address.to_string());
            let request = DescribeAircraft {
                registration: described.registration.as_str(),
                icao_address: address.as_deref().unwrap_or_default(),
                aircraft_type: &described.aircraft_type,
                operator: &described.operator,
                tags: &tags,
            };
            edit_aircraft(self.store, caller, aircraft.id, &request)?;
        }
        Ok(())
    }

    fn create_group(&self, caller: &Caller<'_>, place: usize) -> Result<(), SampleError> {
        let group = &GROUPS[place];
        let members = match group.held {
            Held::Tagged(tag) => DescribeMembers::Tagged(tag),
            Held::Chosen(numbers) => {
                let chosen: Result<_, SampleError> =
                    numbers.iter().map(|number| self.aircraft(*number)).collect();
                DescribeMembers::Chosen(chosen?)
            }
        };
        let name = group.name;
        create_group(self.store, caller, &DescribeGroup { name, members })?;
        Ok(())
    }

    /// Lets a key be for a group, and no other aircraft.
    fn name_group(&self, caller: &Caller<'_>, key: usize, group: usize) -> Result<(), SampleError> {
        let request = EditKey {
            scope: AircraftScope::Only([self.group(group)?].into()),
            ..self.unchanged(key)?
        };
        edit_key(self.store, caller, &request)?;
        Ok(())
    }

    fn group(&self, place: usize) -> Result<FleetGroupId, SampleError> {
        let all = self.store.read(|tx| tx.fleet_groups())?;
        let its = all
            .iter()
            .find(|group| group.description.name == GROUPS[place].name);
        Ok(its.ok_or(DescribeError::NotFound)?.id)
    }
}
