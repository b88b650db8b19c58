//! People.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{EventRow, OwnerAccess};

/// What a workspace makes a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything.
    SystemAdministrator,
    /// Keys, accounts, fleet and access; neither people nor the workspace itself.
    ApiTokenManager,
    /// Reads everything, changes nothing.
    Auditor,
    /// Nothing by role.
    None,
}

/// The access level *API key setup*: what a person may do to keys beside their role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum KeySetup {
    /// Nothing.
    None,
    /// Sees keys.
    View,
    /// Sees keys; changes those of their own.
    Modify,
    /// Sees and changes all keys.
    ModifyAll,
}

/// Somebody whom the workspace knows.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PersonView {
    /// Their id.
    pub person_id: String,
    /// Their name.
    pub name: String,
    /// Their e-mail address; may be empty.
    pub email: String,
    /// What the workspace made them.
    pub role: Role,
    /// What they may do to keys beside their role.
    pub key_setup: KeySetup,
    /// Since when the workspace knows them.
    pub created_at: DateTime<Utc>,
    /// Since when they are gone: listed, and nobody can pick them.
    pub left_at: Option<DateTime<Utc>>,
    /// They are whoever has this vault's password: changes are recorded as theirs.
    pub holds_vault: bool,
    /// Keys of their own that work now.
    pub live_keys: u32,
    /// Keys of their own that would work as long as they are there.
    pub active_keys: u32,
    /// Keys of their own that are listed.
    pub keys: u32,
    /// Resources they have access to.
    pub resources: u32,
}

/// A person with what happened to them.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PersonDetail {
    /// The person.
    pub person: PersonView,
    /// Nobody else who is there is system administrator: they can't leave, or be anything else.
    pub last_administrator: bool,
    /// What they have, for keys of their own.
    pub holds: OwnerAccess,
    /// Newest first.
    pub events: Vec<EventRow>,
}

/// What describes a person.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct PersonFields {
    /// At most 100 characters.
    pub name: String,
    /// Unique among those who are there, compared without case; may be empty.
    pub email: String,
    /// What the workspace makes them.
    pub role: Role,
    /// What they may do to keys beside their role.
    pub key_setup: KeySetup,
}
