//! Which reminders are due: a pure function of keys, of what was delivered, and of now. It can be asked at any time and
//! after any absence.

use std::collections::HashMap;

use chrono::{Days, NaiveTime, TimeDelta};

use crate::id::KeyId;
use crate::key::{Key, Life};
use crate::time::{Instant, instant_on};
use crate::workspace::Workspace;

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
    /// From when on it is due.
    #[must_use]
    pub fn due_at(&self, workspace: &Workspace) -> Instant {
        if self.days == 0 {
            return self.expires_at;
        }
        let day = workspace.day_of(self.expires_at);
        let day = day.checked_sub_days(Days::new(self.days.into())).unwrap_or(day);
        instant_on(day, reminder_time(), workspace.zone)
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
}

/// What was delivered on a device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger(HashMap<Reminder, Delivery>);

impl Ledger {
    /// What was done with a reminder; `None` where it wasn't delivered.
    #[must_use]
    pub fn of(&self, reminder: &Reminder) -> Option<&Delivery> {
        self.0.get(reminder)
    }

    /// Adds a delivery, in place of the one before of the same reminder.
    pub fn add(&mut self, delivery: Delivery) {
        self.0.insert(delivery.reminder, delivery);
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
    /// At most one of each key, in no order.
    pub due: Vec<Reminder>,
    /// The next instant at which the passing of time alone makes another due; `None` for never.
    pub next: Option<Instant>,
}

impl Agenda {
    /// Looks at keys whose owners aren't stopped. Of a key's reminders whose time has come, only the most urgent is due,
    /// unless it was delivered and isn't put off to a time that has come. None is due of a key that somebody stopped or
    /// ended, nor of a time before it got its end, nor [`LATE_DAYS`] after it.
    #[must_use]
    pub fn of<'a>(
        keys: impl Iterator<Item = &'a Key>,
        workspace: &Workspace,
        ledger: &Ledger,
        now: Instant,
    ) -> Self {
        let usual = workspace.reminder_days();
        let mut agenda = Self::default();
        for key in keys {
            agenda.look_at(key, &usual, workspace, ledger, now);
        }
        agenda
    }

    fn look_at(&mut self, key: &Key, usual: &[u16], workspace: &Workspace, ledger: &Ledger, now: Instant) {
        let Some(reminders) = reminders_of(key, usual, now) else {
            return;
        };
        // Days have up to 26 hours, and 9:00 is before most ends: nearer than that, it is looked at closely.
        let first = reminders.expires_at - TimeDelta::days(i64::from(reminders.longest()) + 2);
        if first > now && self.next.is_some_and(|next| next <= first) {
            return;
        }
        let (most_urgent, next) = reminders.split(workspace, now);
        if let Some(next) = next {
            self.ask_again_at(next);
        }
        let Some(reminder) = most_urgent else { return };
        match ledger.of(&reminder).map(|delivery| delivery.again_at) {
            Some(None) => {}
            Some(Some(again_at)) if again_at > now => self.ask_again_at(again_at),
            None | Some(Some(_)) => self.due.push(reminder),
        }
    }

    fn ask_again_at(&mut self, at: Instant) {
        self.next = Some(self.next.map_or(at, |next| next.min(at)));
    }
}

/// The most urgent reminder of a key whose time has come; `None` where none has, or the key reminds of nothing any more.
#[must_use]
pub fn most_urgent(key: &Key, workspace: &Workspace, now: Instant) -> Option<Reminder> {
    let usual = workspace.reminder_days();
    reminders_of(key, &usual, now)?.split(workspace, now).0
}

/// The reminders of a key's end.
struct Reminders<'a> {
    key: &'a Key,
    expires_at: Instant,
    /// The earliest first, and not empty.
    days: &'a [u16],
}

fn reminders_of<'a>(key: &'a Key, usual: &'a [u16], now: Instant) -> Option<Reminders<'a>> {
    let expires_at = key.expires_at.filter(|_| key.life == Life::Active)?;
    let days = key.description.reminders.days.or(usual);
    let reminds = !days.is_empty() && now - expires_at <= TimeDelta::days(LATE_DAYS);
    reminds.then_some(Reminders {
        key,
        expires_at,
        days,
    })
}

impl Reminders<'_> {
    fn longest(&self) -> u16 {
        self.days.first().copied().unwrap_or_default()
    }

    /// The last whose time has come since the key got its end, and when the next comes.
    fn split(&self, workspace: &Workspace, now: Instant) -> (Option<Reminder>, Option<Instant>) {
        let since = self.key.renewed_at.unwrap_or(self.key.generated_at);
        let mut most_urgent = None;
        for days in self.days.iter().copied() {
            let reminder = Reminder {
                key: self.key.id,
                expires_at: self.expires_at,
                days,
            };
            match reminder.due_at(workspace) {
                at if at > now => return (most_urgent, Some(at)),
                at if at > since => most_urgent = Some(reminder),
                _ => {}
            }
        }
        (most_urgent, None)
    }
}

/// When a reminder that is put off comes again: at 9:00 on the day after.
#[must_use]
pub fn tomorrow(workspace: &Workspace, put_off_at: Instant) -> Instant {
    let today = workspace.day_of(put_off_at);
    let day = today.succ_opt().unwrap_or(today);
    instant_on(day, reminder_time(), workspace.zone)
}

#[cfg(test)]
#[path = "due_tests.rs"]
mod tests;
