//! What is asked for keys: generating, editing, renewing, rotating.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{AircraftScope, GrantView, Problem, Reminders, Rights};

/// When a new key ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Expiry {
    /// As the policy says where nothing is chosen: after its default, or never.
    Default,
    /// So many calendar days from today.
    Days {
        /// At least 1.
        days: u32,
    },
    /// On a day, at the workspace's expiry time.
    On {
        /// ISO 8601; text, so that a half-typed date can be answered in words.
        date: String,
    },
}

/// What the generate panel asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct GenerateKey {
    /// Who will call: a service account's id, or `person_` and a person's id; empty while nobody is chosen.
    pub owner_id: String,
    /// Its name: 1 to 100 characters.
    pub name: String,
    /// What it is for: up to 2,000 characters.
    pub description: String,
    /// What it may do. What the owner doesn't have yet is granted to it too.
    pub rights: Rights,
    /// For which aircraft.
    pub scope: AircraftScope,
    /// From where it may be used: at most 50 addresses or networks in CIDR notation; empty for any address.
    pub networks: Vec<String>,
    /// When it ends.
    pub expiry: Expiry,
    /// Days that a renewal adds: 1 to the maximum.
    pub renewal_days: u32,
    /// Who is reminded that it expires, and when.
    pub reminders: Reminders,
    /// Who approved it: at most 100 characters, may be empty.
    pub approved_by: String,
    /// Why it is there, or the ticket that asks for it: at most 500 characters, may be empty.
    pub reason: String,
    /// The key it replaces, which goes on working until it is ended.
    pub replaces: Option<String>,
}

/// What a request to generate would come to.
#[derive(Clone, Debug, Serialize, Type)]
pub struct KeyDraft {
    /// Everything that stands in its way, each at its field.
    pub problems: Vec<Problem>,
    /// Its end, where the expiry is in order.
    pub expires_at: Option<DateTime<Utc>>,
    /// What its owner doesn't have yet and would be granted too.
    pub newly_granted: Vec<GrantView>,
    /// Registrations that its owner isn't for yet and would be for too.
    pub new_aircraft: Vec<String>,
    /// Names of fleet groups that its owner isn't for yet and would be for too.
    pub new_groups: Vec<String>,
    /// Number of aircraft it would be for today; `None` for the whole fleet.
    pub reach: Option<u32>,
    /// Many keys end on that day already.
    pub cliff: Option<Cliff>,
}

/// A day on which many keys end together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Cliff {
    /// How many end that day beside the one that is asked about.
    pub keys: u32,
    /// The nearest working day before it on which they don't.
    pub instead: Option<NaiveDate>,
}

/// What a renewal would come to.
#[derive(Clone, Debug, Serialize, Type)]
pub struct RenewalDraft {
    /// The new end.
    pub until: DateTime<Utc>,
    /// Many keys end on that day already.
    pub cliff: Option<Cliff>,
}

/// What may change about a key.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct EditKey {
    /// Which.
    pub key_id: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// What it may do.
    pub rights: Rights,
    /// For which aircraft.
    pub scope: AircraftScope,
    /// From where it may be used: at most 50 addresses or networks in CIDR notation; empty for any address.
    pub networks: Vec<String>,
    /// Days that a renewal adds: 1 to the maximum.
    pub renewal_days: u32,
    /// Who is reminded that it expires, and when.
    pub reminders: Reminders,
    /// Who approved it: at most 100 characters, may be empty.
    pub approved_by: String,
    /// Why it is there, or the ticket that asks for it: at most 500 characters, may be empty.
    pub reason: String,
}

/// Same key, later end.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct RenewKey {
    /// Which.
    pub key_id: String,
    /// A day not beyond today plus the maximum; `None` for today plus its renewal period.
    pub until: Option<String>,
    /// Why; required when it has expired.
    pub reason: String,
}

/// New key text under the same key.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct RotateKey {
    /// Which.
    pub key_id: String,
    /// Calendar days that the old secret goes on working, 0 to 90; with none it stops at once. Never longer than the key.
    pub overlap_days: u32,
    /// Why, or the ticket that asks for it: at most 500 characters, may be empty.
    pub reason: String,
}
