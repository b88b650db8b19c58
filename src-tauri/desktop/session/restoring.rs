//! Restoring a backup: looked at, opened and unpacked, compared with what is here, and put in its place once somebody
//! has decided where.

use std::path::{Path, PathBuf};
use std::sync::{MutexGuard, PoisonError};

use chrono_tz::Tz;
use keytower_app::domain::id::AccountId;
use keytower_app::{ReadTx, Store as _, StoreError, Stored, holds_seen};
use keytower_contract::convert::count;
use keytower_contract::{
    Answer, BackupAge, BackupSecret, BackupView, Code, LockReason, Problem, RestorePlace, RestorePreview,
    SessionStatus, VaultFigures, VaultHere,
};
use keytower_local::Witness as _;
use keytower_store_sqlite::SqliteStore;
use keytower_store_sqlite::vault::{
    BackupError, BackupLabel, MasterPassword, RecoveryCode, Staged, Unlock, Vault, VaultError, VaultId,
};
use zeroize::Zeroizing;

use super::opening::{ENDING, connect, folder_name, held_vault};
use super::witness::HeadFile;
use super::{Desk, Held, Session, backup_file, problems, recent, vault_name};
use crate::data_folder::create_private_folder;

/// A backup that was opened and unpacked, and waits for a decision.
pub(super) struct Unpacked {
    staged: Staged,
    account: AccountId,
    /// The vault on this computer that it is of, and what that is going to be called if it is replaced.
    replaceable: Option<(PathBuf, PathBuf)>,
}

/// What a workspace is and holds.
struct Looked {
    account: AccountId,
    name: String,
    zone: Tz,
    figures: VaultFigures,
}

impl Session {
    /// Asks for a backup, and says what can be known of it without opening it: that it is whole, too.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub async fn choose_backup(&self) -> Answer<Option<BackupView>> {
        let chosen = self
            .desk
            .shell
            .choose_file("Restore a backup", backup_file::ENDING)
            .await;
        let Some(path) = chosen else { return Ok(None) };
        self.on_desk(move |desk| {
            desk.forget_unpacked();
            let label = BackupLabel::of_whole(&path).map_err(problems::restore)?;
            let vault = desk.vault_here(label.vault_id);
            Ok(Some(BackupView {
                path: path.display().to_string(),
                made_at: label.made_at,
                made_by: label.made_by,
                vault: vault.map(|folder| vault_name(&folder)),
            }))
        })
        .await
    }

    /// Opens a backup and unpacks it; says what restoring it would do.
    ///
    /// # Errors
    /// When what was typed doesn't open it, or there is no room for it. Nothing is left behind then.
    pub async fn open_backup(&self, path: String, secret: BackupSecret) -> Answer<RestorePreview> {
        let path = PathBuf::from(path);
        match secret {
            BackupSecret::Password { password } => {
                let password = MasterPassword::typed(password);
                self.on_desk(move |desk| desk.unpack(&path, &Unlock::Password(&password)))
                    .await
            }
            BackupSecret::RecoveryCode { recovery_code } => {
                let typed = Zeroizing::new(recovery_code);
                let code = RecoveryCode::parse(&typed).map_err(problems::recovery_code)?;
                self.on_desk(move |desk| desk.unpack(&path, &Unlock::Recovery(&code)))
                    .await
            }
        }
    }

    /// Puts the backup that was opened where somebody decided, and takes it up, locked.
    ///
    /// # Errors
    /// When it can't be put there: the vault that was to be replaced is as it was then.
    pub async fn restore_backup(&self, place: RestorePlace) -> Answer<SessionStatus> {
        self.on_desk(move |desk| desk.restore(&place)).await
    }

    /// The backup that was opened isn't restored.
    ///
    /// # Errors
    /// None.
    pub async fn close_backup(&self) -> Answer<()> {
        self.on_desk(|desk| {
            desk.forget_unpacked();
            Ok(())
        })
        .await
    }
}

