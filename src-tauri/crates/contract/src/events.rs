//! The audit log.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

/// What happened. The words are the interface's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the past form of the use case of its name")]
pub enum EventKind {
    WorkspaceCreated,
    WorkspaceEdited,
    PolicyChanged,
    UsesImported,
    ClockAccepted,
    PersonAdded,
    PersonEdited,
    PersonGranted,
    PersonAccessEdited,
    PersonLeft,
    PersonBack,
    ResourceAdded,
    ResourceEdited,
    ResourceRetired,
    ResourceRestored,
    TemplateCreated,
    TemplateEdited,
    TemplateDeleted,
    AircraftAdded,
    AircraftEdited,
    AircraftRetired,
    AircraftRestored,
    FleetGroupCreated,
    FleetGroupEdited,
    FleetGroupDeleted,
    AccountCreated,
    AccountEdited,
    AccountGranted,
    AccountAccessEdited,
    AccountDisabled,
    AccountEnabled,
    KeyGenerated,
    KeyHandedOut,
    KeyEdited,
    KeyRotated,
    KeyRotationTakenBack,
    KeyOldSecretRetired,
    KeyShown,
    KeyRenewed,
    KeyExpiredByHand,
    KeyDisabled,
    KeyEnabled,
    KeyRevoked,
    KeyDeleted,
}

/// What kind of thing an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the concept of its name")]
pub enum SubjectKind {
    Workspace,
    Person,
    Resource,
    Template,
    Aircraft,
    FleetGroup,
    Account,
    Key,
}

/// Something that events are about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
pub struct Subject {
    /// Its kind.
    pub kind: SubjectKind,
    /// Its id.
    pub id: String,
}

/// What an event is about, by name.
#[derive(Clone, Debug, Serialize, Type)]
pub struct SubjectView {
    /// Its kind.
    pub kind: SubjectKind,
    /// Its id.
    pub id: String,
    /// Its name now, or the one it had last; empty where nothing says.
    pub name: String,
    /// It is there still.
    pub exists: bool,
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
    /// From where: `desktop` for this program's window.
    pub origin: String,
    /// What happened.
    pub kind: EventKind,
    /// To what.
    pub subject: SubjectView,
    /// Before and after; never a secret.
    pub changes: Vec<ChangeView>,
}

/// A place of the audit log.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EventRow {
    /// An event.
    Event {
        /// What it says.
        event: EventView,
    },
    /// Its row is damaged, or isn't there.
    Unreadable {
        /// Its place in the chain.
        seq: u32,
    },
}

/// Which events; newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Deserialize, Type)]
pub struct EventQuery {
    /// Words that must all be found in what an event is about (its name, a key's id), who did it, or its kind.
    /// Empty finds all.
    pub text: String,
    /// Only of one of these kinds; empty for any.
    pub kinds: Vec<EventKind>,
    /// Only about this.
    pub subject: Option<Subject>,
    /// Only by somebody of this name.
    pub actor: Option<String>,
    /// Only from this day on, in the workspace's zone; ISO 8601.
    pub since: Option<String>,
    /// Only up to this day, which counts whole.
    pub until: Option<String>,
}

/// A window of the audit log.
#[derive(Clone, Debug, Serialize, Type)]
pub struct EventPage {
    /// Events in the log.
    pub total: u32,
    /// Events that the query finds.
    pub matching: u32,
    /// Rows from the asked offset on, newest first.
    pub rows: Vec<EventRow>,
}

/// What a check of the audit log found.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CheckReport {
    /// Every event follows the one before it, and everything is as its newest event left it.
    Intact {
        /// Events in the log.
        events: u32,
        /// When the first of them happened.
        since: DateTime<Utc>,
        /// The newest place that this computer had seen before; `None` where it hadn't seen any.
        seen: Option<u32>,
    },
    /// An event was altered, removed or moved: the first that doesn't follow.
    BrokenAt {
        /// Its place.
        seq: u32,
    },
    /// An event's row is damaged or missing.
    Unreadable {
        /// Its place.
        seq: u32,
    },
    /// The newest events are missing.
    TailMissing {
        /// The newest place that this computer had seen.
        seen: u32,
        /// The newest place that is there.
        found: u32,
    },
    /// Something isn't as its newest event left it, or can't be read.
    RowDiffers {
        /// What.
        subject: SubjectView,
        /// Its newest event; `None` where no event made it.
        seq: Option<u32>,
    },
}

/// How far a long piece of work has come, in events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Progress {
    /// Done.
    pub done: u32,
    /// In all.
    pub of: u32,
}

/// What events are exported as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// A JSON object a line, for programs.
    JsonLines,
    /// A row an event, for spreadsheets.
    Csv,
}

/// A part of an export, oldest first.
pub struct ExportPart {
    /// Its lines.
    pub text: String,
    /// Events in it.
    pub events: u32,
    /// Where the next part begins: after this place; `None` after the last.
    pub next: Option<u32>,
    /// Events of the whole export.
    pub of: u32,
}

/// What was exported, and where to.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ExportedEvents {
    /// The file's path.
    pub path: String,
    /// Events in it.
    pub events: u32,
}
