//! Access: levels and grants, templates, what owners have and through what, and what a change would do to keys.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{AircraftScope, OwnerRef};

/// How much a permission allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Read.
    View,
    /// Read and change.
    Modify,
    /// Read and change everything, other people's included.
    ModifyAll,
}

/// A resource at a level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Grant {
    /// The resource's id.
    pub resource_id: String,
    /// At which level.
    pub level: Level,
}

/// What a key may do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Rights {
    /// Everything its owner has, also later.
    AllOfOwner,
    /// Chosen for this key.
    Chosen {
        /// At least one.
        grants: Vec<Grant>,
    },
}

/// One resource of a key, with what is in force now.
#[derive(Clone, Debug, Serialize, Type)]
pub struct GrantView {
    /// The resource's id.
    pub resource_id: String,
    /// Its title.
    pub title: String,
    /// Its group.
    pub group: String,
    /// The level that was given.
    pub level: Level,
    /// The level in force: less where the owner has less, `None` where it has nothing.
    pub in_force: Option<Level>,
    /// The permission codes that what is in force comes to on the wire, lowest level first.
    pub codes: Vec<String>,
}

/// An access template by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct TemplateRef {
    /// Its id.
    pub template_id: String,
    /// Its name.
    pub name: String,
}

/// A named set of grants that service accounts and people have by name.
#[derive(Clone, Debug, Serialize, Type)]
pub struct TemplateView {
    /// Its id.
    pub template_id: String,
    /// Unique in the workspace, compared without case.
    pub name: String,
    /// One line; may be empty.
    pub description: String,
    /// What whoever has it may do, by group and title.
    pub grants: Vec<GrantView>,
    /// The service accounts and people that have it, by name.
    pub holders: Vec<OwnerRef>,
    /// Keys of theirs that haven't ended.
    pub keys: u32,
}

/// What describes an access template.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct TemplateFields {
    /// 1 to 100 characters.
    pub name: String,
    /// At most 300 characters.
    pub description: String,
    /// At least one.
    pub grants: Vec<Grant>,
}

/// What a service account or a person shall have.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct EditAccess {
    /// By itself.
    pub grants: Vec<Grant>,
    /// Through these templates.
    pub template_ids: Vec<String>,
    /// For which aircraft.
    pub scope: AircraftScope,
}

/// Where access comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Through {
    /// They are system administrator, and have everything.
    pub role: bool,
    /// A template; `None` for the role, and for the owner's own grants.
    pub template: Option<TemplateRef>,
    /// The level it grants.
    pub level: Level,
}

/// A resource that an owner has access to, and why.
#[derive(Clone, Debug, Serialize, Type)]
pub struct AccessView {
    /// The resource's id.
    pub resource_id: String,
    /// Its title.
    pub title: String,
    /// Its group.
    pub group: String,
    /// What is in force: the highest level of all sources.
    pub level: Level,
    /// The permission codes this comes to on the wire, lowest level first.
    pub codes: Vec<String>,
    /// The resource can't be granted any more.
    pub retired: bool,
    /// Each source and its level, highest first.
    pub through: Vec<Through>,
}

/// What other access would do to keys that haven't ended.
#[derive(Clone, Debug, Serialize, Type)]
pub struct AccessPreview {
    /// Service accounts and people whose access would differ.
    pub owners: u32,
    /// Keys that would lose something.
    pub narrowed: u32,
    /// Keys that would gain something, and lose nothing.
    pub widened: u32,
    /// The first 200 of them, the narrowed ones first, by name.
    pub keys: Vec<KeyAccess>,
}

/// What a key would lose and gain.
#[derive(Clone, Debug, Serialize, Type)]
pub struct KeyAccess {
    /// Which.
    pub key_id: String,
    /// Its name.
    pub name: String,
    /// Its owner's name.
    pub owner: String,
    /// What differs, by group and title.
    pub changes: Vec<LevelChange>,
    /// What differs in its aircraft.
    pub aircraft: Option<ReachChange>,
}

/// For which aircraft a key is before and after.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ReachChange {
    /// How many now; `None` for the whole fleet.
    pub before: Option<u32>,
    /// How many then; `None` for the whole fleet.
    pub after: Option<u32>,
    /// The first registrations that it loses, where it isn't the whole fleet that it loses.
    pub lost: Vec<String>,
    /// The first registrations that it gains.
    pub gained: Vec<String>,
}

/// A resource before and after.
#[derive(Clone, Debug, Serialize, Type)]
pub struct LevelChange {
    /// The resource's title.
    pub title: String,
    /// What the key may do now; `None` for nothing.
    pub before: Option<Level>,
    /// What it could do then; `None` for nothing.
    pub after: Option<Level>,
}

/// Whose access, in order of name.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Type)]
pub struct AccessQuery {
    /// Words that name or organisation contain, all of them. Empty finds all.
    pub text: String,
    /// Only those that have access to this resource.
    pub resource_id: Option<String>,
    /// Only at this level of it, or a higher one.
    pub level: Option<Level>,
    /// Only those that have this template.
    pub template_id: Option<String>,
}

/// A window of the owners and what they have.
#[derive(Clone, Debug, Serialize, Type)]
pub struct AccessPage {
    /// Service accounts, and people who have any access.
    pub total: u32,
    /// Those of them that the query finds.
    pub matching: u32,
    /// Rows from the asked offset on.
    pub rows: Vec<AccessRow>,
}

/// A service account or a person, and what it has.
#[derive(Clone, Debug, Serialize, Type)]
pub struct AccessRow {
    /// A service account's id, or `person_` and a person's id.
    pub owner_id: String,
    /// Its name.
    pub name: String,
    /// Whom it belongs to; empty of a person.
    pub organisation: String,
    /// Its keys are stopped: the account is disabled, or the person left.
    pub stopped: bool,
    /// Keys that work now.
    pub live_keys: u32,
    /// What it has, in no order.
    pub cells: Vec<AccessCell>,
}

/// One resource that an owner has.
#[derive(Clone, Debug, Serialize, Type)]
pub struct AccessCell {
    /// The resource's id.
    pub resource_id: String,
    /// What is in force.
    pub level: Level,
    /// Each source and its level, highest first.
    pub through: Vec<Through>,
}
