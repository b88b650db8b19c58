//! What every change to a key has in common.

use keytower_domain::actor::Action;
use keytower_domain::event::{EventKind, Subject};
use keytower_domain::id::KeyId;
use keytower_domain::key::{Key, Life, LifeRefusal};
use keytower_domain::policy::{Ending, Policy};
use keytower_domain::time::Instant;

use crate::caller::Caller;
use crate::edit_workspace::workspace;
use crate::error::KeyLifeError;
use crate::record::{Changes, record};
use crate::store::{Store, Stored, WriteTx};

/// A turn of a key's life that asks for nothing more: taken by one key, or by many at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It stops now; can be undone.
    Disable,
    /// It works again.
    Enable,
    /// It ends at once, for good: it may be compromised.
    Expire,
    /// It stops for good.
    Revoke,
}

impl Turn {
    /// The key after it. What was disabled can be enabled whatever the policy.
    ///
    /// # Errors
    /// Where its life, or else the policy, has no such turn.
    pub fn of(self, key: Key, policy: &Policy, now: Instant) -> Result<Key, LifeRefusal> {
        let (after, ending) = match self {
            Self::Disable => (key.disable(now)?, Ending::Disable),
            Self::Enable => return key.enable(now),
            Self::Expire => (key.expire(now)?, Ending::Expire),
            Self::Revoke => (key.revoke(now)?, Ending::Revoke),
        };
        policy.allows(ending)?;
        Ok(after)
    }

    /// What its event says.
    pub(crate) fn kind(self) -> EventKind {
        match self {
            Self::Disable => EventKind::KeyDisabled,
            Self::Enable => EventKind::KeyEnabled,
            Self::Expire => EventKind::KeyExpiredByHand,
            Self::Revoke => EventKind::KeyRevoked,
        }
    }
}

/// Takes one key through a turn, with its event.
pub(crate) fn take_turn<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    id: KeyId,
    turn: Turn,
) -> Result<Key, KeyLifeError> {
    turn_key(store, caller, id, turn.kind(), |key, policy, now| {
        Ok(turn.of(key, policy, now)?)
    })
}

/// Takes a key further in its life, with the event.
pub(crate) fn turn_key<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    id: KeyId,
    kind: EventKind,
    turn: impl Fn(Key, &Policy, Instant) -> Result<Key, KeyLifeError>,
) -> Result<Key, KeyLifeError> {
    caller.may(Action::ChangeOwnKeys)?;
    store.write(|tx| {
        let before = tx.key(id)?.ok_or(KeyLifeError::NotFound)?;
        caller.may_change_keys_of(before.owner)?;
        let now = caller.now(tx)?;
        let after = turn(before.clone(), &workspace(tx)?.policy, now)?;
        write_turn(tx, caller, now, kind, &before, &after)?;
        Ok(after)
    })
}

/// Writes a key that was taken further in its life, with the event.
pub(crate) fn write_turn(
    tx: &mut (impl WriteTx + ?Sized),
    caller: &Caller<'_>,
    now: Instant,
    kind: EventKind,
    before: &Key,
    after: &Key,
) -> Stored<()> {
    let changes = Changes::default()
        .field(
            "state",
            life_name(before.life_at(now)),
            life_name(after.life_at(now)),
        )
        .instant("expires_at", before.expires_at, after.expires_at)
        .field("handed_out", before.handed_out.name(), after.handed_out.name())
        .instant(
            "old_secret_until",
            before.rotating_until(now),
            after.rotating_until(now),
        );
    write_key(tx, caller, now, kind, before, after, changes)
}

/// Writes a changed key and its event; nothing when nothing changed.
pub(crate) fn write_key(
    tx: &mut (impl WriteTx + ?Sized),
    caller: &Caller<'_>,
    now: Instant,
    kind: EventKind,
    before: &Key,
    after: &Key,
    changes: Changes,
) -> Stored<()> {
    if before.digest() == after.digest() {
        return Ok(());
    }
    tx.update_key(before.digest(), after)?;
    record(
        tx,
        caller,
        now,
        kind,
        Subject::Key(after.id),
        changes,
        after.digest(),
    )
}

fn life_name(life: Life) -> &'static str {
    match life {
        Life::Active => "active",
        Life::Disabled { .. } => "disabled",
        Life::Expired { .. } => "expired",
        Life::Revoked { .. } => "revoked",
    }
}
