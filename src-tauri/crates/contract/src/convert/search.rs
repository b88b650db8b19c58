//! What was found.

use keytower_app::domain::account::ServiceAccount;
use keytower_app::domain::aircraft::Aircraft;
use keytower_app::domain::person::Person;
use keytower_app::domain::resource::Resource;
use keytower_app::domain::template::Template;
use keytower_app::domain::time::Instant;
use keytower_app::{Entry, Fit as AppFit, Found as AppFound, Hit, Inventory};

use super::count;
use crate::{
    Fit, Found, FoundAccount, FoundAircraft, FoundGroup, FoundKey, FoundPerson, FoundResource, FoundTemplate,
};

impl From<AppFit> for Fit {
    fn from(fit: AppFit) -> Self {
        match fit {
            AppFit::Exact => Self::Exact,
            AppFit::Start => Self::Start,
            AppFit::WordStart => Self::WordStart,
            AppFit::Within => Self::Within,
        }
    }
}

impl Found {
    /// What was found in an inventory, judged at an instant.
    #[must_use]
    pub fn of(found: &AppFound<'_>, inventory: &Inventory, now: Instant) -> Self {
        let key = |hit: &Hit<&Entry>| FoundKey::of(hit, inventory, now);
        Self {
            keys: found.keys.iter().map(key).collect(),
            accounts: found.accounts.iter().map(FoundAccount::from).collect(),
            people: found.people.iter().map(FoundPerson::from).collect(),
            aircraft: found.aircraft.iter().map(FoundAircraft::from).collect(),
            groups: found
                .groups
                .iter()
                .map(|Hit { fit, thing }| FoundGroup {
                    fit: (*fit).into(),
                    group_id: thing.id.to_string(),
                    name: thing.description.name.clone(),
                    aircraft: count(inventory.fleet().groups().members(thing.id).len()),
                })
                .collect(),
            templates: found.templates.iter().map(FoundTemplate::from).collect(),
            resources: found.resources.iter().map(FoundResource::from).collect(),
        }
    }
}

impl FoundKey {
    fn of(Hit { fit, thing }: &Hit<&Entry>, inventory: &Inventory, now: Instant) -> Self {
        let key = &thing.key;
        let owner = inventory.owner(key.owner);
        Self {
            fit: (*fit).into(),
            key_id: key.id.to_string(),
            name: key.description.name.clone(),
            owner: owner.map_or_else(String::new, |owner| owner.name().to_owned()),
            state: inventory.state(key, now).into(),
        }
    }
}

impl From<&Hit<&ServiceAccount>> for FoundAccount {
    fn from(Hit { fit, thing }: &Hit<&ServiceAccount>) -> Self {
        Self {
            fit: (*fit).into(),
            account_id: thing.id.to_string(),
            name: thing.name.as_str().to_owned(),
            organisation: thing.organisation.clone(),
            disabled: thing.is_disabled(),
        }
    }
}

impl From<&Hit<&Person>> for FoundPerson {
    fn from(Hit { fit, thing }: &Hit<&Person>) -> Self {
        Self {
            fit: (*fit).into(),
            person_id: thing.id.to_string(),
            name: thing.description.name.clone(),
            email: thing.description.email().to_owned(),
            left: !thing.is_there(),
        }
    }
}

impl From<&Hit<&Aircraft>> for FoundAircraft {
    fn from(Hit { fit, thing }: &Hit<&Aircraft>) -> Self {
        Self {
            fit: (*fit).into(),
            aircraft_id: thing.id.to_string(),
            registration: thing.description.registration.as_str().to_owned(),
            aircraft_type: thing.description.aircraft_type.clone(),
            retired: thing.retired_at.is_some(),
        }
    }
}

impl From<&Hit<&Template>> for FoundTemplate {
    fn from(Hit { fit, thing }: &Hit<&Template>) -> Self {
        Self {
            fit: (*fit).into(),
            template_id: thing.id.to_string(),
            name: thing.description.name.clone(),
            description: thing.description.summary.clone(),
        }
    }
}

impl From<&Hit<&Resource>> for FoundResource {
    fn from(Hit { fit, thing }: &Hit<&Resource>) -> Self {
        Self {
            fit: (*fit).into(),
            resource_id: thing.id.to_string(),
            title: thing.description.title.clone(),
            group: thing.description.group.clone(),
            retired: thing.retired_at.is_some(),
        }
    }
}
