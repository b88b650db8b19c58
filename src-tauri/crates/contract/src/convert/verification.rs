//! Verification, and networks.

use keytower_app::domain::aircraft_scope::Reach;
use keytower_app::domain::id::{AircraftId, ResourceId};
use keytower_app::domain::network::{Network, NetworkProblem};
use keytower_app::domain::owner::Owner;
use keytower_app::domain::verification::{Covers, Denial as Why, Finding, FromWhere, Has, Outcome, Step};
use keytower_app::{AskedResource as AppAskedResource, Inventory, Verified, VerifyKey as AppVerifyKey};

use super::access::sources;
use super::{count, id};
use crate::{
    AskedResource, Denial, Problem, ReadNetwork, StepFact, StepOutcome, Through, Verification,
    VerificationStep, VerifiedKey, VerifyKey,
};

impl TryFrom<VerifyKey> for AppVerifyKey {
    type Error = Problem;

    fn try_from(request: VerifyKey) -> Result<Self, Problem> {
        Ok(Self {
            resource: match request.resource {
                AskedResource::Any => AppAskedResource::Any,
                AskedResource::Resource { resource_id, level } => {
                    let resource = id(&resource_id).map_err(|problem| problem.at("resource"))?;
                    AppAskedResource::At(resource, level.map(Into::into))
                }
                AskedResource::Code { code } => AppAskedResource::Code(code),
            },
            aircraft: request.aircraft,
            address: request.address,
        })
    }
}

impl From<Why> for Denial {
    fn from(why: Why) -> Self {
        match why {
            Why::Malformed => Self::Malformed,
            Why::NotFound => Self::NotFound,
            Why::Revoked => Self::Revoked,
            Why::Expired => Self::Expired,
            Why::Disabled => Self::Disabled,
            Why::OwnerDisabled => Self::OwnerDisabled,
            Why::NetworkDenied => Self::NetworkDenied,
            Why::ResourceDenied => Self::ResourceDenied,
            Why::AircraftDenied => Self::AircraftDenied,
        }
    }
}

impl From<Outcome> for StepOutcome {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Passed => Self::Passed,
            Outcome::Failed => Self::Failed,
            Outcome::NotAsked => Self::NotAsked,
        }
    }
}

impl Verification {
    /// The answer, with the names that its words need.
    #[must_use]
    pub fn of(verified: &Verified, inventory: &Inventory) -> Self {
        let code = verified.verification.denial().map(Denial::from);
        let key = verified.key.and_then(|id| inventory.key(id));
        let owner = key.and_then(|key| inventory.owner(key.owner));
        let named = Names {
            inventory,
            owner,
            verified,
        };
        let steps = verified.verification.steps().iter();
        Self {
            valid: code.is_none(),
            code,
            key: key.zip(owner).map(|(key, owner)| VerifiedKey {
                key_id: key.id.to_string(),
                name: key.description.name.clone(),
                owner_id: owner.id().to_string(),
                owner: owner.name().to_owned(),
            }),
            steps: steps
                .map(|step| VerificationStep {
                    code: step.denial().into(),
                    outcome: step.outcome().into(),
                    fact: named.fact(step),
                })
                .collect(),
        }
    }
}

/// What the facts of an answer are named by.
struct Names<'a> {
    inventory: &'a Inventory,
    owner: Option<&'a Owner>,
    verified: &'a Verified,
}

impl Names<'_> {
    fn fact(&self, step: &Step) -> StepFact {
        match *step {
            Step::Form { well_formed: true } => StepFact::WellFormed,
            Step::Form { well_formed: false } => StepFact::Malformed,
            Step::Found(Finding::Whole) => StepFact::Found { whole: true },
            Step::Found(Finding::IdOnly) => StepFact::Found { whole: false },
            Step::Found(Finding::Old { until }) => StepFact::Old { until },
            Step::Found(Finding::Retired { at }) => StepFact::Retired { at },
            Step::Found(Finding::SecretDiffers) => StepFact::SecretDiffers,
            Step::Found(Finding::Unknown) => StepFact::Unknown,
            Step::Found(Finding::Deleted { at }) => StepFact::Deleted { deleted_at: at },
            Step::Revoked { at } => StepFact::Revoked { at },
            Step::Expired { at, by_hand, .. } => StepFact::Expired { at, by_hand },
            Step::Disabled { since } => StepFact::Disabled { since },
            Step::OwnerDisabled { since } => StepFact::OwnerDisabled { since },
            Step::Network(FromWhere::AnyAddress) => StepFact::AnyAddress,
            Step::Network(FromWhere::Inside { address, network }) => StepFact::InNetwork {
                address: address.to_string(),
                network: network.to_string(),
            },
            Step::Network(FromWhere::Outside { address, networks }) => StepFact::InNoNetwork {
                address: address.to_string(),
                networks: count(networks),
            },
            Step::Network(FromWhere::Missing { networks }) => StepFact::NoAddress {
                networks: count(networks),
            },
            Step::Resource(Has::NotAsked) => StepFact::NoResource,
            Step::Resource(Has::Unknown) => StepFact::UnknownResource,
            Step::Resource(Has::Levels {
                resource,
                asked,
                given,
                owner,
            }) => StepFact::Resource {
                title: self.title(resource),
                asked: asked.into(),
                given: given.map(Into::into),
                owner: owner.map(Into::into),
                through: self.through(resource),
            },
            Step::Aircraft(Covers::NotAsked) => StepFact::NoAircraft {
                reach: self.verified.reach.as_ref().and_then(Reach::count).map(count),
            },
            Step::Aircraft(Covers::Unknown) => StepFact::UnknownAircraft,
            Step::Aircraft(Covers::Aircraft { aircraft, key, owner }) => StepFact::Aircraft {
                registration: self.registration(aircraft),
                key,
                owner,
            },
        }
    }

    fn title(&self, id: ResourceId) -> String {
        let resource = self.inventory.resource(id);
        resource.map_or_else(|| id.to_string(), |resource| resource.description.title.clone())
    }

    fn registration(&self, id: AircraftId) -> String {
        let aircraft = self.inventory.fleet().aircraft(id);
        aircraft.map_or_else(
            || id.to_string(),
            |aircraft| aircraft.description.registration.as_str().to_owned(),
        )
    }

    fn through(&self, resource: ResourceId) -> Vec<Through> {
        self.owner
            .map(|owner| sources(owner, resource, self.inventory))
            .unwrap_or_default()
    }
}

impl ReadNetwork {
    /// What a text is as a network.
    #[must_use]
    pub fn of(text: String, read: Result<Network, NetworkProblem>) -> Self {
        Self {
            text,
            network: read.ok().map(|network| network.to_string()),
            problem: read.err().map(Problem::from),
        }
    }
}
