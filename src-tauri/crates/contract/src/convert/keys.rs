//! Keys.

use keytower_app::domain::access::{Grants, Level as DomainLevel, Rights as DomainRights};
use keytower_app::domain::aircraft_scope::{AircraftScope as Scope, FleetChoice};
use keytower_app::domain::id::ResourceId;
use keytower_app::domain::key::{Attention as Why, HandedOut as How, Key, KeyState as State, Life};
use keytower_app::domain::lifetime::{latest_day, renewal_days_at_most};
use keytower_app::domain::resource::{PermissionCode, Resource};
use keytower_app::domain::time::Instant;
use keytower_app::{
    Days as AppDays, EditKey as AppEditKey, Expiry as AppExpiry, GenerateKey as AppGenerateKey, Inventory,
    KeyDossier, KeyQuery as AppKeyQuery, NamedFleet, Turn,
};

use super::{count, id, ids};
use crate::{
    AircraftRef, AircraftScope, Breach, EditKey, EventRow, Expiry, GenerateKey, Grant, GrantView, GroupRef,
    KeyQuery, KeyRow, KeyView, Level, Problem, Renewal, Rights,
};

impl From<DomainLevel> for Level {
    fn from(level: DomainLevel) -> Self {
        match level {
            DomainLevel::View => Self::View,
            DomainLevel::Modify => Self::Modify,
            DomainLevel::ModifyAll => Self::ModifyAll,
        }
    }
}

impl From<Level> for DomainLevel {
    fn from(level: Level) -> Self {
        match level {
            Level::View => Self::View,
            Level::Modify => Self::Modify,
            Level::ModifyAll => Self::ModifyAll,
        }
    }
}

impl TryFrom<&KeyQuery> for AppKeyQuery {
    type Error = Problem;

    fn try_from(query: &KeyQuery) -> Result<Self, Problem> {
        Ok(Self {
            text: query.text.chars().take(200).collect(),
            states: query.states.iter().copied().map(State::from).collect(),
            owners: ids(&query.owner_ids)?,
            resources: ids(&query.resource_ids)?,
            aircraft: ids(&query.aircraft_ids)?,
            groups: ids(&query.group_ids)?,
            personnel: ids(&query.personnel_ids)?,
            expires_within_days: query.expires_within_days,
            ends: query.ends.map(AppDays::from),
            attention: query.attention.iter().copied().map(Why::from).collect(),
            not_conforming: query.not_conforming,
            unused: query.unused.map(Into::into),
            sort: query.sort.into(),
            descending: query.descending,
        })
    }
}

/// Takes grants from the wire.
///
/// # Errors
/// Where an id can't be one.
pub fn grants(grants: &[Grant]) -> Result<Grants, Problem> {
    let grant = |grant: &Grant| Ok((id(&grant.resource_id)?, grant.level.into()));
    grants.iter().map(grant).collect()
}

/// Grants as the wire takes them, by resource.
#[must_use]
pub fn wire_grants(grants: &Grants) -> Vec<Grant> {
    let grant = |(id, level): (ResourceId, DomainLevel)| Grant {
        resource_id: id.to_string(),
        level: level.into(),
    };
    grants.iter().map(grant).collect()
}

impl TryFrom<&Rights> for DomainRights {
    type Error = Problem;

    fn try_from(rights: &Rights) -> Result<Self, Problem> {
        Ok(match rights {
            Rights::AllOfOwner => Self::AllOfOwner,
            Rights::Chosen { grants: chosen } => Self::Chosen(grants(chosen)?),
        })
    }
}

impl From<&DomainRights> for Rights {
    fn from(rights: &DomainRights) -> Self {
        match rights {
            DomainRights::AllOfOwner => Self::AllOfOwner,
            DomainRights::Chosen(chosen) => Self::Chosen {
                grants: wire_grants(chosen),
            },
        }
    }
}

impl TryFrom<&AircraftScope> for Scope {
    type Error = Problem;

    fn try_from(scope: &AircraftScope) -> Result<Self, Problem> {
        Ok(match scope {
            AircraftScope::WholeFleet => Self::WholeFleet,
            AircraftScope::Only {
                aircraft_ids,
                group_ids,
            } => Self::Only(FleetChoice {
                aircraft: ids(aircraft_ids)?,
                groups: ids(group_ids)?,
            }),
        })
    }
}

