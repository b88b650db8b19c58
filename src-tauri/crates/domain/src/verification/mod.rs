//! Whether a key is good for what is asked of it, and why: the question that keys exist for. Decided from what is passed
//! in, in the same way for whoever asks.

mod step;

use std::net::IpAddr;

use crate::access::{Grants, Level, Rights};
use crate::aircraft_scope::{AircraftScope, AircraftSet};
use crate::id::{AircraftId, FleetGroupId, ResourceId};
use crate::life::Life;
use crate::network::Networks;
use crate::time::Instant;

pub use self::step::{Covers, Finding, FromWhere, Has, Outcome, Step};

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
    /// Since when its owner is disabled, or has left.
    pub owner_stopped_at: Option<Instant>,
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
                since: self.owner_stopped_at,
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
mod tests;
