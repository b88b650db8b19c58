//! Stopping a key, and letting it work again.

use keytower_domain::id::KeyId;
use keytower_domain::key::Key;

use crate::caller::Caller;
use crate::change_key::{Turn, take_turn};
use crate::error::KeyLifeError;
use crate::store::Store;

/// Disables a key: it stops now; can be undone.
///
/// # Errors
/// [`KeyLifeError`].
pub fn disable_key<S: Store>(store: &S, caller: &Caller<'_>, id: KeyId) -> Result<Key, KeyLifeError> {
    take_turn(store, caller, id, Turn::Disable)
}

/// Enables a key: it works again.
///
/// # Errors
/// [`KeyLifeError`].
pub fn enable_key<S: Store>(store: &S, caller: &Caller<'_>, id: KeyId) -> Result<Key, KeyLifeError> {
    take_turn(store, caller, id, Turn::Enable)
}
