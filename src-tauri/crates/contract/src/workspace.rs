//! The workspace as a whole.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::Policy;

/// The open workspace, its counts and the clock that its states were judged at.
#[derive(Clone, Debug, Serialize, Type)]
pub struct WorkspaceView {
    /// Its public id, `acct_` and 8 characters; given with every key.
    pub account_id: String,
    /// Its name.
    pub name: String,
    /// IANA name of the zone in which days are counted.
    pub time_zone: String,
    /// Time of day at which keys expire, `HH:MM`, in that zone.
    pub expiry_time: String,
    /// The person in front of the window.
    pub actor: String,
    /// Their id as an owner of keys, `person_` and 16 characters; `None` where the workspace doesn't know them.
    pub actor_id: Option<String>,
    /// The instant that states were judged at.
    pub now: DateTime<Utc>,
    /// Keys listed (deleted ones apart).
    pub keys: u32,
    /// Keys that expire soon, or have expired and can still be renewed.
    pub keys_needing_attention: u32,
    /// Service accounts.
    pub accounts: u32,
    /// Aircraft in service.
    pub aircraft: u32,
    /// Resources in use (not retired).
    pub resources: u32,
    /// What it asks of its keys.
    pub policy: Policy,
    /// Days before expiry on which a key reminds that has none of its own, the earliest reminder first; 0 is the moment at
    /// which it expires.
    pub reminder_days: Vec<u32>,
    /// Set when the computer's clock stands before the newest event: states are judged at this instant
    /// until an administrator accepts the clock.
    pub clock_behind_since: Option<DateTime<Utc>>,
    /// Who asks whether its keys are good.
    pub checked_by: CheckedBy,
    /// The newest instant that reports of uses cover; `None` where use isn't reported.
    pub uses_as_of: Option<DateTime<Utc>>,
    /// Set when the vault is older than what this computer has seen of it: an old copy was put back.
    pub older_than_seen: bool,
}

/// Who asks a workspace whether a key is good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CheckedBy {
    /// Nobody yet.
    Nobody,
    /// Another system has the keys too.
    AnotherSystem {
        /// What it is called.
        name: String,
        /// Where its keys are managed: `http` or `https`.
        address: String,
    },
}

/// What can be changed about a workspace.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct EditWorkspace {
    /// Its name.
    pub name: String,
    /// IANA name of its zone.
    pub time_zone: String,
    /// Time of day at which keys generated or renewed from now on expire, `HH:MM`.
    pub expiry_time: String,
}

/// IANA names of all time zones, sorted.
#[must_use]
pub fn time_zones() -> Vec<String> {
    let mut names: Vec<String> = chrono_tz::TZ_VARIANTS
        .iter()
        .map(|zone| zone.name().to_owned())
        .collect();
    names.sort();
    names
}
