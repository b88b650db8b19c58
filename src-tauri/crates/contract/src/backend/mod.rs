//! What every workspace answers, local or remote.

mod access;
mod accounts;
mod activity;
mod fleet;
mod keys;
mod reminders;

pub use access::AccessBackend;
pub use accounts::AccountsBackend;
pub use activity::ActivityBackend;
pub use fleet::FleetBackend;
pub use keys::KeysBackend;
pub use reminders::{KeptReminders, RemindersBackend};

use async_trait::async_trait;

use crate::{CheckedBy, EditWorkspace, Found, Overview, Policy, PolicyPreview, Problem, WorkspaceView};

/// What an operation answers: a value, or why not.
pub type Answer<T> = Result<T, Problem>;

/// A workspace, as the window and the routes use it. They never ask whether it is local or remote.
#[async_trait]
#[expect(missing_docs, reason = "each is the use case of its name in `keytower-app`")]
pub trait Backend:
    AccessBackend + AccountsBackend + ActivityBackend + FleetBackend + KeysBackend + RemindersBackend
{
    /// Nobody may see an answer any more, also of what is being asked.
    fn close(&self);
    async fn workspace(&self) -> Answer<WorkspaceView>;
    async fn overview(&self) -> Answer<Overview>;
    async fn edit_workspace(&self, fields: EditWorkspace) -> Answer<WorkspaceView>;
    /// Which keys would not conform with other rules.
    async fn preview_policy(&self, policy: Policy) -> Answer<PolicyPreview>;
    async fn change_policy(&self, policy: Policy) -> Answer<WorkspaceView>;
    /// Says who asks whether a key is good.
    async fn edit_checked_by(&self, checked_by: CheckedBy) -> Answer<WorkspaceView>;
    async fn accept_clock(&self) -> Answer<WorkspaceView>;
    /// Goes on with an old copy of the workspace that was put back.
    async fn accept_copy(&self) -> Answer<WorkspaceView>;
    async fn search(&self, text: String) -> Answer<Found>;
}
