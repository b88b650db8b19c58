//! Files that were read and compared, and wait to be confirmed.

use std::sync::Arc;

use keytower_app::domain::actor::Action;
use keytower_app::domain::id::AccountId;
use keytower_app::{Inventory, Plan, PlannedUse, ResourcePlan, Store, UsesPlan};
use keytower_contract::{
    Answer, ImportCode, ImportOutcome, ImportPreview, ImportResult, ImportRow, Problem,
    ResourceImportPreview, ResourceImportRow, UsesImportPreview, UsesImportRow,
};

use crate::{Desk, held};

/// Rows that are answered at once, at most.
const PAGE: u32 = 1_000;

/// A file that was read and compared. The newest is kept, whatever it is of.
pub(crate) struct Import {
    id: String,
    plan: Compared,
}

/// What it was compared with, and what it would do.
enum Compared {
    Fleet(Arc<Plan>),
    Catalogue(Arc<ResourcePlan>),
    Uses(Arc<UsesPlan>),
}

impl<S: Store> Desk<S> {
    pub(crate) fn preview_import(&self, file_name: String, content: &[u8]) -> Answer<ImportPreview> {
        let plan = keytower_app::preview_import(&self.store, &self.acting().caller(), content)?;
        let id = self.new_import_id();
        let preview = ImportPreview::of(id.clone(), file_name, &plan);
        self.keep(id, Compared::Fleet(Arc::new(plan)));
        Ok(preview)
    }

    pub(crate) fn import_rows(
        &self,
        import_id: &str,
        outcome: Option<ImportOutcome>,
        offset: u32,
        limit: u32,
    ) -> Answer<Vec<ImportRow>> {
        self.acting().caller().may(Action::ChangeFleet)?;
        let plan = self.fleet_plan(import_id)?;
        let rows = plan
            .rows
            .iter()
            .filter(|row| outcome.is_none_or(|wanted| wanted == (&row.outcome).into()));
        Ok(page(rows, offset, limit).map(ImportRow::from).collect())
    }

    pub(crate) fn confirm_import(&self, import_id: &str) -> Answer<ImportResult> {
        let plan = self.fleet_plan(import_id)?;
        keytower_app::confirm_import(&self.store, &self.acting().caller(), &plan)?;
        self.cancel_import(import_id);
        Ok(ImportResult::of(&plan))
    }

    pub(crate) fn preview_resource_import(
        &self,
        file_name: String,
        content: &[u8],
    ) -> Answer<ResourceImportPreview> {
        let plan = keytower_app::preview_resource_import(&self.store, &self.acting().caller(), content)?;
        let id = self.new_import_id();
        let preview = ResourceImportPreview::of(id.clone(), file_name, &plan);
        self.keep(id, Compared::Catalogue(Arc::new(plan)));
        Ok(preview)
    }

    pub(crate) fn resource_import_rows(
        &self,
        import_id: &str,
        outcome: Option<ImportOutcome>,
        offset: u32,
        limit: u32,
    ) -> Answer<Vec<ResourceImportRow>> {
        self.acting().caller().may(Action::ChangeAccess)?;
        let plan = self.catalogue_plan(import_id)?;
        let rows = plan
            .rows
            .iter()
            .filter(|row| outcome.is_none_or(|wanted| wanted == (&row.outcome).into()));
        Ok(page(rows, offset, limit)
            .map(|row| ResourceImportRow::of(row, plan.listing.format))
            .collect())
    }

    pub(crate) fn confirm_resource_import(&self, import_id: &str) -> Answer<ImportResult> {
        let plan = self.catalogue_plan(import_id)?;
        keytower_app::confirm_resource_import(&self.store, &self.acting().caller(), &plan)?;
        self.cancel_import(import_id);
        Ok(ImportResult::from(&*plan))
    }

    pub(crate) fn preview_uses_import(&self, file_name: String, content: &[u8]) -> Answer<UsesImportPreview> {
        let plan = keytower_app::preview_uses_import(&self.store, &self.acting().caller(), content)?;
        let id = self.new_import_id();
        let preview = UsesImportPreview::of(id.clone(), file_name, &plan);
        self.keep(id, Compared::Uses(Arc::new(plan)));
        Ok(preview)
    }

    pub(crate) fn uses_import_rows(
        &self,
        import_id: &str,
        outcome: Option<ImportOutcome>,
        offset: u32,
        limit: u32,
    ) -> Answer<Vec<UsesImportRow>> {
        self.acting().caller().may(Action::ChangeKeys)?;
        let (plan, inventory) = (self.uses_plan(import_id)?, self.inventory()?);
        let rows = plan
            .rows
            .iter()
            .filter(|row| outcome.is_none_or(|wanted| wanted == (&row.outcome).into()));
        Ok(page(rows, offset, limit)
            .map(|row| UsesImportRow::of(row, key_name(&inventory, row)))
            .collect())
    }

    pub(crate) fn confirm_uses_import(&self, import_id: &str) -> Answer<ImportResult> {
        let plan = self.uses_plan(import_id)?;
        keytower_app::confirm_uses_import(&self.store, &self.acting().caller(), &plan)?;
        self.cancel_import(import_id);
        Ok(ImportResult::from(&*plan))
    }

    pub(crate) fn cancel_import(&self, import_id: &str) {
        held(&self.import).take_if(|import| import.id == import_id);
    }

    /// Any id will do that the next preview doesn't have.
    fn new_import_id(&self) -> String {
        AccountId::new(&mut |bytes| self.acting().entropy.fill(bytes)).to_string()
    }

    fn keep(&self, id: String, plan: Compared) {
        *held(&self.import) = Some(Import { id, plan });
    }

    fn fleet_plan(&self, import_id: &str) -> Answer<Arc<Plan>> {
        match held(&self.import).as_ref() {
            Some(Import {
                id,
                plan: Compared::Fleet(plan),
            }) if id == import_id => Ok(Arc::clone(plan)),
            _ => Err(Problem::new(ImportCode::ImportGone)),
        }
    }

    fn uses_plan(&self, import_id: &str) -> Answer<Arc<UsesPlan>> {
        match held(&self.import).as_ref() {
            Some(Import {
                id,
                plan: Compared::Uses(plan),
            }) if id == import_id => Ok(Arc::clone(plan)),
            _ => Err(Problem::new(ImportCode::ImportGone)),
        }
    }

    fn catalogue_plan(&self, import_id: &str) -> Answer<Arc<ResourcePlan>> {
        match held(&self.import).as_ref() {
            Some(Import {
                id,
                plan: Compared::Catalogue(plan),
            }) if id == import_id => Ok(Arc::clone(plan)),
            _ => Err(Problem::new(ImportCode::ImportGone)),
        }
    }
}

/// The name of the key that a row is about.
fn key_name(inventory: &Inventory, row: &PlannedUse) -> String {
    let key = row.key().and_then(|id| inventory.key(id));
    key.map(|key| key.description.name.clone()).unwrap_or_default()
}

/// The rows from a place on.
fn page<T>(rows: impl Iterator<Item = T>, offset: u32, limit: u32) -> impl Iterator<Item = T> {
    rows.skip(offset as usize).take(limit.min(PAGE) as usize)
}
