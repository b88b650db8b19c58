//! Generating a key: the one place where a secret comes to be.

use keytower_domain::access::{Grants, Rights};
use keytower_domain::actor::{Action, Forbidden};
use keytower_domain::aircraft_scope::{AircraftScope, FleetChoice, Reach};
use keytower_domain::event::{EventKind, Subject};
use keytower_domain::id::KeyId;
use keytower_domain::key::{HandedOut, Key, KeyDescription, Life};
use keytower_domain::key_text::KeyText;
use keytower_domain::lifetime::{self, end_of_new};
use keytower_domain::network::Networks;
use keytower_domain::owner::{OwnAccess, Owner};
use keytower_domain::party::PartyId;
use keytower_domain::policy::KeyField;
use keytower_domain::reminders::Reminders;
use keytower_domain::rotation::OldSecrets;
use keytower_domain::time::Instant;

use crate::access::{grants_to, write_owner};
use crate::caller::Caller;
use crate::cliff::{Cliff, cliff};
use crate::error::KeyLifeError;
use crate::invalid::{AtField as _, Invalid, Reason, date};
use crate::inventory::Inventory;
use crate::key_policy::{
    chosen_renewal_days, not_asked, owner_asked, usual_name, usual_renewal_days, workspace_to_change,
};
use crate::key_request::{check_rights, check_scope, describe_choice, describe_grants, describe_scope};
use crate::known::{Known, Rows};
use crate::networks::{describe_networks, networks};
use crate::record::{Changes, record};
use crate::reminders::{ChooseReminders, check_reminders, describe_changed};
use crate::reveal_key::boxed;
use crate::store::{ReadTx, Store, StoreError, WriteTx};

/// What a key is generated from.
#[derive(Clone, Debug)]
pub struct GenerateKey {
    /// Who will call; `None` while nobody is chosen.
    pub owner: Option<PartyId>,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// What it may do.
    pub rights: Rights,
    /// For which aircraft.
    pub scope: AircraftScope,
    /// From where it may be used, as typed; none for any address.
    pub networks: Vec<String>,
    /// When it ends.
    pub expiry: Expiry,
    /// Days that a renewal adds.
    pub renewal_days: u32,
    /// Who is reminded that it expires, and when.
    pub reminders: ChooseReminders,
    /// Who approved it.
    pub approved_by: String,
    /// Why it is there, or the ticket that asks for it.
    pub reason: String,
    /// The key it replaces.
    pub replaces: Option<KeyId>,
}

/// When a key shall end, as typed.
#[derive(Clone, Debug)]
pub enum Expiry {
    /// So many calendar days from today.
    Days(u32),
    /// On a day, ISO 8601.
    On(String),
    /// As the policy says where nothing is chosen.
    Default,
}

/// A key and its text.
pub struct Generated {
    /// The key.
    pub key: Key,
    /// Its text.
    pub text: KeyText,
}

/// What a request would come to.
pub struct Draft {
    /// All that stands in its way.
    pub invalid: Vec<Invalid>,
    /// Its end, where that is in order.
    pub expires_at: Option<Instant>,
    /// What its owner would be granted besides.
    pub newly_granted: Grants,
    /// What its owner's aircraft would be widened by.
    pub newly_reached: FleetChoice,
    /// The aircraft it would be for today.
    pub reach: Reach,
    /// Many keys end on the same day.
    pub cliff: Option<Cliff>,
}

/// Checks a request against what is held in memory, without doing it.
///
/// # Errors
/// [`KeyLifeError`], never for what is wrong with the request itself.
pub fn check_key(
    inventory: &Inventory,
    caller: &Caller<'_>,
    request: &GenerateKey,
) -> Result<Draft, KeyLifeError> {
    request.may(caller)?;
    let policy = Known::workspace(inventory)?.policy;
    if !policy.is_on {
        return Err(KeyLifeError::Off);
    }
    let now = inventory.now(caller.clock);
    let mut checked = check(inventory, caller, now, request)?;
    let groups = inventory.fleet().groups();
    let mut reach = groups.reach(&request.scope);
    let (mut newly_granted, mut newly_reached) = (Grants::none(), FleetChoice::default());
    if let Some(owner) = &checked.owner {
        (newly_granted, newly_reached) = beyond(inventory, owner, &request.rights, &request.scope)?;
        checked
            .invalid
            .extend(may_not_grant(caller, owner, &newly_granted, &newly_reached));
        reach = reach.intersection(&groups.reach(&owner.scope().with(&newly_reached)));
    }
    let workspace = Known::workspace(inventory)?;
    let falls = |end| cliff(inventory, &workspace, end, None, now);
    Ok(Draft {
        cliff: checked.expires_at.and_then(falls),
        invalid: checked.invalid,
        expires_at: checked.expires_at,
        newly_granted,
        newly_reached,
        reach,
    })
}

