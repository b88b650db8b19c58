//! Mails that remind people, and through which server they go.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

/// How the connection to a mail server is encrypted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum MailSecurity {
    /// Begun in the clear, encrypted before anything is said (STARTTLS, RFC 3207); mostly on port 587.
    #[default]
    StartTls,
    /// Encrypted from the first byte (RFC 8314); mostly on port 465.
    Tls,
}

/// Through which mail server this computer sends a workspace's mails. The password isn't part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct MailSettings {
    /// This computer sends the workspace's mails.
    pub on: bool,
    /// The server's name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is encrypted.
    pub security: MailSecurity,
    /// Who signs in; empty where the server asks nobody to.
    pub user: String,
    /// The sender's name.
    pub from_name: String,
    /// The sender's address.
    pub from_address: String,
}

/// Where the password of the mail server is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum MailPassword {
    /// None is known.
    Unknown,
    /// In this computer's keyring.
    InKeyring,
    /// In memory, until the program ends: no keyring takes it.
    UntilQuit,
}

/// What is set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct MailSettingsView {
    /// Everything but the password.
    pub settings: MailSettings,
    /// Where that is.
    pub password: MailPassword,
}

/// What kind of failure it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum MailFailureKind {
    /// The mail server's name is unknown.
    NotFound,
    /// It can't be reached, or the connection broke.
    Unreachable,
    /// It didn't answer in time.
    TimedOut,
    /// Its certificate isn't trusted, or is another's.
    NotTrusted,
    /// It offers no encryption.
    NoTls,
    /// A user is named, and this computer knows no password.
    NoPassword,
    /// The keyring that has the password doesn't answer.
    NoKeyring,
    /// It refuses the user or the password.
    SignInRefused,
    /// It refuses the sender's address.
    SenderRefused,
    /// It refuses this address, or this message to it.
    AddressRefused,
    /// It takes it later.
    Later,
    /// It said something else.
    Other,
}

/// Why a mail wasn't sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct MailFailure {
    /// What kind of failure it was.
    pub kind: MailFailureKind,
    /// The server's words; empty where it said none.
    pub said: String,
}

/// How far a mail is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MailState {
    /// It is to be sent.
    Waiting {
        /// Tried so often.
        tries: u32,
        /// When next.
        next_at: DateTime<Utc>,
        /// Why it wasn't sent the last time.
        failure: Option<MailFailure>,
    },
    /// The mail server has taken it.
    Sent {
        /// When.
        at: DateTime<Utc>,
    },
    /// The mail server won't take it; nobody tries again unasked.
    Refused {
        /// When.
        at: DateTime<Utc>,
        /// Why.
        failure: MailFailure,
    },
}

/// A mail: of one reminder to one address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Mail {
    /// Of which key.
    pub key_id: String,
    /// The key's name.
    pub name: String,
    /// Its owner's name.
    pub owner: String,
    /// To which address.
    pub to: String,
    /// So many days before the end; 0 is the end itself.
    pub days: u16,
    /// When it became due here.
    pub queued_at: DateTime<Utc>,
    /// How far it is.
    pub state: MailState,
}

/// The mails of a workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Mails {
    /// The newest, at most 200; those that aren't sent first.
    pub newest: Vec<Mail>,
    /// Waiting for their time, or to be tried again.
    pub waiting: u32,
    /// Refused by the server.
    pub refused: u32,
    /// Sent.
    pub sent: u32,
}

/// Whether this computer reminds while a workspace is locked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Standby {
    /// It doesn't.
    Off,
    /// It can't: nothing keeps the key that what is needed would be sealed with.
    NoKeyring,
    /// It does once the keyring answers, which has the key of what is kept for it.
    Unreadable,
    /// It does.
    On {
        /// Keys that it knows of.
        keys: u32,
        /// As of when.
        as_of: DateTime<Utc>,
    },
}
