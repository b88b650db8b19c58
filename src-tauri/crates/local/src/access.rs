//! Templates, and who has what.

use std::collections::HashMap;

use keytower_app::domain::actor::Action;
use keytower_app::domain::id::{ResourceId, TemplateId};
use keytower_app::domain::owner::Owner;
use keytower_app::domain::party::PartyId;
use keytower_app::domain::template::Template;
use keytower_app::domain::text::folded;
use keytower_app::{
    EditAccess as Wanted, Inventory, Store, Tally, create_template, delete_template, edit_access,
    edit_template, preview_access, preview_template, read_access,
};
use keytower_contract::convert::{count, grants, id};
use keytower_contract::{
    AccessPage, AccessPreview, AccessQuery, AccessRow, Answer, EditAccess, Grant, OwnerAccess,
    TemplateFields, TemplateView,
};

use crate::Desk;

/// Rows that are answered at once, at most.
const PAGE: u32 = 200;

impl<S: Store> Desk<S> {
    pub(crate) fn list_templates(&self) -> Answer<Vec<TemplateView>> {
        self.acting().caller().may(Action::Read)?;
        let mut inventory = self.inventory()?;
        let (inventory, tally) = self.counted(&mut inventory);
        let holders = Holders::of(inventory, tally);
        let mut templates: Vec<&Template> = inventory.templates().filter(|it| it.is_there()).collect();
        templates.sort_by_cached_key(|template| (folded(&template.description.name), template.id));
        let views = templates.into_iter().map(|template| holders.view(template));
        Ok(views.collect())
    }

    pub(crate) fn create_template(&self, fields: &TemplateFields) -> Answer<TemplateView> {
        let template = create_template(&self.store, &self.acting().caller(), &fields.described()?)?;
        self.template_view(&template)
    }

    pub(crate) fn edit_template(&self, id: TemplateId, fields: &TemplateFields) -> Answer<TemplateView> {
        let template = edit_template(&self.store, &self.acting().caller(), id, &fields.described()?)?;
        self.template_view(&template)
    }

    pub(crate) fn delete_template(&self, id: TemplateId) -> Answer<()> {
        Ok(delete_template(&self.store, &self.acting().caller(), id)?)
    }

    pub(crate) fn owner_access(&self, id: PartyId) -> Answer<OwnerAccess> {
        Ok((&read_access(&self.store, &self.acting().caller(), id)?).into())
    }

    pub(crate) fn edit_access(&self, id: PartyId, request: &EditAccess) -> Answer<OwnerAccess> {
        edit_access(&self.store, &self.acting().caller(), id, &request.try_into()?)?;
        self.owner_access(id)
    }

    fn template_view(&self, template: &Template) -> Answer<TemplateView> {
        let mut inventory = self.inventory()?;
        let (inventory, tally) = self.counted(&mut inventory);
        Ok(Holders::of(inventory, tally).view(template))
    }

    pub(crate) fn preview_template(&self, template: TemplateId, wanted: &[Grant]) -> Answer<AccessPreview> {
        let inventory = self.inventory()?;
        let preview = preview_template(&inventory, &self.acting().caller(), template, &grants(wanted)?)?;
        Ok(AccessPreview::of(&preview, &inventory))
    }

    pub(crate) fn preview_access(&self, owner: PartyId, request: &EditAccess) -> Answer<AccessPreview> {
        let inventory = self.inventory()?;
        let preview = preview_access(
            &inventory,
            &self.acting().caller(),
            owner,
            &Wanted::try_from(request)?,
        )?;
        Ok(AccessPreview::of(&preview, &inventory))
    }

    pub(crate) fn list_access(&self, query: &AccessQuery, offset: u32, limit: u32) -> Answer<AccessPage> {
        self.acting().caller().may(Action::Read)?;
        let mut inventory = self.inventory()?;
        let (inventory, tally) = self.counted(&mut inventory);
        let words: Vec<String> = query.text.split_whitespace().take(20).map(folded).collect();
        let resource: Option<ResourceId> = query.resource_id.as_deref().map(id).transpose()?;
        let template: Option<TemplateId> = query.template_id.as_deref().map(id).transpose()?;
        let level = query.level.map(Into::into);
        let finds = |owner: &&Owner| {
            let texts = [folded(owner.name()), folded(owner.organisation())];
            let holds = |word: &String| texts.iter().any(|text| text.contains(word));
            let has = |resource| {
                inventory
                    .access(owner.id())
                    .and_then(|access| access.level(resource))
            };
            words.iter().all(holds)
                && resource.is_none_or(|resource| has(resource).is_some_and(|has| Some(has) >= level))
                && template.is_none_or(|template| owner.own().templates.contains(&template))
        };
        let all: Vec<&Owner> = inventory
            .owners()
            .filter(|owner| has_a_place(inventory, owner))
            .collect();
        let mut found: Vec<&Owner> = all.iter().copied().filter(finds).collect();
        found.sort_by_cached_key(|owner| (folded(owner.name()), owner.id()));
        let window = found.iter().skip(offset as usize).take(limit.min(PAGE) as usize);
        let row = |owner: &&Owner| AccessRow::of(owner, inventory, working_keys(tally, owner));
        Ok(AccessPage {
            total: count(all.len()),
            matching: count(found.len()),
            rows: window.map(row).collect(),
        })
    }
}

/// Whether an owner is told among those who have what: every service account, and people who have anything.
fn has_a_place(inventory: &Inventory, owner: &Owner) -> bool {
    let access = inventory.access(owner.id());
    owner.account().is_some() || access.is_some_and(|access| !access.is_empty())
}

/// How many keys of an owner work now.
fn working_keys(tally: &Tally, owner: &Owner) -> usize {
    if owner.is_stopped() {
        0
    } else {
        tally.of_owner(owner.id()).active
    }
}

/// Which owners have each template.
struct Holders<'a> {
    inventory: &'a Inventory,
    tally: &'a Tally,
    of: HashMap<TemplateId, Vec<&'a Owner>>,
}

impl<'a> Holders<'a> {
    fn of(inventory: &'a Inventory, tally: &'a Tally) -> Self {
        let mut of: HashMap<TemplateId, Vec<&Owner>> = HashMap::new();
        let mut owners: Vec<&Owner> = inventory.owners().collect();
        owners.sort_by_cached_key(|owner| (folded(owner.name()), owner.id()));
        for owner in owners {
            for id in &owner.own().templates {
                of.entry(*id).or_default().push(owner);
            }
        }
        Self { inventory, tally, of }
    }

    fn view(&self, template: &Template) -> TemplateView {
        let holders = self.of.get(&template.id).map(Vec::as_slice).unwrap_or_default();
        let live = |owner: &&Owner| self.tally.of_owner(owner.id()).live;
        TemplateView::of(template, self.inventory, holders, holders.iter().map(live).sum())
    }
}
