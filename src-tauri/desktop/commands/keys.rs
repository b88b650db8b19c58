//! API keys, after they were generated.

use keytower_contract::{
    Answer, EditKey, Found, GenerateKey, Identified, KeyDraft, KeyPage, KeyQuery, KeyView, ReadNetwork,
    RenewKey, RenewalDraft, Verification, VerifyKey,
};
use tauri::State;

use crate::session::Session;

/// Rows of the inventory from `offset` on.
#[tauri::command]
#[specta::specta]
pub async fn list_keys(
    session: State<'_, Session>,
    query: KeyQuery,
    offset: u32,
    limit: u32,
) -> Answer<KeyPage> {
    session.backend()?.list_keys(query, offset, limit).await
}

/// One, in full.
#[tauri::command]
#[specta::specta]
pub async fn key(session: State<'_, Session>, key_id: String) -> Answer<KeyView> {
    session.backend()?.key(key_id).await
}

/// What a request to generate would come to, and all that stands in its way.
#[tauri::command]
#[specta::specta]
pub async fn check_key(session: State<'_, Session>, request: GenerateKey) -> Answer<KeyDraft> {
    session.backend()?.check_key(request).await
}

/// Another name, description, rights, aircraft or renewal period.
#[tauri::command]
#[specta::specta]
pub async fn edit_key(session: State<'_, Session>, request: EditKey) -> Answer<KeyView> {
    session.backend()?.edit_key(request).await
}

/// What renewing would come to: its end, and whether many keys end that day.
#[tauri::command]
#[specta::specta]
pub async fn check_renewal(
    session: State<'_, Session>,
    key_id: String,
    until: Option<String>,
) -> Answer<RenewalDraft> {
    session.backend()?.check_renewal(key_id, until).await
}

/// Same key, later end.
#[tauri::command]
#[specta::specta]
pub async fn renew_key(session: State<'_, Session>, request: RenewKey) -> Answer<KeyView> {
    session.backend()?.renew_key(request).await
}

/// Ends it at once, for good.
#[tauri::command]
#[specta::specta]
pub async fn expire_key(session: State<'_, Session>, key_id: String) -> Answer<KeyView> {
    session.backend()?.expire_key(key_id).await
}

/// Stops it now; can be undone.
#[tauri::command]
#[specta::specta]
pub async fn disable_key(session: State<'_, Session>, key_id: String) -> Answer<KeyView> {
    session.backend()?.disable_key(key_id).await
}

/// Lets it work again.
#[tauri::command]
#[specta::specta]
pub async fn enable_key(session: State<'_, Session>, key_id: String) -> Answer<KeyView> {
    session.backend()?.enable_key(key_id).await
}

/// Stops it for good.
#[tauri::command]
#[specta::specta]
pub async fn revoke_key(session: State<'_, Session>, key_id: String) -> Answer<KeyView> {
    session.backend()?.revoke_key(key_id).await
}

/// Stops its old secret before its deadline.
#[tauri::command]
#[specta::specta]
pub async fn retire_old_secret(session: State<'_, Session>, key_id: String) -> Answer<KeyView> {
    session.backend()?.retire_old_secret(key_id).await
}

/// Takes a revoked key off the list; its id is never given again.
#[tauri::command]
#[specta::specta]
pub async fn delete_key(session: State<'_, Session>, key_id: String) -> Answer<()> {
    session.backend()?.delete_key(key_id).await
}

/// Which key a text is: a whole key or a key id.
#[tauri::command]
#[specta::specta]
pub async fn identify_key(session: State<'_, Session>, text: String) -> Answer<Identified> {
    session.backend()?.identify_key(text).await
}

/// Whether a presented text, a whole key or a key id, is good for what is asked, and why. It counts as no use.
#[tauri::command]
#[specta::specta]
pub async fn verify_key(
    session: State<'_, Session>,
    text: String,
    request: VerifyKey,
) -> Answer<Verification> {
    session.backend()?.verify_key(text, request).await
}

/// What each of some texts is as a network.
#[tauri::command]
#[specta::specta]
pub async fn read_networks(session: State<'_, Session>, texts: Vec<String>) -> Answer<Vec<ReadNetwork>> {
    session.backend()?.read_networks(texts).await
}

/// Which key the clipboard holds, whose text stays out of the window; `null` where it holds no text.
#[tauri::command]
#[specta::specta]
pub async fn identify_clipboard(session: State<'_, Session>) -> Answer<Option<Identified>> {
    session.identify_clipboard().await
}

/// Keys, service accounts, aircraft and resources, by what they are called.
#[tauri::command]
#[specta::specta]
pub async fn search(session: State<'_, Session>, text: String) -> Answer<Found> {
    session.backend()?.search(text).await
}

/// Keeps what is half typed, in the vault.
#[tauri::command]
#[specta::specta]
pub async fn keep_draft(session: State<'_, Session>, draft: Option<String>) -> Answer<()> {
    session.backend()?.keep_draft(draft).await
}

/// What was half typed when the vault was locked.
#[tauri::command]
#[specta::specta]
pub async fn draft(session: State<'_, Session>) -> Answer<Option<String>> {
    session.backend()?.draft().await
}

/// Puts a key id into the clipboard, as on screen: `ktw_` and the 16 characters.
#[tauri::command]
#[specta::specta]
pub async fn copy_key_id(session: State<'_, Session>, key_id: String) -> Answer<()> {
    session.copy_key_id(key_id).await
}
