//! Same key, later end.

use keytower_domain::actor::Action;
use keytower_domain::event::EventKind;
use keytower_domain::id::KeyId;
use keytower_domain::key::{Key, KeyDescription, LifeRefusal};
use keytower_domain::lifetime::end_of_renewed;
use keytower_domain::time::Instant;
use keytower_domain::workspace::Workspace;

use crate::caller::Caller;
use crate::change_key::write_key;
use crate::cliff::{Cliff, cliff};
use crate::error::KeyLifeError;
use crate::invalid::{AtField as _, Reason, date};
use crate::inventory::Inventory;
use crate::key_policy::workspace_to_change;
use crate::known::Known;
use crate::record::Changes;
use crate::store::{Store, Stored, WriteTx};

/// Renews a key: until its renewal period from today, or an earlier day.
///
/// # Errors
/// [`KeyLifeError`].
pub fn renew_key<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    id: KeyId,
    until: Option<&str>,
    reason: &str,
) -> Result<Key, KeyLifeError> {
    caller.may(Action::ChangeOwnKeys)?;
    let until = until.map(date).transpose().at("until")?;
    let reason = KeyDescription::reason(reason).at("reason")?;
    store.write(|tx| {
        let before = tx.key(id)?.ok_or(KeyLifeError::NotFound)?;
        caller.may_change_keys_of(before.owner)?;
        let now = caller.now(tx)?;
        let workspace = workspace_to_change(tx)?;
        let end = end_of_renewed(until, before.description.renewal_days, &workspace, now)
            .map_err(Reason::Expiry)
            .at("until")?;
        let renewal = workspace.policy.lifetime.renewal();
        let after = before.clone().renew(renewal, end, &reason, now)?;
        write_renewal(tx, caller, now, &reason, &before, &after)?;
        Ok(after)
    })
}

/// What renewing a key would come to, without doing it: its end, and whether many others end on the same day. An expired
/// key is taken to have a reason.
///
/// # Errors
/// [`KeyLifeError`]: why it would be refused.
pub fn check_renewal(
    inventory: &Inventory,
    caller: &Caller<'_>,
    id: KeyId,
    until: Option<&str>,
) -> Result<(Instant, Option<Cliff>), KeyLifeError> {
    caller.may(Action::ChangeKeys)?;
    let until = until.map(date).transpose().at("until")?;
    let key = inventory.key(id).ok_or(KeyLifeError::NotFound)?;
    let (workspace, now) = (Known::workspace(inventory)?, inventory.now(caller.clock));
    let end = end_of_renewed(until, key.description.renewal_days, &workspace, now);
    let end = end.map_err(Reason::Expiry).at("until")?;
    let renewal = workspace.policy.lifetime.renewal();
    key.clone().renew(renewal, end, "preview", now)?;
    Ok((end, cliff(inventory, &workspace, end, Some(id), now)))
}

/// Writes a renewed key, with its event.
pub(crate) fn write_renewal(
    tx: &mut (impl WriteTx + ?Sized),
    caller: &Caller<'_>,
    now: Instant,
    reason: &str,
    before: &Key,
    after: &Key,
) -> Stored<()> {
    let changes = Changes::default()
        .instant("expires_at", before.expires_at, after.expires_at)
        .field("reason", "", reason);
    write_key(tx, caller, now, EventKind::KeyRenewed, before, after, changes)
}

/// What renewing for the whole period would come to, without doing it. An expired key is taken to have a reason.
///
/// # Errors
/// Why it would be refused.
pub fn preview_renewal(key: &Key, workspace: &Workspace, now: Instant) -> Result<Instant, LifeRefusal> {
    let end = end_of_renewed(None, key.description.renewal_days, workspace, now);
    // A renewal period within its bounds ends within the maximum; a stored one outside them renews nothing.
    let end = end.unwrap_or(now);
    let renewal = workspace.policy.lifetime.renewal();
    key.clone().renew(renewal, end, "preview", now).map(|_| end)
}
