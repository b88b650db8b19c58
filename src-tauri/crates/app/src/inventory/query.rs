//! What the inventory is asked for.

use std::ops::Range;

use chrono::NaiveDate;
use keytower_domain::id::{AircraftId, FleetGroupId, ResourceId};
use keytower_domain::key::{Attention, KeyState};
use keytower_domain::key_use::Unused;
use keytower_domain::party::PartyId;
use keytower_domain::time::Instant;
use keytower_domain::workspace::Workspace;

/// Which keys, in which order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyQuery {
    /// Words that must all be found in name, owner, description, approval, reason, who is reminded, or key id.
    pub text: String,
    /// Only in one of these states; empty for any.
    pub states: Vec<KeyState>,
    /// Only of these owners; empty for any.
    pub owners: Vec<PartyId>,
    /// Only with a right to one of these; empty for any.
    pub resources: Vec<ResourceId>,
    /// Only that are for one of these now, the whole fleet and groups included; empty for any.
    pub aircraft: Vec<AircraftId>,
    /// Only that name one of these fleet groups; empty for any.
    pub groups: Vec<FleetGroupId>,
    /// Only that remind one of these; empty for any.
    pub personnel: Vec<PartyId>,
    /// Only those that expire within so many days and haven't ended yet.
    pub expires_within_days: Option<u32>,
    /// Only those that haven't ended yet and end on one of these days, the last one included.
    pub ends: Option<Days>,
    /// Only those that need attention for one of these reasons; empty for any.
    pub attention: Vec<Attention>,
    /// Only those that haven't ended and don't conform with the workspace's policy.
    pub not_conforming: bool,
    /// Only those that are known to lie unused so.
    pub unused: Option<Unused>,
    /// Sorted by.
    pub sort: KeySort,
    /// Largest first.
    pub descending: bool,
}

/// Calendar days in the workspace's zone, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub from: NaiveDate,
    /// The last.
    pub to: NaiveDate,
}

impl Days {
    /// From the first instant of the first day to the first instant after the last.
    #[must_use]
    pub fn span(&self, workspace: &Workspace) -> Range<Instant> {
        let after = self.to.succ_opt().map(|day| workspace.start_of(day));
        workspace.start_of(self.from)..after.unwrap_or(Instant::MAX_UTC)
    }
}

/// What the inventory can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "columns of the list, by their names")]
pub enum KeySort {
    Name,
    Owner,
    Resources,
    Aircraft,
    State,
    Expires,
    Generated,
    LastUsed,
}
