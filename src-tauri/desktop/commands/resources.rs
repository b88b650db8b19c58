//! The catalogue.

use keytower_contract::{Answer, ResourceFields, ResourceView};
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
