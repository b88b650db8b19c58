//! Other values for an aircraft.

use keytower_domain::actor::Action;
use keytower_domain::aircraft::{Aircraft, AircraftDescription};
use keytower_domain::event::{EventKind, Subject};
use keytower_domain::id::AircraftId;
use keytower_domain::time::Instant;

use crate::add_aircraft::{DescribeAircraft, changes};
use crate::caller::Caller;
use crate::error::DescribeError;
use crate::invalid::Reason;
use crate::record::record;
use crate::store::{Store, Stored, WriteTx};

/// Edits an aircraft.
///
/// # Errors
/// [`DescribeError`].
pub fn edit_aircraft<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    id: AircraftId,
    request: &DescribeAircraft<'_>,
) -> Result<Aircraft, DescribeError> {
    caller.may(Action::ChangeFleet)?;
    let description = request.check().map_err(DescribeError::Invalid)?;
    store.write(|tx| {
        let before = tx.aircraft(id)?.ok_or(DescribeError::NotFound)?;
        let taken_by = tx.aircraft_registered(&description.registration.folded())?;
        if taken_by.is_some_and(|other| other.id != id) {
            return Err(Reason::RegistrationTaken.at("registration").into());
        }
        let now = caller.now(tx)?;
        Ok(update(tx, caller, now, before, description.clone())?)
    })
}

/// Writes an aircraft's other values and their event; nothing when they are the same.
pub(crate) fn update(
    tx: &mut (impl WriteTx + ?Sized),
    caller: &Caller<'_>,
    now: Instant,
    before: Aircraft,
    description: AircraftDescription,
) -> Stored<Aircraft> {
    let changes = changes(Some(&before.description), &description);
    if changes.is_empty() {
        return Ok(before);
    }
    let after = Aircraft {
        description,
        ..before.clone()
    };
    tx.update_aircraft(before.digest(), &after)?;
    record(
        tx,
        caller,
        now,
        EventKind::AircraftEdited,
        Subject::Aircraft(after.id),
        changes,
        after.digest(),
    )?;
    Ok(after)
}
