//! A new secret under the same key id; the old one works until a deadline.

use chrono::Days;
use keytower_domain::actor::Action;
use keytower_domain::event::EventKind;
use keytower_domain::id::KeyId;
use keytower_domain::key::{Key, KeyDescription};
use keytower_domain::key_text::KeyText;
use keytower_domain::rotation::LONGEST_OVERLAP_DAYS;
use keytower_domain::time::Instant;
use keytower_domain::workspace::Workspace;

use crate::caller::Caller;
use crate::change_key::{turn_key, write_key};
use crate::error::KeyLifeError;
use crate::generate_key::Generated;
use crate::invalid::{AtField as _, Reason};
use crate::key_policy::workspace_to_change;
use crate::record::Changes;
use crate::reveal_key::boxed;
use crate::store::Store;

/// Gives a key another secret. The old one works for `overlap_days` more calendar days, until the hour at which keys
/// expire, and never longer than the key; with none, it stops at once.
///
/// # Errors
/// [`KeyLifeError`].
pub fn rotate_key<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    id: KeyId,
    overlap_days: u32,
    reason: &str,
) -> Result<Generated, KeyLifeError> {
    caller.may(Action::ChangeOwnKeys)?;
    let overlap_days = u16::try_from(overlap_days)
        .ok()
        .filter(|days| *days <= LONGEST_OVERLAP_DAYS)
        .ok_or(Reason::OverlapDays(LONGEST_OVERLAP_DAYS))
        .at("overlap_days")?;
    let reason = KeyDescription::reason(reason).at("reason")?;
    store.write(|tx| {
        let before = tx.key(id)?.ok_or(KeyLifeError::NotFound)?;
        caller.may_change_keys_of(before.owner)?;
        let now = caller.now(tx)?;
        let text = KeyText::generate(id, &mut caller.fill());
        let sealed = tx.secrets()?.pepper.seal(text.digest());
        let until = old_until(overlap_days, &workspace_to_change(tx)?, now);
        let after = Key {
            boxed: boxed(tx, caller, &text)?,
            ..before.clone().rotate(sealed, until, now)?
        };
        let changes = Changes::default()
            .instant("old_secret_until", None, after.rotating_until(now).or(Some(now)))
            .field("handed_out", before.handed_out.name(), after.handed_out.name())
            .field("reason", "", &reason);
        write_key(tx, caller, now, EventKind::KeyRotated, &before, &after, changes)?;
        Ok(Generated { key: after, text })
    })
}

/// Stops a key's old secret now.
///
/// # Errors
/// [`KeyLifeError`].
pub fn retire_old_secret<S: Store>(store: &S, caller: &Caller<'_>, id: KeyId) -> Result<Key, KeyLifeError> {
    turn_key(
        store,
        caller,
        id,
        EventKind::KeyOldSecretRetired,
        |key, _, now| Ok(key.retire_old_secret(now)?),
    )
}

/// When an old secret would stop.
fn old_until(overlap_days: u16, workspace: &Workspace, now: Instant) -> Instant {
    if overlap_days == 0 {
        return now;
    }
    let day = workspace
        .day_of(now)
        .checked_add_days(Days::new(overlap_days.into()));
    day.map_or(now, |day| workspace.expiry_on(day))
}
