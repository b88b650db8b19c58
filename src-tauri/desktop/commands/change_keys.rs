//! Many keys at once.

use keytower_contract::{Answer, KeyChangesPreview, KeyQuery, KeySelection, KeyVerb};
use tauri::State;

use crate::session::Session;

/// The ids of the inventory's keys from `offset` on, in its order.
#[tauri::command]
#[specta::specta]
pub async fn key_ids(
    session: State<'_, Session>,
    query: KeyQuery,
    offset: u32,
    limit: u32,
) -> Answer<Vec<String>> {
    session.backend()?.key_ids(query, offset, limit).await
}

/// The keys that a selection names and its list doesn't show any more.
#[tauri::command]
#[specta::specta]
pub async fn gone_keys(session: State<'_, Session>, selection: KeySelection) -> Answer<Vec<String>> {
    session.backend()?.gone_keys(selection).await
}

/// What doing something to the selected keys would come to; writes nothing.
#[tauri::command]
#[specta::specta]
pub async fn preview_key_changes(
    session: State<'_, Session>,
    selection: KeySelection,
    verb: KeyVerb,
) -> Answer<KeyChangesPreview> {
    session.backend()?.preview_key_changes(selection, verb).await
}

/// Writes what the preview showed, all or nothing.
#[tauri::command]
#[specta::specta]
pub async fn confirm_key_changes(
    session: State<'_, Session>,
    changes_id: String,
    reason: String,
) -> Answer<()> {
    session.backend()?.confirm_key_changes(changes_id, reason).await
}

/// How many keys have been written of those that are being changed.
#[tauri::command]
#[specta::specta]
pub async fn key_changes_done(session: State<'_, Session>, changes_id: String) -> Answer<u32> {
    session.backend()?.key_changes_done(changes_id).await
}

/// Forgets a preview; stops it where it is being done.
#[tauri::command]
#[specta::specta]
pub async fn cancel_key_changes(session: State<'_, Session>, changes_id: String) -> Answer<()> {
    session.backend()?.cancel_key_changes(changes_id).await
}

/// Puts the key ids of the selected keys into the clipboard, one a line, in the list's order.
#[tauri::command]
#[specta::specta]
pub async fn copy_key_ids(session: State<'_, Session>, selection: KeySelection) -> Answer<()> {
    session.copy_key_ids(selection).await
}
