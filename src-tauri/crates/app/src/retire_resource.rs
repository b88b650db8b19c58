//! Retiring a resource, and restoring it.

use keytower_domain::actor::Action;
use keytower_domain::event::{EventKind, Subject};
use keytower_domain::id::ResourceId;
use keytower_domain::resource::Resource;
use keytower_domain::time::Instant;

use crate::caller::Caller;
use crate::error::RetireError;
use crate::record::{Changes, record};
use crate::retire::{restored, retired};
use crate::store::Store;

/// A resource that can't be granted any more. Keys that have it keep it, readably.
///
/// # Errors
/// [`RetireError`].
pub fn retire_resource<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    id: ResourceId,
) -> Result<Resource, RetireError> {
    change(store, caller, id, EventKind::ResourceRetired, retired)
}

/// A resource that can be granted again.
///
/// # Errors
/// [`RetireError`].
pub fn restore_resource<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    id: ResourceId,
) -> Result<Resource, RetireError> {
    change(store, caller, id, EventKind::ResourceRestored, restored)
}

fn change<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    id: ResourceId,
    kind: EventKind,
    turn: impl Fn(Option<Instant>, Instant) -> Result<Option<Instant>, RetireError>,
) -> Result<Resource, RetireError> {
    caller.may(Action::ChangeAccess)?;
    store.write(|tx| {
        let before = tx.resource(id)?.ok_or(RetireError::NotFound)?;
        let now = caller.now(tx)?;
        let after = Resource {
            retired_at: turn(before.retired_at, now)?,
            ..before.clone()
        };
        tx.update_resource(before.digest(), &after)?;
        let changes = Changes::default().instant("retired_at", before.retired_at, after.retired_at);
        record(
            tx,
            caller,
            now,
            kind,
            Subject::Resource(id),
            changes,
            after.digest(),
        )?;
        Ok(after)
    })
}
