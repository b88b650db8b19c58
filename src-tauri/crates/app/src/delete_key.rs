//! Taking a key off the list.

use keytower_domain::actor::Action;
use keytower_domain::event::{EventKind, Subject, deleted_key_digest};
use keytower_domain::id::KeyId;

use crate::caller::Caller;
use crate::edit_workspace::workspace;
use crate::error::KeyLifeError;
use crate::record::{Changes, record};
use crate::store::Store;

/// Deletes a key: one that is revoked, or any where the policy says so, which ends it. Its id stays behind, so that it can't come back and can still be recognised.
///
/// # Errors
/// [`KeyLifeError`].
pub fn delete_key<S: Store>(store: &S, caller: &Caller<'_>, id: KeyId) -> Result<(), KeyLifeError> {
    caller.may(Action::ChangeOwnKeys)?;
    store.write(|tx| {
        let key = tx.key(id)?.ok_or(KeyLifeError::NotFound)?;
        caller.may_change_keys_of(key.owner)?;
        key.delete(workspace(tx)?.policy.deletion)?;
        let now = caller.now(tx)?;
        tx.delete_key(key.digest(), id, now)?;
        let changes = Changes::default().field("name", &key.description.name, "");
        record(
            tx,
            caller,
            now,
            EventKind::KeyDeleted,
            Subject::Key(id),
            changes,
            deleted_key_digest(id, now),
        )?;
        Ok(())
    })
}
