//! Other words, levels or codes for a resource.

use keytower_domain::access::{Level, Rights};
use keytower_domain::actor::Action;
use keytower_domain::event::{EventKind, Subject};
use keytower_domain::id::ResourceId;
use keytower_domain::resource::{Resource, ResourceDescription};
use keytower_domain::time::Instant;

use crate::add_resource::{DescribeResource, changes, codes_are_free};
use crate::caller::Caller;
use crate::error::DescribeError;
use crate::invalid::Reason;
use crate::record::record;
use crate::store::{ReadTx, Store, Stored, WriteTx};

/// Edits a resource. A level that an account, a person, a template or a key holds stays.
///
/// # Errors
/// [`DescribeError`].
pub fn edit_resource<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    id: ResourceId,
    request: &DescribeResource<'_>,
) -> Result<Resource, DescribeError> {
    caller.may(Action::ChangeAccess)?;
    let description = request.check().map_err(DescribeError::Invalid)?;
    store.write(|tx| {
        let before = tx.resource(id)?.ok_or(DescribeError::NotFound)?;
        codes_are_free(tx, &description, Some(id))?;
        let removed: Vec<Level> = before
            .description
            .levels
            .keys()
            .copied()
            .filter(|level| !description.levels.contains_key(level))
            .collect();
        if !removed.is_empty() && is_held(tx, id, &removed)? {
            return Err(Reason::LevelInUse.at("levels").into());
        }
        let now = caller.now(tx)?;
        Ok(update(tx, caller, now, before, description.clone())?)
    })
}

/// Writes a resource's other words, levels or codes and their event; nothing when they are the same.
pub(crate) fn update(
    tx: &mut (impl WriteTx + ?Sized),
    caller: &Caller<'_>,
    now: Instant,
    before: Resource,
    description: ResourceDescription,
) -> Stored<Resource> {
    let changes = changes(Some(&before.description), &description);
    if changes.is_empty() {
        return Ok(before);
    }
    let after = Resource {
        description,
        ..before.clone()
    };
    tx.update_resource(before.digest(), &after)?;
    record(
        tx,
        caller,
        now,
        EventKind::ResourceEdited,
        Subject::Resource(after.id),
        changes,
        after.digest(),
    )?;
    Ok(after)
}

/// Whether an account, a person, a template or a key has the resource at one of these levels.
fn is_held(tx: &(impl ReadTx + ?Sized), id: ResourceId, levels: &[Level]) -> Stored<bool> {
    let held = |level: Option<Level>| level.is_some_and(|level| levels.contains(&level));
    let (accounts, people) = (tx.accounts()?, tx.people()?);
    let own = accounts.iter().map(|account| &account.own);
    let mut own = own.chain(people.iter().map(|person| &person.own));
    let by_owner = own.any(|own| held(own.grants.level(id)));
    let by_template = tx
        .templates()?
        .iter()
        .any(|template| template.is_there() && held(template.description.grants.level(id)));
    Ok(by_owner
        || by_template
        || tx.keys()?.iter().any(|key| match &key.description.rights {
            Rights::AllOfOwner => false,
            Rights::Chosen(grants) => held(grants.level(id)),
        }))
}
