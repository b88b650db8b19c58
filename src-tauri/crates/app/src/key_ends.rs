//! When keys end, as calendars hear of it.

use keytower_domain::actor::Action;
use keytower_domain::event::Subject;
use keytower_domain::key::{Key, Life};

use crate::caller::Caller;
use crate::error::ReadError;
use crate::inventory::Inventory;
use crate::reminder_schedule::works;
use crate::store::{Store, StoreError};

/// An end that lies ahead, or lay ahead until somebody ended the key.
pub struct KeyEnd<'a> {
    /// Of which key.
    pub key: &'a Key,
    /// The place of the key's newest event: greater after each change of it.
    pub revision: u32,
    /// Somebody ended the key before.
    pub cancelled: bool,
}

/// The ends of all keys that lie ahead, soonest first.
///
/// # Errors
/// [`ReadError`].
pub fn key_ends<'a, S: Store>(
    store: &S,
    inventory: &'a Inventory,
    caller: &Caller<'_>,
) -> Result<Vec<KeyEnd<'a>>, ReadError> {
    caller.may(Action::Read)?;
    let now = inventory.now(caller.clock);
    let keys = inventory.entries().map(|entry| &entry.key);
    let mut ahead: Vec<&Key> = keys
        .filter(|key| key.expires_at.is_some_and(|at| at > now))
        .collect();
    ahead.sort_unstable_by_key(|key| (key.expires_at, key.id));
    let ends = store.read::<_, StoreError>(|tx| {
        let ends = ahead.into_iter().map(|key| {
            let newest = tx.places_of(Subject::Key(key.id), 1)?;
            Ok(KeyEnd {
                key,
                revision: newest.first().copied().unwrap_or_default(),
                cancelled: !key.is_live(now),
            })
        });
        ends.collect()
    })?;
    Ok(ends)
}

/// The key that ends next, of those that work: nobody stopped it or its owner.
///
/// # Errors
/// [`ReadError`].
pub fn next_to_end<'a>(inventory: &'a Inventory, caller: &Caller<'_>) -> Result<Option<&'a Key>, ReadError> {
    caller.may(Action::Read)?;
    let now = inventory.now(caller.clock);
    let ending = works(inventory)
        .map(|(key, _)| key)
        .filter(|key| key.expires_at.is_some() && key.life_at(now) == Life::Active);
    Ok(ending.min_by_key(|key| (key.expires_at, key.id)))
}
