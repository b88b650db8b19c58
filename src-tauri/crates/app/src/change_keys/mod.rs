//! Changing many keys at once: judge each, show what would change, and only then write.

mod reminding;
mod spread;

use keytower_domain::actor::{Action, Forbidden};
use keytower_domain::canonical::RowDigest;
use keytower_domain::id::KeyId;
use keytower_domain::key::{Key, Life, LifeRefusal};
use keytower_domain::party::PartyId;
use keytower_domain::text;
use keytower_domain::time::Instant;
use keytower_domain::workspace::Workspace;

use crate::caller::Caller;
use crate::change_key::{Turn, write_turn};
use crate::edit_workspace::workspace;
use crate::invalid::{AtField as _, Invalid};
use crate::inventory::Inventory;
use crate::known::{Known, Rows};
use crate::reminders::write_reminders;
use crate::renew_key::{preview_renewal, renewed, write_renewal};
use crate::select_keys::KeySelection;
use crate::store::{Store, StoreError, WriteTx};
pub(crate) use reminding::Reminding;
pub use reminding::{ChangeDays, ChangeReminders};
use spread::Spread;

/// What can be done to many keys at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyVerb {
    /// Same key, later end: each until its own renewal period from today.
    Renew {
        /// Or until a working day shortly before, so that they don't all end together.
        spread: bool,
    },
    /// A turn of its life.
    Turn(Turn),
    /// Other reminders.
    Remind(ChangeReminders),
    /// Somebody else in the place of somebody whom they remind.
    ReplacePerson {
        /// Who.
        from: PartyId,
        /// Who instead, who is there.
        to: PartyId,
    },
}

/// Why one of many keys isn't changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChangeRefusal {
    /// Its life doesn't take that turn.
    #[error(transparent)]
    Life(#[from] LifeRefusal),
    /// It reminds the same, on the same days.
    #[error("reminds so already")]
    RemindsSo,
    /// It doesn't remind whoever is to be replaced.
    #[error("doesn't remind them")]
    RemindsThemNot,
}

/// What changing many keys would come to.
#[derive(Clone, Debug)]
pub struct KeyChanges {
    /// What is to be done.
    pub verb: KeyVerb,
    /// The keys that will change, in order of their ids.
    pub changing: Vec<PlannedChange>,
    /// The keys that won't, and why.
    pub refused: Vec<(KeyId, ChangeRefusal)>,
    /// How many of the changing have expired: they are renewed with a reason.
    pub need_reason: usize,
}

/// A key that will change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedChange {
    /// Which.
    pub id: KeyId,
    /// As it was when that was said.
    pub before: RowDigest,
    /// The end that renewing will give it.
    pub end: Option<Instant>,
}

/// Why many keys aren't changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeKeysError {
    /// The actor's role doesn't allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// What is wrong with the reason.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// Some have expired, and no reason is given.
    #[error("a reason is required")]
    ReasonRequired,
    /// One of them changed since it was judged, or can't change any more.
    #[error("the keys changed since the preview")]
    Stale,
    /// Somebody stopped it; none has changed.
    #[error("stopped")]
    Stopped,
    /// The store's.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Judges each selected key. Nothing is written.
///
/// # Errors
/// [`ChangeKeysError`].
pub fn preview_key_changes(
    inventory: &Inventory,
    caller: &Caller<'_>,
    selection: &KeySelection,
    verb: &KeyVerb,
) -> Result<KeyChanges, ChangeKeysError> {
    caller.may(Action::ChangeOwnKeys)?;
    let workspace = Known::workspace(inventory)?;
    let now = inventory.now(caller.clock);
    let (reminding, invalid) = Reminding::of(inventory, verb)?;
    if let Some(wrong) = invalid.into_iter().next() {
        return Err(wrong.into());
    }
    let mut selected = inventory.selected(selection, now);
    for key in &selected {
        caller.may_change_keys_of(key.owner)?;
    }
    selected.sort_unstable_by_key(|key| key.id);
    let mut changes = judge(&selected, &workspace, verb, reminding.as_ref(), now);
    if *verb == (KeyVerb::Renew { spread: true }) {
        Spread::new(inventory, &changes.changing, &workspace, now).place(&mut changes.changing);
    }
    Ok(changes)
}

