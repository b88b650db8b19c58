//! Generating and rotating a key, showing one again, and the dialog that shows it. Copying and saving happen here, in
//! Rust; the text itself crosses to the window in the answer of [`generate_key`], [`rotate_key`] or [`reveal_key`].

use keytower_contract::{Answer, Copied, CopyWhat, GenerateKey, GeneratedKey, KeyView, RotateKey, SavedFile};
use tauri::State;

use crate::session::Session;

/// A new key, shown once.
#[tauri::command]
#[specta::specta]
pub async fn generate_key(session: State<'_, Session>, request: GenerateKey) -> Answer<GeneratedKey> {
    session.generate_key(request).await
}

/// A new secret for a key, shown once.
#[tauri::command]
#[specta::specta]
pub async fn rotate_key(session: State<'_, Session>, request: RotateKey) -> Answer<GeneratedKey> {
    session.rotate_key(request).await
}

/// A key shown again, for the master password.
#[tauri::command]
#[specta::specta]
pub async fn reveal_key(
    session: State<'_, Session>,
    key_id: String,
    password: String,
) -> Answer<GeneratedKey> {
    session.reveal_key(key_id, password).await
}

/// Puts what is shown into the clipboard.
#[tauri::command]
#[specta::specta]
pub async fn copy_shown(session: State<'_, Session>, what: CopyWhat) -> Answer<Copied> {
    session.copy_shown(what).await
}

/// Saves the shown key where the person says; `None` when they chose nothing.
#[tauri::command]
#[specta::specta]
pub async fn save_shown(session: State<'_, Session>) -> Answer<Option<SavedFile>> {
    session.save_shown().await
}

/// The person says that they have stored it; it is forgotten here.
#[tauri::command]
#[specta::specta]
pub async fn confirm_stored(session: State<'_, Session>) -> Answer<KeyView> {
    session.confirm_stored().await
}

/// Nobody has the shown key, and nobody shall: it is forgotten, and revoked, or gives way to the secret it was rotated
/// from.
#[tauri::command]
#[specta::specta]
pub async fn discard_key(session: State<'_, Session>) -> Answer<KeyView> {
    session.discard_shown().await
}

/// Forgets the shown key, which stays as it is.
#[tauri::command]
#[specta::specta]
pub async fn close_key(session: State<'_, Session>) -> Answer<()> {
    session.forget_shown();
    Ok(())
}
