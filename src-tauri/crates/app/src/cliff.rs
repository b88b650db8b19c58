//! A day on which many keys end together is a day on which many are to be renewed: it is said before another is added.

use chrono::{Datelike as _, NaiveDate, Weekday};
use keytower_domain::id::KeyId;
use keytower_domain::time::Instant;
use keytower_domain::workspace::Workspace;

use crate::inventory::Inventory;
use crate::overview::Calendar;

/// So many working days are looked at: four weeks.
const WORKING_DAYS: usize = 20;

/// A day on which many keys end already: together, as the overview's calendar has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cliff {
    /// How many end that day, beside the key that is asked about.
    pub keys: usize,
    /// The nearest working day before it on which keys don't end together; none where it would be today or earlier, or
    /// no later than the key ends already.
    pub instead: Option<NaiveDate>,
}

/// Whether an end within the calendar falls on a cliff. Of a key that is there, what it ends on now isn't counted, and it ends later than
/// that in any case.
pub(crate) fn cliff(
    inventory: &Inventory,
    workspace: &Workspace,
    end: Instant,
    key: Option<KeyId>,
    now: Instant,
) -> Option<Cliff> {
    let others = inventory.entries().map(|entry| &entry.key);
    let others = others.filter(|other| Some(other.id) != key && other.is_live(now));
    let calendar = Calendar::of(others, workspace, now);
    let day = workspace.day_of(end);
    let keys = calendar.on(day).filter(|keys| *keys >= calendar.many)?;
    let ends_now = key
        .and_then(|id| inventory.key(id)?.expires_at)
        .map_or(now, |at| at.max(now));
    let after = workspace.day_of(ends_now);
    let instead =
        working_days(day, after).find(|day| calendar.on(*day).is_some_and(|keys| keys < calendar.many));
    Some(Cliff { keys, instead })
}

/// The nearest working days up to a day and after another, latest first.
pub(crate) fn working_days(until: NaiveDate, after: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    std::iter::successors(Some(until), NaiveDate::pred_opt)
        .take_while(move |day| *day > after)
        .filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun))
        .take(WORKING_DAYS)
}
