//! Who owns keys: a service account or a person, each with what it was given.

use std::collections::BTreeSet;

use crate::access::Grants;
use crate::account::ServiceAccount;
use crate::aircraft_scope::AircraftScope;
use crate::canonical::{Canonical, RowDigest};
use crate::id::TemplateId;
use crate::party::PartyId;
use crate::person::Person;
use crate::resource::{Resource, everything};
use crate::template::{Template, access};
use crate::time::Instant;

/// What an owner was given. What it has is this together with what its templates grant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnAccess {
    /// Granted to it by itself.
    pub grants: Grants,
    /// The access templates it has.
    pub templates: BTreeSet<TemplateId>,
    /// For which aircraft its keys can be.
    pub scope: AircraftScope,
}

impl Default for OwnAccess {
    /// Nothing, for the whole fleet.
    fn default() -> Self {
        Self {
            grants: Grants::none(),
            templates: BTreeSet::new(),
            scope: AircraftScope::WholeFleet,
        }
    }
}

impl OwnAccess {
    /// Whether it says nothing: no grant, no template, and no choice of aircraft.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.grants.is_empty() && self.templates.is_empty() && self.scope == AircraftScope::WholeFleet
    }

    pub(crate) fn encode_grants(&self, row: Canonical) -> Canonical {
        row.each(self.grants.iter(), |row, (id, level)| {
            row.text(id.as_str()).text(level.name())
        })
    }

    pub(crate) fn encode_templates(&self, row: Canonical) -> Canonical {
        row.each(self.templates.iter(), |row, id| row.text(id.as_str()))
    }

    pub(crate) fn encode_scope(&self, row: Canonical) -> Canonical {
        self.scope.encode_groups(self.scope.encode(row))
    }
}

/// An owner of keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A service account.
    Account(ServiceAccount),
    /// A person, whose keys are personal.
    Person(Person),
}

impl From<ServiceAccount> for Owner {
    fn from(account: ServiceAccount) -> Self {
        Self::Account(account)
    }
}

impl From<Person> for Owner {
    fn from(person: Person) -> Self {
        Self::Person(person)
    }
}

impl Owner {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> PartyId {
        match self {
            Self::Account(account) => account.id.into(),
            Self::Person(person) => person.id.into(),
        }
    }

    /// The service account, where it is one.
    #[must_use]
    pub fn account(&self) -> Option<&ServiceAccount> {
        match self {
            Self::Account(account) => Some(account),
            Self::Person(_) => None,
        }
    }

    /// The person, where it is one.
    #[must_use]
    pub fn person(&self) -> Option<&Person> {
        match self {
            Self::Account(_) => None,
            Self::Person(person) => Some(person),
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Account(account) => account.name.as_str(),
            Self::Person(person) => &person.description.name,
        }
    }

    /// Whom a service account belongs to; empty where nobody is named, and of a person.
    #[must_use]
    pub fn organisation(&self) -> &str {
        match self {
            Self::Account(account) => &account.organisation,
            Self::Person(_) => "",
        }
    }

    /// The e-mail address of who answers for it; empty where a person has none.
    #[must_use]
    pub fn email(&self) -> &str {
        match self {
            Self::Account(account) => account.contact.as_str(),
            Self::Person(person) => person.description.email(),
        }
    }

    /// What it was given.
    #[must_use]
    pub fn own(&self) -> &OwnAccess {
        match self {
            Self::Account(account) => &account.own,
            Self::Person(person) => &person.own,
        }
    }

    /// The same owner, given something else.
    #[must_use]
    pub fn given(self, own: OwnAccess) -> Self {
        match self {
            Self::Account(account) => Self::Account(ServiceAccount { own, ..account }),
            Self::Person(person) => Self::Person(Person { own, ..person }),
        }
    }

    /// Since when its keys are stopped: the account is disabled, or the person left.
    #[must_use]
    pub fn stopped_at(&self) -> Option<Instant> {
        match self {
            Self::Account(account) => account.disabled_at,
            Self::Person(person) => person.left_at,
        }
    }

