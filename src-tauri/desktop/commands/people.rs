//! People.

use keytower_contract::{
    AccessPreview, Answer, PersonDetail, PersonFields, PersonView, Role, SomeoneLeft, SomeoneLeftPreview,
};
use tauri::State;

use crate::session::Session;

/// All of them, those who left among them, by name.
#[tauri::command]
#[specta::specta]
pub async fn list_people(session: State<'_, Session>) -> Answer<Vec<PersonView>> {
    session.backend()?.list_people().await
}

/// One, with their events.
#[tauri::command]
#[specta::specta]
pub async fn person(session: State<'_, Session>, person_id: String) -> Answer<PersonDetail> {
    session.backend()?.person(person_id).await
}

/// A new one.
#[tauri::command]
#[specta::specta]
pub async fn add_person(session: State<'_, Session>, fields: PersonFields) -> Answer<PersonView> {
    session.backend()?.add_person(fields).await
}

/// Another name, e-mail, role or access level.
#[tauri::command]
#[specta::specta]
pub async fn edit_person(
    session: State<'_, Session>,
    person_id: String,
    fields: PersonFields,
) -> Answer<PersonView> {
    session.backend()?.edit_person(person_id, fields).await
}

/// What another role would do to their own keys.
#[tauri::command]
#[specta::specta]
pub async fn preview_role(
    session: State<'_, Session>,
    person_id: String,
    role: Role,
) -> Answer<AccessPreview> {
    session.backend()?.preview_role(person_id, role).await
}

/// They left: listed, and nobody can pick them; can be undone.
#[tauri::command]
#[specta::specta]
pub async fn person_left(session: State<'_, Session>, person_id: String) -> Answer<PersonView> {
    session.backend()?.person_left(person_id).await
}

/// Everything that names somebody who left, and what putting another in their place would come to. Nothing is written.
#[tauri::command]
#[specta::specta]
pub async fn preview_someone_left(
    session: State<'_, Session>,
    request: SomeoneLeft,
) -> Answer<SomeoneLeftPreview> {
    session.backend()?.preview_someone_left(request).await
}

/// Does what that preview said, all of it or nothing.
#[tauri::command]
#[specta::specta]
pub async fn confirm_someone_left(session: State<'_, Session>, handover_id: String) -> Answer<()> {
    session.backend()?.confirm_someone_left(handover_id).await
}

/// They are there again, as what they were.
#[tauri::command]
#[specta::specta]
pub async fn person_back(session: State<'_, Session>, person_id: String) -> Answer<PersonView> {
    session.backend()?.person_back(person_id).await
}
