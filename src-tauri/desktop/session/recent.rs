//! Vaults that were open on this computer: `recent.json`, newest first.

use std::path::Path;

use keytower_app::domain::id::AccountId;
use keytower_app::domain::time::Instant;
use keytower_contract::convert::id;
use keytower_contract::{Answer, RecentVault};

use super::problems::save;
use super::{Desk, Session, vault_name};
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

    /// Takes a vault off the list; its files stay. Once its workspace has no other vault there, this computer no longer
    /// reminds of it while it is locked.
    ///
    /// # Errors
    /// When the list, or what reminds of it, can't be written.
    pub async fn forget_vault(&self, path: String) -> Answer<Vec<RecentVault>> {
        self.on_desk(move |desk| {
            let folder = &desk.computer.folder;
            let (gone, left): (Vec<_>, Vec<_>) =
                read(folder).into_iter().partition(|vault| vault.path == path);
            for account in gone.into_iter().filter_map(|vault| vault.account_id) {
                let is_left = left
                    .iter()
                    .any(|vault| vault.account_id.as_ref() == Some(&account));
                if let (false, Ok(account)) = (is_left, id(&account)) {
                    desk.forget_workspace(account)?;
                }
            }
            write_json(&folder.file(FILE), &left).map_err(|error| save(&error))?;
            Ok(left)
        })
        .await
    }
}

impl Desk {
    /// Nothing is kept of it any more to remind of it while it is locked, unless it is open.
    fn forget_workspace(&self, account: AccountId) -> Answer<()> {
        if self.backend_of(account).is_none() && self.standby.is_on(account) {
            self.standby.end(account)?;
            self.tell_tray();
        }
        Ok(())
    }
}
