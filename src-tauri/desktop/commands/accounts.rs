//! Service accounts.

use keytower_contract::{AccountDetail, AccountFields, AccountView, Answer};
use tauri::State;

use crate::session::Session;

/// All of them, by name.
#[tauri::command]
#[specta::specta]
pub async fn list_accounts(session: State<'_, Session>) -> Answer<Vec<AccountView>> {
    session.backend()?.list_accounts().await
}

/// One, with its access and its events.
#[tauri::command]
#[specta::specta]
pub async fn account(session: State<'_, Session>, account_id: String) -> Answer<AccountDetail> {
    session.backend()?.account(account_id).await
}

/// A new one.
#[tauri::command]
#[specta::specta]
pub async fn create_account(session: State<'_, Session>, fields: AccountFields) -> Answer<AccountView> {
    session.backend()?.create_account(fields).await
}

/// Another name, organisation or contact.
#[tauri::command]
#[specta::specta]
pub async fn edit_account(
    session: State<'_, Session>,
    account_id: String,
    fields: AccountFields,
) -> Answer<AccountView> {
    session.backend()?.edit_account(account_id, fields).await
}

/// Stops all its keys; can be undone.
#[tauri::command]
#[specta::specta]
pub async fn disable_account(session: State<'_, Session>, account_id: String) -> Answer<AccountView> {
    session.backend()?.disable_account(account_id).await
}

/// Lets its keys work again.
#[tauri::command]
#[specta::specta]
pub async fn enable_account(session: State<'_, Session>, account_id: String) -> Answer<AccountView> {
    session.backend()?.enable_account(account_id).await
}
