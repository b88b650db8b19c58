//! Fleet groups: creating, changing and deleting them, and what a change would do to keys.

use keytower_domain::actor::Action;
use keytower_domain::aircraft_scope::AircraftSet;
use keytower_domain::event::{EventKind, Subject};
use keytower_domain::fleet_group::{FleetGroup, GroupDescription, Members, Tag};
use keytower_domain::id::FleetGroupId;
use keytower_domain::text::folded;

use crate::access_preview::AccessPreview;
use crate::caller::Caller;
use crate::error::DescribeError;
use crate::invalid::{AtField as _, Reason};
use crate::inventory::Inventory;
use crate::key_request::registrations;
use crate::known::{Known, Rows};
use crate::record::{Changes, record};
use crate::store::{ReadTx, Store, Stored};

/// A fleet group as somebody describes it.
pub struct DescribeGroup<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it shall hold.
    pub members: DescribeMembers<'a>,
}

/// What a fleet group shall hold.
pub enum DescribeMembers<'a> {
    /// These; maybe none yet.
    Chosen(AircraftSet),
    /// All that have a tag, also later.
    Tagged(&'a str),
}

/// Creates a fleet group. Nothing names it yet.
///
/// # Errors
/// [`DescribeError`].
pub fn create_group<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    request: &DescribeGroup<'_>,
) -> Result<FleetGroup, DescribeError> {
    caller.may(Action::ChangeFleet)?;
    store.write(|tx| {
        let group = FleetGroup {
            id: FleetGroupId::new(&mut caller.fill()),
            description: request.check(&Rows(tx), None)?,
            deleted_at: None,
        };
        let changes = changes(tx, None, &group.description)?;
        tx.insert_fleet_group(&group)?;
        let (now, subject) = (caller.now(tx)?, Subject::FleetGroup(group.id));
        let kind = EventKind::FleetGroupCreated;
        record(tx, caller, now, kind, subject, changes, group.digest())?;
        Ok(group)
    })
}

/// Changes a fleet group, and with it the aircraft of every key and account that names it, at once.
///
/// # Errors
/// [`DescribeError`].
pub fn edit_group<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    id: FleetGroupId,
    request: &DescribeGroup<'_>,
) -> Result<FleetGroup, DescribeError> {
    caller.may(Action::ChangeFleet)?;
    store.write(|tx| {
        let before = there(&Rows(tx), id)?;
        let after = FleetGroup {
            description: request.check(&Rows(tx), Some(&before))?,
            ..before.clone()
        };
        if before.digest() == after.digest() {
            return Ok(before);
        }
        let changes = changes(tx, Some(&before.description), &after.description)?;
        tx.update_fleet_group(before.digest(), &after)?;
        let (now, subject) = (caller.now(tx)?, Subject::FleetGroup(id));
        let kind = EventKind::FleetGroupEdited;
        record(tx, caller, now, kind, subject, changes, after.digest())?;
        Ok(after)
    })
}

/// Deletes a fleet group. What names it goes on naming it, and gets no aircraft by it any more.
///
/// # Errors
/// [`DescribeError`].
pub fn delete_group<S: Store>(store: &S, caller: &Caller<'_>, id: FleetGroupId) -> Result<(), DescribeError> {
    caller.may(Action::ChangeFleet)?;
    store.write(|tx| {
        let before = there(&Rows(tx), id)?;
        let now = caller.now(tx)?;
        let after = FleetGroup {
            deleted_at: Some(now),
            ..before.clone()
        };
        tx.update_fleet_group(before.digest(), &after)?;
        let changes = Changes::default().field("name", &before.description.name, "");
        let (kind, subject) = (EventKind::FleetGroupDeleted, Subject::FleetGroup(id));
        record(tx, caller, now, kind, subject, changes, after.digest())?;
        Ok(())
    })
}

/// Which keys a fleet group that holds something else, or is deleted (`None`), would narrow or widen. Nothing is
/// written.
///
/// # Errors
/// [`DescribeError`].
pub fn preview_group(
    inventory: &Inventory,
    caller: &Caller<'_>,
    id: FleetGroupId,
    members: Option<&DescribeMembers<'_>>,
) -> Result<AccessPreview, DescribeError> {
    caller.may(Action::ChangeFleet)?;
    let before = there(inventory, id)?;
    let now = inventory.now(caller.clock);
    let mut after = before.clone();
    match members {
        None => after.deleted_at = Some(now),
        Some(members) => after.description.members = members.check(inventory, Some(&before))?,
    }
    Ok(AccessPreview::of_group(inventory, now, &after))
}

impl DescribeMembers<'_> {
    fn check(&self, known: &impl Known, before: Option<&FleetGroup>) -> Result<Members, DescribeError> {
        let chosen = match self {
            Self::Tagged(tag) => return Ok(Members::Tagged(Tag::parse(tag).at("members")?)),
            Self::Chosen(chosen) => chosen,
        };
        let had = |id| match before.map(|group| &group.description.members) {
            Some(Members::Chosen(had)) => had.contains(id),
            Some(Members::Tagged(_)) | None => false,
        };
        for id in chosen.iter().filter(|id| !had(*id)) {
            let aircraft = known.aircraft(id)?;
            let aircraft = aircraft.ok_or_else(|| Reason::NotFound.at("members"))?;
            if aircraft.retired_at.is_some() {
                return Err(Reason::AircraftRetired.at("members").into());
            }
        }
        Ok(Members::Chosen(chosen.clone()))
    }
}

impl DescribeGroup<'_> {
    fn check(
        &self,
        known: &impl Known,
        before: Option<&FleetGroup>,
    ) -> Result<GroupDescription, DescribeError> {
        let mut invalid = Vec::new();
        let name = GroupDescription::name(self.name).at("name");
        let name = name.map_err(|wrong| invalid.push(wrong)).unwrap_or_default();
        let same = |other: &FleetGroup| {
            other.is_there()
                && before.is_none_or(|before| before.id != other.id)
                && folded(&other.description.name) == folded(&name)
        };
        if known.fleet_groups()?.iter().any(same) {
            invalid.push(Reason::NameTaken.at("name"));
        }
        match self.members.check(known, before) {
            Ok(members) if invalid.is_empty() => return Ok(GroupDescription { name, members }),
            Ok(_) => {}
            Err(DescribeError::Invalid(more)) => invalid.extend(more),
            Err(other) => return Err(other),
        }
        Err(DescribeError::Invalid(invalid))
    }
}

fn there(known: &impl Known, id: FleetGroupId) -> Result<FleetGroup, DescribeError> {
    let group = known.fleet_group(id)?.filter(FleetGroup::is_there);
    group.ok_or(DescribeError::NotFound)
}

fn changes(
    tx: &(impl ReadTx + ?Sized),
    before: Option<&GroupDescription>,
    after: &GroupDescription,
) -> Stored<Changes> {
    let members = |of: &GroupDescription| match &of.members {
        Members::Chosen(chosen) => registrations(tx, chosen).map(|words| words.join(", ")),
        Members::Tagged(tag) => Ok(format!("all tagged {tag}")),
    };
    let held = before.map(members).transpose()?.unwrap_or_default();
    let name = before.map(|of| of.name.as_str()).unwrap_or_default();
    Ok(Changes::default()
        .field("name", name, &after.name)
        .field("members", held, members(after)?))
}
