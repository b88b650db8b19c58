//! Backups of a vault, and restoring them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{HandedOut, KeyState, Problem};

/// How often a backup is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum BackupEvery {
    /// 24 hours after the one before.
    Daily,
    /// Seven days after the one before.
    Weekly,
}

/// Backups that are made unasked, while the vault is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct BackupSchedule {
    /// The folder they are written to.
    pub folder: String,
    /// How often.
    pub every: BackupEvery,
    /// How many of them are kept, 1 to 365: the oldest go. Only those that the schedule wrote count.
    pub keep: u32,
}

/// A backup that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct BackupMade {
    /// When.
    pub made_at: DateTime<Utc>,
    /// The file.
    pub path: String,
}

/// A backup that was due and couldn't be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct BackupFailure {
    /// When it was tried.
    pub tried_at: DateTime<Utc>,
    /// The folder it was to be written to.
    pub folder: String,
    /// Why.
    pub problem: Problem,
}

/// What this computer knows of the open vault's backups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct BackupStatus {
    /// The newest that was made here.
    pub last: Option<BackupMade>,
    /// Those that are made unasked.
    pub schedule: Option<BackupSchedule>,
    /// Stays until it is read, or a later one succeeds.
    pub failure: Option<BackupFailure>,
    /// One is being made.
    pub running: bool,
}

/// What can be known of a backup without opening it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct BackupView {
    /// The file.
    pub path: String,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// The version of the program that made it.
    pub made_by: String,
    /// The vault on this computer that it is of; `None` where there is none that was open here before.
    pub vault: Option<String>,
}

/// What opens a backup: that of the time when it was made.
#[derive(Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum BackupSecret {
    /// The master password.
    Password {
        /// As typed.
        password: String,
    },
    /// The recovery code.
    RecoveryCode {
        /// As typed.
        recovery_code: String,
    },
}

/// What a vault, or a backup of one, holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct VaultFigures {
    /// Keys listed.
    pub keys: u32,
    /// Events.
    pub events: u32,
    /// When the newest of them was.
    pub newest_event_at: DateTime<Utc>,
}

/// The vault on this computer that a backup is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct VaultHere {
    /// Its name.
    pub name: String,
    /// Its folder.
    pub path: String,
    /// What it holds; `None` where what opens the backup doesn't open it, or somebody else has it open.
    pub figures: Option<VaultFigures>,
    /// What its folder is called once it was replaced; `None` where it can't be replaced.
    pub replaced_name: Option<String>,
}

/// How a backup compares with what this computer has seen of its vault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum BackupAge {
    /// This computer has seen nothing of that vault.
    NeverSeen,
    /// It holds all that was seen.
    Current,
    /// It ends before what was seen.
    Older {
        /// Events that were seen, and aren't in it.
        missing: u32,
        /// When the newest of them was.
        seen_until: DateTime<Utc>,
    },
    /// Its events are others than those that were seen.
    Diverged {
        /// When the newest event was that was seen.
        seen_until: DateTime<Utc>,
    },
}

/// A backup that was opened and waits for a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct RestorePreview {
    /// The workspace's name.
    pub name: String,
    /// IANA name of its zone.
    pub time_zone: String,
    /// What the backup holds.
    pub figures: VaultFigures,
    /// How that compares with what this computer has seen.
    pub age: BackupAge,
    /// The vault on this computer that it is of.
    pub vault: Option<VaultHere>,
    /// A free name for a vault beside it.
    pub suggested_name: String,
    /// The folder in which that would be.
    pub folder: String,
}

/// Where a backup goes.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RestorePlace {
    /// A vault of its own.
    Beside {
        /// Its name, and its folder's.
        name: String,
    },
    /// In the place of the vault that it is of, which is kept under another name.
    InPlace,
}

/// A key that can still be used and whose text was left on a computer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct ExposedKey {
    /// Its id.
    pub key_id: String,
    /// Its name.
    pub name: String,
    /// Its owner's name.
    pub owner: String,
    /// Whom to write to about it.
    pub email: String,
    /// Its state.
    pub state: KeyState,
    /// When it ends.
    pub expires_at: Option<DateTime<Utc>>,
    /// How its text left: saved as a file, or else copied.
    pub how: HandedOut,
    /// When that was, the last time.
    pub at: DateTime<Utc>,
    /// Who did that.
    pub by: String,
}
