//! Somebody left: what names them, and who takes over.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{KeyState, Problem};

/// Who left, and who takes over.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Type)]
pub struct SomeoneLeft {
    /// Who left, recorded as such already or not.
    pub person_id: String,
    /// Who takes over: a person who is there; `None` while nobody is chosen.
    pub instead_id: Option<String>,
    /// Record that they left, too.
    pub leaves: bool,
}

/// What names somebody who left. Nothing has been written.
#[derive(Clone, Debug, Serialize, Type)]
pub struct SomeoneLeftPreview {
    /// Names this preview until it is confirmed, another is made, or the vault is locked.
    pub handover_id: String,
    /// Service accounts whose contact is their e-mail address.
    pub accounts: NamedAccounts,
    /// Those accounts can't be handed over: whoever takes over has no e-mail address.
    pub accounts_stay: bool,
    /// Keys that remind them.
    pub reminding: NamedKeys,
    /// How many more keys remind them and stay as they are: they have ended, or the policy lets nobody change whom keys
    /// remind.
    pub staying: u32,
    /// Keys that they approved: that is history, and stays.
    pub approved: NamedKeys,
    /// Keys that they generated, rotated or copied, and may still hold.
    pub held: NamedKeys,
    /// Nobody else here is system administrator: that they left can't be recorded.
    pub last_administrator: bool,
    /// What is wrong with who takes over.
    pub problems: Vec<Problem>,
}

/// Some of the service accounts of a kind.
#[derive(Clone, Debug, Serialize, Type)]
pub struct NamedAccounts {
    /// How many there are.
    pub total: u32,
    /// The first 50 by name.
    pub first: Vec<NamedAccount>,
}

/// A service account by name.
#[derive(Clone, Debug, Serialize, Type)]
pub struct NamedAccount {
    /// Its id.
    pub account_id: String,
    /// Its name.
    pub name: String,
}

/// Some of the keys of a kind.
#[derive(Clone, Debug, Serialize, Type)]
pub struct NamedKeys {
    /// How many there are.
    pub total: u32,
    /// The first 50 by name.
    pub first: Vec<NamedKey>,
}

/// A key by name.
#[derive(Clone, Debug, Serialize, Type)]
pub struct NamedKey {
    /// The 16 characters of the public key id.
    pub key_id: String,
    /// Its name.
    pub name: String,
    /// Its owner's name.
    pub owner: String,
    /// Its state now.
    pub state: KeyState,
}
