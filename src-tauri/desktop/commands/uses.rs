//! When keys were last used.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use keytower_contract::{
    Answer, ImportCode, ImportOutcome, ImportResult, Problem, UsesImportPreview, UsesImportRow,
};
use tauri::State;

use crate::session::Session;

/// Reads a list of last uses (its bytes in base64, so that any encoding survives) and compares it with the keys; writes
/// nothing.
#[tauri::command]
#[specta::specta]
pub async fn preview_uses_import(
    session: State<'_, Session>,
    file_name: String,
    content_base64: String,
) -> Answer<UsesImportPreview> {
    // Asked first: a locked vault answers nothing else, whatever was sent.
    let backend = session.backend()?;
    let content = STANDARD
        .decode(content_base64)
        .map_err(|_| Problem::new(ImportCode::CsvNotText))?;
    backend.preview_uses_import(file_name, content).await
}

/// Rows of such a preview from `offset` on.
#[tauri::command]
#[specta::specta]
pub async fn uses_import_rows(
    session: State<'_, Session>,
    import_id: String,
    outcome: Option<ImportOutcome>,
    offset: u32,
    limit: u32,
) -> Answer<Vec<UsesImportRow>> {
    session
        .backend()?
        .uses_import_rows(import_id, outcome, offset, limit)
        .await
}

/// Writes what the preview showed, all or nothing.
#[tauri::command]
#[specta::specta]
pub async fn confirm_uses_import(session: State<'_, Session>, import_id: String) -> Answer<ImportResult> {
    session.backend()?.confirm_uses_import(import_id).await
}
