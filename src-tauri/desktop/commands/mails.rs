//! Mails that remind people, and reminding while the workspace is locked.

use keytower_contract::{Answer, MailFailure, MailSettings, MailSettingsView, Mails, Standby};
use tauri::State;
use zeroize::Zeroizing;

use crate::session::Session;

/// The workspace's mails: the newest, and how many.
#[tauri::command]
#[specta::specta]
pub async fn mails(session: State<'_, Session>) -> Answer<Mails> {
    session.mails().await
}

/// What isn't sent is tried at once.
#[tauri::command]
#[specta::specta]
pub async fn try_mails_again(session: State<'_, Session>) -> Answer<()> {
    session.try_mails_again().await
}

/// Through which mail server this computer sends the workspace's mails.
#[tauri::command]
#[specta::specta]
pub async fn mail_settings(session: State<'_, Session>) -> Answer<MailSettingsView> {
    session.mail_settings().await
}

/// Sets it. A password that is given takes the place of the one before.
#[tauri::command]
#[specta::specta]
pub async fn save_mail_settings(
    session: State<'_, Session>,
    settings: MailSettings,
    password: Option<String>,
) -> Answer<MailSettingsView> {
    session
        .save_mail_settings(settings, password.map(Zeroizing::new))
        .await
}

/// Sends a mail that says that reminders reach an address. Answers why it wasn't sent; `None` where it was.
#[tauri::command]
#[specta::specta]
pub async fn send_test_mail(
    session: State<'_, Session>,
    settings: MailSettings,
    password: Option<String>,
    to: String,
) -> Answer<Option<MailFailure>> {
    session
        .send_test_mail(settings, password.map(Zeroizing::new), to)
        .await
}

/// Whether this computer reminds while the workspace is locked.
#[tauri::command]
#[specta::specta]
pub async fn standby(session: State<'_, Session>) -> Answer<Standby> {
    session.standby().await
}

/// Lets this computer remind while the workspace is locked, or no longer.
#[tauri::command]
#[specta::specta]
pub async fn set_standby(session: State<'_, Session>, on: bool) -> Answer<Standby> {
    session.set_standby(on).await
}
