//! Whether a key is good for what is asked of it, and why: the question that keys exist for. Decided from what is passed
//! in, in the same way for whoever asks.

use std::net::IpAddr;

use crate::access::{Grants, Level, Rights};
use crate::aircraft_scope::{AircraftScope, AircraftSet};
use crate::id::{AircraftId, FleetGroupId, ResourceId};
use crate::life::Life;
use crate::network::{Network, Networks};
use crate::time::Instant;

/// Why a key isn't good for what is asked, in the order in which it is looked at: the answer is the first that applies.
/// A key has no rate yet; once it does, `rate_limited` comes after `NetworkDenied`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Denial {
    /// Neither a key nor a key id, or mistyped.
    Malformed,
    /// No key of this workspace.
    NotFound,
    /// Ended for good; or its secret was, when the key was rotated.
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

impl Denial {
    /// All, in order.
    pub const ALL: [Self; 9] = [
        Self::Malformed,
        Self::NotFound,
        Self::Revoked,
        Self::Expired,
        Self::Disabled,
        Self::OwnerDisabled,
        Self::NetworkDenied,
        Self::ResourceDenied,
        Self::AircraftDenied,
    ];
}

/// What is asked of a key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// From where it is used, where that is known.
    pub address: Option<IpAddr>,
    /// A resource at a level.
    pub resource: Wanted<(ResourceId, Level)>,
    /// An aircraft.
    pub aircraft: Wanted<AircraftId>,
}

/// Something that a question may name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wanted<T> {
    /// It isn't asked about.
    #[default]
    Nothing,
    /// It names one that isn't there.
    Unknown,
    /// It names this.
    This(T),
}

/// What was presented.
#[derive(Clone, Copy)]
pub enum Presented<'a> {
    /// Neither a key nor a key id, or mistyped; nothing was looked up.
    Malformed,
    /// The key id is nobody's.
    Unknown,
    /// The key id was a key's, until it was deleted.
    Deleted {
        /// When.
        at: Instant,
    },
    /// The key id is a key's, and the rest isn't.
    SecretDiffers,
    /// The secret is one that the key had, and works no more.
    Retired {
        /// Since when.
        at: Instant,
    },
    /// A key.
    Key {
        /// What of it: all, with the secret it has or with the old one that still works, or its id alone.
        finding: Finding,
        /// What is known of it.
        standing: Standing<'a>,
    },
}

/// What is known of a key that bears on whether it is good.
#[derive(Clone, Copy)]
pub struct Standing<'a> {
    /// Its life as of now.
    pub life: Life,
    /// When it ends; `None` for never.
    pub expires_at: Option<Instant>,
    /// Since when its owner is disabled.
    pub owner_disabled_at: Option<Instant>,
    /// From where it may be used; none for any address.
    pub networks: &'a Networks,
    /// What it was given.
    pub rights: &'a Rights,
    /// What its owner has now.
    pub access: &'a Grants,
    /// For which aircraft it was given.
    pub scope: &'a AircraftScope,
    /// For which its owner is.
    pub owner_scope: &'a AircraftScope,
    /// What a fleet group holds now.
    pub members: &'a dyn Fn(FleetGroupId) -> AircraftSet,
}

/// The answer: each step that was looked at, in order. A key that isn't found has no steps beyond that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification(Vec<Step>);

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
    /// Whether its owner is disabled.
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
    /// See [`Presented::Retired`].
    Retired {
        /// Since when.
        at: Instant,
    },
    /// See [`Presented::SecretDiffers`].
    SecretDiffers,
    /// See [`Presented::Unknown`].
    Unknown,
    /// See [`Presented::Deleted`].
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

impl Verification {
    /// What was looked at, in order.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// Why the key isn't good for what is asked; `None` where it is.
    #[must_use]
    pub fn denial(&self) -> Option<Denial> {
        let failed = self.0.iter().find(|step| step.outcome() == Outcome::Failed);
        failed.map(Step::denial)
    }
}

/// Whether what was presented is good for what is asked.
#[must_use]
pub fn verify(presented: &Presented<'_>, asked: &Asked) -> Verification {
    let found = |finding| vec![Step::Form { well_formed: true }, Step::Found(finding)];
    Verification(match presented {
        Presented::Malformed => vec![Step::Form { well_formed: false }],
        Presented::Unknown => found(Finding::Unknown),
        Presented::Deleted { at } => found(Finding::Deleted { at: *at }),
        Presented::SecretDiffers => found(Finding::SecretDiffers),
        Presented::Retired { at } => found(Finding::Retired { at: *at }),
        Presented::Key { finding, standing } => {
            let mut steps = Vec::with_capacity(Denial::ALL.len());
            steps.push(Step::Form { well_formed: true });
            steps.push(Step::Found(*finding));
            steps.extend(standing.living());
            steps.push(Step::Network(standing.network(asked.address)));
            steps.push(Step::Resource(standing.has(asked.resource)));
            steps.push(Step::Aircraft(standing.covers(asked.aircraft)));
            steps
        }
    })
}

impl Standing<'_> {
    /// The steps of its life and its owner's.
    fn living(&self) -> [Step; 4] {
        let (revoked, expired, disabled) = match self.life {
            Life::Active => (None, None, None),
            Life::Disabled { since } => (None, None, Some(since)),
            Life::Expired { at, by_hand } => (None, Some((at, by_hand)), None),
            Life::Revoked { at } => (Some(at), None, None),
        };
        [
            Step::Revoked { at: revoked },
            Step::Expired {
                over: expired.is_some(),
                at: expired.map_or(self.expires_at, |(at, _)| Some(at)),
                by_hand: expired.is_some_and(|(_, by_hand)| by_hand),
            },
            Step::Disabled { since: disabled },
            Step::OwnerDisabled {
                since: self.owner_disabled_at,
            },
        ]
    }

    fn network(&self, address: Option<IpAddr>) -> FromWhere {
        let networks = self.networks.len();
        match address {
            _ if networks == 0 => FromWhere::AnyAddress,
            None => FromWhere::Missing { networks },
            Some(address) => match self.networks.holding(address) {
                Some(network) => FromWhere::Inside { address, network },
                None => FromWhere::Outside { address, networks },
            },
        }
    }

    fn has(&self, wanted: Wanted<(ResourceId, Level)>) -> Has {
        match wanted {
            Wanted::Nothing => Has::NotAsked,
            Wanted::Unknown => Has::Unknown,
            Wanted::This((resource, asked)) => {
                let owner = self.access.level(resource);
                Has::Levels {
                    resource,
                    asked,
                    given: match self.rights {
                        Rights::AllOfOwner => owner,
                        Rights::Chosen(grants) => grants.level(resource),
                    },
                    owner,
                }
            }
        }
    }

    fn covers(&self, wanted: Wanted<AircraftId>) -> Covers {
        match wanted {
            Wanted::Nothing => Covers::NotAsked,
            Wanted::Unknown => Covers::Unknown,
            Wanted::This(aircraft) => Covers::Aircraft {
                aircraft,
                key: self.scope.covers(aircraft, self.members),
                owner: self.owner_scope.covers(aircraft, self.members),
            },
        }
    }
}

#[cfg(test)]
#[path = "verification_tests.rs"]
mod tests;
