//! Owners of keys: service accounts and people, and what each has.

use serde::Serialize;
use specta::Type;

use crate::{AccessView, AircraftRef, AircraftScope, Grant, GroupRef, TemplateRef};

/// A service account or a person by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct OwnerRef {
    /// A service account's id, or `person_` and a person's id.
    pub owner_id: String,
    /// Its name.
    pub name: String,
}

/// What a service account or a person has.
#[derive(Clone, Debug, Serialize, Type)]
pub struct OwnerAccess {
    /// A service account's id, or `person_` and a person's id.
    pub owner_id: String,
    /// Its name.
    pub name: String,
    /// A system administrator: they have everything and the whole fleet, whatever they were given.
    pub holds_all: bool,
    /// What it has access to and through what, by group and title.
    pub access: Vec<AccessView>,
    /// What it was given by itself.
    pub grants: Vec<Grant>,
    /// Its access templates, by name.
    pub templates: Vec<TemplateRef>,
    /// For which aircraft its keys can be, as it was given.
    pub scope: AircraftScope,
    /// The chosen aircraft, by registration; empty for the whole fleet.
    pub aircraft: Vec<AircraftRef>,
    /// The chosen fleet groups, by name.
    pub groups: Vec<GroupRef>,
    /// Number of aircraft that its keys can be for today; `None` for the whole fleet.
    pub reach: Option<u32>,
}
