//! Resources.

use std::collections::HashMap;

use keytower_app::Store;
use keytower_app::domain::actor::Action;
use keytower_app::domain::id::ResourceId;
use keytower_app::domain::owner::Owner;
use keytower_app::domain::resource::Resource;
use keytower_app::domain::template::access;
use keytower_app::{Inventory, Tally, add_resource, edit_resource, restore_resource, retire_resource};
use keytower_contract::{Answer, ResourceFields, ResourceView};

use crate::Desk;

impl<S: Store> Desk<S> {
    pub(crate) fn list_resources(&self) -> Answer<Vec<ResourceView>> {
        self.acting().caller().may(Action::Read)?;
        let mut inventory = self.inventory()?;
        let (inventory, tally) = self.counted(&mut inventory);
        let holders = Holders::of(inventory, tally);
        let mut resources: Vec<&Resource> = inventory.resources().collect();
        resources.sort_by(|a, b| {
            let (a, b) = ((&a.description, a.id), (&b.description, b.id));
            (&a.0.group, &a.0.title, a.1).cmp(&(&b.0.group, &b.0.title, b.1))
        });
        Ok(resources
            .into_iter()
            .map(|resource| holders.view(resource))
            .collect())
    }

    pub(crate) fn add_resource(&self, fields: &ResourceFields) -> Answer<ResourceView> {
        let resource = add_resource(&self.store, &self.acting().caller(), &fields.described())?;
        self.resource_view(&resource)
    }

    pub(crate) fn edit_resource(&self, id: ResourceId, fields: &ResourceFields) -> Answer<ResourceView> {
        let resource = edit_resource(&self.store, &self.acting().caller(), id, &fields.described())?;
        self.resource_view(&resource)
    }

    pub(crate) fn retire_resource(&self, id: ResourceId) -> Answer<ResourceView> {
        let resource = retire_resource(&self.store, &self.acting().caller(), id)?;
        self.resource_view(&resource)
    }

    pub(crate) fn restore_resource(&self, id: ResourceId) -> Answer<ResourceView> {
        let resource = restore_resource(&self.store, &self.acting().caller(), id)?;
        self.resource_view(&resource)
    }

    fn resource_view(&self, resource: &Resource) -> Answer<ResourceView> {
        let mut inventory = self.inventory()?;
        let (inventory, tally) = self.counted(&mut inventory);
        Ok(Holders::of(inventory, tally).view(resource))
    }
}

/// How many live keys and owners hold each resource. What system administrators hold because they are isn't counted.
struct Holders<'a> {
    keys: &'a Tally,
    owners: HashMap<ResourceId, usize>,
}

impl<'a> Holders<'a> {
    fn of(inventory: &Inventory, keys: &'a Tally) -> Self {
        let mut owners = HashMap::new();
        for own in inventory.owners().map(Owner::own) {
            let templates = own.templates.iter();
            let templates = templates.filter_map(|id| inventory.template(*id));
            for (id, _) in access(&own.grants, templates).iter() {
                *owners.entry(id).or_default() += 1;
            }
        }
        Self { keys, owners }
    }

    fn view(&self, resource: &Resource) -> ResourceView {
        let owners = self.owners.get(&resource.id).copied().unwrap_or_default();
        ResourceView::of(resource, self.keys.of_resource(resource.id), owners)
    }
}
