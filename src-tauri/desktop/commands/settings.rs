//! What is set for this computer.

use keytower_contract::{Answer, Computer, Settings};
use tauri::State;

use crate::session::Session;

/// What is set.
#[tauri::command]
#[specta::specta]
pub async fn settings(session: State<'_, Session>) -> Answer<Settings> {
    Ok(session.settings())
}

/// Sets it, at once and for the next start.
#[tauri::command]
#[specta::specta]
pub async fn save_settings(session: State<'_, Session>, settings: Settings) -> Answer<Settings> {
    session.save_settings(settings).await
}

/// Whether the system starts Keytower with the person's session.
#[tauri::command]
#[specta::specta]
pub async fn starts_with_session(session: State<'_, Session>) -> Answer<bool> {
    session.starts_with_session().await
}

/// Has the system start Keytower with the person's session, or no longer. Answers what is set then.
#[tauri::command]
#[specta::specta]
pub async fn set_starts_with_session(session: State<'_, Session>, enabled: bool) -> Answer<Settings> {
    session.set_starts_with_session(enabled).await
}

/// What this computer offers.
#[tauri::command]
#[specta::specta]
pub async fn computer(session: State<'_, Session>) -> Answer<Computer> {
    session.computer().await
}
