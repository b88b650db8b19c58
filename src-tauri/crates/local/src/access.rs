//! Templates, and who has what.

use std::collections::HashMap;

use keytower_app::domain::account::ServiceAccount;
use keytower_app::domain::actor::Action;
use keytower_app::domain::id::{ResourceId, ServiceAccountId, TemplateId};
use keytower_app::domain::template::Template;
use keytower_app::domain::text::folded;
use keytower_app::{
    EditAccess as Wanted, Inventory, Store, Tally, create_template, delete_template, edit_access,
    edit_template, preview_access, preview_template,
};
use keytower_contract::convert::{count, grants, id};
use keytower_contract::{
    AccessPage, AccessPreview, AccessQuery, AccessRow, AccountDetail, Answer, EditAccess, Grant,
    TemplateFields, TemplateView,
};

use crate::Desk;
use crate::accounts::key_counts;

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

    pub(crate) fn edit_access(&self, id: ServiceAccountId, request: &EditAccess) -> Answer<AccountDetail> {
        edit_access(&self.store, &self.acting().caller(), id, &request.try_into()?)?;
        self.account(id)
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

    pub(crate) fn preview_access(
        &self,
        account: ServiceAccountId,
        request: &EditAccess,
    ) -> Answer<AccessPreview> {
        let inventory = self.inventory()?;
        let preview = preview_access(
            &inventory,
            &self.acting().caller(),
            account,
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
        let finds = |account: &&ServiceAccount| {
            let texts = [account.name.folded(), folded(&account.organisation)];
            let holds = |word: &String| texts.iter().any(|text| text.contains(word));
            let has = |resource| {
                inventory
                    .access(account.id)
                    .and_then(|access| access.level(resource))
            };
            words.iter().all(holds)
                && resource.is_none_or(|resource| has(resource).is_some_and(|has| Some(has) >= level))
                && template.is_none_or(|template| account.templates.contains(&template))
        };
        let mut found: Vec<&ServiceAccount> = inventory.owners().filter(finds).collect();
        found.sort_by_cached_key(|account| account.name.folded());
        let window = found.iter().skip(offset as usize).take(limit.min(PAGE) as usize);
        let row = |account: &&ServiceAccount| AccessRow::of(account, inventory, key_counts(tally, account).0);
        Ok(AccessPage {
            total: count(inventory.owners().count()),
            matching: count(found.len()),
            rows: window.map(row).collect(),
        })
    }
}

/// Which accounts have each template.
struct Holders<'a> {
    inventory: &'a Inventory,
    tally: &'a Tally,
    of: HashMap<TemplateId, Vec<&'a ServiceAccount>>,
}

impl<'a> Holders<'a> {
    fn of(inventory: &'a Inventory, tally: &'a Tally) -> Self {
        let mut of: HashMap<TemplateId, Vec<&ServiceAccount>> = HashMap::new();
        let mut accounts: Vec<&ServiceAccount> = inventory.owners().collect();
        accounts.sort_by_cached_key(|account| account.name.folded());
        for account in accounts {
            for id in &account.templates {
                of.entry(*id).or_default().push(account);
            }
        }
        Self { inventory, tally, of }
    }

    fn view(&self, template: &Template) -> TemplateView {
        let holders = self.of.get(&template.id).map(Vec::as_slice).unwrap_or_default();
        let live = |account: &&ServiceAccount| self.tally.of_owner(account.id).live;
        TemplateView::of(template, self.inventory, holders, holders.iter().map(live).sum())
    }
}
