//! Whether a key is good for what is asked of it, and why.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{Level, Through};

/// What is asked of a key. What was presented comes beside it.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct VerifyKey {
    /// What it is to be used for.
    pub resource: AskedResource,
    /// For which aircraft: an id or a registration; empty where that isn't asked.
    pub aircraft: String,
    /// From which address, IPv4 or IPv6; empty where that isn't known.
    pub address: String,
}

/// A resource at a level, as somebody asks about it.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AskedResource {
    /// Not asked.
    Any,
    /// By its id.
    Resource {
        /// Its id.
        resource_id: String,
        /// The level; `None` for the lowest that it has.
        level: Option<Level>,
    },
    /// By a permission code.
    Code {
        /// The code, as it goes on the wire.
        code: String,
    },
}

/// Why a key isn't good for what is asked, in the order in which it is looked at. These are the codes that integrators
/// are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Denial {
    /// Neither a key nor a key id, or mistyped.
    Malformed,
    /// No key of this workspace.
    NotFound,
    /// Ended for good.
    Revoked,
    /// Its time has passed, or it was ended by hand.
    Expired,
    /// Stopped.
    Disabled,
    /// Its owner is stopped.
    OwnerDisabled,
    /// From an address outside its networks, or from none where it has networks.
    NetworkDenied,
    /// It doesn't have the resource at that level.
    ResourceDenied,
    /// It isn't for that aircraft.
    AircraftDenied,
}

/// The answer. Never a secret.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Verification {
    /// Whether the key is good for what is asked.
    pub valid: bool,
    /// Why it isn't: the first step that denies.
    pub code: Option<Denial>,
    /// The key; `None` where none was found, or where what was presented isn't it.
    pub key: Option<VerifiedKey>,
    /// What was looked at, in order. Where no key was found, nothing else was.
    pub steps: Vec<VerificationStep>,
}

/// A key that was verified, with its owner.
#[derive(Clone, Debug, Serialize, Type)]
pub struct VerifiedKey {
    /// The 16 characters of the public key id.
    pub key_id: String,
    /// Its name.
    pub name: String,
    /// Its owner's id: a service account's, or `person_` and a person's.
    pub owner_id: String,
    /// Its owner's name.
    pub owner: String,
}

/// One thing that was looked at.
#[derive(Clone, Debug, Serialize, Type)]
pub struct VerificationStep {
    /// The code that it answers with where it denies.
    pub code: Denial,
    /// What became of it.
    pub outcome: StepOutcome,
    /// What decides.
    pub fact: StepFact,
}

/// What became of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum StepOutcome {
    /// Nothing stands against it.
    Passed,
    /// It denies.
    Failed,
    /// The question didn't name it.
    NotAsked,
}

/// What decides a step.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum StepFact {
    /// It has the form of a key or a key id.
    WellFormed,
    /// It hasn't.
    Malformed,
    /// It is the key of that id, or its id.
    Found {
        /// All of it was presented; otherwise its id alone, and the secret wasn't looked at.
        whole: bool,
    },
    /// It is the key, with its old secret, which works until then.
    Old {
        /// Until when.
        until: DateTime<Utc>,
    },
    /// The key was rotated, and this secret of it works no more.
    Retired {
        /// Since when.
        at: DateTime<Utc>,
    },
    /// The key id is a key's, and the rest isn't.
    SecretDiffers,
    /// The key id is nobody's.
    Unknown,
    /// The key was deleted.
    Deleted {
        /// When.
        deleted_at: DateTime<Utc>,
    },
    /// Whether it was revoked.
    Revoked {
        /// When.
        at: Option<DateTime<Utc>>,
    },
    /// Whether its time has passed.
    Expired {
        /// When it ends or ended; `None` for never.
        at: Option<DateTime<Utc>>,
        /// Somebody ended it.
        by_hand: bool,
    },
    /// Whether it is disabled.
    Disabled {
        /// Since when.
        since: Option<DateTime<Utc>>,
    },
    /// Whether its owner is disabled, or has left.
    OwnerDisabled {
        /// Since when.
        since: Option<DateTime<Utc>>,
    },
    /// It may be used from any address.
    AnyAddress,
    /// The address lies in one of its networks.
    InNetwork {
        /// The address.
        address: String,
        /// The network.
        network: String,
    },
    /// The address lies in none of them.
    InNoNetwork {
        /// The address.
        address: String,
        /// How many it has.
        networks: u32,
    },
    /// It has networks, and no address is known.
    NoAddress {
        /// How many it has.
        networks: u32,
    },
    /// No resource is asked about.
    NoResource,
    /// There is no such resource.
    UnknownResource,
    /// Levels of a resource.
    Resource {
        /// Its title.
        title: String,
        /// What is asked.
        asked: Level,
        /// What the key was given.
        given: Option<Level>,
        /// What its owner has now, which a key never exceeds.
        owner: Option<Level>,
        /// Through what its owner has it, highest first.
        through: Vec<Through>,
    },
    /// No aircraft is asked about.
    NoAircraft {
        /// How many it is for now; `None` for the whole fleet.
        reach: Option<u32>,
    },
    /// There is no such aircraft.
    UnknownAircraft,
    /// Whether it is for an aircraft.
    Aircraft {
        /// Its registration.
        registration: String,
        /// The key is.
        key: bool,
        /// Its owner is.
        owner: bool,
    },
}
