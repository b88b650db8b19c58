//! The catalogue: what an API offers.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::Level;

/// One level of a resource and its code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LevelCode {
    /// The level.
    pub level: Level,
    /// The permission's code on the wire.
    pub code: String,
}

/// Something an API offers.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ResourceView {
    /// Its id.
    pub resource_id: String,
    /// Its title.
    pub title: String,
    /// The group it is listed under.
    pub group: String,
    /// One line.
    pub description: String,
    /// Its levels, lowest first.
    pub levels: Vec<LevelCode>,
    /// Can't be granted any more; still readable on the keys that have it.
    pub retired: bool,
    /// Live keys that were given it by name, in force or not.
    pub keys: u32,
    /// Service accounts and people that were given it.
    pub owners: u32,
}

/// What describes a resource.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct ResourceFields {
    /// 1 to 100 characters.
    pub title: String,
    /// 1 to 100 characters.
    pub group: String,
    /// At most 300 characters.
    pub description: String,
    /// At least one, each level once.
    pub levels: Vec<LevelCode>,
}
