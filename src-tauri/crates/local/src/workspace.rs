//! The workspace as a whole.

use std::sync::atomic::Ordering;

use keytower_app::domain::actor::Action;
use keytower_app::{Store, StoreError};
use keytower_contract::convert::WorkspaceFacts;
use keytower_contract::{Answer, WorkspaceView};

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
            accounts: inventory.owners().count(),
            aircraft: inventory.fleet().in_service(),
            resources: inventory
                .resources()
                .filter(|resource| resource.retired_at.is_none())
                .count(),
            clock_behind_since: behind.then_some(inventory.head().at),
            older_than_seen: self.older_than_seen.load(Ordering::SeqCst),
        };
        Ok(WorkspaceView::of(workspace, &self.acting().actor.name, &facts))
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
