//! What a workspace asks of its keys.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::Problem;

/// A policy to begin with, named after the product that works so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum PolicyPreset {
    /// Everything: the default.
    Keytower,
    /// Leon.
    Leon,
    /// Smart Onboarding.
    SmartOnboarding,
    /// An account's preferences.
    AccountPreferences,
    /// Air Maestro.
    AirMaestro,
    /// Level Access.
    LevelAccess,
}

/// Who can own keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Owners {
    /// Service accounts.
    Accounts,
    /// People.
    People,
    /// Both.
    Both,
}

/// What names of service accounts are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AccountNames {
    /// Letters, digits, `-`, `_` and `.`.
    Any,
    /// Letters and digits.
    LettersAndDigits,
}

/// How often a key's text can be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Retrieval {
    /// When it is generated.
    Once,
    /// Again later, after the password was given.
    Revealable,
}

/// What a key is given when it is generated, and what may change later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum KeyField {
    /// Who calls with it.
    Owner,
    /// Its name.
    Name,
    /// What it is for.
    Description,
    /// What it may do.
    Resources,
    /// For which aircraft.
    Aircraft,
    /// From where it may be used.
    Networks,
    /// When it ends.
    Expiry,
    /// How much longer it lives once it is renewed.
    RenewalPeriod,
    /// Who is reminded.
    Personnel,
    /// When they are.
    ReminderDays,
    /// Who approved it, and why.
    Approval,
}

/// A way in which keys are stopped or ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// It stops now; can be undone.
    Disable,
    /// It ends at once, for good.
    Expire,
    /// It stops for good.
    Revoke,
}

/// Whether keys can be deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Deletion {
    /// They stay listed.
    Never,
    /// Once they are revoked.
    AfterRevocation,
    /// Whatever their state: that ends them.
    Always,
}

/// How long keys live.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Lifetime {
    /// Until somebody ends them.
    Endless,
    /// At most so long.
    Limited {
        /// Calendar days from issue or renewal.
        maximum_days: u32,
        /// Days that are taken where nothing else is chosen.
        default_days: u32,
        /// Days that are offered, fewest first.
        offered_days: Vec<u32>,
        /// Any day up to the maximum can be chosen.
        custom: bool,
        /// For so many days after it has expired a key can be renewed; `None` where keys aren't renewed.
        grace_days: Option<u32>,
    },
}

/// What a workspace asks of its keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[expect(clippy::struct_excessive_bools, reason = "each is a rule")]
pub struct Policy {
    /// What it was set from. Its rules may differ since.
    pub preset: PolicyPreset,
    /// Keys can be generated, changed and renewed here.
    pub is_on: bool,
    /// Who can own keys.
    pub owners: Owners,
    /// What names of service accounts are made of.
    pub account_names: AccountNames,
    /// How often a key's text can be seen.
    pub retrieval: Retrieval,
    /// How long keys live.
    pub lifetime: Lifetime,
    /// What is asked when a key is generated. What isn't is all that the owner has, the whole fleet, the default end.
    pub asked: Vec<KeyField>,
    /// What may change later.
    pub editable: Vec<KeyField>,
    /// Somebody is named who approved a key.
    pub approval_required: bool,
    /// How keys are stopped and ended.
    pub endings: Vec<Ending>,
    /// Whether they can be deleted.
    pub deletion: Deletion,
    /// Days before its end on which a key's people are reminded, 0 for when it expires; most first.
    pub reminder_days: Vec<u32>,
    /// Its owner is.
    pub remind_owner: bool,
    /// Everybody who is API token manager is.
    pub remind_token_managers: bool,
}

/// In what a key doesn't conform with a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Breach {
    /// It belongs to somebody who can't own keys.
    Owner,
    /// It has no end.
    NoEnd,
    /// It lives longer than the maximum.
    BeyondMaximum,
    /// Nobody is named who approved it.
    NotApproved,
}

/// What other rules would come to.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PolicyPreview {
    /// In what they contradict themselves, each at its field.
    pub problems: Vec<Problem>,
    /// Keys that haven't ended and would not conform, nor do now.
    pub already: u32,
    /// Those that would not conform any more, by what they don't conform in, most keys first.
    pub newly: Vec<NotConforming>,
}

/// Keys that would not conform any more, all in the same.
#[derive(Clone, Debug, Serialize, Type)]
pub struct NotConforming {
    /// In what.
    pub breaches: Vec<Breach>,
    /// How many.
    pub keys: u32,
    /// The first of them by name; at most 5.
    pub first: Vec<OwnedKey>,
}

/// A key by its name and its owner's.
#[derive(Clone, Debug, Serialize, Type)]
pub struct OwnedKey {
    /// The 16 characters of the public key id.
    pub key_id: String,
    /// Its name.
    pub name: String,
    /// Its owner's name.
    pub owner: String,
}