    /// Whether its keys are stopped.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.stopped_at().is_some()
    }

    /// Whether it has everything, whatever it was given: a system administrator.
    #[must_use]
    pub fn holds_all(&self) -> bool {
        self.person().is_some_and(Person::holds_all)
    }

    /// What it has: its own grants and those of its templates; of a system administrator, every resource in use too.
    #[must_use]
    pub fn access<'a>(
        &'a self,
        templates: impl Iterator<Item = &'a Template>,
        resources: impl Iterator<Item = &'a Resource>,
    ) -> Grants {
        access(&self.own().grants, templates).union(&self.by_role(resources))
    }

    /// What it has whatever it was given: of a system administrator, every resource in use at its highest level.
    #[must_use]
    pub fn by_role<'a>(&self, resources: impl Iterator<Item = &'a Resource>) -> Grants {
        if self.holds_all() {
            everything(resources)
        } else {
            Grants::none()
        }
    }

    /// For which aircraft its keys can be.
    #[must_use]
    pub fn scope(&self) -> &AircraftScope {
        const WHOLE_FLEET: &AircraftScope = &AircraftScope::WholeFleet;
        if self.holds_all() {
            WHOLE_FLEET
        } else {
            &self.own().scope
        }
    }

    /// The digest of its row.
    #[must_use]
    pub fn digest(&self) -> RowDigest {
        match self {
            Self::Account(account) => account.digest(),
            Self::Person(person) => person.digest(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::access::Level;
    use crate::actor::Role;
    use crate::aircraft_scope::FleetChoice;
    use crate::id::{FleetGroupId, ResourceId};
    use crate::person::tests::person;
    use crate::resource::{PermissionCode, ResourceDescription};

    fn resource(number: u8, highest: Level) -> Resource {
        let code = |level: Level| PermissionCode::parse(&format!("R{number}_{level}")).expect("a code");
        let levels = Level::ALL.into_iter().filter(|level| *level <= highest);
        Resource {
            id: ResourceId::new(&mut |bytes| bytes.fill(number)),
            description: ResourceDescription {
                title: format!("R{number}"),
                group: "G".to_owned(),
                summary: String::new(),
                levels: levels
                    .map(|level| (level, code(level)))
                    .collect::<BTreeMap<_, _>>(),
            },
            retired_at: None,
        }
    }

    #[test]
    fn a_system_administrator_holds_all_that_is_in_use_and_the_whole_fleet_and_nobody_else_does() {
        let flights = resource(1, Level::ModifyAll);
        let crew = resource(2, Level::View);
        let retired = Resource {
            retired_at: Some(Instant::UNIX_EPOCH),
            ..resource(3, Level::View)
        };
        let resources = [flights.clone(), crew.clone(), retired];
        let group = FleetGroupId::new(&mut |bytes| bytes.fill(1));
        let own = OwnAccess {
            grants: [(crew.id, Level::View)].into_iter().collect(),
            scope: AircraftScope::Only(FleetChoice::from([group])),
            ..OwnAccess::default()
        };
        for role in Role::ALL {
            let owner = Owner::from(Person {
                own: own.clone(),
                ..person(role)
            });
            let has = owner.access([].into_iter(), resources.iter());
            if role == Role::SystemAdministrator {
                let all = [(flights.id, Level::ModifyAll), (crew.id, Level::View)];
                assert_eq!(has, all.into_iter().collect());
                assert_eq!(owner.scope(), &AircraftScope::WholeFleet);
            } else {
                assert_eq!(has, own.grants, "{role:?}");
                assert_eq!(owner.scope(), &own.scope, "{role:?}");
            }
        }
    }

    #[test]
    fn the_keys_of_a_person_are_stopped_from_when_they_left() {
        let there = person(Role::None);
        assert!(!Owner::from(there.clone()).is_stopped());
        let gone = there.leave(Instant::UNIX_EPOCH).expect("was there");
        assert_eq!(Owner::from(gone).stopped_at(), Some(Instant::UNIX_EPOCH));
    }
}
