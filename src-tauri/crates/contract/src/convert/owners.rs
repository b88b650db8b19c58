//! Owners of keys.

use keytower_app::OwnerAccess as AppOwnerAccess;
use keytower_app::domain::owner::Owner;

use super::keys::group_refs;
use super::{access_views, count, wire_grants};
use crate::{AircraftRef, OwnerAccess, OwnerRef, TemplateRef};

impl From<&Owner> for OwnerRef {
    fn from(owner: &Owner) -> Self {
        Self {
            owner_id: owner.id().to_string(),
            name: owner.name().to_owned(),
        }
    }
}

impl From<&AppOwnerAccess> for OwnerAccess {
    fn from(access: &AppOwnerAccess) -> Self {
        let (owner, own) = (&access.owner, access.owner.own());
        Self {
            owner_id: owner.id().to_string(),
            name: owner.name().to_owned(),
            holds_all: owner.holds_all(),
            access: access_views(access),
            grants: wire_grants(&own.grants),
            templates: access.templates.iter().map(TemplateRef::from).collect(),
            scope: (&own.scope).into(),
            aircraft: access.named.aircraft.iter().map(AircraftRef::from).collect(),
            groups: group_refs(&access.named),
            reach: access.reach.count().map(count),
        }
    }
}
