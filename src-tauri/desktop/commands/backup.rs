//! Backups, restoring them, and what a lost computer leaves to think of.

use keytower_contract::{
    Answer, BackupMade, BackupSchedule, BackupSecret, BackupStatus, BackupView, ExposedKey, RestorePlace,
    RestorePreview, SessionStatus,
};
use tauri::State;

use crate::session::Session;

/// What this computer knows of the open vault's backups.
#[tauri::command]
#[specta::specta]
pub async fn backup_status(session: State<'_, Session>) -> Answer<BackupStatus> {
    session.backup_status().await
}

/// Backs the open vault up where the person says; `None` when they chose nothing.
#[tauri::command]
#[specta::specta]
pub async fn back_up_now(session: State<'_, Session>) -> Answer<Option<BackupMade>> {
    session.back_up_now().await
}

/// Asks for the folder that backups are written to; `None` when nothing was chosen.
#[tauri::command]
#[specta::specta]
pub async fn choose_backup_folder(session: State<'_, Session>) -> Answer<Option<String>> {
    session.choose_backup_folder().await
}

/// Has backups made unasked from now on, or no longer.
#[tauri::command]
#[specta::specta]
pub async fn set_backup_schedule(
    session: State<'_, Session>,
    schedule: Option<BackupSchedule>,
) -> Answer<BackupStatus> {
    session.set_backup_schedule(schedule).await
}

/// That a backup failed was read.
#[tauri::command]
#[specta::specta]
pub async fn dismiss_backup_failure(session: State<'_, Session>) -> Answer<BackupStatus> {
    session.dismiss_backup_failure().await
}

/// Asks for a backup, and says what can be known of it without opening it; `None` when nothing was chosen.
#[tauri::command]
#[specta::specta]
pub async fn choose_backup(session: State<'_, Session>) -> Answer<Option<BackupView>> {
    session.choose_backup().await
}

/// Opens a backup; says what restoring it would do.
#[tauri::command]
#[specta::specta]
pub async fn open_backup(
    session: State<'_, Session>,
    path: String,
    secret: BackupSecret,
) -> Answer<RestorePreview> {
    session.open_backup(path, secret).await
}

/// Puts the backup that was opened in its place, and takes it up, locked.
#[tauri::command]
#[specta::specta]
pub async fn restore_backup(session: State<'_, Session>, place: RestorePlace) -> Answer<SessionStatus> {
    session.restore_backup(place).await
}

/// The backup that was opened isn't restored.
#[tauri::command]
#[specta::specta]
pub async fn close_backup(session: State<'_, Session>) -> Answer<()> {
    session.close_backup().await
}

/// Keys that can still be used and whose text was left on a computer.
#[tauri::command]
#[specta::specta]
pub async fn exposed_keys(session: State<'_, Session>) -> Answer<Vec<ExposedKey>> {
    session.backend()?.exposed_keys().await
}
