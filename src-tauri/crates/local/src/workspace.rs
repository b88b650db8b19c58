//! The workspace as a whole.

use std::sync::atomic::Ordering;

use keytower_app::domain::actor::Action;
use keytower_app::{Store, StoreError, preview_policy};
use keytower_contract::convert::WorkspaceFacts;
use keytower_contract::{Answer, Policy, PolicyPreview, WorkspaceView};

use crate::Desk;

impl<S: Store> Desk<S> {
    pub(crate) fn workspace(&self) -> Answer<WorkspaceView> {
        self.acting().caller().may(Action::Read)?;
        let mut inventory = self.inventory()?;
        let now = inventory.now(self.acting().caller().clock);
        let (inventory, tally) = inventory.counted(now);
        let workspace = inventory
            .workspace()
            .ok_or_else(|| StoreError::Damaged("no workspace".to_owned()))?;
        let behind = inventory.head().at > self.acting().caller().clock.now();
        let facts = WorkspaceFacts {
            now,
            keys: inventory.len(),
            keys_needing_attention: tally.attention,
            accounts: inventory.accounts().count(),
            aircraft: inventory.fleet().in_service(),
            resources: inventory
                .resources()
                .filter(|resource| resource.retired_at.is_none())
                .count(),
            uses_as_of: inventory.uses().as_of(),
            clock_behind_since: behind.then_some(inventory.head().at),
            older_than_seen: self.older_than_seen.load(Ordering::SeqCst),
        };
        Ok(WorkspaceView::of(workspace, &self.acting().actor, &facts))
    }

    pub(crate) fn preview_policy(&self, policy: &Policy) -> Answer<PolicyPreview> {
        self.acting().caller().may(Action::ChangeWorkspace)?;
        // What can't be a policy at all is answered like what contradicts itself.
        let policy = match policy.try_into() {
            Ok(policy) => policy,
            Err(problem) => return Ok(PolicyPreview::refused(problem)),
        };
        let inventory = self.inventory()?;
        let preview = preview_policy(&inventory, &self.acting().caller(), &policy)?;
        Ok(PolicyPreview::of(preview, &inventory))
    }

    /// Goes on with an old copy that was put back: it is what is remembered from now on.
    pub(crate) fn accept_copy(&self) -> Answer<WorkspaceView> {
        self.acting().caller().may(Action::ChangeWorkspace)?;
        self.witness.accepted(self.store.read(|tx| tx.head())?);
        self.older_than_seen.store(false, Ordering::SeqCst);
        self.meet_holder()?;
        self.workspace()
    }
}
