//! What an owner has: through what, and for which aircraft.

use keytower_domain::actor::Action;
use keytower_domain::aircraft_scope::Reach;
use keytower_domain::owner::Owner;
use keytower_domain::party::PartyId;
use keytower_domain::resource::Resource;
use keytower_domain::template::Template;
use keytower_domain::text::folded;

use crate::access::{Held, held};
use crate::caller::Caller;
use crate::error::ReadError;
use crate::known::{Known as _, Rows};
use crate::read_key::{NamedFleet, sort_by_title};
use crate::store::{ReadTx, Store, Stored};

/// What an owner has.
pub struct OwnerAccess {
    /// Whose it is.
    pub owner: Owner,
    /// Its templates, by name.
    pub templates: Vec<Template>,
    /// What it has access to, by group and title.
    pub resources: Vec<(Resource, Held)>,
    /// The aircraft and groups it was given; empty for the whole fleet.
    pub named: NamedFleet,
    /// The aircraft that its keys can be for now.
    pub reach: Reach,
}

/// Reads what an owner has.
///
/// # Errors
/// [`ReadError`].
pub fn read_access<S: Store>(store: &S, caller: &Caller<'_>, id: PartyId) -> Result<OwnerAccess, ReadError> {
    caller.may(Action::Read)?;
    store.read(|tx| {
        let owner = Rows(tx).owner(id)?.ok_or(ReadError::NotFound)?;
        Ok(OwnerAccess::of(tx, &owner)?)
    })
}

impl OwnerAccess {
    pub(crate) fn of(tx: &dyn ReadTx, owner: &Owner) -> Stored<Self> {
        let own = owner.own();
        let mut templates = Vec::with_capacity(own.templates.len());
        for id in &own.templates {
            templates.extend(tx.template(*id)?);
        }
        templates.sort_by_cached_key(|template| folded(&template.description.name));
        let by_role = owner.by_role(tx.resources()?.iter());
        let mut resources = Vec::new();
        for held in held(&by_role, &own.grants, templates.iter()) {
            resources.extend(tx.resource(held.resource)?.map(|resource| (resource, held)));
        }
        sort_by_title(&mut resources);
        Ok(Self {
            owner: owner.clone(),
            templates,
            resources,
            named: NamedFleet::of(tx, &own.scope)?,
            reach: Rows(tx).reach(owner.scope())?,
        })
    }
}
