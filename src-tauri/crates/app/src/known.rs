//! What a request is checked against: the rows of a transaction, which decide, or the inventory, which foretells.

use std::collections::HashMap;

use keytower_domain::access::Grants;
use keytower_domain::account::ServiceAccount;
use keytower_domain::aircraft::Aircraft;
use keytower_domain::aircraft_scope::{AircraftScope, AircraftSet, Reach};
use keytower_domain::fleet_group::FleetGroup;
use keytower_domain::id::{
    AircraftId, FleetGroupId, KeyId, PersonId, ResourceId, ServiceAccountId, TemplateId,
};
use keytower_domain::key::Key;
use keytower_domain::owner::Owner;
use keytower_domain::party::PartyId;
use keytower_domain::person::Person;
use keytower_domain::resource::Resource;
use keytower_domain::template::Template;
use keytower_domain::text::folded;
use keytower_domain::time::Instant;
use keytower_domain::workspace::Workspace;

use crate::edit_workspace::workspace;
use crate::inventory::Inventory;
use crate::store::{ReadTx, StoreError, Stored};

/// What is known of a workspace, one thing at a time.
pub(crate) trait Known {
    fn workspace(&self) -> Stored<Workspace>;
    fn account(&self, id: ServiceAccountId) -> Stored<Option<ServiceAccount>>;
    /// There or not.
    fn person(&self, id: PersonId) -> Stored<Option<Person>>;
    /// All, retired ones among them.
    fn resources(&self) -> Stored<Vec<Resource>>;
    fn resource(&self, id: ResourceId) -> Stored<Option<Resource>>;
    /// Deleted or not.
    fn template(&self, id: TemplateId) -> Stored<Option<Template>>;
    /// All, deleted ones among them.
    fn templates(&self) -> Stored<Vec<Template>>;
    fn aircraft(&self, id: AircraftId) -> Stored<Option<Aircraft>>;
    /// Deleted or not.
    fn fleet_group(&self, id: FleetGroupId) -> Stored<Option<FleetGroup>>;
    /// All, deleted ones among them.
    fn fleet_groups(&self) -> Stored<Vec<FleetGroup>>;
    /// What a fleet group holds now.
    fn members(&self, id: FleetGroupId) -> Stored<AircraftSet>;
    fn has_key(&self, id: KeyId) -> Stored<bool>;
    /// A live key of the owner that has the name, one apart.
    fn live_key_named(
        &self,
        owner: PartyId,
        name: &str,
        apart: Option<KeyId>,
        now: Instant,
    ) -> Stored<Option<KeyId>>;

    /// An owner of keys, there or not.
    fn owner(&self, id: PartyId) -> Stored<Option<Owner>> {
        Ok(match id {
            PartyId::Account(id) => self.account(id)?.map(Owner::from),
            PartyId::Person(id) => self.person(id)?.map(Owner::from),
        })
    }

    /// What an owner has: its own grants, and those of its templates; of a system administrator, everything.
    fn access_of(&self, owner: &Owner) -> Stored<Grants> {
        let own = owner.own();
        let mut templates = Vec::with_capacity(own.templates.len());
        for id in &own.templates {
            templates.extend(self.template(*id)?);
        }
        let resources = if owner.holds_all() {
            self.resources()?
        } else {
            Vec::new()
        };
        Ok(owner.access(templates.iter(), resources.iter()))
    }

    /// The aircraft that a scope comes to now.
    fn reach(&self, scope: &AircraftScope) -> Stored<Reach> {
        let mut members = HashMap::new();
        for id in scope.choice().into_iter().flat_map(|choice| choice.groups.iter()) {
            members.insert(id, self.members(id)?);
        }
        Ok(scope.reach(|id| members.get(&id).cloned().unwrap_or_default()))
    }
}

/// As the store has it in a transaction.
pub(crate) struct Rows<'a>(pub &'a dyn ReadTx);

