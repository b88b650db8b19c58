//! What every change to a key has in common.

use keytower_domain::actor::Action;
use keytower_domain::event::{EventKind, Subject};
use keytower_domain::id::KeyId;
use keytower_domain::key::{Key, Life};
use keytower_domain::time::Instant;

use crate::caller::Caller;
use crate::error::KeyLifeError;
use crate::record::{Changes, record};
use crate::store::{Store, WriteTx};

/// Takes a key through one turn of its life, with its event.
pub(crate) fn turn_key<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    id: KeyId,
    kind: EventKind,
    turn: impl Fn(Key, Instant) -> Result<Key, KeyLifeError>,
) -> Result<Key, KeyLifeError> {
    caller.may(Action::ChangeKeys)?;
    store.write(|tx| {
        let before = tx.key(id)?.ok_or(KeyLifeError::NotFound)?;
        let now = caller.now(tx)?;
        let after = turn(before.clone(), now)?;
        let changes = Changes::default()
            .field(
                "state",
                life_name(before.life_at(now)),
                life_name(after.life_at(now)),
            )
            .instant("expires_at", before.expires_at, after.expires_at)
            .field("handed_out", before.handed_out.name(), after.handed_out.name());
        write_key(tx, caller, now, kind, &before, &after, changes)?;
        Ok(after)
    })
}

/// Writes a changed key and its event; nothing when nothing changed.
pub(crate) fn write_key(
    tx: &mut (impl WriteTx + ?Sized),
    caller: &Caller<'_>,
    now: Instant,
    kind: EventKind,
    before: &Key,
    after: &Key,
    changes: Changes,
) -> Result<(), KeyLifeError> {
    if before.digest() == after.digest() {
        return Ok(());
    }
    tx.update_key(before.digest(), after)?;
    record(
        tx,
        caller,
        now,
        kind,
        Subject::Key(after.id),
        changes,
        after.digest(),
    )?;
    Ok(())
}

fn life_name(life: Life) -> &'static str {
    match life {
        Life::Active => "active",
        Life::Disabled { .. } => "disabled",
        Life::Expired { .. } => "expired",
        Life::Revoked { .. } => "revoked",
    }
}
