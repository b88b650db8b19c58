//! Vaults that were open on this computer: `recent.json`, newest first.

use std::path::Path;

use keytower_app::domain::id::AccountId;
use keytower_app::domain::time::Instant;
use keytower_contract::{Answer, RecentVault};

use super::problems::save;
use super::{Session, blocking, vault_name};
use crate::data_folder::{DataFolder, read_json, write_json};

const FILE: &str = "recent.json";
const KEPT: usize = 12;

pub(super) fn read(folder: &DataFolder) -> Vec<RecentVault> {
    let mut recent: Vec<RecentVault> = read_json(&folder.file(FILE));
    for vault in &mut recent {
        vault.present = Path::new(&vault.path).is_dir();
    }
    recent
}

/// Puts a vault first. That the list can't be written keeps nobody from the vault.
pub(super) fn remember(folder: &DataFolder, vault: &Path, account_id: AccountId, now: Instant) {
    let path = vault.display().to_string();
    let mut recent = read(folder);
    recent.retain(|other| other.path != path);
    recent.insert(
        0,
        RecentVault {
            name: vault_name(vault),
            path,
            opened_at: now,
            present: true,
            account_id: Some(account_id.to_string()),
        },
    );
    recent.truncate(KEPT);
    let _ = write_json(&folder.file(FILE), &recent);
}

/// The vault of a workspace: the latest that is there, or else the latest.
pub(super) fn of_account(folder: &DataFolder, account_id: &str) -> Option<RecentVault> {
    let mut vaults = read(folder);
    vaults.retain(|vault| vault.account_id.as_deref() == Some(account_id));
    let place = vaults.iter().position(|vault| vault.present).unwrap_or(0);
    (place < vaults.len()).then(|| vaults.swap_remove(place))
}

impl Session {
    /// Vaults that were open on this computer before, newest first.
    #[must_use]
    pub fn recent_vaults(&self) -> Vec<RecentVault> {
        read(&self.desk.computer.folder)
    }

    /// Takes a vault off the list; its files stay.
    ///
    /// # Errors
    /// When the list can't be written.
    pub async fn forget_vault(&self, path: String) -> Answer<Vec<RecentVault>> {
        let folder = self.desk.computer.folder.clone();
        blocking(move || {
            let mut recent = read(&folder);
            recent.retain(|vault| vault.path != path);
            write_json(&folder.file(FILE), &recent).map_err(|error| save(&error))?;
            Ok(recent)
        })
        .await
    }
}
