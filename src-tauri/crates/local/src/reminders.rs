//! Reminders on a computer.

use keytower_app::Store;
use keytower_app::domain::due::Delivery;
use keytower_app::domain::id::DeviceId;
use keytower_contract::{Answer, DeliveredReminder, DueReminders};

use crate::Desk;

impl<S: Store> Desk<S> {
    pub(crate) fn deliver_reminders(&self, device: DeviceId) -> Answer<DueReminders> {
        let (inventory, acting) = (self.inventory()?, self.acting());
        let caller = acting.caller();
        let delivered = keytower_app::deliver_reminders(&self.store, &inventory, &caller, device)?;
        let now = inventory.now(caller.clock);
        let told = delivered
            .now
            .iter()
            .filter_map(|reminder| DeliveredReminder::of(&Delivery::now(*reminder, now), &inventory, now));
        Ok(DueReminders {
            now: told.collect(),
            next: delivered.next,
        })
    }

    pub(crate) fn delivered_reminders(&self, device: DeviceId) -> Answer<Vec<DeliveredReminder>> {
        let (inventory, acting) = (self.inventory()?, self.acting());
        let caller = acting.caller();
        let now = inventory.now(caller.clock);
        let delivered = keytower_app::delivered_reminders(&self.store, &caller, device)?;
        Ok(delivered
            .iter()
            .filter_map(|delivery| DeliveredReminder::of(delivery, &inventory, now))
            .collect())
    }
}
