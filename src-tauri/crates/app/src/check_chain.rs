//! Walking the chain of events and comparing rows with it.

use std::collections::HashMap;

use keytower_domain::actor::Action;
use keytower_domain::canonical::RowDigest;
use keytower_domain::event::{Event, Head, Subject, deleted_key_digest};

use crate::caller::Caller;
use crate::edit_workspace::workspace;
use crate::error::ReadError;
use crate::store::{ReadTx, Store, StoreError};

/// Events that are read at once.
const PAGE: u32 = 10_000;

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChainReport {
    /// Every event follows the one before it, and every row is as its newest event left it.
    Intact {
        /// Events in the chain.
        events: u32,
    },
    /// An event was altered, removed or moved: the first that doesn't follow.
    BrokenAt {
        /// Its place.
        seq: u32,
    },
    /// The chain is older than what this computer has seen of it: its tail was cut, or an old copy put back.
    TailMissing {
        /// The newest place that was seen.
        seen: u32,
        /// The newest place that is there.
        found: u32,
    },
    /// A row isn't as its newest event left it.
    RowDiffers {
        /// Of what.
        subject: Subject,
        /// The newest event of it; 0 when it has none.
        seq: u32,
    },
}

/// Checks the whole chain, its rows, and that it still holds what was `seen` of it before.
///
/// # Errors
/// [`ReadError`].
pub fn check_chain<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    seen: Option<Head>,
) -> Result<ChainReport, ReadError> {
    caller.may(Action::Read)?;
    store.read(|tx| {
        let chain_key = tx.secrets()?.chain_key;
        let (mut head, mut newest) = (Head::START, HashMap::new());
        loop {
            let events = tx.events_after(head.seq, PAGE)?;
            for event in &events {
                if !chain_key.follows(head, event) {
                    return Ok(ChainReport::BrokenAt { seq: head.seq + 1 });
                }
                head = event.head();
                newest.insert(event.body.subject, (event.body.seq, event.body.row));
                if let Some(seen) = seen
                    && seen.seq == head.seq
                    && seen.mac != head.mac
                {
                    return Ok(ChainReport::BrokenAt { seq: head.seq });
                }
            }
            if events.len() < PAGE as usize {
                break;
            }
        }
        if let Some(seen) = seen.filter(|seen| seen.seq > head.seq) {
            return Ok(ChainReport::TailMissing {
                seen: seen.seq,
                found: head.seq,
            });
        }
        Ok(match first_differing(tx, &newest)? {
            Some((subject, seq)) => ChainReport::RowDiffers { subject, seq },
            None => ChainReport::Intact { events: head.seq },
        })
    })
}

/// Whether a chain holds what was seen of it before: the same event at that place.
///
/// # Errors
/// The store's.
pub fn holds_seen<S: Store>(store: &S, seen: Head) -> Result<bool, StoreError> {
    store.read(|tx| {
        if seen.seq == 0 {
            return Ok(true);
        }
        let event: Option<Event> = tx.events_after(seen.seq - 1, 1)?.into_iter().next();
        Ok(event.is_some_and(|event| event.body.seq == seen.seq && event.mac == seen.mac))
    })
}

type Newest = HashMap<Subject, (u32, RowDigest)>;

/// The first row, by its newest event, that isn't as that event left it; rows without an event come first.
fn first_differing(tx: &dyn ReadTx, newest: &Newest) -> Result<Option<(Subject, u32)>, StoreError> {
    let rows = rows(tx)?;
    let missing = newest
        .iter()
        .filter(|(subject, _)| !rows.contains_key(*subject))
        .map(|(s, (seq, _))| (*s, *seq));
    let differing = rows
        .iter()
        .filter_map(|(subject, row)| match newest.get(subject) {
            Some((_, digest)) if digest == row => None,
            Some((seq, _)) => Some((*subject, *seq)),
            None => Some((*subject, 0)),
        });
    Ok(missing.chain(differing).min_by_key(|(_, seq)| *seq))
}

/// The digest of every row that is there.
fn rows(tx: &dyn ReadTx) -> Result<HashMap<Subject, RowDigest>, StoreError> {
    let workspace = workspace(tx)?;
    let mut rows = HashMap::from([(Subject::Workspace(workspace.account_id), workspace.digest())]);
    // Before the keys: one that was put back after its deletion differs from what is left of it.
    for id in tx.deleted_keys()? {
        let at = tx
            .deleted_at(id)?
            .ok_or_else(|| StoreError::Damaged(format!("key {id} was deleted, and wasn't")))?;
        rows.insert(Subject::Key(id), deleted_key_digest(id, at));
    }
    rows.extend(
        tx.resources()?
            .iter()
            .map(|row| (Subject::Resource(row.id), row.digest())),
    );
    rows.extend(
        tx.fleet()?
            .iter()
            .map(|row| (Subject::Aircraft(row.id), row.digest())),
    );
    rows.extend(
        tx.accounts()?
            .iter()
            .map(|row| (Subject::Account(row.id), row.digest())),
    );
    rows.extend(tx.keys()?.iter().map(|row| (Subject::Key(row.id), row.digest())));
    Ok(rows)
}
