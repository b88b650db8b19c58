//! What a verification looks at, step by step, with the facts that decide.

use std::net::IpAddr;

use super::Denial;
use crate::access::Level;
use crate::id::{AircraftId, ResourceId};
use crate::network::Network;
use crate::time::Instant;

/// One thing that was looked at, with the facts that decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Whether the text has the form of a key, or of a key id.
    Form {
        /// It has.
        well_formed: bool,
    },
    /// Whether it is a key of this workspace.
    Found(Finding),
    /// Whether it was revoked.
    Revoked {
        /// When.
        at: Option<Instant>,
    },
    /// Whether its time has passed.
    Expired {
        /// It has.
        over: bool,
        /// When it ends or ended; `None` for never.
        at: Option<Instant>,
        /// Somebody ended it.
        by_hand: bool,
    },
    /// Whether it is disabled.
    Disabled {
        /// Since when.
        since: Option<Instant>,
    },
    /// Whether its owner is disabled, or has left.
    OwnerDisabled {
        /// Since when.
        since: Option<Instant>,
    },
    /// From where.
    Network(FromWhere),
    /// What it may do.
    Resource(Has),
    /// For which aircraft.
    Aircraft(Covers),
}

/// What a key id came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The key.
    Whole,
    /// The key, with its old secret, which works until then.
    Old {
        /// Until when.
        until: Instant,
    },
    /// A key's id alone: its secret wasn't looked at.
    IdOnly,
    /// See [`Presented::Retired`](super::Presented::Retired).
    Retired {
        /// Since when.
        at: Instant,
    },
    /// The key id is a key's, and the rest isn't.
    SecretDiffers,
    /// The key id is nobody's.
    Unknown,
    /// The key id was a key's, until it was deleted.
    Deleted {
        /// When.
        at: Instant,
    },
}

/// From where a key is used, and from where it may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FromWhere {
    /// From anywhere.
    AnyAddress,
    /// The address lies in one of its networks.
    Inside {
        /// The address.
        address: IpAddr,
        /// The network.
        network: Network,
    },
    /// The address lies in none.
    Outside {
        /// The address.
        address: IpAddr,
        /// How many networks it has.
        networks: usize,
    },
    /// It has networks, and no address is known.
    Missing {
        /// How many networks it has.
        networks: usize,
    },
}

/// A key's right to a resource, which is never more than its owner's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Has {
    /// Not asked.
    NotAsked,
    /// There is no such resource.
    Unknown,
    /// Levels of the resource.
    Levels {
        /// Which.
        resource: ResourceId,
        /// What is asked.
        asked: Level,
        /// What the key was given: chosen, or all that its owner has.
        given: Option<Level>,
        /// What its owner has now.
        owner: Option<Level>,
    },
}

/// Whether a key and its owner are for an aircraft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Covers {
    /// Not asked: what is answered besides holds for the aircraft of its scope.
    NotAsked,
    /// There is no such aircraft.
    Unknown,
    /// Who is for it.
    Aircraft {
        /// Which.
        aircraft: AircraftId,
        /// The key.
        key: bool,
        /// Its owner.
        owner: bool,
    },
}

/// What became of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing stands against it.
    Passed,
    /// It denies.
    Failed,
    /// The question didn't name it.
    NotAsked,
}

impl Step {
    /// The code that it answers with where it denies.
    #[must_use]
    pub fn denial(&self) -> Denial {
        match self {
            Self::Form { .. } => Denial::Malformed,
            Self::Found(Finding::Retired { .. }) | Self::Revoked { .. } => Denial::Revoked,
            Self::Found(_) => Denial::NotFound,
            Self::Expired { .. } => Denial::Expired,
            Self::Disabled { .. } => Denial::Disabled,
            Self::OwnerDisabled { .. } => Denial::OwnerDisabled,
            Self::Network(_) => Denial::NetworkDenied,
            Self::Resource(_) => Denial::ResourceDenied,
            Self::Aircraft(_) => Denial::AircraftDenied,
        }
    }

    /// What became of it.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        let passed = match self {
            Self::Form { well_formed } => *well_formed,
            Self::Found(Finding::Whole | Finding::Old { .. } | Finding::IdOnly)
            | Self::Network(FromWhere::AnyAddress | FromWhere::Inside { .. }) => true,
            Self::Found(
                Finding::SecretDiffers | Finding::Unknown | Finding::Deleted { .. } | Finding::Retired { .. },
            )
            | Self::Network(FromWhere::Outside { .. } | FromWhere::Missing { .. })
            | Self::Resource(Has::Unknown)
            | Self::Aircraft(Covers::Unknown) => false,
            Self::Resource(Has::NotAsked) | Self::Aircraft(Covers::NotAsked) => return Outcome::NotAsked,
            Self::Revoked { at: stopped }
            | Self::Disabled { since: stopped }
            | Self::OwnerDisabled { since: stopped } => stopped.is_none(),
            Self::Expired { over, .. } => !over,
            Self::Resource(Has::Levels {
                asked, given, owner, ..
            }) => {
                let enough = |has: &Option<Level>| has.is_some_and(|has| has >= *asked);
                enough(given) && enough(owner)
            }
            Self::Aircraft(Covers::Aircraft { key, owner, .. }) => *key && *owner,
        };
        if passed { Outcome::Passed } else { Outcome::Failed }
    }
}
