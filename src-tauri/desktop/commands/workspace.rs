//! The workspace as a whole.

use keytower_contract::{Answer, CheckedBy, EditWorkspace, Policy, PolicyPreview, WorkspaceView};
use tauri::State;

use crate::session::Session;

/// Its name, zone, counts and clock.
#[tauri::command]
#[specta::specta]
pub async fn workspace(session: State<'_, Session>) -> Answer<WorkspaceView> {
    session.backend()?.workspace().await
}

/// Another name, zone or expiry time.
#[tauri::command]
#[specta::specta]
pub async fn edit_workspace(session: State<'_, Session>, fields: EditWorkspace) -> Answer<WorkspaceView> {
    session.backend()?.edit_workspace(fields).await
}

/// The rules that a policy can begin with, by product.
#[tauri::command]
#[specta::specta]
pub async fn policy_presets() -> Answer<Vec<Policy>> {
    Ok(keytower_contract::convert::policy_presets())
}

/// Says which keys would not conform with other rules.
#[tauri::command]
#[specta::specta]
pub async fn preview_policy(session: State<'_, Session>, policy: Policy) -> Answer<PolicyPreview> {
    session.backend()?.preview_policy(policy).await
}

/// Sets other rules for keys.
#[tauri::command]
#[specta::specta]
pub async fn change_policy(session: State<'_, Session>, policy: Policy) -> Answer<WorkspaceView> {
    session.backend()?.change_policy(policy).await
}

/// Says who asks whether a key is good.
#[tauri::command]
#[specta::specta]
pub async fn edit_checked_by(session: State<'_, Session>, checked_by: CheckedBy) -> Answer<WorkspaceView> {
    session.backend()?.edit_checked_by(checked_by).await
}

/// Opens the address of the system that checks the keys, in the browser.
#[tauri::command]
#[specta::specta]
pub async fn open_checking_system(session: State<'_, Session>) -> Answer<()> {
    session.open_checking_system().await
}

/// Judges states by the computer's clock again, after it was set back.
#[tauri::command]
#[specta::specta]
pub async fn accept_clock(session: State<'_, Session>) -> Answer<WorkspaceView> {
    session.backend()?.accept_clock().await
}

/// Goes on with an old copy of the vault that was put back.
#[tauri::command]
#[specta::specta]
pub async fn accept_copy(session: State<'_, Session>) -> Answer<WorkspaceView> {
    session.backend()?.accept_copy().await
}

/// IANA names of all time zones.
#[tauri::command]
#[specta::specta]
pub async fn time_zones() -> Answer<Vec<String>> {
    Ok(keytower_contract::time_zones())
}

/// Puts the workspace's account id into the clipboard.
#[tauri::command]
#[specta::specta]
pub async fn copy_account_id(session: State<'_, Session>) -> Answer<()> {
    session.copy_account_id().await
}
