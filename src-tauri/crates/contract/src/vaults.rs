//! Vaults on this computer, and the session that holds one of them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;
use zeroize::Zeroize as _;

/// Why the vault is locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LockReason {
    /// Just opened.
    Opened,
    /// Asked for.
    Asked,
    /// Nobody did anything for the time that is set.
    Idle,
    /// The computer went to sleep or its screen was locked.
    Sleep,
    /// Just restored from a backup.
    Restored,
    /// The window was closed, and the program goes on.
    WindowClosed,
}

/// What the session holds.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum SessionStatus {
    /// No vault.
    Closed,
    /// A vault, locked.
    Locked {
        /// Its name.
        name: String,
        /// Its folder.
        path: String,
        /// Why.
        reason: LockReason,
        /// It can be unlocked through this computer's keyring.
        keyring: bool,
    },
    /// A vault, open; or sample data, which is in no vault.
    Open {
        /// Its name.
        name: String,
        /// Its folder; nothing for sample data.
        path: String,
        /// It can be unlocked through this computer's keyring.
        keyring: bool,
        /// The recovery code is older than what opens keys that can be shown again: it opens the vault, and not those.
        recovery_code_is_older: bool,
        /// It is sample data: made up, and gone once it is locked.
        sample: bool,
    },
}

/// A vault that was open on this computer before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct RecentVault {
    /// Its name.
    pub name: String,
    /// Its folder.
    pub path: String,
    /// When it was last opened.
    pub opened_at: DateTime<Utc>,
    /// The folder is there.
    pub present: bool,
    /// The account id of its workspace, where it was open since this is remembered.
    pub account_id: Option<String>,
}

/// What a workspace starts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ResourcePreset {
    /// Leon's resources.
    Leon,
    /// A few resources of an API of one's own, to be changed.
    Generic,
}

/// What makes a vault.
#[derive(Deserialize, Type)]
pub struct CreateVault {
    /// Its name, and its folder's.
    pub name: String,
    /// The person who creates it and becomes its first system administrator.
    pub your_name: String,
    /// What the catalogue starts with.
    pub preset: ResourcePreset,
    /// 12 to 1,024 characters.
    pub password: String,
    /// IANA name of the zone in which days are counted.
    pub time_zone: String,
}

/// A recovery code, shown once.
#[derive(Serialize, Type)]
pub struct RecoveryCodeView {
    /// Groups of five characters, joined by hyphens.
    pub recovery_code: String,
    /// The one that was used was older than the keys that can be shown again: those that were sealed before can't be.
    pub seal_lost: bool,
}

impl Drop for RecoveryCodeView {
    fn drop(&mut self) {
        self.recovery_code.zeroize();
    }
}

/// How hard a password is to guess.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PasswordStrength {
    /// 0 (at once) to 4 (not in a lifetime).
    pub score: u8,
    /// What makes it weak, in words; empty where nothing does.
    pub advice: String,
}

/// The application's theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "as they say")]
pub enum Theme {
    System,
    Light,
    Dark,
}

/// What is set for this computer, not for a workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Settings {
    /// Light, dark, or as the system.
    pub theme: Theme,
    /// Minutes without input until the vault locks: 1 to 1,440; `None` for never.
    pub lock_after_minutes: Option<u32>,
    /// Seconds until a copied key leaves the clipboard: 10 to 300.
    pub clipboard_seconds: u32,
    /// Reminders are shown by the desktop too, and not only by the bell.
    pub notifications: bool,
    /// The program goes on when its window is closed.
    pub background: bool,
}

/// What this computer offers.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Computer {
    /// A keyring answers.
    pub keyring: bool,
    /// The system says when it goes to sleep or locks its screen.
    pub locks_on_sleep: bool,
    /// Where new vaults are kept.
    pub vaults_folder: String,
    /// This program's version.
    pub version: String,
}
