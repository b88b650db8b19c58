//! The workspace as a whole.

use std::sync::atomic::Ordering;

use keytower_app::domain::actor::Action;
use keytower_app::{Store, StoreError};
use keytower_contract::convert::WorkspaceFacts;
use keytower_contract::{Answer, WorkspaceView};

use crate::Desk;

impl<S: Store> Desk<S> {
    pub(crate) fn workspace(&self) -> Answer<WorkspaceView> {
        self.caller().may(Action::Read)?;
        let inventory = self.inventory()?;
        let clock = self.acting.clock.now();
        Ok(self.store.read(|tx| {
            let workspace = tx
                .workspace()?
                .ok_or_else(|| StoreError::Damaged("no workspace".to_owned()))?;
            let head = tx.head()?;
            let now = self.caller().now(tx)?;
            let facts = WorkspaceFacts {
                now,
                keys: inventory.len(),
                keys_needing_attention: inventory
                    .entries()
                    .filter(|entry| entry.key.needs_attention(now))
                    .count(),
                accounts: inventory.owners().count(),
                aircraft: tx
                    .fleet()?
                    .iter()
                    .filter(|aircraft| aircraft.retired_at.is_none())
                    .count(),
                resources: tx
                    .resources()?
                    .iter()
                    .filter(|resource| resource.retired_at.is_none())
                    .count(),
                clock_behind_since: (head.at > clock).then_some(head.at),
                older_than_seen: self.older_than_seen.load(Ordering::SeqCst),
            };
            Ok::<_, StoreError>(WorkspaceView::of(&workspace, &self.acting.actor.name, &facts))
        })?)
    }

    /// Goes on with an old copy that was put back: it is what is remembered from now on.
    pub(crate) fn accept_copy(&self) -> Answer<WorkspaceView> {
        self.caller().may(Action::ChangeWorkspace)?;
        self.witness.accepted(self.store.read(|tx| tx.head())?);
        self.older_than_seen.store(false, Ordering::SeqCst);
        self.workspace()
    }
}
