//! What needs a step now, what ends next, and how ends spread over the coming 12 months. Nothing here rests on use.

use std::collections::{HashMap, HashSet};

use chrono::{Datelike as _, Days as DayCount, Months, NaiveDate, TimeDelta, Weekday};
use keytower_domain::actor::Action;
use keytower_domain::id::KeyId;
use keytower_domain::key::{Attention, HandedOut, Key, Life};
use keytower_domain::lifetime::SOON_DAYS;
use keytower_domain::owner::Owner;
use keytower_domain::party::PartyId;
use keytower_domain::time::Instant;
use keytower_domain::workspace::Workspace;

use crate::caller::Caller;
use crate::error::ReadError;
use crate::inventory::Inventory;
use crate::renew_key::preview_renewal;
use crate::store::StoreError;
use crate::tally::Tally;

/// Rows of each list, at most. Its total says how many there are.
const ROWS: usize = 8;
/// Fewer keys than these never end *together*.
const MANY: usize = 20;
/// So many times what an even spread would put on a day is *together*.
const TIMES_EVEN: usize = 4;

/// What a workspace tells at a glance.
pub struct Overview {
    /// The instant that states were judged at.
    pub now: Instant,
    /// Keys that haven't ended.
    pub live: usize,
    /// Those of them that are stopped: disabled, or their owner is, or left.
    pub stopped: usize,
    /// Owners of keys that haven't ended.
    pub owners: usize,
    /// What is broken now.
    pub broken: Broken,
    /// Keys that work and expire soon.
    pub expiring: usize,
    /// The first of them, soonest first.
    pub expiring_first: Vec<Expiring>,
    /// How ends spread over the coming 12 months.
    pub calendar: Calendar,
}

/// What is broken now and can be known without knowing use.
pub struct Broken {
    /// Keys that have expired and can still be renewed.
    pub expired: usize,
    /// Keys that would work, but nobody has them.
    pub not_handed_out: usize,
    /// Owners of keys that would work and are stopped: disabled, or gone.
    pub owners_stopped: usize,
    /// The first of all these: expired ones by how long they can still be renewed, then those that nobody has, oldest
    /// first, then stopped owners, by how many keys they stop.
    pub first: Vec<Trouble>,
}

/// One broken thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// A key has expired and can still be renewed.
    Expired {
        /// Which.
        key: KeyId,
        /// When it expired.
        at: Instant,
        /// Until when it can be renewed.
        renewable_until: Instant,
        /// The live key that replaces it.
        replaced_by: Option<KeyId>,
    },
    /// A key would work, but its secret never left the program.
    NotHandedOut {
        /// Which.
        key: KeyId,
    },
    /// Keys would work, but their owner is disabled, or left.
    OwnerStopped {
        /// Which.
        owner: PartyId,
        /// Since when.
        since: Instant,
        /// How many keys it stops.
        keys: usize,
    },
}

/// A key that works and expires soon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expiring {
    /// Which.
    pub key: KeyId,
    /// When it expires.
    pub at: Instant,
    /// The end that renewing would give it now; `None` where that would be refused.
    pub renewed: Option<Instant>,
    /// The live key that replaces it.
    pub replaced_by: Option<KeyId>,
}

/// How many keys end on which day of the coming 12 months. Counted are keys that haven't ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Today.
    pub from: NaiveDate,
    /// Keys that end on each day from today to the same day next year.
    pub days: Vec<usize>,
    /// The last day on which what ends is expiring soon.
    pub soon_until: NaiveDate,
    /// Keys that end later.
    pub later: usize,
    /// Keys that never end.
    pub never: usize,
    /// So many keys on a day, or more, end *together*.
    pub many: usize,
}

