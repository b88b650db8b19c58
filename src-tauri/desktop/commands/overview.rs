//! The workspace at a glance.

use keytower_contract::{Answer, Overview};
use tauri::State;

use crate::session::Session;

/// What needs a step now, what ends next, and how ends spread over the coming 12 months.
#[tauri::command]
#[specta::specta]
pub async fn overview(session: State<'_, Session>) -> Answer<Overview> {
    session.backend()?.overview().await
}
