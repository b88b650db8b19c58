//! What the program tells its window unasked.

use serde::Serialize;
use specta::Type;

use crate::LockReason;

/// Something the window should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Notice {
    /// The vault was locked.
    Locked {
        /// Why.
        reason: LockReason,
    },
    /// The clipboard no longer holds the key: emptied in time.
    ClipboardEmptied,
    /// The clipboard no longer holds the key: something else was copied.
    ClipboardReplaced,
    /// A link was opened, or a notification followed; [`crate::LinkView`] says where it leads.
    LinkOpened,
    /// Reminders were delivered, or put off: [`crate::DeliveredReminder`] tells them.
    RemindersDelivered,
    /// Mails were sent, or couldn't be: [`crate::Mails`] tells them.
    MailsChanged,
    /// A backup that was due was made, or couldn't be: what is known of the backups changed.
    BackupChanged,
}
