//! Backing the open vault up, and what this computer knows of its backups: `backups/<vault id>.json`. That is no part of
//! the vault: a folder on this computer means nothing on another, and no backup can hold the news of itself.

use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use chrono_tz::Tz;
use keytower_app::Store as _;
use keytower_app::domain::time::Instant;
use keytower_contract::{Answer, BackupFailure, BackupMade, BackupSchedule, BackupStatus, Code, Problem};
use keytower_store_sqlite::vault::{Occasion, Vault, VaultId};
use serde::{Deserialize, Serialize};

use super::backup_file;
use super::opening::{connect, held_vault};
use super::schedule::back_up_if_due;
use super::{Desk, Held, Open, Session, problems, vault_name};
use crate::data_folder::{read_json, write_json};

/// Most backups that a schedule keeps.
const MOST_KEPT: u32 = 365;

/// What this computer knows of one vault's backups.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Kept {
    pub last: Option<BackupMade>,
    pub schedule: Option<BackupSchedule>,
    /// When the schedule's last one was made.
    pub scheduled_at: Option<Instant>,
    /// When one failed since.
    pub tried_at: Option<Instant>,
    pub failure: Option<BackupFailure>,
}

/// Where a backup is put.
pub(super) enum Place {
    /// There, and whether what is there may be replaced.
    File { path: PathBuf, may_replace: bool },
    /// In that folder, under a name of its own.
    Folder(PathBuf),
}

impl Session {
    /// What this computer knows of the open vault's backups.
    ///
    /// # Errors
    /// [`Code::Locked`] or [`Code::NoVault`].
    pub async fn backup_status(&self) -> Answer<BackupStatus> {
        self.on_desk(|desk| desk.backup_status()).await
    }

    /// Backs the open vault up where the person says; `None` when they chose nothing.
    ///
    /// # Errors
    /// Why it can't be made. Nothing is left behind then.
    pub async fn back_up_now(&self) -> Answer<Option<BackupMade>> {
        let name = self.on_desk(|desk| desk.backup_name()).await?;
        let Some(target) = self.desk.shell.choose_target("Back up this vault", &name).await else {
            return Ok(None);
        };
        self.on_desk(move |desk| {
            let place = Place::File {
                path: target.path,
                may_replace: target.may_replace,
            };
            desk.back_up(place, Occasion::ByHand).map(Some)
        })
        .await
    }

    /// Asks for the folder that backups are written to.
    ///
    /// # Errors
    /// [`Code::Locked`], [`Code::NoVault`] or [`Code::SampleData`]: nobody is asked then.
    pub async fn choose_backup_folder(&self) -> Answer<Option<String>> {
        self.desk.open(|open| open.vault_id())??;
        let chosen = self.desk.shell.choose_folder("Choose a folder for backups").await;
        Ok(chosen.map(|folder| folder.display().to_string()))
    }

    /// Has backups of the open vault made unasked from now on, or no longer. The first is due at once.
    ///
    /// # Errors
    /// [`Code::FolderMissing`] at `folder`.
    pub async fn set_backup_schedule(&self, schedule: Option<BackupSchedule>) -> Answer<BackupStatus> {
        self.on_desk(move |desk| {
            let id = desk.open(|open| open.vault_id())??;
            let schedule = schedule.map(bounded);
            if let Some(schedule) = &schedule
                && !Path::new(&schedule.folder).is_dir()
            {
                return Err(Problem::new(Code::FolderMissing).at("folder"));
            }
            desk.change_kept(id, |kept| {
                let folder =
                    |schedule: &Option<BackupSchedule>| schedule.as_ref().map(|set| set.folder.clone());
                if folder(&kept.schedule) != folder(&schedule) {
                    kept.scheduled_at = None;
                    kept.tried_at = None;
                    kept.failure = None;
                }
                kept.schedule = schedule;
            })?;
            back_up_if_due(desk);
            desk.backup_status()
        })
        .await
    }

    /// The failure was read.
    ///
    /// # Errors
    /// When that can't be written.
    pub async fn dismiss_backup_failure(&self) -> Answer<BackupStatus> {
        self.on_desk(|desk| {
            let id = desk.open(|open| open.vault_id())??;
            desk.change_kept(id, |kept| kept.failure = None)?;
            desk.backup_status()
        })
        .await
    }
}