fn judge(
    selected: &[&Key],
    workspace: &Workspace,
    verb: &KeyVerb,
    reminding: Option<&Reminding<'_>>,
    now: Instant,
) -> KeyChanges {
    let mut changes = KeyChanges {
        verb: verb.clone(),
        changing: Vec::with_capacity(selected.len()),
        refused: Vec::new(),
        need_reason: 0,
    };
    for key in selected {
        let end = match (verb, reminding) {
            (KeyVerb::Turn(turn), _) => turn
                .of((*key).clone(), &workspace.policy, now)
                .map(|_| None)
                .map_err(Into::into),
            (_, Some(reminding)) => reminding.apply(key, &workspace.policy, now).map(|_| None),
            (_, None) => preview_renewal(key, workspace, now).map(Some).map_err(Into::into),
        };
        match end {
            Ok(end) => {
                let expired = matches!(key.life_at(now), Life::Expired { .. });
                changes.need_reason += usize::from(end.is_some() && expired);
                changes.changing.push(PlannedChange {
                    id: key.id,
                    before: key.digest(),
                    end,
                });
            }
            Err(refusal) => changes.refused.push((key.id, refusal)),
        }
    }
    changes
}

/// Writes what a preview said, all of it or nothing, with an event for each key. `goes_on` is told before each key how
/// many have been written, and may stop it.
///
/// # Errors
/// [`ChangeKeysError`]; `Stale` when it would not do what was shown.
pub fn confirm_key_changes<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    changes: &KeyChanges,
    reason: &str,
    goes_on: impl Fn(usize) -> bool,
) -> Result<(), ChangeKeysError> {
    caller.may(Action::ChangeOwnKeys)?;
    let reason = text::line(reason, 500).at("reason")?;
    if changes.need_reason > 0 && reason.is_empty() {
        return Err(ChangeKeysError::ReasonRequired);
    }
    store.write(|tx| {
        let (workspace, now) = (workspace(tx)?, caller.now(tx)?);
        let (reminding, invalid) = Reminding::of(&Rows(tx), &changes.verb)?;
        if !invalid.is_empty() {
            return Err(ChangeKeysError::Stale);
        }
        let writer = Writer {
            caller,
            workspace: &workspace,
            now,
            verb: &changes.verb,
            reminding: reminding.as_ref(),
            reason: &reason,
        };
        for (done, change) in changes.changing.iter().enumerate() {
            if !goes_on(done) {
                return Err(ChangeKeysError::Stopped);
            }
            writer.write(tx, change)?;
        }
        if goes_on(changes.changing.len()) {
            Ok(())
        } else {
            Err(ChangeKeysError::Stopped)
        }
    })
}

/// Does to each key what was said of it.
struct Writer<'a> {
    caller: &'a Caller<'a>,
    workspace: &'a Workspace,
    now: Instant,
    verb: &'a KeyVerb,
    reminding: Option<&'a Reminding<'a>>,
    reason: &'a str,
}

impl Writer<'_> {
    fn write(&self, tx: &mut dyn WriteTx, change: &PlannedChange) -> Result<(), ChangeKeysError> {
        let Self { caller, now, .. } = *self;
        let before = tx.key(change.id)?.filter(|key| key.digest() == change.before);
        let before = before.ok_or(ChangeKeysError::Stale)?;
        caller.may_change_keys_of(before.owner)?;
        let after = self.after(&before, change).ok_or(ChangeKeysError::Stale)?;
        match self.verb {
            KeyVerb::Renew { .. } => write_renewal(tx, caller, now, self.reason, &before, &after)?,
            KeyVerb::Turn(turn) => write_turn(tx, caller, now, turn.kind(), &before, &after)?,
            KeyVerb::Remind(_) | KeyVerb::ReplacePerson { .. } => {
                write_reminders(tx, caller, now, &before, &after)?;
            }
        }
        Ok(())
    }

    /// The key as it was said that it would be; `None` where that can't be any more.
    fn after(&self, before: &Key, change: &PlannedChange) -> Option<Key> {
        match self.verb {
            KeyVerb::Renew { .. } => {
                let day = self.workspace.day_of(change.end?);
                let after = renewed(before, Some(day), self.reason, self.workspace, self.now).ok();
                after.filter(|after| after.expires_at == change.end)
            }
            KeyVerb::Turn(turn) => turn.of(before.clone(), &self.workspace.policy, self.now).ok(),
            KeyVerb::Remind(_) | KeyVerb::ReplacePerson { .. } => self
                .reminding?
                .apply(before, &self.workspace.policy, self.now)
                .ok(),
        }
    }
}
