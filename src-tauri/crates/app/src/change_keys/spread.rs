//! Many ends on one day are many keys to renew on one day: they are spread over the working days before it.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use keytower_domain::id::KeyId;
use keytower_domain::time::Instant;
use keytower_domain::workspace::Workspace;

use super::PlannedChange;
use crate::cliff::working_days;
use crate::inventory::Inventory;

/// How many keys end on each day, and which days there are to choose from.
pub(super) struct Spread<'a> {
    inventory: &'a Inventory,
    workspace: &'a Workspace,
    now: Instant,
    ending: HashMap<NaiveDate, u32>,
}

impl<'a> Spread<'a> {
    /// Counts the ends of the keys that aren't renewed.
    pub(super) fn new(
        inventory: &'a Inventory,
        renewed: &[PlannedChange],
        workspace: &'a Workspace,
        now: Instant,
    ) -> Self {
        let renewed: HashSet<KeyId> = renewed.iter().map(|change| change.id).collect();
        let mut ending = HashMap::new();
        for entry in inventory.entries() {
            let key = &entry.key;
            if let Some(at) = key
                .expires_at
                .filter(|_| key.is_live(now) && !renewed.contains(&key.id))
            {
                *ending.entry(workspace.day_of(at)).or_default() += 1;
            }
        }
        Self {
            inventory,
            workspace,
            now,
            ending,
        }
    }

    /// Gives each key an end on the day, of those it may have, on which the fewest end: of equal ones the latest.
    pub(super) fn place(mut self, renewed: &mut [PlannedChange]) {
        for change in renewed {
            let Some(latest) = change.end else { continue };
            let present = self.inventory.key(change.id).and_then(|key| key.expires_at);
            let day = self
                .days(latest, present)
                .min_by_key(|day| self.ending.get(day).copied().unwrap_or_default())
                .unwrap_or_else(|| self.workspace.day_of(latest));
            *self.ending.entry(day).or_default() += 1;
            change.end = Some(self.workspace.expiry_on(day));
        }
    }

    /// The working days that a key may end on, latest first: after today, and after the day on which it ends now.
    fn days(&self, latest: Instant, present: Option<Instant>) -> impl Iterator<Item = NaiveDate> {
        let after = present.map_or(self.now, |end| end.max(self.now));
        let after = self.workspace.day_of(after);
        working_days(self.workspace.day_of(latest), after)
    }
}
