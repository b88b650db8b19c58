//! The workspace at a glance.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use specta::Type;

/// What needs a step now, what ends next, and how ends spread over the coming 12 months.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Overview {
    /// The instant that states were judged at.
    pub now: DateTime<Utc>,
    /// Keys that haven't ended.
    pub live_keys: u32,
    /// Those of them that are stopped: disabled, or their owner is, or left.
    pub stopped_keys: u32,
    /// Service accounts and people that own keys that haven't ended.
    pub owners: u32,
    /// What is broken now.
    pub broken: Broken,
    /// What expires soon.
    pub expiring: Expiring,
    /// How many keys end on which day.
    pub calendar: Calendar,
}

/// What is broken now and can be known without knowing use.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Broken {
    /// Keys that have expired and can still be renewed.
    pub expired: u32,
    /// Keys that would work, but nobody has them.
    pub not_handed_out: u32,
    /// Disabled service accounts, and people who left, whose keys would work.
    pub owners_stopped: u32,
    /// The first of all these, in this order.
    pub first: Vec<Trouble>,
}

/// One broken thing.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Trouble {
    /// A key has expired and can still be renewed.
    Expired {
        /// Which.
        key: KeyRef,
        /// When it expired.
        expired_at: DateTime<Utc>,
        /// Until when it can be renewed.
        renewable_until: DateTime<Utc>,
        /// The live key that replaces it.
        replaced_by: Option<KeyRef>,
    },
    /// A key would work, but its secret never left the program.
    NotHandedOut {
        /// Which.
        key: KeyRef,
        /// When it was generated.
        generated_at: DateTime<Utc>,
        /// Who generated it.
        generated_by: String,
    },
    /// Keys would work, but their service account is disabled, or the person whose they are left.
    OwnerStopped {
        /// A service account's id, or `person_` and a person's id.
        owner_id: String,
        /// Its name.
        owner: String,
        /// Since when.
        stopped_at: DateTime<Utc>,
        /// How many keys it stops.
        keys: u32,
    },
}

/// What expires soon.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Expiring {
    /// Keys that work, with at most 15 days left.
    pub total: u32,
    /// The first of them, soonest first.
    pub first: Vec<ExpiringKey>,
}

/// A key that works and expires soon.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ExpiringKey {
    /// Which.
    pub key: KeyRef,
    /// When it expires.
    pub expires_at: DateTime<Utc>,
    /// The end that renewing would give it now; `None` where that would be refused.
    pub renewed_until: Option<DateTime<Utc>>,
    /// The live key that replaces it.
    pub replaced_by: Option<KeyRef>,
}

/// A key by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct KeyRef {
    /// The 16 characters of the public key id.
    pub key_id: String,
    /// Its name.
    pub name: String,
    /// Its owner's name.
    pub owner: String,
}

/// How many keys end on which day of the coming 12 months. Counted are keys that haven't ended.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Calendar {
    /// The first day: today, in the workspace's zone.
    pub from: NaiveDate,
    /// How many keys end on each day, up to the same day next year.
    pub days: Vec<u32>,
    /// The last day on which what ends is expiring soon.
    pub soon_until: NaiveDate,
    /// Keys that end later.
    pub later: u32,
    /// Keys that never end.
    pub never: u32,
    /// So many keys on a day, or more, end *together*.
    pub many: u32,
}
