//! API keys.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{Breach, EventRow, GrantView, GroupRef, KeyUse, Problem, RemindersView, Rights, Unused};

/// Which aircraft a key, or its owner, is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AircraftScope {
    /// Every aircraft, and any added later.
    WholeFleet,
    /// Only these.
    Only {
        /// Ids of aircraft.
        aircraft_ids: Vec<String>,
        /// Ids of fleet groups, with whatever they hold at the time. At least one of both.
        group_ids: Vec<String>,
    },
}

/// The state of a key as of an instant, for people: what is not normal comes before what is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum KeyState {
    /// Works.
    Active,
    /// Works, with at most 15 days left.
    Expiring,
    /// Works, but its secret never left the program: nobody has it.
    NotHandedOut,
    /// Works with a new secret, and until a deadline with the old one as well.
    Rotating,
    /// Stopped; can be enabled.
    Disabled,
    /// Stopped because its owner is: a disabled account, or a person who left.
    OwnerDisabled,
    /// Ended.
    Expired,
    /// Ended for good.
    Revoked,
}

/// Why somebody should look at a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Attention {
    /// It works, with at most 15 days left.
    ExpiringSoon,
    /// It has expired, and can still be renewed.
    StillRenewable,
}

/// Calendar days in the workspace's zone, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
pub struct Days {
    /// The first.
    pub from: NaiveDate,
    /// The last.
    pub to: NaiveDate,
}

/// How a key's secret left the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum HandedOut {
    /// Copied to the clipboard.
    Copied,
    /// Saved as a file.
    Saved,
    /// Said to be stored.
    Stored,
    /// It never left.
    Never,
}

/// What lists can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "columns of the list, by their names")]
pub enum KeySort {
    Name,
    Owner,
    Resources,
    Aircraft,
    State,
    Expires,
    Generated,
    LastUsed,
}

/// Which keys, in which order.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Type)]
pub struct KeyQuery {
    /// Words that name, owner, description, approval, reason, those who are reminded, or key id contain (all of them;
    /// case and accents ignored).
    /// Empty finds all.
    pub text: String,
    /// Only in one of these states; empty for any but revoked is the interface's choice, empty here is any.
    pub states: Vec<KeyState>,
    /// Only of these service accounts and people; empty for any.
    pub owner_ids: Vec<String>,
    /// Only with a right to one of these resources; empty for any.
    pub resource_ids: Vec<String>,
    /// Only for one of these aircraft now (the whole fleet and groups count); empty for any.
    pub aircraft_ids: Vec<String>,
    /// Only those that name one of these fleet groups; empty for any.
    pub group_ids: Vec<String>,
    /// Only those that remind one of these: service accounts, and people after `person_`; empty for any.
    pub personnel_ids: Vec<String>,
    /// Only those that expire within so many days from now.
    pub expires_within_days: Option<u32>,
    /// Only those that haven't ended yet and end on one of these days.
    pub ends: Option<Days>,
    /// Only those that need attention for one of these reasons; empty for any.
    pub attention: Vec<Attention>,
    /// Only those that haven't ended and don't conform with the workspace's policy.
    pub not_conforming: bool,
    /// Only those that are known to lie unused so.
    pub unused: Option<Unused>,
    /// Sorted by.
    pub sort: KeySort,
    /// Largest first.
    pub descending: bool,
}

/// A key as a line of a list.
#[derive(Clone, Debug, Serialize, Type)]
pub struct KeyRow {
    /// The 16 characters of the public key id.
    pub key_id: String,
    /// Its name.
    pub name: String,
    /// Its owner's id: a service account's, or `person_` and a person's.
    pub owner_id: String,
    /// Its owner's name.
    pub owner: String,
    /// Resources it may view, and no more.
    pub view: u32,
    /// Resources it may modify.
    pub modify: u32,
    /// Resources it may modify, other people's included.
    pub modify_all: u32,
    /// It has all that its owner has, also later.
    pub all_of_owner: bool,
    /// Number of aircraft it is for now; `None` for the whole fleet.
    pub aircraft: Option<u32>,
    /// The names of its fleet groups.
    pub groups: Vec<String>,
    /// The first few registrations that were chosen one by one.
    pub aircraft_sample: Vec<String>,
    /// Its state now.
    pub state: KeyState,
    /// When it ends, or was ended; `None` for never.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was generated.
    pub generated_at: DateTime<Utc>,
    /// What is known of its use.
    pub used: KeyUse,
}

/// A window of a list.
#[derive(Clone, Debug, Serialize, Type)]
pub struct KeyPage {
    /// Keys in the workspace.
    pub total: u32,
    /// Keys that the query finds.
    pub matching: u32,
    /// Rows from the asked offset on.
    pub rows: Vec<KeyRow>,
}

/// An aircraft by its registration.
#[derive(Clone, Debug, Serialize, Type)]
pub struct AircraftRef {
    /// Its id.
    pub aircraft_id: String,
    /// Its registration.
    pub registration: String,
    /// It has been retired since.
    pub retired: bool,
}

