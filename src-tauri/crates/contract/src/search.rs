//! What is found by what it is called.

use serde::Serialize;
use specta::Type;

use crate::KeyState;

/// How well a name fits what was typed; the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Fit {
    /// It is the whole name.
    Exact,
    /// The name starts with it.
    Start,
    /// Each of its words starts a word of the name.
    WordStart,
    /// Each of its words stands somewhere in the name, or in what belongs to it.
    Within,
}

/// What was found: at most a few of each kind, each list in order.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Found {
    /// Keys.
    pub keys: Vec<FoundKey>,
    /// Service accounts.
    pub accounts: Vec<FoundAccount>,
    /// People.
    pub people: Vec<FoundPerson>,
    /// Aircraft.
    pub aircraft: Vec<FoundAircraft>,
    /// Fleet groups.
    pub groups: Vec<FoundGroup>,
    /// Access templates.
    pub templates: Vec<FoundTemplate>,
    /// Resources.
    pub resources: Vec<FoundResource>,
}

/// A key that was found.
#[derive(Clone, Debug, Serialize, Type)]
pub struct FoundKey {
    /// How well it fits.
    pub fit: Fit,
    /// Which.
    pub key_id: String,
    /// Its name.
    pub name: String,
    /// Its owner's name.
    pub owner: String,
    /// Its state.
    pub state: KeyState,
}

/// A service account that was found.
#[derive(Clone, Debug, Serialize, Type)]
pub struct FoundAccount {
    /// How well it fits.
    pub fit: Fit,
    /// Which.
    pub account_id: String,
    /// Its name.
    pub name: String,
    /// Whom it belongs to; may be empty.
    pub organisation: String,
    /// It is disabled.
    pub disabled: bool,
}

/// A fleet group that was found.
#[derive(Clone, Debug, Serialize, Type)]
pub struct FoundGroup {
    /// How well.
    pub fit: Fit,
    /// Its id.
    pub group_id: String,
    /// Its name.
    pub name: String,
    /// Aircraft that it holds now.
    pub aircraft: u32,
}

/// A person who was found.
#[derive(Clone, Debug, Serialize, Type)]
pub struct FoundPerson {
    /// How well they fit.
    pub fit: Fit,
    /// Which.
    pub person_id: String,
    /// Their name.
    pub name: String,
    /// Their e-mail address; may be empty.
    pub email: String,
    /// They have left.
    pub left: bool,
}

/// An aircraft that was found.
#[derive(Clone, Debug, Serialize, Type)]
pub struct FoundAircraft {
    /// How well it fits.
    pub fit: Fit,
    /// Which.
    pub aircraft_id: String,
    /// Its registration.
    pub registration: String,
    /// Its type; may be empty.
    pub aircraft_type: String,
    /// It is retired.
    pub retired: bool,
}

/// An access template that was found.
#[derive(Clone, Debug, Serialize, Type)]
pub struct FoundTemplate {
    /// How well it fits.
    pub fit: Fit,
    /// Which.
    pub template_id: String,
    /// Its name.
    pub name: String,
    /// One line; may be empty.
    pub description: String,
}

/// A resource that was found.
#[derive(Clone, Debug, Serialize, Type)]
pub struct FoundResource {
    /// How well it fits.
    pub fit: Fit,
    /// Which.
    pub resource_id: String,
    /// Its title.
    pub title: String,
    /// The group it is listed under.
    pub group: String,
    /// It is retired.
    pub retired: bool,
}
