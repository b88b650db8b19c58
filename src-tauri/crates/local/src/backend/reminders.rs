//! Reminders on a computer.

use async_trait::async_trait;
use keytower_app::Store;
use keytower_app::domain::id::DeviceId;
use keytower_app::domain::time::Instant;
use keytower_contract::{Answer, CalendarFile, DeliveredReminder, DueReminders, Reminder, RemindersBackend};

use crate::{Desk, Local};

#[async_trait]
impl<S: Store> RemindersBackend for Local<S> {
    async fn deliver_reminders(&self, device: DeviceId) -> Answer<DueReminders> {
        self.change(move |desk| desk.deliver_reminders(device)).await
    }

    async fn delivered_reminders(&self, device: DeviceId) -> Answer<Vec<DeliveredReminder>> {
        self.run(move |desk| desk.delivered_reminders(device)).await
    }

    async fn see_reminders(&self, device: DeviceId) -> Answer<()> {
        self.run(move |desk| {
            Ok(keytower_app::see_reminders(
                &desk.store,
                &desk.acting().caller(),
                device,
            )?)
        })
        .await
    }

    async fn calendar(&self) -> Answer<CalendarFile> {
        self.run(Desk::calendar).await
    }

    async fn put_reminder_off(
        &self,
        device: DeviceId,
        reminder: Reminder,
        chosen_at: Option<Instant>,
    ) -> Answer<Instant> {
        self.run(move |desk: &Desk<S>| {
            let reminder = (&reminder).try_into()?;
            Ok(keytower_app::put_reminder_off(
                &desk.store,
                &desk.acting().caller(),
                device,
                reminder,
                chosen_at,
            )?)
        })
        .await
    }
}
