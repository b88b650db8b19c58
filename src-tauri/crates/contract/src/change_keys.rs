//! Many keys at once: which are selected, and what is done to them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{Code, KeyQuery};

/// Which keys of a list, without naming them all.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Selected {
    /// These.
    Only {
        /// Key ids.
        key_ids: Vec<String>,
    },
    /// All but these.
    AllBut {
        /// Key ids.
        key_ids: Vec<String>,
    },
}

/// Keys that somebody selected among those that a list shows: what its query doesn't find isn't selected.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Type)]
pub struct KeySelection {
    /// What the list shows.
    pub query: KeyQuery,
    /// Which of it.
    pub selected: Selected,
}

/// What can be done to many keys at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum KeyVerb {
    /// Same key, later end: each until its own renewal period from today.
    Renew {
        /// Or until a working day shortly before, so that they don't all end together.
        spread: bool,
    },
    /// They stop now; can be undone.
    Disable,
    /// They work again.
    Enable,
    /// They end at once, for good.
    Expire,
    /// They stop for good.
    Revoke,
    /// They remind others, or on other days.
    Remind {
        /// Service accounts, and people after `person_`, in place of those whom they remind now; `None` leaves them.
        personnel: Option<Vec<String>>,
        /// On which days.
        days: ChangeDays,
    },
    /// Somebody else in the place of somebody whom they remind.
    ReplacePerson {
        /// A service account, or a person after `person_`.
        from_id: String,
        /// Another, who is there.
        to_id: String,
    },
}

/// When many keys shall remind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ChangeDays {
    /// As they do.
    Keep,
    /// On the workspace's days.
    Workspace,
    /// On days of their own.
    Own {
        /// As typed, each 0 to 365; 0 is the moment at which a key expires.
        days: Vec<String>,
    },
}

/// What changing many keys would come to. Nothing has been written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct KeyChangesPreview {
    /// Names this preview until it is confirmed, cancelled, or the vault is locked.
    pub changes_id: String,
    /// How many will change.
    pub changing: u32,
    /// The others, by why they won't.
    pub refused: Vec<RefusedKeys>,
    /// How many of the changing have expired: renewing them needs a reason.
    pub need_reason: u32,
    /// The ends that renewing will give; `None` for other verbs, and where none will change.
    pub ends: Option<RenewedEnds>,
}

/// How many keys won't change for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct RefusedKeys {
    /// Why.
    pub code: Code,
    /// How many.
    pub keys: u32,
}

/// The ends that renewing many keys will give them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct RenewedEnds {
    /// The first.
    pub first: DateTime<Utc>,
    /// The last.
    pub last: DateTime<Utc>,
    /// How many end on the day on which the most do.
    pub most_on_a_day: u32,
}
