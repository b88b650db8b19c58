//! Reminders on a computer.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use keytower_app::domain::id::DeviceId;

use super::Answer;
use crate::{CalendarFile, DeliveredReminder, DueReminders, Reminder};

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
}