/// Generates a key. What its owner doesn't have yet is granted to it too, with an event of its own.
///
/// # Errors
/// [`KeyLifeError`].
pub fn generate_key<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    request: &GenerateKey,
) -> Result<Generated, KeyLifeError> {
    request.may(caller)?;
    store.write(|tx| {
        let now = caller.now(tx)?;
        workspace_to_change(tx)?;
        let Checked {
            owner,
            name,
            description,
            networks,
            renewal_days,
            reminders,
            approved_by,
            reason,
            expires_at,
            invalid,
        } = check(&Rows(tx), caller, now, request)?;
        if !invalid.is_empty() {
            return Err(KeyLifeError::Invalid(invalid));
        }
        let owner = owner.ok_or(KeyLifeError::NotFound)?;
        let id = unused_id(tx, caller)?;
        let text = KeyText::generate(id, &mut caller.fill());
        let key = Key {
            id,
            sealed: tx.secrets()?.pepper.seal(text.digest()),
            owner: owner.id(),
            description: KeyDescription {
                name,
                description,
                rights: request.rights.clone(),
                scope: request.scope.clone(),
                networks,
                renewal_days,
                reminders,
                approved_by,
                reason,
            },
            generated_at: now,
            generated_by: caller.actor.name.as_str().into(),
            renewed_at: None,
            expires_at,
            life: Life::Active,
            handed_out: HandedOut::Never,
            replaces: request.replaces,
            old_secrets: OldSecrets::default(),
            boxed: boxed(tx, caller, &text)?,
        };
        grant(tx, caller, now, &owner, &request.rights, &request.scope)?;
        tx.insert_key(&key)?;
        let changes = Changes::default()
            .set("name", &key.description.name)
            .set("owner", owner.name())
            .set("rights", describe_grants(tx, &key.description.rights)?)
            .set("scope", describe_scope(tx, &key.description.scope)?)
            .field("networks", "", describe_networks(&key.description.networks))
            .instant("expires_at", None, key.expires_at)
            .set("renewal_days", key.description.renewal_days);
        let reminders = &key.description.reminders;
        let changes = describe_changed(&Rows(tx), changes, &Reminders::default(), reminders)?
            .field("approved_by", "", &key.description.approved_by)
            .field("reason", "", &key.description.reason)
            .field(
                "replaces",
                "",
                key.replaces.map(|id| id.to_string()).unwrap_or_default(),
            );
        record(
            tx,
            caller,
            now,
            EventKind::KeyGenerated,
            Subject::Key(id),
            changes,
            key.digest(),
        )?;
        Ok(Generated { key, text })
    })
}

impl GenerateKey {
    /// Asks whether somebody may generate a key for whom it is for.
    fn may(&self, caller: &Caller<'_>) -> Result<(), Forbidden> {
        match self.owner {
            Some(owner) => caller.may_change_keys_of(owner),
            None => caller.may(Action::ChangeOwnKeys),
        }
    }
}

/// What a key's rights and aircraft need beyond what its owner has.
fn beyond(
    known: &impl Known,
    owner: &Owner,
    rights: &Rights,
    scope: &AircraftScope,
) -> Result<(Grants, FleetChoice), StoreError> {
    let grants = rights.beyond(&known.access_of(owner)?);
    let aircraft = scope.beyond(owner.scope(), &known.reach(owner.scope())?);
    Ok((grants, aircraft))
}

/// At which field a person would be granted something by somebody who may not grant them anything.
fn may_not_grant(
    caller: &Caller<'_>,
    owner: &Owner,
    grants: &Grants,
    aircraft: &FleetChoice,
) -> Option<Invalid> {
    let field = match (grants.is_empty(), aircraft.is_empty()) {
        (true, true) => return None,
        (false, _) => "rights",
        (true, false) => "scope",
    };
    let refused = owner.person().is_some() && caller.may(grants_to(owner.id())).is_err();
    refused.then(|| Reason::MayNotGrant.at(field))
}

/// Gives an owner what a key's rights and aircraft need beyond what it has.
pub(crate) fn grant(
    tx: &mut dyn WriteTx,
    caller: &Caller<'_>,
    now: Instant,
    owner: &Owner,
    rights: &Rights,
    scope: &AircraftScope,
) -> Result<(), KeyLifeError> {
    let (grants, aircraft) = beyond(&Rows(tx), owner, rights, scope)?;
    if grants.is_empty() && aircraft.is_empty() {
        return Ok(());
    }
    if let Some(refused) = may_not_grant(caller, owner, &grants, &aircraft) {
        return Err(refused.into());
    }
    caller.may(grants_to(owner.id()))?;
    let own = owner.own();
    let widened = owner.clone().given(OwnAccess {
        grants: own.grants.union(&grants),
        scope: own.scope.with(&aircraft),
        ..own.clone()
    });
    let changes = Changes::default()
        .field("grants", "", describe_grants(tx, &Rights::Chosen(grants))?)
        .field("scope", "", describe_choice(tx, &aircraft)?);
    let kind = match widened {
        Owner::Account(_) => EventKind::AccountGranted,
        Owner::Person(_) => EventKind::PersonGranted,
    };
    Ok(write_owner(tx, caller, now, kind, owner, &widened, changes)?)
}

