//! Retiring an aircraft, and restoring it.

use keytower_domain::actor::Action;
use keytower_domain::aircraft::Aircraft;
use keytower_domain::event::{EventKind, Subject};
use keytower_domain::id::AircraftId;
use keytower_domain::time::Instant;

use crate::caller::Caller;
use crate::error::RetireError;
use crate::record::{Changes, record};
use crate::retire::{restored, retired};
use crate::store::Store;

/// An aircraft out of service: no new key can choose it. Keys that name it keep it.
///
/// # Errors
/// [`RetireError`].
pub fn retire_aircraft<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    id: AircraftId,
) -> Result<Aircraft, RetireError> {
    change(store, caller, id, EventKind::AircraftRetired, retired)
}

/// An aircraft back in service.
///
/// # Errors
/// [`RetireError`].
pub fn restore_aircraft<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    id: AircraftId,
) -> Result<Aircraft, RetireError> {
    change(store, caller, id, EventKind::AircraftRestored, restored)
}

fn change<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    id: AircraftId,
    kind: EventKind,
    turn: impl Fn(Option<Instant>, Instant) -> Result<Option<Instant>, RetireError>,
) -> Result<Aircraft, RetireError> {
    caller.may(Action::ChangeFleet)?;
    store.write(|tx| {
        let before = tx.aircraft(id)?.ok_or(RetireError::NotFound)?;
        let now = caller.now(tx)?;
        let after = Aircraft {
            retired_at: turn(before.retired_at, now)?,
            ..before.clone()
        };
        tx.update_aircraft(before.digest(), &after)?;
        let changes = Changes::default().instant("retired_at", before.retired_at, after.retired_at);
        record(
            tx,
            caller,
            now,
            kind,
            Subject::Aircraft(id),
            changes,
            after.digest(),
        )?;
        Ok(after)
    })
}
