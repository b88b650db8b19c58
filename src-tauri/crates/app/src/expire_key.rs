//! Ending a key that may be compromised.

use keytower_domain::id::KeyId;
use keytower_domain::key::Key;

use crate::caller::Caller;
use crate::change_key::{Turn, take_turn};
use crate::error::KeyLifeError;
use crate::store::Store;

/// Expires a key now: it ends at once, for good.
///
/// # Errors
/// [`KeyLifeError`].
pub fn expire_key<S: Store>(store: &S, caller: &Caller<'_>, id: KeyId) -> Result<Key, KeyLifeError> {
    take_turn(store, caller, id, Turn::Expire)
}
