//! Aircraft.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use keytower_contract::{
    AircraftFields, AircraftPage, AircraftQuery, AircraftView, Answer, ImportCode, ImportOutcome,
    ImportPreview, ImportResult, ImportRow, Problem, ResolvedRegistration,
};
use tauri::State;

use crate::session::Session;

/// Rows of the fleet from `offset` on.
#[tauri::command]
#[specta::specta]
pub async fn list_aircraft(
    session: State<'_, Session>,
    query: AircraftQuery,
    offset: u32,
    limit: u32,
) -> Answer<AircraftPage> {
    session.backend()?.list_aircraft(query, offset, limit).await
}

/// The aircraft that pasted registrations name.
#[tauri::command]
#[specta::specta]
pub async fn resolve_registrations(
    session: State<'_, Session>,
    texts: Vec<String>,
) -> Answer<Vec<ResolvedRegistration>> {
    session.backend()?.resolve_registrations(texts).await
}

/// A new one.
#[tauri::command]
#[specta::specta]
pub async fn add_aircraft(session: State<'_, Session>, fields: AircraftFields) -> Answer<AircraftView> {
    session.backend()?.add_aircraft(fields).await
}

/// Other values.
#[tauri::command]
#[specta::specta]
pub async fn edit_aircraft(
    session: State<'_, Session>,
    aircraft_id: String,
    fields: AircraftFields,
) -> Answer<AircraftView> {
    session.backend()?.edit_aircraft(aircraft_id, fields).await
}

/// Out of service: no new key can choose it.
#[tauri::command]
#[specta::specta]
pub async fn retire_aircraft(session: State<'_, Session>, aircraft_id: String) -> Answer<AircraftView> {
    session.backend()?.retire_aircraft(aircraft_id).await
}

/// Back in service.
#[tauri::command]
#[specta::specta]
pub async fn restore_aircraft(session: State<'_, Session>, aircraft_id: String) -> Answer<AircraftView> {
    session.backend()?.restore_aircraft(aircraft_id).await
}

/// Rows of a preview from `offset` on.
#[tauri::command]
#[specta::specta]
pub async fn import_rows(
    session: State<'_, Session>,
    import_id: String,
    outcome: Option<ImportOutcome>,
    offset: u32,
    limit: u32,
) -> Answer<Vec<ImportRow>> {
    session
        .backend()?
        .import_rows(import_id, outcome, offset, limit)
        .await
}

/// Writes what the preview showed, all or nothing.
#[tauri::command]
#[specta::specta]
pub async fn confirm_import(session: State<'_, Session>, import_id: String) -> Answer<ImportResult> {
    session.backend()?.confirm_import(import_id).await
}

/// Forgets a preview.
#[tauri::command]
#[specta::specta]
pub async fn cancel_import(session: State<'_, Session>, import_id: String) -> Answer<()> {
    session.backend()?.cancel_import(import_id).await
}

/// Reads a file (its bytes in base64, so that any encoding survives) and compares it with the fleet; writes nothing.
#[tauri::command]
#[specta::specta]
pub async fn preview_import(
    session: State<'_, Session>,
    file_name: String,
    content_base64: String,
) -> Answer<ImportPreview> {
    // Asked first: a locked vault answers nothing else, whatever was sent.
    let backend = session.backend()?;
    let content = STANDARD
        .decode(content_base64)
        .map_err(|_| Problem::new(ImportCode::CsvNotText))?;
    backend.preview_import(file_name, content).await
}
