//! What stands in the way of a request for a key, told before it is generated.

use keytower_domain::access::Grants;
use keytower_domain::aircraft_scope::{FleetChoice, Reach};
use keytower_domain::key::KeyDescription;
use keytower_domain::lifetime::{self, end_of_new};
use keytower_domain::network::Networks;
use keytower_domain::owner::Owner;
use keytower_domain::policy::KeyField;
use keytower_domain::reminders::Reminders;
use keytower_domain::time::Instant;

use crate::access::grants_to;
use crate::caller::Caller;
use crate::cliff::{Cliff, cliff};
use crate::error::KeyLifeError;
use crate::generate_key::{Expiry, GenerateKey, beyond};
use crate::invalid::{AtField as _, Invalid, Reason, date};
use crate::inventory::Inventory;
use crate::key_policy::{chosen_renewal_days, not_asked, owner_asked, usual_name, usual_renewal_days};
use crate::key_request::{check_rights, check_scope};
use crate::known::Known;
use crate::networks::networks;
use crate::reminders::check_reminders;
use crate::store::StoreError;

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
    let workspace = Known::workspace(inventory)?;
    if !workspace.policy.is_on {
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

/// A request whose fields have been looked at.
pub(crate) struct Checked {
    pub owner: Option<Owner>,
    pub name: String,
    pub description: String,
    pub networks: Networks,
    pub renewal_days: u16,
    pub reminders: Reminders,
    pub approved_by: String,
    pub reason: String,
    pub expires_at: Option<Instant>,
    pub invalid: Vec<Invalid>,
}

pub(crate) fn check(
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

/// At which field an owner would be granted something by somebody who may not grant it anything.
pub(crate) fn may_not_grant(
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
    let refused = caller.may(grants_to(owner.id())).is_err();
    refused.then(|| Reason::MayNotGrant.at(field))
}
