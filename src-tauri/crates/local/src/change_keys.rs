//! Many keys at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use keytower_app::domain::actor::Action;
use keytower_app::domain::id::AccountId;
use keytower_app::{KeyChanges, KeySelection as AppSelection, Store};
use keytower_contract::convert::count;
use keytower_contract::{Answer, Code, KeyChangesPreview, KeyQuery, KeySelection, KeyVerb, Problem};

use crate::{Desk, held};

/// What is to be done to many keys, waiting to be confirmed or being done. The newest is kept.
#[derive(Clone)]
pub(crate) struct PendingChanges {
    id: String,
    changes: Arc<KeyChanges>,
    /// Keys written so far.
    done: Arc<AtomicU32>,
    stopped: Arc<AtomicBool>,
}

impl<S: Store> Desk<S> {
    pub(crate) fn key_ids(&self, query: &KeyQuery, offset: u32, limit: u32) -> Answer<Vec<String>> {
        self.acting().caller().may(Action::Read)?;
        let inventory = self.inventory()?;
        let now = inventory.now(self.acting().caller().clock);
        let places = self.places(&inventory, query.try_into()?, now);
        let window = places.iter().skip(offset as usize).take(limit as usize);
        Ok(window
            .filter_map(|place| Some(inventory.entry(*place)?.key.id.to_string()))
            .collect())
    }

    pub(crate) fn gone_keys(&self, selection: &KeySelection) -> Answer<Vec<String>> {
        self.acting().caller().may(Action::Read)?;
        let selection = AppSelection::try_from(selection)?;
        let inventory = self.inventory()?;
        let gone = inventory.gone(&selection, inventory.now(self.acting().caller().clock));
        Ok(gone.iter().map(ToString::to_string).collect())
    }

    pub(crate) fn selected_keys(&self, selection: &KeySelection) -> Answer<Vec<String>> {
        self.acting().caller().may(Action::Read)?;
        let AppSelection { query, selected } = selection.try_into()?;
        let inventory = self.inventory()?;
        let now = inventory.now(self.acting().caller().clock);
        let places = self.places(&inventory, query, now);
        let entries = places.iter().filter_map(|place| inventory.entry(*place));
        Ok(entries
            .map(|entry| entry.key.id)
            .filter(|id| selected.holds(*id))
            .map(|id| id.to_string())
            .collect())
    }

    pub(crate) fn preview_key_changes(
        &self,
        selection: &KeySelection,
        verb: KeyVerb,
    ) -> Answer<KeyChangesPreview> {
        let (selection, verb) = (selection.try_into()?, verb.try_into()?);
        let inventory = self.inventory()?;
        let changes =
            keytower_app::preview_key_changes(&inventory, &self.acting().caller(), &selection, &verb)?;
        // Any id will do that the next preview doesn't have.
        let id = AccountId::new(&mut |bytes| self.acting().entropy.fill(bytes)).to_string();
        let preview = KeyChangesPreview::of(id.clone(), &changes);
        *held(&self.changes) = Some(PendingChanges {
            id,
            changes: Arc::new(changes),
            done: Arc::default(),
            stopped: Arc::default(),
        });
        Ok(preview)
    }

    pub(crate) fn confirm_key_changes(&self, changes_id: &str, reason: &str) -> Answer<()> {
        let pending = self.pending(changes_id)?;
        let goes_on = |done| {
            pending.done.store(count(done), Ordering::Relaxed);
            // Nothing goes on behind a locked window.
            !pending.stopped.load(Ordering::Relaxed) && !self.closed.load(Ordering::SeqCst)
        };
        keytower_app::confirm_key_changes(
            &self.store,
            &self.acting().caller(),
            &pending.changes,
            reason,
            goes_on,
        )?;
        self.cancel_key_changes(changes_id);
        Ok(())
    }

    pub(crate) fn key_changes_done(&self, changes_id: &str) -> Answer<u32> {
        Ok(self.pending(changes_id)?.done.load(Ordering::Relaxed))
    }

    pub(crate) fn cancel_key_changes(&self, changes_id: &str) {
        let pending = held(&self.changes).take_if(|pending| pending.id == changes_id);
        if let Some(pending) = pending {
            pending.stopped.store(true, Ordering::Relaxed);
        }
    }

    fn pending(&self, changes_id: &str) -> Answer<PendingChanges> {
        let pending = held(&self.changes)
            .as_ref()
            .filter(|pending| pending.id == changes_id)
            .cloned();
        pending.ok_or_else(|| Problem::new(Code::ChangesGone))
    }
}
