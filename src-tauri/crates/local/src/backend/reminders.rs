//! Reminders on a computer.

use async_trait::async_trait;
use keytower_app::Store;
use keytower_app::domain::due::Delivery;
use keytower_app::domain::id::DeviceId;
use keytower_app::domain::mailing::{Mail, MailFailure, Mailing};
use keytower_app::domain::time::Instant;
use keytower_contract::{
    Answer, CalendarFile, DeliveredReminder, DueReminders, KeptReminders, Mails, Reminder, RemindersBackend,
};

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

    async fn mail_reminders(&self) -> Answer<Mailing> {
        self.change(Desk::mail_reminders).await
    }

    async fn settle_mail(&self, message: String, failure: Option<MailFailure>) -> Answer<()> {
        self.run(move |desk| {
            let acting = desk.acting();
            let settled =
                keytower_app::settle_mail(&desk.store, &acting.caller(), &message, failure.as_ref());
            Ok(settled?)
        })
        .await
    }

    async fn mails(&self) -> Answer<Mails> {
        self.run(Desk::mails).await
    }

    async fn try_mails_again(&self) -> Answer<()> {
        self.run(|desk| {
            Ok(keytower_app::try_mails_again(
                &desk.store,
                &desk.acting().caller(),
            )?)
        })
        .await
    }

    async fn reminders_to_keep(&self, device: DeviceId) -> Answer<KeptReminders> {
        self.run(move |desk| desk.reminders_to_keep(device)).await
    }

    async fn take_in_reminders(
        &self,
        device: DeviceId,
        deliveries: Vec<Delivery>,
        mails: Vec<Mail>,
    ) -> Answer<()> {
        self.run(move |desk| {
            let acting = desk.acting();
            let taken =
                keytower_app::take_in_reminders(&desk.store, &acting.caller(), device, &deliveries, &mails);
            Ok(taken?)
        })
        .await
    }
}
