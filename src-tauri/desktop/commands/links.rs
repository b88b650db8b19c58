//! Links to keys, `keytower://open/<account id>/key/<key id>`: opened outside of the window, or pasted in it.

use keytower_contract::{Answer, LinkView};
use tauri::State;

use crate::session::Session;

/// Where the link leads that was opened last; `null` once it was followed or forgotten.
#[tauri::command]
#[specta::specta]
pub async fn link(session: State<'_, Session>) -> Answer<Option<LinkView>> {
    Ok(session.link())
}

/// It was followed, or is not to be.
#[tauri::command]
#[specta::specta]
pub async fn forget_link(session: State<'_, Session>) -> Answer<()> {
    session.forget_link();
    Ok(())
}

/// Takes up a link that was pasted, and answers where it leads.
#[tauri::command]
#[specta::specta]
pub async fn follow_link(session: State<'_, Session>, text: String) -> Answer<LinkView> {
    Ok(session.follow_link(&text))
}

/// Puts the link to a key into the clipboard.
#[tauri::command]
#[specta::specta]
pub async fn copy_link(session: State<'_, Session>, key_id: String) -> Answer<()> {
    session.copy_link(key_id).await
}
