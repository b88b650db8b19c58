//! The audit log.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use chrono_tz::Tz;
use keytower_app::domain::actor::Action;
use keytower_app::domain::event::Subject;
use keytower_app::domain::id::KeyId;
use keytower_app::{
    ChainReport, Inventory, Logged, Named, ReadTx, Store, StoreError, check_chain_while, named, prove_key,
    read_event, read_key,
};
use keytower_contract::convert::{count, hand_over_note, key_evidence, write_events};
use keytower_contract::{
    Answer, CheckReport, Code, EventPage, EventQuery, EventRow, ExportFormat, ExportPart, Problem,
    SubjectView,
};

use crate::{Desk, held};

/// Rows that are answered at once, at most.
const PAGE: u32 = 1_000;

impl<S: Store> Desk<S> {
    pub(crate) fn list_events(&self, query: &EventQuery, offset: u32, limit: u32) -> Answer<EventPage> {
        self.acting().caller().may(Action::Read)?;
        let inventory = self.inventory()?;
        self.store.read(|tx| {
            let total = tx.head()?.seq;
            let found = self.found(tx, &inventory, query)?;
            let (skip, take) = (offset as usize, limit.min(PAGE) as usize);
            let places: Vec<u32> = match &found {
                Some(places) => places.iter().copied().skip(skip).take(take).collect(),
                None => (1..=total).rev().skip(skip).take(take).collect(),
            };
            Ok(EventPage {
                total,
                matching: found.map_or(total, |places| count(places.len())),
                rows: rows(tx, &inventory, &places)?,
            })
        })
    }

    pub(crate) fn event(&self, seq: u32) -> Answer<EventRow> {
        self.acting().caller().may(Action::Read)?;
        let inventory = self.inventory()?;
        self.store.read(|tx| {
            if seq > tx.head()?.seq {
                return Err(Problem::new(Code::NotFound));
            }
            let row = rows(tx, &inventory, &[seq])?.pop();
            row.ok_or_else(|| Problem::new(Code::NotFound))
        })
    }

    pub(crate) fn export_events(
        &self,
        query: &EventQuery,
        format: ExportFormat,
        after: u32,
    ) -> Answer<ExportPart> {
        self.acting().caller().may(Action::Read)?;
        let inventory = self.inventory()?;
        self.store.read(|tx| {
            let head = tx.head()?.seq;
            let found = self.found(tx, &inventory, query)?;
            let page = PAGE as usize;
            let places: Vec<u32> = match &found {
                Some(places) => {
                    // Newest first, as they were found.
                    let later = places.partition_point(|seq| *seq > after);
                    places[..later].iter().rev().copied().take(page + 1).collect()
                }
                None => (after.saturating_add(1)..=head).take(page + 1).collect(),
            };
            let (part, more) = (&places[..places.len().min(page)], places.len() > page);
            let logged = logged(tx, &inventory, part)?;
            let zone = tx.workspace()?.map_or(Tz::UTC, |workspace| workspace.zone);
            let events = logged.iter().map(|(logged, named)| (logged, named));
            Ok(ExportPart {
                text: write_events(events, format, zone, after == 0),
                events: count(part.len()),
                next: part.last().copied().filter(|_| more),
                of: found.map_or(head, |places| count(places.len())),
            })
        })
    }

    pub(crate) fn check_chain(&self) -> Answer<CheckReport> {
        let check = self.check.begin();
        let seen = self.witness.seen();
        let report = check_chain_while(&self.store, &self.acting().caller(), seen, &mut |progress| {
            check.goes_on(progress) && !self.closed.load(Ordering::SeqCst)
        })?;
        Ok(match report {
            ChainReport::Intact { events } => {
                let first = self.store.read(|tx| tx.event(1))?;
                CheckReport::Intact {
                    events,
                    since: first.map_or_else(|| self.acting().clock.now(), |event| event.body.at),
                    seen: seen.map(|head| head.seq),
                }
            }
            ChainReport::BrokenAt { seq } => CheckReport::BrokenAt { seq },
            ChainReport::Unreadable { seq } => CheckReport::Unreadable { seq },
            ChainReport::TailMissing { seen, found } => CheckReport::TailMissing { seen, found },
            ChainReport::RowDiffers { subject, seq } => CheckReport::RowDiffers {
                subject: SubjectView::of(subject, &self.named_if_readable(subject)?),
                seq: Some(seq).filter(|seq| *seq > 0),
            },
        })
    }

