//! The workspace.

use keytower_app::domain::actor::Actor;
use keytower_app::domain::checked_by::CheckedBy as Checks;
use keytower_app::domain::party::PartyId;
use keytower_app::domain::time::Instant;
use keytower_app::domain::workspace::Workspace;
use keytower_app::{DescribeCheckedBy, EditWorkspace as AppEditWorkspace, Preset};

use super::count;
use crate::{CheckedBy, EditWorkspace, ResourcePreset, WorkspaceView};

/// What is counted and judged about a workspace.
#[expect(missing_docs, reason = "as in `WorkspaceView`")]
pub struct WorkspaceFacts {
    pub now: Instant,
    pub keys: usize,
    pub keys_needing_attention: usize,
    pub accounts: usize,
    pub aircraft: usize,
    pub resources: usize,
    pub uses_as_of: Option<Instant>,
    pub clock_behind_since: Option<Instant>,
    pub older_than_seen: bool,
}

impl WorkspaceView {
    /// A workspace, in front of a person.
    #[must_use]
    pub fn of(workspace: &Workspace, actor: &Actor, facts: &WorkspaceFacts) -> Self {
        Self {
            account_id: workspace.account_id.to_string(),
            name: workspace.name.clone(),
            time_zone: workspace.zone.name().to_owned(),
            expiry_time: workspace.expiry_time.format("%H:%M").to_string(),
            actor: actor.name.clone(),
            actor_id: actor.person.map(|id| PartyId::from(id).to_string()),
            now: facts.now,
            keys: count(facts.keys),
            keys_needing_attention: count(facts.keys_needing_attention),
            accounts: count(facts.accounts),
            aircraft: count(facts.aircraft),
            resources: count(facts.resources),
            policy: (&workspace.policy).into(),
            reminder_days: workspace.reminder_days().into_iter().map(u32::from).collect(),
            checked_by: (&workspace.checked_by).into(),
            uses_as_of: facts.uses_as_of,
            clock_behind_since: facts.clock_behind_since,
            older_than_seen: facts.older_than_seen,
        }
    }
}

impl From<&Checks> for CheckedBy {
    fn from(checked_by: &Checks) -> Self {
        match checked_by {
            Checks::Nobody => Self::Nobody,
            Checks::AnotherSystem(system) => Self::AnotherSystem {
                name: system.name.clone(),
                address: system.address.as_str().to_owned(),
            },
        }
    }
}

impl CheckedBy {
    /// As the use cases take it.
    #[must_use]
    pub fn described(&self) -> DescribeCheckedBy<'_> {
        match self {
            Self::Nobody => DescribeCheckedBy::Nobody,
            Self::AnotherSystem { name, address } => DescribeCheckedBy::AnotherSystem { name, address },
        }
    }
}

impl EditWorkspace {
    /// As the use cases take it.
    #[must_use]
    pub fn described(&self) -> AppEditWorkspace<'_> {
        AppEditWorkspace {
            name: &self.name,
            time_zone: &self.time_zone,
            expiry_time: &self.expiry_time,
        }
    }
}

impl From<ResourcePreset> for Preset {
    fn from(preset: ResourcePreset) -> Self {
        match preset {
            ResourcePreset::Leon => Self::Leon,
            ResourcePreset::Generic => Self::Generic,
        }
    }
}
