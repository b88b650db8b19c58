//! The audit log.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use keytower_app::domain::actor::Action;
use keytower_app::{Inventory, Logged, Named, ReadTx, Store, StoreError, named, read_event};
use keytower_contract::convert::count;
use keytower_contract::{Answer, EventPage, EventQuery, EventRow};

use crate::{Desk, held};

/// Rows that are answered at once, at most.
const PAGE: u32 = 1_000;

impl<S: Store> Desk<S> {
    pub(crate) fn list_events(&self, query: &EventQuery, offset: u32, limit: u32) -> Answer<EventPage> {
        self.caller().may(Action::Read)?;
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
                rows: rows(tx, &inventory, places)?,
            })
        })
    }

    pub(crate) fn list_actors(&self) -> Answer<Vec<String>> {
        self.caller().may(Action::Read)?;
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
fn rows(tx: &dyn ReadTx, inventory: &Inventory, places: Vec<u32>) -> Answer<Vec<EventRow>> {
    let unnamed = Named {
        name: String::new(),
        exists: false,
    };
    let mut known = HashMap::new();
    let mut rows = Vec::with_capacity(places.len());
    for seq in places {
        let logged = read_event(tx, seq)?;
        let named = match &logged {
            Logged::Event(event) => match known.entry(event.body.subject) {
                Entry::Occupied(before) => &*before.into_mut(),
                Entry::Vacant(new) => &*new.insert(named(tx, inventory, event.body.subject)?),
            },
            Logged::Unreadable { .. } => &unnamed,
        };
        rows.push(EventRow::of(&logged, named));
    }
    Ok(rows)
}