impl From<&Scope> for AircraftScope {
    fn from(scope: &Scope) -> Self {
        match scope {
            Scope::WholeFleet => Self::WholeFleet,
            Scope::Only(chosen) => Self::Only {
                aircraft_ids: chosen.aircraft.iter().map(|id| id.to_string()).collect(),
                group_ids: chosen.groups.iter().map(|id| id.to_string()).collect(),
            },
        }
    }
}

impl TryFrom<&GenerateKey> for AppGenerateKey {
    type Error = Problem;

    fn try_from(request: &GenerateKey) -> Result<Self, Problem> {
        Ok(Self {
            owner: request.owner_id.parse().ok(),
            name: request.name.clone(),
            description: request.description.clone(),
            rights: (&request.rights)
                .try_into()
                .map_err(|problem: Problem| problem.at("rights"))?,
            scope: (&request.scope)
                .try_into()
                .map_err(|problem: Problem| problem.at("scope"))?,
            networks: request.networks.clone(),
            renewal_days: request.renewal_days,
            reminders: (&request.reminders).try_into()?,
            expiry: match &request.expiry {
                Expiry::Default => AppExpiry::Default,
                Expiry::Days { days } => AppExpiry::Days(*days),
                Expiry::On { date } => AppExpiry::On(date.clone()),
            },
            approved_by: request.approved_by.clone(),
            reason: request.reason.clone(),
            replaces: request.replaces.as_deref().map(id).transpose()?,
        })
    }
}

impl TryFrom<&EditKey> for AppEditKey {
    type Error = Problem;

    fn try_from(request: &EditKey) -> Result<Self, Problem> {
        Ok(Self {
            id: id(&request.key_id)?,
            name: request.name.clone(),
            description: request.description.clone(),
            rights: (&request.rights)
                .try_into()
                .map_err(|problem: Problem| problem.at("rights"))?,
            scope: (&request.scope)
                .try_into()
                .map_err(|problem: Problem| problem.at("scope"))?,
            networks: request.networks.clone(),
            renewal_days: request.renewal_days,
            reminders: (&request.reminders).try_into()?,
            approved_by: request.approved_by.clone(),
            reason: request.reason.clone(),
        })
    }
}

/// Reads a line of the list.
pub struct ReadKeyRow<'a> {
    /// The inventory.
    pub inventory: &'a Inventory,
    /// The instant that states are judged at.
    pub now: Instant,
}

impl ReadKeyRow<'_> {
    /// The line of a key.
    #[must_use]
    pub fn row(&self, key: &Key) -> KeyRow {
        let [modify_all, modify, view] = self.inventory.counts(key);
        let chosen = key.description.scope.choice();
        let fleet = self.inventory.fleet();
        let registrations = chosen.into_iter().flat_map(|chosen| chosen.aircraft.iter());
        let registrations = registrations.filter_map(|id| {
            let aircraft = fleet.aircraft(id)?;
            Some(aircraft.description.registration.as_str().to_owned())
        });
        let groups = chosen.into_iter().flat_map(|chosen| chosen.groups.iter());
        let groups = groups.filter_map(|id| Some(fleet.groups().group(id)?.description.name.clone()));
        let owner = self.inventory.owner(key.owner);
        KeyRow {
            key_id: key.id.to_string(),
            name: key.description.name.clone(),
            owner_id: key.owner.to_string(),
            owner: owner.map(|owner| owner.name().to_owned()).unwrap_or_default(),
            view,
            modify,
            modify_all,
            all_of_owner: key.description.rights == DomainRights::AllOfOwner,
            aircraft: self.inventory.reach(key).count().map(count),
            groups: groups.collect(),
            aircraft_sample: registrations.take(3).collect(),
            state: self.inventory.state(key, self.now).into(),
            expires_at: key.ends_at(),
            generated_at: key.generated_at,
            used: self.inventory.uses().of(key).into(),
        }
    }
}

/// The fleet groups that a scope names.
pub(super) fn group_refs(named: &NamedFleet) -> Vec<GroupRef> {
    let groups = named.groups.iter();
    groups
        .map(|(group, aircraft)| GroupRef::of(group, *aircraft))
        .collect()
}