/// Tells a workspace at a glance.
///
/// # Errors
/// [`ReadError`].
pub fn overview(inventory: &mut Inventory, caller: &Caller<'_>) -> Result<Overview, ReadError> {
    caller.may(Action::Read)?;
    let now = inventory.now(caller.clock);
    let (inventory, tally) = inventory.counted(now);
    let stopped = stopped_owners(inventory, tally);
    let working = inventory.owners().filter(|owner| !owner.is_stopped());
    let working: usize = working.map(|owner| tally.of_owner(owner.id()).active).sum();
    let workspace = inventory
        .workspace()
        .ok_or_else(|| StoreError::Damaged("no workspace".to_owned()))?;
    let renewal = workspace.policy.renewal();
    let (mut expired, mut expiring, mut not_handed_out) = (Vec::new(), Vec::new(), Vec::new());
    let mut calendar = Calendar::from(workspace, now);
    let ends = Ends::of(&calendar, workspace);
    let mut replaced = HashMap::new();
    let stops: HashSet<_> = stopped.iter().map(|(owner, ..)| *owner).collect();
    for entry in inventory.entries() {
        let key = &entry.key;
        match key.attention(renewal, now) {
            Some(Attention::ExpiringSoon) => expiring.push(key),
            Some(Attention::StillRenewable) => expired.push(key),
            None => {}
        }
        let life = key.life_at(now);
        if !matches!(life, Life::Active | Life::Disabled { .. }) {
            continue;
        }
        ends.count(key, &mut calendar);
        if let Some(before) = key.replaces {
            replaced.insert(before, key.id);
        }
        if life == Life::Active && key.handed_out == HandedOut::Never && !stops.contains(&key.owner) {
            not_handed_out.push(key);
        }
    }
    calendar.many = many(&calendar.days, calendar.from);
    expiring.sort_by_key(|key| (key.expires_at, key.id));
    expired.sort_by_key(|key| (key.renewable_until(renewal), key.id));
    not_handed_out.sort_by_key(|key| (key.generated_at, key.id));
    let replaced_by = |key: &Key| replaced.get(&key.id).copied();
    let tell_expired = |key: &&Key| {
        Some(Trouble::Expired {
            key: key.id,
            at: key.ends_at()?,
            renewable_until: key.renewable_until(renewal)?,
            replaced_by: replaced_by(key),
        })
    };
    let tell_expiring = |key: &&Key| {
        Some(Expiring {
            key: key.id,
            at: key.expires_at?,
            renewed: preview_renewal(key, workspace, now).ok(),
            replaced_by: replaced_by(key),
        })
    };
    let tell_stopped = |(owner, since, keys): &(_, _, _)| Trouble::OwnerStopped {
        owner: *owner,
        since: *since,
        keys: *keys,
    };
    let first = expired
        .iter()
        .filter_map(tell_expired)
        .chain(
            not_handed_out
                .iter()
                .map(|key| Trouble::NotHandedOut { key: key.id }),
        )
        .chain(stopped.iter().map(tell_stopped))
        .take(ROWS)
        .collect();
    Ok(Overview {
        now,
        live: tally.live,
        stopped: tally.live - working,
        owners: tally.owners_of_live(),
        broken: Broken {
            expired: expired.len(),
            not_handed_out: not_handed_out.len(),
            owners_stopped: stopped.len(),
            first,
        },
        expiring: expiring.len(),
        expiring_first: expiring.iter().filter_map(tell_expiring).take(ROWS).collect(),
        calendar,
    })
}

/// Stopped owners of keys that would work, since when, and how many keys; most keys first.
fn stopped_owners(inventory: &Inventory, tally: &Tally) -> Vec<(PartyId, Instant, usize)> {
    let stopped = |owner: &Owner| Some((owner.id(), owner.stopped_at()?, tally.of_owner(owner.id()).active));
    let mut found: Vec<_> = inventory.owners().filter_map(stopped).collect();
    found.retain(|(.., keys)| *keys > 0);
    found.sort_by_key(|(id, _, keys)| (std::cmp::Reverse(*keys), *id));
    found
}

