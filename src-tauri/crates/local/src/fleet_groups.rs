//! Fleet groups.

use std::collections::BTreeMap;

use keytower_app::domain::actor::Action;
use keytower_app::domain::fleet_group::FleetGroup;
use keytower_app::domain::id::FleetGroupId;
use keytower_app::domain::text::folded;
use keytower_app::{Inventory, Store, Tally, create_group, delete_group, edit_group, preview_group};
use keytower_contract::convert::count;
use keytower_contract::{AccessPreview, Answer, FleetGroups, GroupFields, GroupMembers, GroupView, TagCount};

use crate::Desk;

impl<S: Store> Desk<S> {
    pub(crate) fn list_groups(&self) -> Answer<FleetGroups> {
        self.acting().caller().may(Action::Read)?;
        let mut inventory = self.inventory()?;
        let (inventory, tally) = self.counted(&mut inventory);
        let groups = inventory.fleet().groups().iter().map(|(group, _)| group);
        let mut groups: Vec<&FleetGroup> = groups.filter(|group| group.is_there()).collect();
        groups.sort_by_cached_key(|group| (folded(&group.description.name), group.id));
        let mut tags: BTreeMap<&str, usize> = BTreeMap::new();
        let aircraft = inventory.fleet().airframes().map(|airframe| &airframe.aircraft);
        for aircraft in aircraft.filter(|aircraft| aircraft.retired_at.is_none()) {
            for tag in &aircraft.description.tags {
                *tags.entry(tag.as_str()).or_default() += 1;
            }
        }
        let tag = |(tag, aircraft): (&str, usize)| TagCount {
            tag: tag.to_owned(),
            aircraft: count(aircraft),
        };
        Ok(FleetGroups {
            groups: groups
                .into_iter()
                .map(|group| view(group, inventory, tally))
                .collect(),
            tags: tags.into_iter().map(tag).collect(),
        })
    }

    pub(crate) fn create_group(&self, fields: &GroupFields) -> Answer<GroupView> {
        let group = create_group(&self.store, &self.acting().caller(), &fields.described()?)?;
        self.group_view(&group)
    }

    pub(crate) fn edit_group(&self, id: FleetGroupId, fields: &GroupFields) -> Answer<GroupView> {
        let group = edit_group(&self.store, &self.acting().caller(), id, &fields.described()?)?;
        self.group_view(&group)
    }

    pub(crate) fn delete_group(&self, id: FleetGroupId) -> Answer<()> {
        Ok(delete_group(&self.store, &self.acting().caller(), id)?)
    }

    pub(crate) fn preview_group(
        &self,
        id: FleetGroupId,
        members: Option<&GroupMembers>,
    ) -> Answer<AccessPreview> {
        let inventory = self.inventory()?;
        let members = members.map(GroupMembers::described).transpose()?;
        let preview = preview_group(&inventory, &self.acting().caller(), id, members.as_ref())?;
        Ok(AccessPreview::of(&preview, &inventory))
    }

    fn group_view(&self, group: &FleetGroup) -> Answer<GroupView> {
        let mut inventory = self.inventory()?;
        let (inventory, tally) = self.counted(&mut inventory);
        Ok(view(group, inventory, tally))
    }
}

fn view(group: &FleetGroup, inventory: &Inventory, tally: &Tally) -> GroupView {
    let owners = inventory.owners().filter(|owner| {
        let choice = owner.own().scope.choice();
        choice.is_some_and(|choice| choice.groups.contains(group.id))
    });
    GroupView::of(group, inventory.fleet(), tally.of_group(group.id), owners.count())
}
