//! Service accounts.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{EventRow, OwnerAccess};

/// A caller that is no human.
#[derive(Clone, Debug, Serialize, Type)]
pub struct AccountView {
    /// Its id.
    pub account_id: String,
    /// Its name: letters, digits, `-`, `_` and `.`.
    pub name: String,
    /// Whom it belongs to; may be empty.
    pub organisation: String,
    /// Who answers for it.
    pub email: String,
    /// Its keys are stopped while it is disabled.
    pub disabled: bool,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// Keys that work now.
    pub live_keys: u32,
    /// Keys listed.
    pub keys: u32,
    /// Resources it has access to.
    pub resources: u32,
}

/// A service account with what it has.
#[derive(Clone, Debug, Serialize, Type)]
pub struct AccountDetail {
    /// The account.
    pub account: AccountView,
    /// What it has.
    pub holds: OwnerAccess,
    /// Newest first.
    pub events: Vec<EventRow>,
}

/// What describes a service account.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct AccountFields {
    /// Unique in the workspace, compared without case; at most 64 characters.
    pub name: String,
    /// At most 100 characters.
    pub organisation: String,
    /// Required.
    pub email: String,
}