/// A request whose fields have been looked at.
struct Checked {
    owner: Option<Owner>,
    name: String,
    description: String,
    networks: Networks,
    renewal_days: u16,
    reminders: Reminders,
    approved_by: String,
    reason: String,
    expires_at: Option<Instant>,
    invalid: Vec<Invalid>,
}

fn check(
    known: &impl Known,
    caller: &Caller<'_>,
    now: Instant,
    request: &GenerateKey,
) -> Result<Checked, StoreError> {
    let workspace = known.workspace()?;
    let policy = &workspace.policy;
    let mut invalid = not_asked(policy, request);
    let owner = match owner_asked(policy, caller, request, &mut invalid) {
        Some(id) => known.owner(id)?,
        None => None,
    };
    match &owner {
        None => invalid.push(Reason::NotFound.at("owner_id")),
        Some(owner) if !policy.allows_owner(owner.id()) => {
            invalid.push(Reason::OwnerByPolicy.at("owner_id"));
        }
        Some(owner) if !owner.is_stopped() => {}
        Some(Owner::Account(_)) => invalid.push(Reason::OwnerDisabled.at("owner_id")),
        Some(Owner::Person(_)) => invalid.push(Reason::OwnerLeft.at("owner_id")),
    }
    let name = if policy.asked.contains(&KeyField::Name) {
        kept(KeyDescription::name(&request.name).at("name"), &mut invalid).unwrap_or_default()
    } else {
        usual_name(&workspace, now)
    };
    if let Some(owner) = &owner
        && policy.asked.contains(&KeyField::Name)
        && let Some(other) = known.live_key_named(owner.id(), &name, request.replaces, now)?
    {
        invalid.push(Reason::LiveKeyHasName(other).at("name"));
    }
    let description = kept(
        KeyDescription::description(&request.description).at("description"),
        &mut invalid,
    )
    .unwrap_or_default();
    if let Some(id) = request.replaces
        && !known.has_key(id)?
    {
        invalid.push(Reason::NotFound.at("replaces"));
    }
    let access = match &owner {
        Some(owner) => known.access_of(owner)?,
        None => Grants::none(),
    };
    invalid.extend(check_rights(known, &request.rights, &access)?);
    invalid.extend(check_scope(known, &request.scope, None)?);
    let networks = networks(&request.networks).unwrap_or_else(|wrong| {
        invalid.extend(wrong);
        Networks::default()
    });
    let end = match &request.expiry {
        Expiry::Default => Ok(lifetime::Expiry::Default),
        Expiry::Days(days) => Ok(lifetime::Expiry::Days(*days)),
        Expiry::On(text) => date(text).map(lifetime::Expiry::On),
    };
    let end = end.and_then(|expiry| end_of_new(expiry, &workspace, now).map_err(Reason::Expiry));
    let expires_at = kept(end.at("expiry"), &mut invalid).flatten();
    let renewal_days = kept(
        chosen_renewal_days(policy, request).at("renewal_days"),
        &mut invalid,
    );
    let renewal_days = renewal_days.unwrap_or_else(|| usual_renewal_days(policy));
    let (reminders, wrong) = check_reminders(known, &request.reminders, None)?;
    invalid.extend(wrong);
    let approved_by = KeyDescription::approved_by(&request.approved_by).at("approved_by");
    let approved_by = kept(approved_by, &mut invalid).unwrap_or_default();
    if policy.approval_required && approved_by.is_empty() {
        invalid.push(Reason::ApprovalRequired.at("approved_by"));
    }
    let reason = kept(KeyDescription::reason(&request.reason).at("reason"), &mut invalid).unwrap_or_default();
    Ok(Checked {
        owner,
        name,
        description,
        networks,
        renewal_days,
        reminders,
        approved_by,
        reason,
        expires_at,
        invalid,
    })
}

fn kept<T>(result: Result<T, Invalid>, invalid: &mut Vec<Invalid>) -> Option<T> {
    result.map_err(|wrong| invalid.push(wrong)).ok()
}

/// An id that no key has or had.
fn unused_id(tx: &(impl ReadTx + ?Sized), caller: &Caller<'_>) -> Result<KeyId, StoreError> {
    loop {
        let id = KeyId::new(&mut caller.fill());
        if tx.key(id)?.is_none() && tx.deleted_at(id)?.is_none() {
            return Ok(id);
        }
    }
}
