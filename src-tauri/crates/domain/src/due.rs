//! Which reminders are due: a pure function of keys, of what was delivered, and of now. It can be asked at any time and
//! after any absence.

use std::collections::{BTreeMap, HashMap};

use chrono::{Days, NaiveTime, TimeDelta};
use chrono_tz::Tz;

use crate::id::KeyId;
use crate::key::{Key, Life};
use crate::time::{Instant, day_of, instant_on};

/// So many days after its end a key is still said to have expired to whoever wasn't told.
pub const LATE_DAYS: i64 = 30;

/// The time of day, in the workspace's zone, of reminders that come days before: 9:00.
#[must_use]
pub fn reminder_time() -> NaiveTime {
    NaiveTime::MIN + TimeDelta::hours(9)
}

/// One reminder: that a key ends, so many days before. A key that was renewed has another end, and reminds anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reminder {
    /// Of which.
    pub key: KeyId,
    /// The end of which it reminds.
    pub expires_at: Instant,
    /// So many days before; 0 is the end itself.
    pub days: u16,
}

impl Reminder {
    /// From when on it is due, in the workspace's zone.
    #[must_use]
    pub fn due_at(&self, zone: Tz) -> Instant {
        if self.days == 0 {
            return self.expires_at;
        }
        let day = day_of(self.expires_at, zone);
        let day = day.checked_sub_days(Days::new(self.days.into())).unwrap_or(day);
        instant_on(day, reminder_time(), zone)
    }
}

/// What was done with a reminder on a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Which.
    pub reminder: Reminder,
    /// When it was delivered.
    pub at: Instant,
    /// When it comes again, where somebody put it off.
    pub again_at: Option<Instant>,
    /// Somebody has seen it in the window.
    pub seen: bool,
}

impl Delivery {
    /// Delivered now, and not yet seen.
    #[must_use]
    pub fn now(reminder: Reminder, at: Instant) -> Self {
        Self {
            reminder,
            at,
            again_at: None,
            seen: false,
        }
    }

    /// What is known of a delivery from two ledgers of the same device: the later of the two, seen if either was.
    #[must_use]
    pub fn merged(self, other: Self) -> Self {
        let later = |one: &Self| (one.at, one.again_at);
        let seen = self.seen || other.seen;
        let newest = if later(&other) > later(&self) { other } else { self };
        Self { seen, ..newest }
    }
}

/// What was delivered on a device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger(BTreeMap<Reminder, Delivery>);

impl Ledger {
    /// What was done with a reminder; `None` where it wasn't delivered.
    #[must_use]
    pub fn of(&self, reminder: &Reminder) -> Option<&Delivery> {
        self.0.get(reminder)
    }

    /// All of them, by key.
    pub fn iter(&self) -> impl Iterator<Item = &Delivery> {
        self.0.values()
    }

    /// Adds a delivery, in place of the one before of the same reminder.
    pub fn add(&mut self, delivery: Delivery) {
        self.0.insert(delivery.reminder, delivery);
    }

    /// Puts off a reminder of an end to the morning after `chosen_at`, and answers the delivery as it is then and when
    /// it comes again. Nothing where it wasn't delivered, or something more urgent has come since: it would never come.
    pub fn put_off(
        &mut self,
        end: &End<'_>,
        reminder: Reminder,
        chosen_at: Instant,
        zone: Tz,
        now: Instant,
    ) -> Option<(Delivery, Instant)> {
        let delivered = self.0.get_mut(&reminder)?;
        if end.most_urgent(zone, now) != Some(reminder) {
            return None;
        }
        let again_at = tomorrow(zone, chosen_at);
        delivered.again_at = Some(again_at);
        delivered.seen = true;
        Some((*delivered, again_at))
    }
}

impl FromIterator<Delivery> for Ledger {
    fn from_iter<I: IntoIterator<Item = Delivery>>(deliveries: I) -> Self {
        Self(deliveries.into_iter().map(|one| (one.reminder, one)).collect())
    }
}

/// What is due, and when to ask again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agenda {
    /// At most one of each key, by key.
    pub due: Vec<Reminder>,
    /// The next instant at which the passing of time alone makes another due; `None` for never.
    pub next: Option<Instant>,
}

