//! Lines of the audit log, as the drawer shows them.

use chrono::{DateTime, Utc};
use serde::Serialize;
use specta::Type;

/// What happened. The words are the interface's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the past form of the use case of its name")]
pub enum EventKind {
    WorkspaceCreated,
    WorkspaceEdited,
    ClockAccepted,
    ResourceAdded,
    ResourceEdited,
    ResourceRetired,
    ResourceRestored,
    AircraftAdded,
    AircraftEdited,
    AircraftRetired,
    AircraftRestored,
    AccountCreated,
    AccountEdited,
    AccountGranted,
    AccountDisabled,
    AccountEnabled,
    KeyGenerated,
    KeyHandedOut,
    KeyEdited,
    KeyRenewed,
    KeyExpiredByHand,
    KeyDisabled,
    KeyEnabled,
    KeyRevoked,
    KeyDeleted,
}

/// One field before and after.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ChangeView {
    /// The field, by its name on the wire.
    pub field: String,
    /// Its value before; `None` where there was none.
    pub before: Option<String>,
    /// Its value after; `None` where there is none.
    pub after: Option<String>,
}

/// One event.
#[derive(Clone, Debug, Serialize, Type)]
pub struct EventView {
    /// Its place in the chain, from 1.
    pub seq: u32,
    /// When.
    pub at: DateTime<Utc>,
    /// Who, by name.
    pub actor: String,
    /// What happened.
    pub kind: EventKind,
    /// Before and after; never a secret.
    pub changes: Vec<ChangeView>,
}
