//! Keys whose text was left on a computer: what to think of when that computer was lost.

use std::collections::HashMap;

use keytower_domain::actor::Action;
use keytower_domain::event::{Event, EventKind, Subject};
use keytower_domain::id::KeyId;
use keytower_domain::key::{HandedOut, Key, KeyState};
use keytower_domain::owner::Owner;
use keytower_domain::time::Instant;

use crate::caller::Caller;
use crate::error::ReadError;
use crate::known::{Known as _, Rows};
use crate::store::{Store, StoreError};

/// Events that are read at once.
const PAGE: u32 = 10_000;

/// A key that can still be used and whose text was left on a computer.
pub struct ExposedKey {
    /// The key.
    pub key: Key,
    /// Its owner.
    pub owner: Owner,
    /// Its state.
    pub state: KeyState,
    /// How its text left: saved as a file, whatever else was done with it; or else copied.
    pub how: HandedOut,
    /// When that was, the last time.
    pub at: Instant,
    /// Who did that, by name.
    pub by: String,
}

/// Every key that was saved or copied and has not ended, those that were saved first, and newest first. Events don't say
/// on which computer that was.
///
/// # Errors
/// [`ReadError`].
pub fn exposed_keys<S: Store>(store: &S, caller: &Caller<'_>) -> Result<Vec<ExposedKey>, ReadError> {
    caller.may(Action::Read)?;
    store.read(|tx| {
        let now = caller.now(tx)?;
        let (mut left, mut seq) = (Left::default(), 0);
        loop {
            let events = tx.events_after(seq, PAGE)?;
            for event in &events {
                seq = event.body.seq;
                note(&mut left, event);
            }
            if events.len() < PAGE as usize {
                break;
            }
        }
        let mut found = Vec::new();
        for (id, secrets) in left.0 {
            // One that was deleted is nobody's any more.
            let Some(key) = tx.key(id)? else { continue };
            let owner = Rows(tx)
                .owner(key.owner)?
                .ok_or_else(|| StoreError::Damaged(format!("key {id} has no owner")))?;
            let state = key.state(owner.is_stopped(), now);
            let old = secrets.old.filter(|_| key.rotating_until(now).is_some());
            let Some((how, at, by)) = secrets.current.or(old) else {
                continue;
            };
            if !matches!(state, KeyState::Revoked | KeyState::Expired) {
                found.push(ExposedKey {
                    key,
                    owner,
                    state,
                    how,
                    at,
                    by,
                });
            }
        }
        found.sort_by(|a, b| {
            let place =
                |one: &ExposedKey| (one.how != HandedOut::Saved, std::cmp::Reverse(one.at), one.key.id);
            place(a).cmp(&place(b))
        });
        Ok(found)
    })
}

/// How a secret left, when, and who did that.
type How = (HandedOut, Instant, String);

/// How a key's secrets left.
#[derive(Default)]
struct Secrets {
    current: Option<How>,
    /// The one before the last rotation.
    old: Option<How>,
}

#[derive(Default)]
struct Left(HashMap<KeyId, Secrets>);

/// Takes down how a key's text left; a file weighs more than a clipboard, which was emptied.
fn note(left: &mut Left, event: &Event) {
    let body = &event.body;
    let Subject::Key(id) = body.subject else {
        return;
    };
    match body.kind {
        EventKind::KeyHandedOut => {}
        EventKind::KeyRotated => {
            if let Some(secrets) = left.0.get_mut(&id) {
                // Rotated once more before the new one left: the old one is still the one before.
                secrets.old = secrets.current.take().or(secrets.old.take());
            }
            return;
        }
        EventKind::KeyRotationTakenBack => {
            if let Some(secrets) = left.0.get_mut(&id) {
                secrets.current = secrets.old.take();
            }
            return;
        }
        _ => return,
    }
    let how = body
        .changes
        .iter()
        .find(|change| change.field == "handed_out")
        .and_then(|change| HandedOut::named(change.after.as_deref()?));
    let current = &mut left.0.entry(id).or_default().current;
    let was_saved = matches!(current, Some((HandedOut::Saved, ..)));
    match how {
        Some(HandedOut::Copied) if was_saved => {}
        Some(how @ (HandedOut::Saved | HandedOut::Copied)) => {
            *current = Some((how, body.at, body.actor.clone()));
        }
        Some(HandedOut::Never | HandedOut::Stored) | None => {}
    }
}
