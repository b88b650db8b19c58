//! The vaults of this computer and the one that is open.

use keytower_contract::{
    Answer, CreateVault, PasswordStrength, RecentVault, RecoveryCodeView, SessionStatus,
};
use tauri::State;

use crate::session::Session;

/// What the session holds.
#[tauri::command]
#[specta::specta]
pub async fn session_status(session: State<'_, Session>) -> Answer<SessionStatus> {
    Ok(session.session_status())
}

/// Vaults that were open on this computer before, latest first.
#[tauri::command]
#[specta::specta]
pub async fn recent_vaults(session: State<'_, Session>) -> Answer<Vec<RecentVault>> {
    Ok(session.recent_vaults())
}

/// Takes a vault off that list; its files stay.
#[tauri::command]
#[specta::specta]
pub async fn forget_vault(session: State<'_, Session>, path: String) -> Answer<Vec<RecentVault>> {
    session.forget_vault(path).await
}

/// Asks for a vault's folder; `None` when nothing was chosen.
#[tauri::command]
#[specta::specta]
pub async fn choose_vault(session: State<'_, Session>) -> Answer<Option<String>> {
    session.choose_vault().await
}

/// Creates a vault and opens it. Answers its recovery code, shown once.
#[tauri::command]
#[specta::specta]
pub async fn create_vault(session: State<'_, Session>, request: CreateVault) -> Answer<RecoveryCodeView> {
    session.create_vault(request).await
}

/// Opens sample data, which is in memory only and gone once it is left.
#[tauri::command]
#[specta::specta]
pub async fn open_sample(session: State<'_, Session>) -> Answer<SessionStatus> {
    session.open_sample().await
}

/// Takes a vault up, locked.
#[tauri::command]
#[specta::specta]
pub async fn open_vault(session: State<'_, Session>, path: String) -> Answer<SessionStatus> {
    session.open_vault(path).await
}

/// Puts the vault away.
#[tauri::command]
#[specta::specta]
pub async fn close_vault(session: State<'_, Session>) -> Answer<SessionStatus> {
    session.close_vault().await
}

/// Unlocks with the master password.
#[tauri::command]
#[specta::specta]
pub async fn unlock_vault(session: State<'_, Session>, password: String) -> Answer<SessionStatus> {
    session.unlock_vault(password).await
}

/// Unlocks through this computer's keyring.
#[tauri::command]
#[specta::specta]
pub async fn unlock_vault_with_keyring(session: State<'_, Session>) -> Answer<SessionStatus> {
    session.unlock_vault_with_keyring().await
}

/// Unlocks with the recovery code, sets a new master password, and answers the new recovery code.
#[tauri::command]
#[specta::specta]
pub async fn recover_vault(
    session: State<'_, Session>,
    recovery_code: String,
    new_password: String,
) -> Answer<RecoveryCodeView> {
    session.recover_vault(recovery_code, new_password).await
}

/// Locks.
#[tauri::command]
#[specta::specta]
pub async fn lock_vault(session: State<'_, Session>) -> Answer<SessionStatus> {
    session.lock_vault().await
}

/// Sets another master password.
#[tauri::command]
#[specta::specta]
pub async fn change_password(
    session: State<'_, Session>,
    old_password: String,
    new_password: String,
) -> Answer<()> {
    session.change_password(old_password, new_password).await
}

/// Makes a new recovery code; the old one opens nothing any more.
#[tauri::command]
#[specta::specta]
pub async fn replace_recovery_code(
    session: State<'_, Session>,
    password: String,
) -> Answer<RecoveryCodeView> {
    session.replace_recovery_code(password).await
}

/// Writes the vault anew under a new data key, and answers its new recovery code.
#[tauri::command]
#[specta::specta]
pub async fn re_encrypt_vault(session: State<'_, Session>, password: String) -> Answer<RecoveryCodeView> {
    session.re_encrypt_vault(password).await
}

/// Lets this computer's keyring unlock the vault, or no longer.
#[tauri::command]
#[specta::specta]
pub async fn set_keyring_unlock(
    session: State<'_, Session>,
    enabled: bool,
    password: String,
) -> Answer<bool> {
    session.set_keyring_unlock(enabled, password).await
}

/// Somebody is here: the time until the vault locks starts anew.
#[tauri::command]
#[specta::specta]
pub async fn touch(session: State<'_, Session>) -> Answer<()> {
    session.touch();
    Ok(())
}

/// How hard a password is to guess.
#[tauri::command]
#[specta::specta]
pub async fn password_strength(session: State<'_, Session>, password: String) -> Answer<PasswordStrength> {
    session.password_strength(password).await
}
