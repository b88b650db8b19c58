//! Fleet groups.

use keytower_contract::{AccessPreview, Answer, FleetGroups, GroupFields, GroupMembers, GroupView};
use tauri::State;

use crate::session::Session;

/// All fleet groups by name, and the tags that a group can go by.
#[tauri::command]
#[specta::specta]
pub async fn list_groups(session: State<'_, Session>) -> Answer<FleetGroups> {
    session.backend()?.list_groups().await
}

/// A new fleet group.
#[tauri::command]
#[specta::specta]
pub async fn create_group(session: State<'_, Session>, fields: GroupFields) -> Answer<GroupView> {
    session.backend()?.create_group(fields).await
}

/// Another name or other members for a fleet group, and so for all that names it.
#[tauri::command]
#[specta::specta]
pub async fn edit_group(
    session: State<'_, Session>,
    group_id: String,
    fields: GroupFields,
) -> Answer<GroupView> {
    session.backend()?.edit_group(group_id, fields).await
}

/// Takes away a fleet group. What names it gets no aircraft by it any more.
#[tauri::command]
#[specta::specta]
pub async fn delete_group(session: State<'_, Session>, group_id: String) -> Answer<()> {
    session.backend()?.delete_group(group_id).await
}

/// What other members of a fleet group, or its deletion (none), would do to keys.
#[tauri::command]
#[specta::specta]
pub async fn preview_group(
    session: State<'_, Session>,
    group_id: String,
    members: Option<GroupMembers>,
) -> Answer<AccessPreview> {
    session.backend()?.preview_group(group_id, members).await
}
