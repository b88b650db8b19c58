//! Recording how a key's secret left the program.

use keytower_domain::event::EventKind;
use keytower_domain::id::KeyId;
use keytower_domain::key::{HandedOut, Key};

use crate::caller::Caller;
use crate::change_key::turn_key;
use crate::error::KeyLifeError;
use crate::store::Store;

/// Records that a key's secret was copied, saved, or is said to be stored.
///
/// # Errors
/// [`KeyLifeError`].
pub fn hand_out_key<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    id: KeyId,
    how: HandedOut,
) -> Result<Key, KeyLifeError> {
    turn_key(store, caller, id, EventKind::KeyHandedOut, |key, _, _| {
        Ok(key.hand_out(how))
    })
}