impl Agenda {
    /// Looks at ends of keys whose owners aren't stopped. Of a key's reminders whose time has come, only the most urgent
    /// is due, unless it was delivered and isn't put off to a time that has come. None is due of a time before the key
    /// got its end, nor [`LATE_DAYS`] after it.
    #[must_use]
    pub fn of<'a>(ends: impl Iterator<Item = End<'a>>, zone: Tz, ledger: &Ledger, now: Instant) -> Self {
        let (mut agenda, mut times) = (Self::default(), Times::of(zone));
        for end in ends {
            agenda.look_at(&end, &mut times, now);
        }
        // In the ledger's order: what is looked up next lies beside what was looked up last.
        let mut come = std::mem::take(&mut agenda.due);
        come.sort_unstable();
        let is_due = |reminder: &Reminder| match ledger.of(reminder).map(|delivery| delivery.again_at) {
            Some(None) => false,
            Some(Some(again_at)) if again_at > now => {
                agenda.ask_again_at(again_at);
                false
            }
            None | Some(Some(_)) => true,
        };
        let due = come.into_iter().filter(is_due).collect();
        Self { due, ..agenda }
    }

    /// Adds the most urgent reminder of an end whose time has come, whether it was delivered or not.
    fn look_at(&mut self, end: &End<'_>, times: &mut Times, now: Instant) {
        if end.reminds_from() > now && self.next.is_some_and(|next| next <= end.reminds_from()) {
            return;
        }
        let (most_urgent, next) = end.split(times, now);
        if let Some(next) = next {
            self.ask_again_at(next);
        }
        self.due.extend(most_urgent);
    }

    fn ask_again_at(&mut self, at: Instant) {
        self.next = Some(self.next.map_or(at, |next| next.min(at)));
    }
}

/// From when on reminders are due in a zone. Most ends are those of other keys as well, and zones take their time.
struct Times {
    zone: Tz,
    known: HashMap<(Instant, u16), Instant>,
}

impl Times {
    fn of(zone: Tz) -> Self {
        Self {
            zone,
            known: HashMap::default(),
        }
    }

    fn due_at(&mut self, reminder: &Reminder) -> Instant {
        let known = self.known.entry((reminder.expires_at, reminder.days));
        *known.or_insert_with(|| reminder.due_at(self.zone))
    }
}

/// An end of a key, as far as reminding of it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End<'a> {
    /// Of which.
    pub key: KeyId,
    /// The end.
    pub expires_at: Instant,
    /// When the key got it: nothing before is reminded of.
    pub since: Instant,
    /// So many days before, the earliest first.
    pub days: &'a [u16],
}

impl<'a> End<'a> {
    /// That of a key, which reminds on its own days or the workspace's; `None` where it has none, or somebody stopped or
    /// ended it.
    #[must_use]
    pub fn of(key: &'a Key, usual: &'a [u16]) -> Option<Self> {
        Some(Self {
            key: key.id,
            expires_at: key.expires_at.filter(|_| key.life == Life::Active)?,
            since: key.renewed_at.unwrap_or(key.generated_at),
            days: key.description.reminders.days.or(usual),
        })
    }

    /// The most urgent reminder whose time has come; `None` where none has, or it reminds of nothing any more.
    #[must_use]
    pub fn most_urgent(&self, zone: Tz, now: Instant) -> Option<Reminder> {
        self.split(&mut Times::of(zone), now).0
    }

    /// It reminds of nothing any more from then on.
    #[must_use]
    pub fn reminds_until(&self) -> Instant {
        self.expires_at + TimeDelta::days(LATE_DAYS)
    }

    /// No reminder comes before. Days have up to 26 hours, and 9:00 is before most ends: from then on it is looked at
    /// closely.
    #[must_use]
    pub fn reminds_from(&self) -> Instant {
        let longest = self.days.first().copied().unwrap_or_default();
        self.expires_at - TimeDelta::days(i64::from(longest) + 2)
    }

    /// The last whose time has come since the key got its end, and when the next comes.
    fn split(&self, times: &mut Times, now: Instant) -> (Option<Reminder>, Option<Instant>) {
        if now > self.reminds_until() {
            return (None, None);
        }
        let mut most_urgent = None;
        for days in self.days.iter().copied() {
            let reminder = Reminder {
                key: self.key,
                expires_at: self.expires_at,
                days,
            };
            match times.due_at(&reminder) {
                at if at > now => return (most_urgent, Some(at)),
                at if at > self.since => most_urgent = Some(reminder),
                _ => {}
            }
        }
        (most_urgent, None)
    }
}

/// When a reminder that is put off comes again: at 9:00 on the day after, in the workspace's zone.
fn tomorrow(zone: Tz, put_off_at: Instant) -> Instant {
    let today = day_of(put_off_at, zone);
    let day = today.succ_opt().unwrap_or(today);
    instant_on(day, reminder_time(), zone)
}

#[cfg(test)]
#[path = "due_tests.rs"]
mod tests;
