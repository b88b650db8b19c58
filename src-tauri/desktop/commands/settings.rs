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

/// What this computer offers.
#[tauri::command]
#[specta::specta]
pub async fn computer(session: State<'_, Session>) -> Answer<Computer> {
    session.computer().await
}
