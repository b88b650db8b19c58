//! Whether a key is good for what is asked of it, and why. Asking counts as no use of the key, and leaves no event.

use std::net::IpAddr;

use keytower_domain::access::Level;
use keytower_domain::actor::Action;
use keytower_domain::aircraft::Registration;
use keytower_domain::aircraft_scope::Reach;
use keytower_domain::id::{AircraftId, KeyId, ResourceId};
use keytower_domain::key::Key;
use keytower_domain::key_text::{KeyText, Pepper, lone_key_id};
use keytower_domain::resource::PermissionCode;
use keytower_domain::rotation::PresentedSecret;
use keytower_domain::time::Instant;
use keytower_domain::verification::{
    Asked, Covers, Finding, Presented, Standing, Step, Verification, Wanted, verify,
};

use crate::caller::Caller;
use crate::error::DescribeError;
use crate::invalid::Reason;
use crate::inventory::Inventory;
use crate::store::{Store, StoreError};

/// What is asked of a key.
#[derive(Clone, Debug, Default)]
pub struct VerifyKey {
    /// What it is to be used for.
    pub resource: AskedResource,
    /// For which aircraft: its id or its registration; empty where that isn't asked.
    pub aircraft: String,
    /// From which address; empty where that isn't known.
    pub address: String,
}

/// A resource at a level, as somebody asks about it.
#[derive(Clone, Debug, Default)]
pub enum AskedResource {
    /// Not asked.
    #[default]
    Any,
    /// A resource at a level; without one, at the lowest that it has.
    At(ResourceId, Option<Level>),
    /// A permission code, as it goes on the wire.
    Code(String),
}

/// The answer, with what its words need. Never a secret.
#[derive(Clone, Debug)]
pub struct Verified {
    /// What was looked at, and what became of it.
    pub verification: Verification,
    /// The key; `None` where none was found, or where what was presented isn't it.
    pub key: Option<KeyId>,
    /// The aircraft that it is for now, where no aircraft was asked about.
    pub reach: Option<Reach>,
}

/// Says whether a text, a whole key or a key id as it is shown, is good for what is asked. Of a key id, the secret isn't
/// looked at.
///
/// # Errors
/// [`DescribeError`]: `Invalid` for an address that is none.
pub fn verify_key<S: Store>(
    store: &S,
    inventory: &Inventory,
    caller: &Caller<'_>,
    text: &str,
    request: &VerifyKey,
) -> Result<Verified, DescribeError> {
    caller.may(Action::Read)?;
    let asked = request.asked(inventory)?;
    let text = text.trim();
    let presented = KeyText::parse(text).ok();
    let Some(id) = presented
        .as_ref()
        .map(KeyText::key_id)
        .or_else(|| lone_key_id(text))
    else {
        return Ok(Verified::nothing(&Presented::Malformed, &asked));
    };
    let now = inventory.now(caller.clock);
    let Some(key) = inventory.key(id) else {
        let deleted = store.read::<_, StoreError>(|tx| tx.deleted_at(id))?;
        let presented = deleted.map_or(Presented::Unknown, |at| Presented::Deleted { at });
        return Ok(Verified::nothing(&presented, &asked));
    };
    let Some(presented) = &presented else {
        return Ok(Verified::of(inventory, now, key, Finding::IdOnly, &asked)?);
    };
    let pepper = store.read::<_, StoreError>(|tx| tx.secrets())?.pepper;
    Ok(verify_whole(inventory, &pepper, now, presented, &asked)?)
}

/// The same for a whole key, from memory alone: no store is read.
///
/// # Errors
/// [`StoreError::Damaged`] where a key has no owner.
pub fn verify_whole(
    inventory: &Inventory,
    pepper: &Pepper,
    now: Instant,
    presented: &KeyText,
    asked: &Asked,
) -> Result<Verified, StoreError> {
    let Some(key) = inventory.key(presented.key_id()) else {
        return Ok(Verified::nothing(&Presented::Unknown, asked));
    };
    let finding = match key.secret_of(|kept| pepper.matches(presented.digest(), kept), now) {
        PresentedSecret::Current => Finding::Whole,
        PresentedSecret::Old { until } => Finding::Old { until },
        PresentedSecret::Retired { at } => {
            return Ok(Verified {
                key: Some(key.id),
                ..Verified::nothing(&Presented::Retired { at }, asked)
            });
        }
        PresentedSecret::Other => return Ok(Verified::nothing(&Presented::SecretDiffers, asked)),
    };
    Verified::of(inventory, now, key, finding, asked)
}

impl VerifyKey {
    /// What is asked, by the ids of what it names.
    ///
    /// # Errors
    /// `Invalid` for an address that is none.
    pub fn asked(&self, inventory: &Inventory) -> Result<Asked, DescribeError> {
        let address = match self.address.trim() {
            "" => None,
            text => Some(
                text.parse::<IpAddr>()
                    .map_err(|_| Reason::Address.at("address"))?,
            ),
        };
        Ok(Asked {
            address,
            resource: self.resource.wanted(inventory),
            aircraft: wanted_aircraft(self.aircraft.trim(), inventory),
        })
    }
}

impl AskedResource {
    fn wanted(&self, inventory: &Inventory) -> Wanted<(ResourceId, Level)> {
        let found = match self {
            Self::Any => return Wanted::Nothing,
            Self::At(id, level) => inventory.resource(*id).and_then(|resource| {
                let lowest = resource.description.levels.keys().next().copied();
                Some((*id, level.or(lowest)?))
            }),
            Self::Code(code) => {
                let code = PermissionCode::parse(code).ok();
                code.and_then(|code| inventory.level_of_code(&code))
            }
        };
        found.map_or(Wanted::Unknown, Wanted::This)
    }
}

fn wanted_aircraft(text: &str, inventory: &Inventory) -> Wanted<AircraftId> {
    if text.is_empty() {
        return Wanted::Nothing;
    }
    let fleet = inventory.fleet();
    let by_id = text.parse().ok().and_then(|id| fleet.aircraft(id));
    let found = by_id.or_else(|| fleet.registered(&Registration::parse(text).ok()?.folded()));
    found.map_or(Wanted::Unknown, |aircraft| Wanted::This(aircraft.id))
}

impl Verified {
    fn nothing(presented: &Presented<'_>, asked: &Asked) -> Self {
        Self {
            verification: verify(presented, asked),
            key: None,
            reach: None,
        }
    }

    fn of(
        inventory: &Inventory,
        now: Instant,
        key: &Key,
        finding: Finding,
        asked: &Asked,
    ) -> Result<Self, StoreError> {
        let found = inventory.owner(key.owner).zip(inventory.access(key.owner));
        let (owner, access) =
            found.ok_or_else(|| StoreError::Damaged(format!("key {} has no owner", key.id)))?;
        let described = &key.description;
        let standing = Standing {
            life: key.life_at(now),
            expires_at: key.expires_at,
            owner_stopped_at: owner.stopped_at(),
            networks: &described.networks,
            rights: &described.rights,
            access,
            scope: &described.scope,
            owner_scope: owner.scope(),
            members: &|group| inventory.fleet().groups().members(group),
        };
        let verification = verify(&Presented::Key { finding, standing }, asked);
        let unasked = verification.steps().contains(&Step::Aircraft(Covers::NotAsked));
        Ok(Self {
            key: Some(key.id),
            reach: unasked.then(|| inventory.reach(key)),
            verification,
        })
    }
}
