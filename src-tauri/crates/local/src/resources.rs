//! Resources.

use std::collections::HashMap;

use keytower_app::Store;
use keytower_app::domain::access::Rights;
use keytower_app::domain::actor::Action;
use keytower_app::domain::id::ResourceId;
use keytower_app::domain::key::Life;
use keytower_app::domain::resource::Resource;
use keytower_contract::{Answer, ResourceView};

use crate::Desk;

/// How many live keys and accounts hold each resource.
type Held = HashMap<ResourceId, (usize, usize)>;

impl<S: Store> Desk<S> {
    pub(crate) fn list_resources(&self) -> Answer<Vec<ResourceView>> {
        self.caller().may(Action::Read)?;
        let held = self.held_resources()?;
        let resources = self.store.read(|tx| tx.resources())?;
        Ok(resources.iter().map(|resource| view(resource, &held)).collect())
    }

    pub(crate) fn resource_view(&self, resource: &Resource) -> Answer<ResourceView> {
        Ok(view(resource, &self.held_resources()?))
    }

    fn held_resources(&self) -> Answer<Held> {
        let now = self.now()?;
        let inventory = self.inventory()?;
        let mut held = Held::new();
        for owner in inventory.owners() {
            for (id, _) in owner.grants.iter() {
                held.entry(id).or_default().1 += 1;
            }
        }
        for entry in inventory.entries() {
            let alive = matches!(entry.key.life_at(now), Life::Active | Life::Disabled { .. });
            if let (true, Rights::Chosen(grants)) = (alive, &entry.key.description.rights) {
                for (id, _) in grants.iter() {
                    held.entry(id).or_default().0 += 1;
                }
            }
        }
        Ok(held)
    }
}

fn view(resource: &Resource, held: &Held) -> ResourceView {
    let (keys, accounts) = held.get(&resource.id).copied().unwrap_or_default();
    ResourceView::of(resource, keys, accounts)
}
