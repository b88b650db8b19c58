//! Who is reminded that a key expires, and when.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::KeyState;

/// Who shall be reminded that a key expires, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Reminders {
    /// Ids of service accounts, and of people after `person_`: at most 50. The owner is reminded in any case.
    pub personnel: Vec<String>,
    /// Days before expiry as typed, each 0 to 365, where 0 is the moment at which it expires: 1 to 10 of them. `None` for
    /// those of the workspace.
    pub days: Option<Vec<String>>,
}

/// Whether somebody is a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PartyKind {
    /// A service account.
    Account,
    /// A person.
    Person,
}

/// Somebody whom a key reminds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct RemindedView {
    /// A service account's id, or a person's after `person_`.
    pub party_id: String,
    /// Which of them.
    pub kind: PartyKind,
    /// Their name.
    pub name: String,
    /// Where to; empty where that isn't known.
    pub email: String,
    /// They have left: they can be taken out, and not be added.
    pub left: bool,
}

/// Who is reminded that a key expires, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct RemindersView {
    /// Who beside the owner, by name.
    pub personnel: Vec<RemindedView>,
    /// The days are the key's own, and not those of the workspace.
    pub own_days: bool,
    /// Days before expiry, the earliest reminder first; 0 is the moment at which it expires.
    pub days: Vec<u32>,
}

/// One reminder: of this end of a key, so many days before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Reminder {
    /// Of which key.
    pub key_id: String,
    /// The end of which it reminds.
    pub expires_at: DateTime<Utc>,
    /// So many days before; 0 is the end itself.
    pub days: u16,
}

/// A reminder that was delivered on this computer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says one thing that can be so of it"
)]
pub struct DeliveredReminder {
    /// Which.
    pub reminder: Reminder,
    /// The key's name.
    pub name: String,
    /// Its owner's name.
    pub owner: String,
    /// What the key is now.
    pub state: KeyState,
    /// The key has this end still: it wasn't renewed since, and nobody ended it before.
    pub stands: bool,
    /// The key has another end by now.
    pub renewed: bool,
    /// The key can be renewed.
    pub renewable: bool,
    /// None of the key's reminders is more urgent by now, and its owner isn't stopped: it can be put off.
    pub current: bool,
    /// When it was delivered.
    pub delivered_at: DateTime<Utc>,
    /// When it comes again, where somebody put it off and that is still to come.
    pub again_at: Option<DateTime<Utc>>,
    /// Somebody has seen it in the window.
    pub seen: bool,
}

/// The ends of keys as a calendar (RFC 5545).
pub struct CalendarFile {
    /// What is in the file.
    pub text: String,
    /// Ends in it.
    pub ends: u32,
}

/// A calendar that was saved.
#[derive(Clone, Debug, Serialize, Type)]
pub struct SavedCalendar {
    /// The file's path.
    pub path: String,
    /// Ends in it.
    pub ends: u32,
}

/// What was due on this computer, and is written down as delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueReminders {
    /// What is to be said now, in order of the ends.
    pub now: Vec<DeliveredReminder>,
    /// When to ask again, if nothing changes before; `None` for never.
    pub next: Option<DateTime<Utc>>,
    /// The workspace's time zone.
    pub zone: Tz,
    /// The end that comes next of all keys that work; `None` where none of them has an end.
    pub next_end: Option<NextEnd>,
}

/// The end of a key that comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextEnd {
    /// The key's name.
    pub name: String,
    /// Its owner's name.
    pub owner: String,
    /// When it ends.
    pub at: DateTime<Utc>,
    /// The workspace's time zone.
    pub zone: Tz,
}
