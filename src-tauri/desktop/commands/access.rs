//! Access templates, and who has what.

use keytower_contract::{
    AccessPage, AccessPreview, AccessQuery, Answer, EditAccess, Grant, OwnerAccess, TemplateFields,
    TemplateView,
};
use tauri::State;

use crate::session::Session;

/// All templates, by name.
#[tauri::command]
#[specta::specta]
pub async fn list_templates(session: State<'_, Session>) -> Answer<Vec<TemplateView>> {
    session.backend()?.list_templates().await
}

/// A new template.
#[tauri::command]
#[specta::specta]
pub async fn create_template(session: State<'_, Session>, fields: TemplateFields) -> Answer<TemplateView> {
    session.backend()?.create_template(fields).await
}

/// Other words or grants for a template, and so for all that have it.
#[tauri::command]
#[specta::specta]
pub async fn edit_template(
    session: State<'_, Session>,
    template_id: String,
    fields: TemplateFields,
) -> Answer<TemplateView> {
    session.backend()?.edit_template(template_id, fields).await
}

/// Takes away a template that nothing has.
#[tauri::command]
#[specta::specta]
pub async fn delete_template(session: State<'_, Session>, template_id: String) -> Answer<()> {
    session.backend()?.delete_template(template_id).await
}

/// What other grants of a template would do to keys.
#[tauri::command]
#[specta::specta]
pub async fn preview_template(
    session: State<'_, Session>,
    template_id: String,
    grants: Vec<Grant>,
) -> Answer<AccessPreview> {
    session.backend()?.preview_template(template_id, grants).await
}

/// What a service account or a person has.
#[tauri::command]
#[specta::specta]
pub async fn owner_access(session: State<'_, Session>, owner_id: String) -> Answer<OwnerAccess> {
    session.backend()?.owner_access(owner_id).await
}

/// What other access of a service account or a person would do to its keys.
#[tauri::command]
#[specta::specta]
pub async fn preview_access(
    session: State<'_, Session>,
    owner_id: String,
    request: EditAccess,
) -> Answer<AccessPreview> {
    session.backend()?.preview_access(owner_id, request).await
}

/// Other grants, templates and aircraft for a service account or a person.
#[tauri::command]
#[specta::specta]
pub async fn edit_access(
    session: State<'_, Session>,
    owner_id: String,
    request: EditAccess,
) -> Answer<OwnerAccess> {
    session.backend()?.edit_access(owner_id, request).await
}

/// Service accounts and people, and what they have, from a place on.
#[tauri::command]
#[specta::specta]
pub async fn list_access(
    session: State<'_, Session>,
    query: AccessQuery,
    offset: u32,
    limit: u32,
) -> Answer<AccessPage> {
    session.backend()?.list_access(query, offset, limit).await
}