    /// The name of something that may be what can't be read.
    fn named_if_readable(&self, subject: Subject) -> Answer<Named> {
        let named = self
            .inventory()
            .and_then(|inventory| Ok(self.store.read(|tx| named(tx, &inventory, subject))?));
        match named {
            Err(problem) if problem.code == Code::VaultDamaged => Ok(Named {
                name: String::new(),
                exists: true,
            }),
            other => other,
        }
    }

    pub(crate) fn key_evidence(&self, key_id: KeyId) -> Answer<String> {
        let evidence = prove_key(&self.store, &self.acting().caller(), key_id)?;
        Ok(key_evidence(&evidence, &self.acting().actor.name))
    }

    pub(crate) fn hand_over_note(&self, key_id: KeyId) -> Answer<String> {
        let dossier = read_key(&self.store, &self.acting().caller(), key_id)?;
        Ok(hand_over_note(&dossier, &self.acting().actor.name))
    }

    pub(crate) fn list_actors(&self) -> Answer<Vec<String>> {
        self.acting().caller().may(Action::Read)?;
        let inventory = self.inventory()?;
        let mut log = held(&self.activity);
        self.store
            .read::<_, StoreError>(|tx| log.activity.refresh(tx, &inventory))?;
        Ok(log.activity.actors().into_iter().map(str::to_owned).collect())
    }

    /// The places that a query finds, newest first; `None` for a query that finds all, which stand in a row and need
    /// nothing in memory.
    fn found(
        &self,
        tx: &dyn ReadTx,
        inventory: &Inventory,
        query: &EventQuery,
    ) -> Answer<Option<Arc<Vec<u32>>>> {
        let workspace = tx
            .workspace()?
            .ok_or_else(|| StoreError::Damaged("no workspace".to_owned()))?;
        let query = query.within(&workspace)?;
        if query.finds_all() {
            return Ok(None);
        }
        let mut log = held(&self.activity);
        if log.activity.refresh(tx, inventory)? {
            log.found = None;
        }
        if let Some((kept, places)) = &log.found
            && *kept == query
        {
            return Ok(Some(Arc::clone(places)));
        }
        let places = Arc::new(log.activity.find(&query));
        log.found = Some((query, Arc::clone(&places)));
        Ok(Some(places))
    }
}

/// The rows at these places, with what each is about by name.
fn rows(tx: &dyn ReadTx, inventory: &Inventory, places: &[u32]) -> Answer<Vec<EventRow>> {
    let logged = logged(tx, inventory, places)?;
    Ok(logged
        .iter()
        .map(|(logged, named)| EventRow::of(logged, named))
        .collect())
}

fn logged(tx: &dyn ReadTx, inventory: &Inventory, places: &[u32]) -> Answer<Vec<(Logged, Named)>> {
    let mut known: HashMap<Subject, Named> = HashMap::new();
    let mut read = Vec::with_capacity(places.len());
    for seq in places {
        let logged = read_event(tx, *seq)?;
        let called = match &logged {
            Logged::Event(event) => match known.entry(event.body.subject) {
                Entry::Occupied(before) => before.get().clone(),
                Entry::Vacant(new) => new.insert(named(tx, inventory, event.body.subject)?).clone(),
            },
            Logged::Unreadable { .. } => Named {
                name: String::new(),
                exists: false,
            },
        };
        read.push((logged, called));
    }
    Ok(read)
}
