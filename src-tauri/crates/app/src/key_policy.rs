//! What a workspace's policy says of a request about a key.

use keytower_domain::access::Rights;
use keytower_domain::aircraft_scope::AircraftScope;
use keytower_domain::key::KeyDescription;
use keytower_domain::lifetime::DEFAULT_DAYS;
use keytower_domain::party::PartyId;
use keytower_domain::policy::{KeyField, Lifetime, MOST_DAYS, Policy};
use keytower_domain::time::Instant;
use keytower_domain::workspace::Workspace;

use crate::caller::Caller;
use crate::edit_workspace::workspace;
use crate::error::KeyLifeError;
use crate::generate_key::{Expiry, GenerateKey};
use crate::invalid::{Invalid, Reason};
use crate::store::ReadTx;

/// The workspace, as long as keys can be made and changed in it.
pub(crate) fn workspace_to_change(tx: &(impl ReadTx + ?Sized)) -> Result<Workspace, KeyLifeError> {
    let workspace = workspace(tx)?;
    if workspace.policy.is_on {
        Ok(workspace)
    } else {
        Err(KeyLifeError::Off)
    }
}

/// Whose a key shall be: whoever asks, where the policy doesn't ask for the owner.
pub(crate) fn owner_asked(
    policy: &Policy,
    caller: &Caller<'_>,
    request: &GenerateKey,
    invalid: &mut Vec<Invalid>,
) -> Option<PartyId> {
    if policy.asked.contains(&KeyField::Owner) {
        return request.owner;
    }
    let asker = caller.actor.person.map(PartyId::from);
    if request.owner.is_some() && request.owner != asker {
        invalid.push(Reason::NotAsked.at("owner_id"));
    }
    request.owner.or(asker)
}

/// What a key is given that isn't asked for.
pub(crate) fn not_asked(policy: &Policy, request: &GenerateKey) -> Vec<Invalid> {
    let given = [
        (KeyField::Name, "name", !request.name.is_empty()),
        (
            KeyField::Description,
            "description",
            !request.description.is_empty(),
        ),
        (
            KeyField::Resources,
            "rights",
            request.rights != Rights::AllOfOwner,
        ),
        (
            KeyField::Aircraft,
            "scope",
            request.scope != AircraftScope::WholeFleet,
        ),
        (KeyField::Networks, "networks", !request.networks.is_empty()),
        (
            KeyField::Expiry,
            "expiry",
            !matches!(request.expiry, Expiry::Default),
        ),
        (KeyField::Approval, "approved_by", !request.approved_by.is_empty()),
        (KeyField::Approval, "reason", !request.reason.is_empty()),
        (
            KeyField::RenewalPeriod,
            "renewal_days",
            request.renewal_days != u32::from(usual_renewal_days(policy)),
        ),
        (
            KeyField::Personnel,
            "personnel",
            !request.reminders.personnel.is_empty(),
        ),
        (
            KeyField::ReminderDays,
            "reminder_days",
            request.reminders.days.is_some(),
        ),
    ];
    given
        .into_iter()
        .filter(|(field, _, is_given)| *is_given && !policy.asked.contains(field))
        .map(|(_, name, _)| Reason::NotAsked.at(name))
        .collect()
}

/// What would change of a key, and stays as it is by policy.
pub(crate) fn locked(policy: &Policy, before: &KeyDescription, after: &KeyDescription) -> Vec<Invalid> {
    let changed = [
        (KeyField::Name, "name", before.name != after.name),
        (
            KeyField::Description,
            "description",
            before.description != after.description,
        ),
        (KeyField::Resources, "rights", before.rights != after.rights),
        (KeyField::Aircraft, "scope", before.scope != after.scope),
        (KeyField::Networks, "networks", before.networks != after.networks),
        (
            KeyField::RenewalPeriod,
            "renewal_days",
            before.renewal_days != after.renewal_days,
        ),
        (
            KeyField::Approval,
            "approved_by",
            before.approved_by != after.approved_by,
        ),
        (KeyField::Approval, "reason", before.reason != after.reason),
        (
            KeyField::Personnel,
            "personnel",
            before.reminders.personnel != after.reminders.personnel,
        ),
        (
            KeyField::ReminderDays,
            "reminder_days",
            before.reminders.days != after.reminders.days,
        ),
    ];
    changed
        .into_iter()
        .filter(|(field, _, has_changed)| *has_changed && !policy.editable.contains(field))
        .map(|(_, name, _)| Reason::Locked.at(name))
        .collect()
}

/// The renewal period of a key that isn't asked for one.
pub(crate) fn usual_renewal_days(policy: &Policy) -> u16 {
    match policy.lifetime {
        Lifetime::Endless => DEFAULT_DAYS,
        Lifetime::Limited { default, .. } => default,
    }
}

/// The renewal period that a key is to have.
pub(crate) fn chosen_renewal_days(policy: &Policy, request: &GenerateKey) -> Result<u16, Reason> {
    let maximum = policy.lifetime.maximum().unwrap_or(MOST_DAYS);
    KeyDescription::renewal_days(request.renewal_days, maximum).ok_or(Reason::RenewalDays(maximum))
}

/// The name of a key that isn't asked for one. Two of a second have the same.
pub(crate) fn usual_name(workspace: &Workspace, now: Instant) -> String {
    let local = now.with_timezone(&workspace.zone);
    format!("Key of {}", local.format("%Y-%m-%d %H:%M:%S"))
}