impl Calendar {
    /// Of keys that haven't ended.
    pub(crate) fn of<'a>(keys: impl Iterator<Item = &'a Key>, workspace: &Workspace, now: Instant) -> Self {
        let mut calendar = Self::from(workspace, now);
        let ends = Ends::of(&calendar, workspace);
        keys.for_each(|key| ends.count(key, &mut calendar));
        calendar.many = many(&calendar.days, calendar.from);
        calendar
    }

    /// How many end on a day; `None` where that isn't counted by the day.
    pub(crate) fn on(&self, day: NaiveDate) -> Option<usize> {
        let place = usize::try_from((day - self.from).num_days()).ok()?;
        self.days.get(place).copied()
    }

    /// Nothing counted yet.
    fn from(workspace: &Workspace, now: Instant) -> Self {
        let from = workspace.day_of(now);
        let to = from.checked_add_months(Months::new(12)).unwrap_or(from);
        Self {
            from,
            days: vec![0; from.iter_days().take_while(|day| *day <= to).count()],
            soon_until: workspace.day_of(now + TimeDelta::days(SOON_DAYS)),
            later: 0,
            never: 0,
            many: MANY,
        }
    }
}

/// The instants at which the calendar's days begin, and the day after its last.
struct Ends(Vec<Instant>);

impl Ends {
    fn of(calendar: &Calendar, workspace: &Workspace) -> Self {
        let starts = calendar.from.iter_days().take(calendar.days.len() + 1);
        Self(starts.map(|day| workspace.start_of(day)).collect())
    }

    fn count(&self, key: &Key, calendar: &mut Calendar) {
        let Some(at) = key.expires_at else {
            calendar.never += 1;
            return;
        };
        // What lives now ends today or later. A day is guessed, and right but for a change of clocks on the way.
        let guess = self.0.first().map_or(0, |first| (at - *first).num_days());
        let mut day = usize::try_from(guess)
            .unwrap_or_default()
            .min(calendar.days.len());
        while day > 0 && self.0.get(day).is_some_and(|start| *start > at) {
            day -= 1;
        }
        while self.0.get(day + 1).is_some_and(|next| *next <= at) {
            day += 1;
        }
        match calendar.days.get_mut(day) {
            Some(count) => *count += 1,
            None => calendar.later += 1,
        }
    }
}

/// How many keys on a day end *together*: at least [`MANY`], and at least [`TIMES_EVEN`] times as many as if all that
/// end were spread evenly over the working days (Monday to Friday) from tomorrow to the last day on which any ends.
fn many(days: &[usize], from: NaiveDate) -> usize {
    let last = days.iter().rposition(|count| *count > 0).unwrap_or_default();
    let works = |day: &NaiveDate| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    let working_days = from.checked_add_days(DayCount::new(1)).map_or(0, |tomorrow| {
        tomorrow.iter_days().take(last).filter(works).count()
    });
    let all: usize = days.iter().sum();
    (TIMES_EVEN * all).div_ceil(working_days.max(1)).max(MANY)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MONDAY: &str = "2026-11-23";

    fn many_of(ends: &[(usize, usize)]) -> usize {
        let mut days = vec![0; 367];
        for (day, keys) in ends {
            days[*day] += keys;
        }
        many(&days, MONDAY.parse().expect("a day"))
    }

    #[test]
    fn a_cliff_among_ordinary_days_stands_out_and_they_do_not() {
        let mut year: Vec<_> = (1..261).map(|day| (day, usize::from(day % 7 < 5) * 5)).collect();
        year.push((178, 41));
        let many = many_of(&year);
        assert!((20..=46).contains(&many), "{many}");
        // Ordinary days of 50 are many in themselves, and yet none stands out.
        let busy: Vec<_> = (1..261).map(|day| (day, usize::from(day % 7 < 5) * 50)).collect();
        assert!(many_of(&busy) > 100);
    }

    #[test]
    fn few_are_never_many_and_two_cliffs_do_not_hide_each_other() {
        assert_eq!(many_of(&[]), 20);
        assert_eq!(many_of(&[(180, 19)]), 20);
        let both = many_of(&[(90, 500), (180, 500)]);
        assert!(both <= 500, "{both}");
    }

    #[test]
    fn what_ends_at_once_because_nothing_lives_longer_is_no_cliff() {
        assert_eq!(many_of(&[(1, 300)]), 1_200);
        assert_eq!(many_of(&[(0, 30)]), 120);
    }
}
