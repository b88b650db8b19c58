//! The audit log.

use keytower_contract::{
    Answer, CheckReport, EventPage, EventQuery, EventRow, ExportFormat, ExportedEvents, Progress,
};
use tauri::State;

use crate::session::Session;

/// Events from `offset` on, newest first.
#[tauri::command]
#[specta::specta]
pub async fn list_events(
    session: State<'_, Session>,
    query: EventQuery,
    offset: u32,
    limit: u32,
) -> Answer<EventPage> {
    session.backend()?.list_events(query, offset, limit).await
}

/// The names of all who did something.
#[tauri::command]
#[specta::specta]
pub async fn list_actors(session: State<'_, Session>) -> Answer<Vec<String>> {
    session.backend()?.list_actors().await
}

/// One event, by its place.
#[tauri::command]
#[specta::specta]
pub async fn event(session: State<'_, Session>, seq: u32) -> Answer<EventRow> {
    session.backend()?.event(seq).await
}

/// Writes the events that a query finds to a file where the person says; `None` when they chose none.
#[tauri::command]
#[specta::specta]
pub async fn export_events(
    session: State<'_, Session>,
    query: EventQuery,
    format: ExportFormat,
) -> Answer<Option<ExportedEvents>> {
    session.export_events(query, format).await
}

/// How far the export has come; `None` while there is none.
#[tauri::command]
#[specta::specta]
pub async fn export_progress(session: State<'_, Session>) -> Answer<Option<Progress>> {
    session.export_progress()
}

/// Ends the export; nothing is left of it.
#[tauri::command]
#[specta::specta]
pub async fn stop_export(session: State<'_, Session>) -> Answer<()> {
    session.stop_export()
}

/// Walks the chain of events and compares everything with it.
#[tauri::command]
#[specta::specta]
pub async fn check_chain(session: State<'_, Session>) -> Answer<CheckReport> {
    session.backend()?.check_chain().await
}

/// How far the check has come; `None` while there is none.
#[tauri::command]
#[specta::specta]
pub async fn check_progress(session: State<'_, Session>) -> Answer<Option<Progress>> {
    Ok(session.backend()?.check_progress())
}

/// Ends the check before its end.
#[tauri::command]
#[specta::specta]
pub async fn stop_check(session: State<'_, Session>) -> Answer<()> {
    session.backend()?.stop_check();
    Ok(())
}

/// Puts what an auditor can be given about a key into the clipboard.
#[tauri::command]
#[specta::specta]
pub async fn copy_evidence(session: State<'_, Session>, key_id: String) -> Answer<()> {
    session.copy_evidence(key_id).await
}

/// Puts what whoever takes a key over should know into the clipboard.
#[tauri::command]
#[specta::specta]
pub async fn copy_hand_over_note(session: State<'_, Session>, key_id: String) -> Answer<()> {
    session.copy_hand_over_note(key_id).await
}
