//! Same key, later end.

use chrono::NaiveDate;
use keytower_domain::actor::Action;
use keytower_domain::event::EventKind;
use keytower_domain::id::KeyId;
use keytower_domain::key::{Key, KeyDescription, LifeRefusal};
use keytower_domain::lifetime::{ExpiryRefusal, end_of_renewed};
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
        let after = renewed(&before, until, &reason, &workspace, now)?;
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
    let end = previewed(key, until, &workspace, now)?;
    Ok((end, cliff(inventory, &workspace, end, Some(id), now)))
}

/// Why a key isn't renewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RenewalRefusal {
    /// Its life doesn't take it.
    Life(LifeRefusal),
    /// The end that is asked for.
    Until(ExpiryRefusal),
}

impl From<LifeRefusal> for RenewalRefusal {
    fn from(refusal: LifeRefusal) -> Self {
        Self::Life(refusal)
    }
}

impl From<RenewalRefusal> for KeyLifeError {
    fn from(refusal: RenewalRefusal) -> Self {
        match refusal {
            RenewalRefusal::Life(refusal) => refusal.into(),
            RenewalRefusal::Until(refusal) => Reason::Expiry(refusal).at("until").into(),
        }
    }
}

/// A key as renewing leaves it: until its renewal period from today, or an earlier day.
pub(crate) fn renewed(
    key: &Key,
    until: Option<NaiveDate>,
    reason: &str,
    workspace: &Workspace,
    now: Instant,
) -> Result<Key, RenewalRefusal> {
    let renewal = workspace.policy.renewal();
    // That it can't be renewed comes first: then no end is right.
    key.renewable(renewal, now)?;
    let end = end_of_renewed(until, key.description.renewal_days, workspace, now);
    Ok(key
        .clone()
        .renew(renewal, end.map_err(RenewalRefusal::Until)?, reason, now)?)
}

/// The end that renewing gives a key. An expired one is taken to have a reason.
fn previewed(
    key: &Key,
    until: Option<NaiveDate>,
    workspace: &Workspace,
    now: Instant,
) -> Result<Instant, RenewalRefusal> {
    let renewed = renewed(key, until, "preview", workspace, now)?;
    renewed.expires_at.ok_or(LifeRefusal::NotByPolicy.into())
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
    previewed(key, None, workspace, now).map_err(|refusal| match refusal {
        RenewalRefusal::Life(refusal) => refusal,
        // Of the whole period only this can be wrong: keys have no end.
        RenewalRefusal::Until(_) => LifeRefusal::NotByPolicy,
    })
}
