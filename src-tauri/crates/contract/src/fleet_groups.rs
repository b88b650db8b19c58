//! Fleet groups.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::AircraftRef;

/// What a fleet group holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum GroupMembers {
    /// These.
    Chosen {
        /// Ids; maybe none yet.
        aircraft_ids: Vec<String>,
    },
    /// All that have a tag, also later.
    Tagged {
        /// The tag.
        tag: String,
    },
}

/// A named set of aircraft.
#[derive(Clone, Debug, Serialize, Type)]
pub struct GroupView {
    /// Its id.
    pub group_id: String,
    /// Unique in the workspace, compared without case.
    pub name: String,
    /// What it holds, as described.
    pub members: GroupMembers,
    /// The aircraft that were chosen for it, by registration, retired ones among them; empty for a tag.
    pub chosen: Vec<AircraftRef>,
    /// What it holds now, by registration: aircraft in service.
    pub aircraft: Vec<AircraftRef>,
    /// Keys that name it and haven't ended.
    pub keys: u32,
    /// The service accounts and people that name it.
    pub owners: u32,
}

/// A fleet group by name, as keys and accounts name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct GroupRef {
    /// Its id.
    pub group_id: String,
    /// Its name.
    pub name: String,
    /// Aircraft that it holds now.
    pub aircraft: u32,
    /// It was deleted: it holds nothing.
    pub deleted: bool,
}

/// All fleet groups, and the tags that a group can go by.
#[derive(Clone, Debug, Serialize, Type)]
pub struct FleetGroups {
    /// By name.
    pub groups: Vec<GroupView>,
    /// Tags of aircraft in service, by name.
    pub tags: Vec<TagCount>,
}

/// A tag, and how many aircraft in service have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct TagCount {
    /// The tag.
    pub tag: String,
    /// Aircraft.
    pub aircraft: u32,
}

/// What describes a fleet group.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct GroupFields {
    /// 1 to 100 characters.
    pub name: String,
    /// What it shall hold.
    pub members: GroupMembers,
}
