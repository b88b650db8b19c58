//! Reminders on a computer.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use keytower_app::domain::due::Delivery;
use keytower_app::domain::id::DeviceId;
use keytower_app::domain::mailing::{Mail, MailFailure, Mailing};
use keytower_app::domain::schedule::Schedule;

use super::Answer;
use crate::{CalendarFile, DeliveredReminder, DueReminders, Mails, Reminder};

/// Reminders on a computer.
#[async_trait]
#[expect(missing_docs, reason = "each is the use case of its name in `keytower-app`")]
pub trait RemindersBackend: Send + Sync {
    async fn deliver_reminders(&self, device: DeviceId) -> Answer<DueReminders>;
    async fn delivered_reminders(&self, device: DeviceId) -> Answer<Vec<DeliveredReminder>>;
    async fn see_reminders(&self, device: DeviceId) -> Answer<()>;
    async fn calendar(&self) -> Answer<CalendarFile>;
    /// Answers when it comes again.
    async fn put_reminder_off(
        &self,
        device: DeviceId,
        reminder: Reminder,
        chosen_at: Option<DateTime<Utc>>,
    ) -> Answer<DateTime<Utc>>;
    async fn mail_reminders(&self) -> Answer<Mailing>;
    async fn settle_mail(&self, message: String, failure: Option<MailFailure>) -> Answer<()>;
    async fn mails(&self) -> Answer<Mails>;
    async fn try_mails_again(&self) -> Answer<()>;
    /// What is to be known to remind while the workspace is locked: what ends, what was delivered, what was mailed.
    async fn reminders_to_keep(&self, device: DeviceId) -> Answer<KeptReminders>;
    async fn take_in_reminders(
        &self,
        device: DeviceId,
        deliveries: Vec<Delivery>,
        mails: Vec<Mail>,
    ) -> Answer<()>;
}

/// What is to be known of a workspace to remind while it is locked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptReminders {
    /// What ends, and who is told.
    pub schedule: Schedule,
    /// What was delivered on this computer.
    pub deliveries: Vec<Delivery>,
    /// What was mailed, or is to be.
    pub mails: Vec<Mail>,
}
