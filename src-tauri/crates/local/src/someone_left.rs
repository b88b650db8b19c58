//! Somebody left.

use std::sync::Arc;

use keytower_app::domain::id::AccountId;
use keytower_app::{Handover, Store, confirm_someone_left, preview_someone_left};
use keytower_contract::{Answer, Code, Problem, SomeoneLeft, SomeoneLeftPreview};

use crate::{Desk, held};

/// What names somebody who left, waiting to be confirmed. The newest is kept.
pub(crate) struct PendingHandover {
    id: String,
    handover: Arc<Handover>,
}

impl<S: Store> Desk<S> {
    pub(crate) fn preview_someone_left(&self, request: &SomeoneLeft) -> Answer<SomeoneLeftPreview> {
        let inventory = self.inventory()?;
        let acting = self.acting();
        let handover = preview_someone_left(&self.store, &inventory, &acting.caller(), request.try_into()?)?;
        // Any id will do that the next preview doesn't have.
        let id = AccountId::new(&mut |bytes| acting.entropy.fill(bytes)).to_string();
        let now = inventory.now(acting.caller().clock);
        let preview = SomeoneLeftPreview::of(id.clone(), &handover, &inventory, now);
        let handover = Arc::new(handover);
        *held(&self.handover) = Some(PendingHandover { id, handover });
        Ok(preview)
    }

    pub(crate) fn confirm_someone_left(&self, handover_id: &str) -> Answer<()> {
        let handover = held(&self.handover)
            .as_ref()
            .filter(|pending| pending.id == handover_id)
            .map(|pending| Arc::clone(&pending.handover));
        let handover = handover.ok_or_else(|| Problem::new(Code::HandoverStale))?;
        confirm_someone_left(&self.store, &self.acting().caller(), &handover)?;
        held(&self.handover).take_if(|pending| pending.id == handover_id);
        Ok(self.follow_holder()?)
    }
}
