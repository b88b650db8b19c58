//! Reminders on this computer.

use keytower_app::domain::time::Instant;
use keytower_contract::{Answer, DeliveredReminder, Reminder, SavedCalendar};
use tauri::State;

use crate::session::Session;

/// What was delivered on this computer, newest first.
#[tauri::command]
#[specta::specta]
pub async fn delivered_reminders(session: State<'_, Session>) -> Answer<Vec<DeliveredReminder>> {
    session.delivered_reminders().await
}

/// Saves the ends of all keys as a calendar where the person says; `None` when they chose nowhere.
#[tauri::command]
#[specta::specta]
pub async fn save_calendar(session: State<'_, Session>) -> Answer<Option<SavedCalendar>> {
    session.save_calendar().await
}

/// Somebody has seen what was delivered.
#[tauri::command]
#[specta::specta]
pub async fn see_reminders(session: State<'_, Session>) -> Answer<()> {
    session.see_reminders().await
}

/// Puts a reminder off to tomorrow. Answers when it comes again.
#[tauri::command]
#[specta::specta]
pub async fn put_reminder_off(session: State<'_, Session>, reminder: Reminder) -> Answer<Instant> {
    session.put_reminder_off(reminder).await
}