impl Desk {
    fn backup_status(&self) -> Answer<BackupStatus> {
        let (id, running) = self.open(|open| Answer::Ok((open.vault_id()?, open.backing_up.is_some())))??;
        let Kept {
            last,
            schedule,
            failure,
            ..
        } = self.kept(id);
        Ok(BackupStatus {
            last,
            schedule,
            failure,
            running,
        })
    }

    /// What this computer knows of a vault's backups.
    pub(super) fn kept(&self, vault: VaultId) -> Kept {
        read_json(&self.backups_of(vault))
    }

    /// Changes it.
    pub(super) fn change_kept(&self, vault: VaultId, change: impl FnOnce(&mut Kept)) -> Answer<()> {
        let _turn = self.backups.lock().unwrap_or_else(PoisonError::into_inner);
        let mut kept = self.kept(vault);
        change(&mut kept);
        write_json(&self.backups_of(vault), &kept).map_err(|error| problems::save(&error))
    }

    fn backups_of(&self, vault: VaultId) -> PathBuf {
        self.computer.folder.file("backups").join(format!("{vault}.json"))
    }

    /// Makes a backup of the open vault while that goes on being used, and remembers it.
    pub(super) fn back_up(&self, place: Place, occasion: Occasion) -> Answer<BackupMade> {
        let require_none = |open: &Open| match open.backing_up {
            Some(_) => Err(Problem::new(Code::BackupRunning)),
            None => Ok(()),
        };
        self.open(|open| require_none(open))??;
        // One that was stopped when the vault was locked may still be clearing up, and has the same names for it.
        let _alone = self.making_backup.lock().unwrap_or_else(PoisonError::into_inner);
        let (backup, id, name, zone) = self.open(|open| {
            require_none(open)?;
            let (vault, folder) = open.vault()?;
            let vault = held_vault(&vault);
            let zone = zone_of(&vault)?;
            let prepared = vault.prepare_backup(&*self.computer.entropy);
            let backup = prepared.map_err(problems::vault)?;
            open.backing_up = Some(backup.stopper());
            Answer::Ok((backup, open.vault_id()?, vault_name(&folder), zone))
        })??;
        let made_at = self.computer.clock.now();
        let (path, may_replace) = match place {
            Place::File { path, may_replace } => (path, may_replace),
            Place::Folder(folder) => (free_name(&folder, &name, made_at, zone), false),
        };
        let made = backup.make(&path, may_replace, made_at, env!("CARGO_PKG_VERSION"), occasion);
        if let Held::Open(open) = &mut *self.held()
            && open.vault_id().is_ok_and(|open| open == id)
        {
            open.backing_up = None;
        }
        made.map_err(problems::backup)?;
        let made = BackupMade {
            made_at,
            path: path.display().to_string(),
        };
        // That it can't be remembered changes nothing about the file.
        let _ = self.change_kept(id, |kept| kept.last = Some(made.clone()));
        Ok(made)
    }

    /// What a backup of now is called.
    fn backup_name(&self) -> Answer<String> {
        let now = self.computer.clock.now();
        self.open(|open| {
            let (vault, folder) = open.vault()?;
            let zone = zone_of(&held_vault(&vault))?;
            Ok(backup_file::name(&vault_name(&folder), now, zone, 1))
        })?
    }
}

/// The zone of a vault's workspace.
fn zone_of(vault: &Vault) -> Answer<Tz> {
    let workspace = connect(vault)?
        .read(|tx| tx.workspace())
        .map_err(problems::store)?;
    Ok(workspace.map_or(Tz::UTC, |workspace| workspace.zone))
}

fn bounded(schedule: BackupSchedule) -> BackupSchedule {
    BackupSchedule {
        keep: schedule.keep.clamp(1, MOST_KEPT),
        ..schedule
    }
}

/// A name that no file in a folder has yet.
fn free_name(folder: &Path, vault: &str, at: Instant, zone: Tz) -> PathBuf {
    let named = |again| folder.join(backup_file::name(vault, at, zone, again));
    (1..100)
        .map(named)
        .find(|path| path.symlink_metadata().is_err())
        .unwrap_or_else(|| named(100))
}