impl Known for Rows<'_> {
    fn workspace(&self) -> Stored<Workspace> {
        workspace(self.0)
    }
    fn account(&self, id: ServiceAccountId) -> Stored<Option<ServiceAccount>> {
        self.0.account(id)
    }
    fn person(&self, id: PersonId) -> Stored<Option<Person>> {
        self.0.person(id)
    }
    fn resources(&self) -> Stored<Vec<Resource>> {
        self.0.resources()
    }
    fn resource(&self, id: ResourceId) -> Stored<Option<Resource>> {
        self.0.resource(id)
    }
    fn template(&self, id: TemplateId) -> Stored<Option<Template>> {
        self.0.template(id)
    }
    fn templates(&self) -> Stored<Vec<Template>> {
        self.0.templates()
    }
    fn aircraft(&self, id: AircraftId) -> Stored<Option<Aircraft>> {
        self.0.aircraft(id)
    }
    fn fleet_group(&self, id: FleetGroupId) -> Stored<Option<FleetGroup>> {
        self.0.fleet_group(id)
    }
    fn fleet_groups(&self) -> Stored<Vec<FleetGroup>> {
        self.0.fleet_groups()
    }
    fn members(&self, id: FleetGroupId) -> Stored<AircraftSet> {
        match self.0.fleet_group(id)? {
            Some(group) => Ok(group.members(self.0.fleet()?.iter())),
            None => Ok(AircraftSet::default()),
        }
    }
    fn has_key(&self, id: KeyId) -> Stored<bool> {
        Ok(self.0.key(id)?.is_some())
    }
    fn live_key_named(
        &self,
        owner: PartyId,
        name: &str,
        apart: Option<KeyId>,
        now: Instant,
    ) -> Stored<Option<KeyId>> {
        let name = folded(name);
        for (id, other) in self.0.key_names_of(owner)? {
            if Some(id) != apart
                && folded(&other) == name
                && self.0.key(id)?.is_some_and(|key| key.is_live(now))
            {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }
}

impl Known for Inventory {
    fn workspace(&self) -> Stored<Workspace> {
        let known = Inventory::workspace(self).cloned();
        known.ok_or_else(|| StoreError::Damaged("no workspace".to_owned()))
    }
    fn account(&self, id: ServiceAccountId) -> Stored<Option<ServiceAccount>> {
        Ok(Inventory::account(self, id).cloned())
    }
    fn person(&self, id: PersonId) -> Stored<Option<Person>> {
        Ok(Inventory::person(self, id).cloned())
    }
    fn resources(&self) -> Stored<Vec<Resource>> {
        Ok(Inventory::resources(self).cloned().collect())
    }
    fn resource(&self, id: ResourceId) -> Stored<Option<Resource>> {
        Ok(Inventory::resource(self, id).cloned())
    }
    fn template(&self, id: TemplateId) -> Stored<Option<Template>> {
        Ok(Inventory::template(self, id).cloned())
    }
    fn templates(&self) -> Stored<Vec<Template>> {
        Ok(Inventory::templates(self).cloned().collect())
    }
    fn aircraft(&self, id: AircraftId) -> Stored<Option<Aircraft>> {
        Ok(self.fleet().aircraft(id).cloned())
    }
    fn fleet_group(&self, id: FleetGroupId) -> Stored<Option<FleetGroup>> {
        Ok(self.fleet().groups().group(id).cloned())
    }
    fn fleet_groups(&self) -> Stored<Vec<FleetGroup>> {
        let groups = self.fleet().groups().iter();
        Ok(groups.map(|(group, _)| group.clone()).collect())
    }
    fn members(&self, id: FleetGroupId) -> Stored<AircraftSet> {
        Ok(self.fleet().groups().members(id))
    }
    fn has_key(&self, id: KeyId) -> Stored<bool> {
        Ok(self.key(id).is_some())
    }
    fn live_key_named(
        &self,
        owner: PartyId,
        name: &str,
        apart: Option<KeyId>,
        now: Instant,
    ) -> Stored<Option<KeyId>> {
        let name = folded(name);
        let holds = |key: &Key| key.owner == owner && Some(key.id) != apart && key.is_live(now);
        Ok(self.named(&name).find(|key| holds(key)).map(|key| key.id))
    }
}
