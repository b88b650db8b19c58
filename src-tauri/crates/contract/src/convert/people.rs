//! People.

use keytower_app::domain::actor::{KeySetup as DomainKeySetup, Role as DomainRole};
use keytower_app::domain::person::Person;
use keytower_app::{DescribePerson, OwnerKeys, PersonDossier};

use super::count;
use crate::{EventRow, KeySetup, PersonDetail, PersonFields, PersonView, Role};

impl From<DomainRole> for Role {
    fn from(role: DomainRole) -> Self {
        match role {
            DomainRole::SystemAdministrator => Self::SystemAdministrator,
            DomainRole::ApiTokenManager => Self::ApiTokenManager,
            DomainRole::Auditor => Self::Auditor,
            DomainRole::None => Self::None,
        }
    }
}

impl From<Role> for DomainRole {
    fn from(role: Role) -> Self {
        match role {
            Role::SystemAdministrator => Self::SystemAdministrator,
            Role::ApiTokenManager => Self::ApiTokenManager,
            Role::Auditor => Self::Auditor,
            Role::None => Self::None,
        }
    }
}

impl From<DomainKeySetup> for KeySetup {
    fn from(level: DomainKeySetup) -> Self {
        match level {
            DomainKeySetup::None => Self::None,
            DomainKeySetup::View => Self::View,
            DomainKeySetup::Modify => Self::Modify,
            DomainKeySetup::ModifyAll => Self::ModifyAll,
        }
    }
}

impl From<KeySetup> for DomainKeySetup {
    fn from(level: KeySetup) -> Self {
        match level {
            KeySetup::None => Self::None,
            KeySetup::View => Self::View,
            KeySetup::Modify => Self::Modify,
            KeySetup::ModifyAll => Self::ModifyAll,
        }
    }
}

impl PersonFields {
    /// As the use cases take it.
    #[must_use]
    pub fn described(&self) -> DescribePerson<'_> {
        DescribePerson {
            name: &self.name,
            email: &self.email,
            role: self.role.into(),
            key_setup: self.key_setup.into(),
        }
    }
}

impl PersonView {
    /// A person, who may be the one that holds the vault, with the number of resources that they have and what is
    /// counted of their keys.
    #[must_use]
    pub fn of(person: &Person, holds_vault: bool, resources: usize, keys: OwnerKeys) -> Self {
        let described = &person.description;
        Self {
            person_id: person.id.to_string(),
            name: described.name.clone(),
            email: described.email().to_owned(),
            role: described.role.into(),
            key_setup: described.key_setup.into(),
            created_at: person.created_at,
            left_at: person.left_at,
            holds_vault,
            live_keys: if person.is_there() { count(keys.active) } else { 0 },
            active_keys: count(keys.active),
            keys: count(keys.all),
            resources: count(resources),
        }
    }
}

impl PersonDetail {
    /// A person with what happened to them.
    #[must_use]
    pub fn of(dossier: &PersonDossier, holds_vault: bool, keys: OwnerKeys) -> Self {
        let person = &dossier.person;
        Self {
            person: PersonView::of(person, holds_vault, dossier.access.resources.len(), keys),
            last_administrator: dossier.last_administrator,
            holds: (&dossier.access).into(),
            events: EventRow::all_of(&dossier.events, &person.description.name),
        }
    }
}
