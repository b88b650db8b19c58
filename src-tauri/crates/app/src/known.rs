//! What a request is checked against: the rows of a transaction, which decide, or the inventory, which foretells.

use keytower_domain::account::ServiceAccount;
use keytower_domain::aircraft::Aircraft;
use keytower_domain::id::{AircraftId, KeyId, ResourceId, ServiceAccountId};
use keytower_domain::key::Key;
use keytower_domain::resource::Resource;
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
    fn resource(&self, id: ResourceId) -> Stored<Option<Resource>>;
    fn aircraft(&self, id: AircraftId) -> Stored<Option<Aircraft>>;
    fn has_key(&self, id: KeyId) -> Stored<bool>;
    /// A live key of the owner that has the name, one apart.
    fn live_key_named(
        &self,
        owner: ServiceAccountId,
        name: &str,
        apart: Option<KeyId>,
        now: Instant,
    ) -> Stored<Option<KeyId>>;
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
    fn resource(&self, id: ResourceId) -> Stored<Option<Resource>> {
        self.0.resource(id)
    }
    fn aircraft(&self, id: AircraftId) -> Stored<Option<Aircraft>> {
        self.0.aircraft(id)
    }
    fn has_key(&self, id: KeyId) -> Stored<bool> {
        Ok(self.0.key(id)?.is_some())
    }
    fn live_key_named(
        &self,
        owner: ServiceAccountId,
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
        Ok(self.owner(id).cloned())
    }
    fn resource(&self, id: ResourceId) -> Stored<Option<Resource>> {
        Ok(Inventory::resource(self, id).cloned())
    }
    fn aircraft(&self, id: AircraftId) -> Stored<Option<Aircraft>> {
        Ok(self.fleet().aircraft(id).cloned())
    }
    fn has_key(&self, id: KeyId) -> Stored<bool> {
        Ok(self.key(id).is_some())
    }
    fn live_key_named(
        &self,
        owner: ServiceAccountId,
        name: &str,
        apart: Option<KeyId>,
        now: Instant,
    ) -> Stored<Option<KeyId>> {
        let name = folded(name);
        let holds = |key: &Key| key.owner == owner && Some(key.id) != apart && key.is_live(now);
        Ok(self.named(&name).find(|key| holds(key)).map(|key| key.id))
    }
}
