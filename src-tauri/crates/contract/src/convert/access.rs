//! Access.

use keytower_app::domain::aircraft_scope::Reach;
use keytower_app::domain::id::ResourceId;
use keytower_app::domain::owner::Owner;
use keytower_app::domain::resource::Resource;
use keytower_app::domain::template::Template;
use keytower_app::domain::text::folded;
use keytower_app::{
    AccessPreview as AppPreview, DescribeTemplate, EditAccess as AppEditAccess, Fleet, Held, Inventory,
    KeyAccess as AppKeyAccess, OwnerAccess, Source, held,
};

use super::keys::{codes, grants};
use super::{count, grant_views, ids};
use crate::{
    AccessCell, AccessPreview, AccessRow, AccessView, EditAccess, KeyAccess, LevelChange, OwnerRef, Problem,
    ReachChange, TemplateFields, TemplateRef, TemplateView, Through,
};

impl TemplateFields {
    /// As the use cases take it.
    ///
    /// # Errors
    /// Where an id can't be one.
    pub fn described(&self) -> Result<DescribeTemplate<'_>, Problem> {
        Ok(DescribeTemplate {
            name: &self.name,
            summary: &self.description,
            grants: grants(&self.grants)?,
        })
    }
}

impl TryFrom<&EditAccess> for AppEditAccess {
    type Error = Problem;

    fn try_from(request: &EditAccess) -> Result<Self, Problem> {
        Ok(Self {
            grants: grants(&request.grants)?,
            templates: ids(&request.template_ids)?,
            scope: (&request.scope).try_into()?,
        })
    }
}

impl From<&Template> for TemplateRef {
    fn from(template: &Template) -> Self {
        Self {
            template_id: template.id.to_string(),
            name: template.description.name.clone(),
        }
    }
}

impl TemplateView {
    /// A template with the owners that have it and the number of their live keys.
    #[must_use]
    pub fn of(template: &Template, inventory: &Inventory, holders: &[&Owner], keys: usize) -> Self {
        let described = &template.description;
        Self {
            template_id: template.id.to_string(),
            name: described.name.clone(),
            description: described.summary.clone(),
            grants: grant_views(&inventory.with_resources(&described.grants)),
            holders: holders.iter().map(|owner| OwnerRef::from(*owner)).collect(),
            keys: count(keys),
        }
    }
}

/// The sources of a resource, templates by name.
fn through<'a>(held: &Held, template: impl Fn(Source) -> Option<&'a Template>) -> Vec<Through> {
    let sources = held.through.iter();
    sources
        .map(|(source, level)| Through {
            role: *source == Source::Role,
            template: template(*source).map(TemplateRef::from),
            level: (*level).into(),
        })
        .collect()
}

/// What an owner has, of a resource each.
#[must_use]
pub fn access_views(access: &OwnerAccess) -> Vec<AccessView> {
    let template = |source| match source {
        Source::Role | Source::Own => None,
        Source::Template(id) => access.templates.iter().find(|template| template.id == id),
    };
    let view = |(resource, held): &(Resource, Held)| AccessView {
        resource_id: resource.id.to_string(),
        title: resource.description.title.clone(),
        group: resource.description.group.clone(),
        level: held.level.into(),
        codes: codes(resource, held.level),
        retired: resource.retired_at.is_some(),
        through: through(held, template),
    };
    access.resources.iter().map(view).collect()
}

/// What an owner has, templates by name.
fn held_by(owner: &Owner, inventory: &Inventory) -> Vec<Held> {
    let templates = owner.own().templates.iter();
    let mut templates: Vec<&Template> = templates.filter_map(|id| inventory.template(*id)).collect();
    templates.sort_by_cached_key(|template| folded(&template.description.name));
    held(
        &owner.by_role(inventory.resources()),
        &owner.own().grants,
        templates.into_iter(),
    )
}

fn template_of(source: Source, inventory: &Inventory) -> Option<&Template> {
    match source {
        Source::Role | Source::Own => None,
        Source::Template(id) => inventory.template(id),
    }
}

/// Through what an owner has a resource now, highest level first.
pub(super) fn sources(owner: &Owner, resource: ResourceId, inventory: &Inventory) -> Vec<Through> {
    let all = held_by(owner, inventory);
    let held = all.iter().find(|held| held.resource == resource);
    held.map(|held| through(held, |source| template_of(source, inventory)))
        .unwrap_or_default()
}

impl AccessRow {
    /// An owner with what it has.
    #[must_use]
    pub fn of(owner: &Owner, inventory: &Inventory, live_keys: usize) -> Self {
        let cell = |held: Held| AccessCell {
            resource_id: held.resource.to_string(),
            level: held.level.into(),
            through: through(&held, |source| template_of(source, inventory)),
        };
        Self {
            owner_id: owner.id().to_string(),
            name: owner.name().to_owned(),
            organisation: owner.organisation().to_owned(),
            stopped: owner.is_stopped(),
            live_keys: count(live_keys),
            cells: held_by(owner, inventory).into_iter().map(cell).collect(),
        }
    }
}

impl AccessPreview {
    /// What was judged, by name.
    #[must_use]
    pub fn of(preview: &AppPreview, inventory: &Inventory) -> Self {
        Self {
            owners: count(preview.owners),
            narrowed: count(preview.narrowed),
            widened: count(preview.widened),
            keys: preview
                .keys
                .iter()
                .filter_map(|key| KeyAccess::of(key, inventory))
                .collect(),
        }
    }
}

impl KeyAccess {
    fn of(judged: &AppKeyAccess, inventory: &Inventory) -> Option<Self> {
        let key = inventory.key(judged.key)?;
        let (before, after) = (&judged.before.grants, &judged.after.grants);
        let either = before.union(after);
        let differs = |resource: &Resource| before.level(resource.id) != after.level(resource.id);
        let changes = inventory
            .with_resources(&either)
            .into_iter()
            .filter(|(resource, _)| differs(resource))
            .map(|(resource, _)| LevelChange {
                before: before.level(resource.id).map(Into::into),
                after: after.level(resource.id).map(Into::into),
                title: resource.description.title,
            });
        Some(Self {
            key_id: key.id.to_string(),
            name: key.description.name.clone(),
            owner: inventory.owner(key.owner)?.name().to_owned(),
            changes: changes.collect(),
            aircraft: ReachChange::of(&judged.before.aircraft, &judged.after.aircraft, inventory.fleet()),
        })
    }
}

/// Registrations that are named, at most.
const NAMED: usize = 5;

impl ReachChange {
    fn of(before: &Reach, after: &Reach, fleet: &Fleet) -> Option<Self> {
        if before == after {
            return None;
        }
        let more = |these: &Reach, than: &Reach| {
            let Reach::Only(these) = these else {
                return Vec::new();
            };
            let more = these.iter().filter(|id| !than.covers(*id));
            let registration = |id| Some(fleet.aircraft(id)?.description.registration.as_str().to_owned());
            let mut registrations: Vec<String> = more.filter_map(registration).collect();
            registrations.sort();
            registrations.truncate(NAMED);
            registrations
        };
        Some(Self {
            before: before.count().map(count),
            after: after.count().map(count),
            lost: more(before, after),
            gained: more(after, before),
        })
    }
}
