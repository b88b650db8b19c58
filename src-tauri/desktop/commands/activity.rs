//! The audit log.

use keytower_contract::{Answer, EventPage, EventQuery};
use tauri::State;

use crate::session::Session;

/// Events from `offset` on, newest first.
#[tauri::command]
#[specta::specta]
pub async fn list_events(
    session: State<'_, Session>,
    query: EventQuery,
    offset: u32,
    limit: u32,
) -> Answer<EventPage> {
    session.backend()?.list_events(query, offset, limit).await
}

/// The names of all who did something.
#[tauri::command]
#[specta::specta]
pub async fn list_actors(session: State<'_, Session>) -> Answer<Vec<String>> {
    session.backend()?.list_actors().await
}
