//! Ending a key for good.

use keytower_domain::event::EventKind;
use keytower_domain::id::KeyId;
use keytower_domain::key::Key;

use crate::caller::Caller;
use crate::change_key::{Turn, take_turn, turn_key};
use crate::error::KeyLifeError;
use crate::store::Store;

/// Revokes a key: it stops for good; applications and services that use it stop working.
///
/// # Errors
/// [`KeyLifeError`].
pub fn revoke_key<S: Store>(store: &S, caller: &Caller<'_>, id: KeyId) -> Result<Key, KeyLifeError> {
    take_turn(store, caller, id, Turn::Revoke)
}

/// Revokes a key that was generated and that nobody can have.
///
/// # Errors
/// [`KeyLifeError`].
pub fn discard_key<S: Store>(store: &S, caller: &Caller<'_>, id: KeyId) -> Result<Key, KeyLifeError> {
    turn_key(store, caller, id, EventKind::KeyRevoked, |key, now| {
        Ok(key.discard(now)?)
    })
}
