//! A link that was opened, `keytower://open/<account id>/key/<key id>`, and where it leads.

use serde::Serialize;
use specta::Type;

use crate::RecentVault;

/// Where the link leads that was opened last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LinkView {
    /// To a key of the open workspace, if it is still there.
    Here {
        /// Which key.
        key_id: String,
        /// Its renewal is to be asked about at once: somebody chose so on a notification.
        renews: bool,
    },
    /// To the reminders of the open workspace: a notification of many keys was followed.
    Reminders,
    /// No workspace is open: it waits until one is.
    Waits {
        /// The workspace it leads to.
        account_id: String,
        /// The vault that it leads to, where this computer knows it.
        vault: Option<RecentVault>,
        /// That vault is the one that is to be unlocked.
        taken_up: bool,
        /// To its reminders, and not to a key.
        to_reminders: bool,
    },
    /// To another workspace than the open one.
    Elsewhere {
        /// The workspace it leads to.
        account_id: String,
        /// The vault that it leads to, where this computer knows it.
        vault: Option<RecentVault>,
        /// To its reminders, and not to a key.
        to_reminders: bool,
    },
    /// It is none of ours, or not whole; nothing was done.
    Malformed,
}