impl Desk {
    /// Forgets a backup that was opened, and removes what was unpacked of it.
    pub(super) fn forget_unpacked(&self) {
        *self.unpacked() = None;
    }

    fn unpacked(&self) -> MutexGuard<'_, Option<Unpacked>> {
        self.unpacked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn unpack(&self, path: &Path, with: &Unlock<'_>) -> Answer<RestorePreview> {
        self.forget_unpacked();
        let label = BackupLabel::of(path).map_err(problems::restore)?;
        let here = self.vault_here(label.vault_id);
        let (staged, is_beside) = self.stage(path, here.as_deref(), with)?;
        let store = connect_staged(&staged)?;
        let looked = look(&store)?;
        let seen = HeadFile::of(&self.computer.folder, looked.account).seen();
        let age = match seen {
            None => BackupAge::NeverSeen,
            Some(seen) if holds_seen(&store, seen).map_err(problems::store)? => BackupAge::Current,
            Some(seen) if seen.seq > looked.figures.events => BackupAge::Older {
                missing: seen.seq - looked.figures.events,
                seen_until: seen.at,
            },
            Some(seen) => BackupAge::Diverged { seen_until: seen.at },
        };
        drop(store);
        let folder = staged.parent().to_owned();
        let today = backup_file::instant_in_name(self.computer.clock.now(), looked.zone);
        let replaceable = here.as_deref().filter(|_| is_beside).map(|here| {
            let aside = free_folder(&folder, &format!("{} (replaced {today})", vault_name(here)));
            (here.to_owned(), aside)
        });
        let vault = here.as_deref().map(|here| VaultHere {
            name: vault_name(here),
            path: here.display().to_string(),
            figures: self.figures_of(here, &staged),
            replaced_name: replaceable.as_ref().map(|(_, aside)| vault_name(aside)),
        });
        let file = path.file_name().unwrap_or_default().to_string_lossy();
        let made = backup_file::instant_in_name(label.made_at, looked.zone);
        let preview = RestorePreview {
            name: looked.name,
            time_zone: looked.zone.name().to_owned(),
            figures: looked.figures,
            age,
            vault,
            suggested_name: suggested_name(&folder, backup_file::vault_in(&file), &made),
            folder: folder.display().to_string(),
        };
        *self.unpacked() = Some(Unpacked {
            staged,
            account: looked.account,
            replaceable,
        });
        Ok(preview)
    }

    /// Unpacks a backup beside the vault that it is of, or else where new vaults are kept. Answers which.
    fn stage(&self, path: &Path, here: Option<&Path>, with: &Unlock<'_>) -> Answer<(Staged, bool)> {
        if let Some(parent) = here.and_then(Path::parent) {
            match Staged::unpack(path, parent, with) {
                Err(BackupError::Vault(VaultError::ReadOnly | VaultError::Missing)) => {}
                unpacked => return Ok((unpacked.map_err(problems::restore)?, true)),
            }
        }
        let vaults = self.computer.folder.vaults();
        create_private_folder(&vaults).map_err(|error| problems::io(&error))?;
        let staged = Staged::unpack(path, &vaults, with).map_err(problems::restore)?;
        Ok((staged, false))
    }

    /// What the vault of a folder holds, as far as it is open here, or what opens the backup opens it too.
    fn figures_of(&self, folder: &Path, staged: &Staged) -> Option<VaultFigures> {
        let open = match &*self.held() {
            Held::Open(open) => open.vault().ok().filter(|(_, here)| here == folder),
            Held::Locked { .. } | Held::Closed => None,
        };
        let figures = |vault: &Vault| Some(look(&connect(vault).ok()?).ok()?.figures);
        match open {
            Some((vault, _)) => figures(&held_vault(&vault)),
            None => figures(&staged.unlock_same(folder).ok()?),
        }
    }

