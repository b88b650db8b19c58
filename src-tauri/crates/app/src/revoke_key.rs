//! Ending a key for good.

use keytower_domain::actor::Action;
use keytower_domain::event::EventKind;
use keytower_domain::id::KeyId;
use keytower_domain::key::Key;

use crate::caller::Caller;
use crate::change_key::{Turn, take_turn, write_turn};
use crate::error::KeyLifeError;
use crate::store::Store;

/// Revokes a key: it stops for good; applications and services that use it stop working.
///
/// # Errors
/// [`KeyLifeError`].
pub fn revoke_key<S: Store>(store: &S, caller: &Caller<'_>, id: KeyId) -> Result<Key, KeyLifeError> {
    take_turn(store, caller, id, Turn::Revoke)
}

/// Takes back what nobody can have: revokes a key that was generated, or puts back the secret that still works in place
/// of the one that it was rotated to.
///
/// # Errors
/// [`KeyLifeError`].
pub fn discard_key<S: Store>(store: &S, caller: &Caller<'_>, id: KeyId) -> Result<Key, KeyLifeError> {
    caller.may(Action::ChangeOwnKeys)?;
    store.write(|tx| {
        let before = tx.key(id)?.ok_or(KeyLifeError::NotFound)?;
        caller.may_change_keys_of(before.owner)?;
        let now = caller.now(tx)?;
        let (kind, after) = if before.rotating_until(now).is_some() {
            let kind = EventKind::KeyRotationTakenBack;
            (kind, before.clone().take_rotation_back(now)?)
        } else {
            (EventKind::KeyRevoked, before.clone().discard(now)?)
        };
        write_turn(tx, caller, now, kind, &before, &after)?;
        Ok(after)
    })
}
