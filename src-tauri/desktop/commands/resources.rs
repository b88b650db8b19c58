//! The catalogue.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use keytower_contract::{
    Answer, ImportCode, ImportOutcome, ImportResult, Problem, ResourceFields, ResourceImportPreview,
    ResourceImportRow, ResourceView,
};
use tauri::State;

use crate::session::Session;

/// All of them, by group and title.
#[tauri::command]
#[specta::specta]
pub async fn list_resources(session: State<'_, Session>) -> Answer<Vec<ResourceView>> {
    session.backend()?.list_resources().await
}

/// A new one.
#[tauri::command]
#[specta::specta]
pub async fn add_resource(session: State<'_, Session>, fields: ResourceFields) -> Answer<ResourceView> {
    session.backend()?.add_resource(fields).await
}

/// Other words, levels or codes.
#[tauri::command]
#[specta::specta]
pub async fn edit_resource(
    session: State<'_, Session>,
    resource_id: String,
    fields: ResourceFields,
) -> Answer<ResourceView> {
    session.backend()?.edit_resource(resource_id, fields).await
}

/// Can't be granted any more; stays readable.
#[tauri::command]
#[specta::specta]
pub async fn retire_resource(session: State<'_, Session>, resource_id: String) -> Answer<ResourceView> {
    session.backend()?.retire_resource(resource_id).await
}

/// Can be granted again.
#[tauri::command]
#[specta::specta]
pub async fn restore_resource(session: State<'_, Session>, resource_id: String) -> Answer<ResourceView> {
    session.backend()?.restore_resource(resource_id).await
}

/// Reads a document (its bytes in base64, so that any encoding survives) and compares it with the catalogue; writes
/// nothing.
#[tauri::command]
#[specta::specta]
pub async fn preview_resource_import(
    session: State<'_, Session>,
    file_name: String,
    content_base64: String,
) -> Answer<ResourceImportPreview> {
    // Asked first: a locked vault answers nothing else, whatever was sent.
    let backend = session.backend()?;
    let content = STANDARD
        .decode(content_base64)
        .map_err(|_| Problem::new(ImportCode::DocumentNotText))?;
    backend.preview_resource_import(file_name, content).await
}

/// Rows of a preview from `offset` on.
#[tauri::command]
#[specta::specta]
pub async fn resource_import_rows(
    session: State<'_, Session>,
    import_id: String,
    outcome: Option<ImportOutcome>,
    offset: u32,
    limit: u32,
) -> Answer<Vec<ResourceImportRow>> {
    session
        .backend()?
        .resource_import_rows(import_id, outcome, offset, limit)
        .await
}

/// Writes what the preview showed, all or nothing.
#[tauri::command]
#[specta::specta]
pub async fn confirm_resource_import(session: State<'_, Session>, import_id: String) -> Answer<ImportResult> {
    session.backend()?.confirm_resource_import(import_id).await
}