    fn restore(&self, place: &RestorePlace) -> Answer<SessionStatus> {
        let taken = self.unpacked().take();
        let mut unpacked = taken.ok_or_else(|| Problem::new(Code::NoBackupOpen))?;
        match self.place(place, &mut unpacked) {
            Ok(folder) => {
                self.lock(LockReason::Asked);
                recent::remember(
                    &self.computer.folder,
                    &folder,
                    unpacked.account,
                    self.computer.clock.now(),
                );
                self.put(Held::Locked {
                    folder,
                    reason: LockReason::Restored,
                });
                Ok(self.status())
            }
            Err(problem) => {
                // Another place can be chosen.
                *self.unpacked() = Some(unpacked);
                Err(problem)
            }
        }
    }

    /// Puts an unpacked backup where somebody decided; answers its folder.
    fn place(&self, place: &RestorePlace, unpacked: &mut Unpacked) -> Answer<PathBuf> {
        match place {
            RestorePlace::Beside { name } if name.trim().is_empty() => {
                Err(Problem::new(Code::Required).at("name"))
            }
            RestorePlace::Beside { name } => {
                let folder = unpacked.staged.parent().join(folder_name(name)?);
                unpacked.staged.put_new(&folder).map_err(problems::vault)?;
                Ok(folder)
            }
            RestorePlace::InPlace => {
                let replaceable = unpacked.replaceable.clone();
                let (folder, aside) = replaceable.ok_or_else(|| Problem::new(Code::NotFound))?;
                // Nobody may have it open, and that includes us.
                self.lock(LockReason::Asked);
                let put = unpacked.staged.put_in_place_of(&folder, &aside);
                put.map_err(problems::vault)?;
                Ok(folder)
            }
        }
    }

    /// The folder of a vault that is held, or was open here before.
    fn vault_here(&self, id: VaultId) -> Option<PathBuf> {
        let held = match &*self.held() {
            Held::Open(open) => open.vault().ok().map(|(_, folder)| folder),
            Held::Locked { folder, .. } => Some(folder.clone()),
            Held::Closed => None,
        };
        let recent = recent::read(&self.computer.folder);
        held.into_iter()
            .chain(recent.into_iter().map(|vault| PathBuf::from(vault.path)))
            .find(|folder| Vault::inspect(folder).is_ok_and(|vault| vault.vault_id == id))
    }
}

fn connect_staged(staged: &Staged) -> Answer<SqliteStore> {
    let writer = staged.connect().map_err(problems::vault)?;
    let reader = staged.connect().map_err(problems::vault)?;
    SqliteStore::open(writer, reader).map_err(problems::migration)
}

fn look(store: &SqliteStore) -> Answer<Looked> {
    let looked: Stored<Looked> = store.read(|tx: &dyn ReadTx| {
        let workspace = tx
            .workspace()?
            .ok_or_else(|| StoreError::Damaged("no workspace".to_owned()))?;
        let head = tx.head()?;
        Ok(Looked {
            account: workspace.account_id,
            name: workspace.name,
            zone: workspace.zone,
            figures: VaultFigures {
                keys: count(tx.keys()?.len()),
                events: head.seq,
                newest_event_at: head.at,
            },
        })
    });
    looked.map_err(problems::store)
}

/// A vault's folder of that name, numbered where there is one already.
fn free_folder(parent: &Path, name: &str) -> PathBuf {
    let numbered = |number: u32| match number {
        1 => parent.join(format!("{name}{ENDING}")),
        _ => parent.join(format!("{name} ({number}){ENDING}")),
    };
    (1..100)
        .map(numbered)
        .find(|folder| folder.symlink_metadata().is_err())
        .unwrap_or_else(|| numbered(100))
}

/// The vault's name where that is free; or else with when the backup was made.
fn suggested_name(parent: &Path, vault: &str, made: &str) -> String {
    let vault = if vault.is_empty() { "Restored" } else { vault };
    if parent
        .join(format!("{vault}{ENDING}"))
        .symlink_metadata()
        .is_err()
    {
        vault.to_owned()
    } else {
        vault_name(&free_folder(parent, &format!("{vault} {made}")))
    }
}