/// A key in full. Never its secret.
#[derive(Clone, Debug, Serialize, Type)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says of one verb whether it is offered"
)]
pub struct KeyView {
    /// The 16 characters of the public key id.
    pub key_id: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Its owner's id: a service account's, or `person_` and a person's.
    pub owner_id: String,
    /// Its owner's name.
    pub owner: String,
    /// Its owner's organisation; empty of a person.
    pub owner_organisation: String,
    /// Its owner's contact; empty of a person without one.
    pub owner_email: String,
    /// Its owner is disabled, or has left.
    pub owner_stopped: bool,
    /// As chosen.
    pub rights: Rights,
    /// What was given and what of it is in force now, by group and title.
    pub grants: Vec<GrantView>,
    /// As chosen.
    pub scope: AircraftScope,
    /// The chosen aircraft, by registration; empty for the whole fleet.
    pub aircraft: Vec<AircraftRef>,
    /// The chosen fleet groups, by name.
    pub groups: Vec<GroupRef>,
    /// Number of aircraft it was given, as of now; `None` for the whole fleet.
    pub given: Option<u32>,
    /// Number of aircraft it is for now, as far as its owner has them; `None` for the whole fleet.
    pub reach: Option<u32>,
    /// From where it may be used, addresses and networks in CIDR notation, in order; empty for any address.
    pub networks: Vec<String>,
    /// Its state now.
    pub state: KeyState,
    /// How its secret left.
    pub handed_out: HandedOut,
    /// When it was generated.
    pub generated_at: DateTime<Utc>,
    /// Who generated it.
    pub generated_by: String,
    /// Who approved it; empty where nobody is named.
    pub approved_by: String,
    /// Why it is there, or the ticket that asks for it; may be empty.
    pub reason: String,
    /// When it was issued or last renewed.
    pub renewed_at: Option<DateTime<Utc>>,
    /// When it expires; `None` for never.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was disabled, expired by hand or revoked.
    pub stopped_at: Option<DateTime<Utc>>,
    /// Days that a renewal adds from its day on.
    pub renewal_days: u32,
    /// What *Renew* would do now: the new end, or why not.
    pub renewal: Renewal,
    /// In what it doesn't conform with the workspace's policy; empty for one that has ended.
    pub breaches: Vec<Breach>,
    /// Who is reminded that it expires, and when.
    pub reminders: RemindersView,
    /// Until when its old secret works; `None` where none does.
    pub rotating_until: Option<DateTime<Utc>>,
    /// What is known of its use.
    pub used: KeyUse,
    /// The key this one replaces.
    pub replaces: Option<String>,
    /// The key that replaces this one.
    pub replaced_by: Option<String>,
    /// May be edited (not ended).
    pub can_edit: bool,
    /// May be rotated.
    pub can_rotate: bool,
    /// Its old secret may be retired.
    pub can_retire_old_secret: bool,
    /// May be shown again.
    pub can_show: bool,
    /// May be disabled.
    pub can_disable: bool,
    /// May be enabled.
    pub can_enable: bool,
    /// May be expired by hand.
    pub can_expire: bool,
    /// May be revoked.
    pub can_revoke: bool,
    /// May be deleted.
    pub can_delete: bool,
    /// Whether its text can be shown again.
    pub showing: KeyShowing,
    /// Newest first.
    pub events: Vec<EventRow>,
}

/// Whether a key's text can be shown again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum KeyShowing {
    /// With the master password, as long as the key lives.
    Possible,
    /// The policy shows keys once.
    NotAllowed,
    /// Nothing here seals keys: there is no master password, or it wasn't given since there is sealing.
    NothingSeals,
    /// It was generated, or last rotated, to be shown once.
    GeneratedOnce,
    /// What opened its box is lost: the password was reset with a recovery code that didn't hold it.
    SealLost,
}

/// What *Renew* would do now.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Renewal {
    /// The end it would get; `None` where it would be refused.
    pub until: Option<DateTime<Utc>>,
    /// The latest day it may be given.
    pub latest: Option<NaiveDate>,
    /// It has expired: a reason is needed.
    pub reason_required: bool,
    /// Why it would be refused.
    pub refused: Option<Problem>,
}

/// What a presented text is.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Identified {
    /// Neither a key nor a key id, or mistyped.
    Malformed,
    /// Well-formed, and not of this workspace.
    Unknown {
        /// Its key id.
        key_id: String,
    },
    /// The key id is known here, but the secret isn't the key's: altered, or not the one issued.
    SecretDiffers {
        /// The key of that id.
        key: Box<KeyView>,
    },
    /// A key of this workspace.
    Known {
        /// Which.
        key: Box<KeyView>,
        /// The whole key was presented, and it is the one; otherwise only the key id.
        whole: bool,
        /// It is the key's old secret, which works until then.
        old_until: Option<DateTime<Utc>>,
    },
    /// A key of this workspace, with a secret that it had and that doesn't work any more.
    Retired {
        /// Which.
        key: Box<KeyView>,
        /// Since when it doesn't.
        retired_at: DateTime<Utc>,
    },
    /// A key that was deleted.
    Deleted {
        /// Its key id.
        key_id: String,
        /// When.
        deleted_at: DateTime<Utc>,
    },
}