/// The permission codes that a level comes to.
pub(super) fn codes(resource: &Resource, level: DomainLevel) -> Vec<String> {
    let codes = resource.codes_up_to(level).map(PermissionCode::as_str);
    codes.map(str::to_owned).collect()
}

/// Resources at levels that are in force as they are.
#[must_use]
pub fn grant_views(grants: &[(Resource, DomainLevel)]) -> Vec<GrantView> {
    let view = |(resource, level): &(Resource, DomainLevel)| grant_view(resource, *level, Some(*level));
    grants.iter().map(view).collect()
}

fn grant_view(resource: &Resource, level: DomainLevel, in_force: Option<DomainLevel>) -> GrantView {
    GrantView {
        resource_id: resource.id.to_string(),
        title: resource.description.title.clone(),
        group: resource.description.group.clone(),
        level: level.into(),
        in_force: in_force.map(Into::into),
        codes: in_force.map(|level| codes(resource, level)).unwrap_or_default(),
    }
}

impl From<&KeyDossier> for KeyView {
    fn from(dossier: &KeyDossier) -> Self {
        let KeyDossier { key, owner, now, .. } = dossier;
        let (described, life) = (&key.description, key.life_at(*now));
        let alive = key.is_live(*now);
        let policy = &dossier.workspace.policy;
        let takes = |turn: Turn| turn.of(key.clone(), policy, *now).is_ok();
        Self {
            key_id: key.id.to_string(),
            name: described.name.clone(),
            description: described.description.clone(),
            owner_id: owner.id().to_string(),
            owner: owner.name().to_owned(),
            owner_organisation: owner.organisation().to_owned(),
            owner_email: owner.email().to_owned(),
            owner_stopped: owner.is_stopped(),
            rights: (&described.rights).into(),
            grants: dossier
                .grants
                .iter()
                .map(|(resource, level)| grant_view(resource, *level, dossier.effective.level(resource.id)))
                .collect(),
            scope: (&described.scope).into(),
            aircraft: dossier.named.aircraft.iter().map(AircraftRef::from).collect(),
            groups: group_refs(&dossier.named),
            given: dossier.given.count().map(count),
            reach: dossier.reach.count().map(count),
            networks: described.networks.iter().map(|one| one.to_string()).collect(),
            state: dossier.state.into(),
            handed_out: key.handed_out.into(),
            generated_at: key.generated_at,
            generated_by: key.generated_by.to_string(),
            approved_by: described.approved_by.clone(),
            reason: described.reason.clone(),
            renewed_at: key.renewed_at,
            expires_at: key.expires_at,
            stopped_at: match life {
                Life::Active => None,
                Life::Disabled { since: at } | Life::Expired { at, .. } | Life::Revoked { at } => Some(at),
            },
            renewal_days: described.renewal_days.into(),
            renewal: renewal(dossier),
            breaches: dossier.breaches.iter().copied().map(Breach::from).collect(),
            reminders: dossier.into(),
            rotating_until: key.rotating_until(*now),
            used: dossier.used.into(),
            replaces: key.replaces.map(|id| id.to_string()),
            replaced_by: dossier.replaced_by.map(|id| id.to_string()),
            can_edit: alive && policy.is_on && !policy.editable.is_empty(),
            can_rotate: alive
                && policy.is_on
                && (key.handed_out == How::Never || key.rotating_until(*now).is_none()),
            can_retire_old_secret: key.rotating_until(*now).is_some(),
            can_show: alive && dossier.showing.is_ok(),
            can_disable: takes(Turn::Disable),
            can_enable: takes(Turn::Enable),
            can_expire: takes(Turn::Expire),
            can_revoke: takes(Turn::Revoke),
            can_delete: key.delete(policy.deletion).is_ok(),
            showing: dossier.showing.into(),
            events: EventRow::all_of(&dossier.events, &described.name),
        }
    }
}

fn renewal(dossier: &KeyDossier) -> Renewal {
    let KeyDossier {
        key, workspace, now, ..
    } = dossier;
    let days = renewal_days_at_most(key.description.renewal_days, workspace);
    let latest = days.map(|days| latest_day(days, workspace, *now));
    Renewal {
        until: dossier.renewal.ok(),
        latest: latest.filter(|_| dossier.renewal.is_ok()),
        reason_required: matches!(key.life_at(*now), Life::Expired { .. }),
        refused: dossier.renewal.err().map(Problem::from),
    }
}
