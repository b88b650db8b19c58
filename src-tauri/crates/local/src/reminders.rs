//! Reminders on a computer.

use std::collections::HashSet;

use keytower_app::Store;
use keytower_app::domain::due::Delivery;
use keytower_app::domain::id::{DeviceId, KeyId};
use keytower_app::domain::mailing::Mailing;
use keytower_contract::convert::{calendar, count};
use keytower_contract::{
    Answer, CalendarFile, Code, DeliveredReminder, DueReminders, KeptReminders, Mails, NextEnd, Problem,
};

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
        let workspace = inventory.workspace();
        let zone = workspace.map(|workspace| workspace.zone).unwrap_or_default();
        let ends_next = keytower_app::next_to_end(&inventory, &caller)?;
        let next_end = ends_next.and_then(|key| {
            Some(NextEnd {
                name: key.description.name.clone(),
                owner: inventory.owner(key.owner)?.name().to_owned(),
                at: key.expires_at?,
                zone,
            })
        });
        Ok(DueReminders {
            now: in_order(told.collect()),
            next: delivered.next,
            zone,
            next_end,
        })
    }

    pub(crate) fn calendar(&self) -> Answer<CalendarFile> {
        let (inventory, acting) = (self.inventory()?, self.acting());
        let caller = acting.caller();
        let ends = keytower_app::key_ends(&self.store, &inventory, &caller)?;
        let workspace = inventory
            .workspace()
            .ok_or_else(|| Problem::new(Code::Internal))?;
        let now = inventory.now(caller.clock);
        Ok(CalendarFile {
            text: calendar(&ends, workspace, &inventory, now),
            ends: count(ends.len()),
        })
    }

    pub(crate) fn mail_reminders(&self) -> Answer<Mailing> {
        let (inventory, acting) = (self.inventory()?, self.acting());
        Ok(keytower_app::mail_reminders(
            &self.store,
            &inventory,
            &acting.caller(),
        )?)
    }

    pub(crate) fn mails(&self) -> Answer<Mails> {
        let (inventory, acting) = (self.inventory()?, self.acting());
        let mails = keytower_app::mails(&self.store, &acting.caller())?;
        Ok(Mails::of(mails, &inventory))
    }

    pub(crate) fn reminders_to_keep(&self, device: DeviceId) -> Answer<KeptReminders> {
        let (inventory, acting) = (self.inventory()?, self.acting());
        let caller = acting.caller();
        let schedule = keytower_app::reminder_schedule(&inventory, &caller)?;
        let mut deliveries = keytower_app::delivered_reminders(&self.store, &caller, device)?;
        let mut mails = keytower_app::mails(&self.store, &caller)?;
        // What was done of other keys says nothing of what is still to be done.
        let keys: HashSet<KeyId> = schedule.keys.iter().map(|one| one.key).collect();
        deliveries.retain(|one| keys.contains(&one.reminder.key));
        mails.retain(|one| keys.contains(&one.reminder.key));
        Ok(KeptReminders {
            schedule,
            deliveries,
            mails,
        })
    }

    pub(crate) fn delivered_reminders(&self, device: DeviceId) -> Answer<Vec<DeliveredReminder>> {
        let (inventory, acting) = (self.inventory()?, self.acting());
        let caller = acting.caller();
        let now = inventory.now(caller.clock);
        let delivered = keytower_app::delivered_reminders(&self.store, &caller, device)?;
        let told = delivered
            .iter()
            .filter_map(|delivery| DeliveredReminder::of(delivery, &inventory, now));
        Ok(in_order(told.collect()))
    }
}

/// Newest first; of those that came together, by their ends, then by name.
fn in_order(mut reminders: Vec<DeliveredReminder>) -> Vec<DeliveredReminder> {
    reminders.sort_by(|one, other| {
        let place = |one: &DeliveredReminder| (std::cmp::Reverse(one.delivered_at), one.reminder.expires_at);
        place(one)
            .cmp(&place(other))
            .then_with(|| one.name.cmp(&other.name))
    });
    reminders
}
