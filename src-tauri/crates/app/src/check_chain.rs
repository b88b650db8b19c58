//! Walking the chain of events and comparing rows with it.

use std::collections::HashMap;

use keytower_domain::actor::Action;
use keytower_domain::canonical::RowDigest;
use keytower_domain::event::{Event, Head, Subject, deleted_key_digest};

use crate::caller::Caller;
use crate::edit_workspace::workspace;
use crate::error::ReadError;
use crate::read_event::{Logged, read_event};
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
    /// An event's row is damaged or missing, so nothing after it can be told to follow.
    Unreadable {
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
    /// A row isn't as its newest event left it, or can't be read.
    RowDiffers {
        /// Of what.
        subject: Subject,
        /// The newest event of it; 0 when it has none.
        seq: u32,
    },
}

/// How far a long piece of work has come, in events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Done.
    pub done: u32,
    /// In all.
    pub of: u32,
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
    check_chain_while(store, caller, seen, &mut |_| true)
}

/// The same for as long as `goes_on` says so; it is told how far the check has come. Other reads needn't wait for it.
///
/// # Errors
/// [`ReadError`]; [`ReadError::Stopped`] once it doesn't go on.
pub fn check_chain_while<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    seen: Option<Head>,
    goes_on: &mut dyn FnMut(Progress) -> bool,
) -> Result<ChainReport, ReadError> {
    caller.may(Action::Read)?;
    store.read_apart(|tx| {
        let mut go_on = |progress| {
            if goes_on(progress) {
                Ok(())
            } else {
                Err(ReadError::Stopped)
            }
        };
        let (chain_key, of) = (tx.secrets()?.chain_key, tx.head()?.seq);
        let (mut head, mut newest) = (Head::START, HashMap::new());
        loop {
            go_on(Progress { done: head.seq, of })?;
            let events = page(tx, head.seq)?;
            let last = events.len() < PAGE as usize;
            for logged in events {
                let event = match logged {
                    Logged::Event(event) => event,
                    Logged::Unreadable { seq } => return Ok(ChainReport::Unreadable { seq }),
                };
                if !chain_key.follows(head, &event) {
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
            if last {
                break;
            }
        }
        if let Some(seen) = seen.filter(|seen| seen.seq > head.seq) {
            return Ok(ChainReport::TailMissing {
                seen: seen.seq,
                found: head.seq,
            });
        }
        go_on(Progress { done: of, of })?;
        Ok(match first_differing(tx, &newest)? {
            Some((subject, seq)) => ChainReport::RowDiffers { subject, seq },
            None => ChainReport::Intact { events: head.seq },
        })
    })
}

/// The events after a place; one by one where one among them can't be read, so that it is known which.
fn page(tx: &dyn ReadTx, after: u32) -> Result<Vec<Logged>, StoreError> {
    match tx.events_after(after, PAGE) {
        Ok(events) => Ok(events.into_iter().map(Logged::Event).collect()),
        Err(StoreError::Damaged(_)) => (1..=PAGE).map(|step| read_event(tx, after + step)).collect(),
        Err(error) => Err(error),
    }
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
    let rows = match rows(tx, newest) {
        Ok(rows) => rows,
        Err(StoreError::Damaged(what)) => {
            let unreadable = first_unreadable(tx, newest)?;
            return unreadable.map(Some).ok_or(StoreError::Damaged(what));
        }
        Err(error) => return Err(error),
    };
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

/// The first row, by its newest event, that can't be read.
fn first_unreadable(tx: &dyn ReadTx, newest: &Newest) -> Result<Option<(Subject, u32)>, StoreError> {
    let mut subjects: Vec<(Subject, u32)> = newest.iter().map(|(s, (seq, _))| (*s, *seq)).collect();
    subjects.sort_by_key(|(_, seq)| *seq);
    for (subject, seq) in subjects {
        let read = match subject {
            Subject::Workspace(_) => tx.workspace().map(drop),
            Subject::Person(id) => tx.person(id).map(drop),
            Subject::Resource(id) => tx.resource(id).map(drop),
            Subject::Template(id) => tx.template(id).map(drop),
            Subject::Aircraft(id) => tx.aircraft(id).map(drop),
            Subject::FleetGroup(id) => tx.fleet_group(id).map(drop),
            Subject::Account(id) => tx.account(id).map(drop),
            Subject::Key(id) => tx.key(id).and_then(|_| tx.deleted_at(id)).map(drop),
        };
        match read {
            Ok(()) => {}
            Err(StoreError::Damaged(_)) => return Ok(Some((subject, seq))),
            Err(error) => return Err(error),
        }
    }
    Ok(None)
}

/// The digest of every row that is there.
fn rows(tx: &dyn ReadTx, newest: &Newest) -> Result<HashMap<Subject, RowDigest>, StoreError> {
    let workspace = workspace(tx)?;
    let subject = Subject::Workspace(workspace.account_id);
    // An event from before there was a `workspace/2` says nothing of the pepper.
    let row = match newest.get(&subject) {
        Some((_, before)) if *before == workspace.digest() => *before,
        _ => workspace.digest_with(&tx.secrets()?.pepper),
    };
    let mut rows = HashMap::from([(subject, row)]);
    // Before the keys: one that was put back after its deletion differs from what is left of it.
    for id in tx.deleted_keys()? {
        let at = tx
            .deleted_at(id)?
            .ok_or_else(|| StoreError::Damaged(format!("key {id} was deleted, and wasn't")))?;
        rows.insert(Subject::Key(id), deleted_key_digest(id, at));
    }
    rows.extend(
        tx.people()?
            .iter()
            .map(|row| (Subject::Person(row.id), row.digest())),
    );
    rows.extend(
        tx.resources()?
            .iter()
            .map(|row| (Subject::Resource(row.id), row.digest())),
    );
    rows.extend(
        tx.templates()?
            .iter()
            .map(|row| (Subject::Template(row.id), row.digest())),
    );
    rows.extend(
        tx.fleet()?
            .iter()
            .map(|row| (Subject::Aircraft(row.id), row.digest())),
    );
    rows.extend(
        tx.fleet_groups()?
            .iter()
            .map(|row| (Subject::FleetGroup(row.id), row.digest())),
    );
    rows.extend(
        tx.accounts()?
            .iter()
            .map(|row| (Subject::Account(row.id), row.digest())),
    );
    rows.extend(tx.keys()?.iter().map(|row| (Subject::Key(row.id), row.digest())));
    Ok(rows)
}
