//! Another name, description, rights, aircraft, networks, renewal period, approval or reason for a key, or other reminders.

use keytower_domain::access::Rights;
use keytower_domain::actor::Action;
use keytower_domain::aircraft_scope::AircraftScope;
use keytower_domain::event::EventKind;
use keytower_domain::id::KeyId;
use keytower_domain::key::{Key, KeyDescription};
use keytower_domain::policy::MOST_DAYS;

use crate::caller::Caller;
use crate::change_key::write_key;
use crate::error::KeyLifeError;
use crate::generate_key::grant;
use crate::invalid::{AtField as _, Reason};
use crate::key_policy::{locked, workspace_to_change};
use crate::key_request::{check_rights, check_scope, describe_grants, describe_scope};
use crate::known::{Known as _, Rows};
use crate::networks::{describe_networks, networks};
use crate::record::Changes;
use crate::reminders::{ChooseReminders, check_reminders, describe_changed};
use crate::store::Store;

/// What becomes of a key.
pub struct EditKey {
    /// Which.
    pub id: KeyId,
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
    /// Days that a renewal adds.
    pub renewal_days: u32,
    /// Who is reminded that it expires, and when.
    pub reminders: ChooseReminders,
    /// Who approved it.
    pub approved_by: String,
    /// Why it is there, or the ticket that asks for it.
    pub reason: String,
}

/// Edits a key that hasn't ended. What is added and its owner doesn't have yet is granted to it too.
///
/// # Errors
/// [`KeyLifeError`].
pub fn edit_key<S: Store>(store: &S, caller: &Caller<'_>, request: &EditKey) -> Result<Key, KeyLifeError> {
    caller.may(Action::ChangeOwnKeys)?;
    let name = KeyDescription::name(&request.name).at("name")?;
    let description = KeyDescription::description(&request.description).at("description")?;
    let networks = networks(&request.networks).map_err(KeyLifeError::Invalid)?;
    let approved_by = KeyDescription::approved_by(&request.approved_by).at("approved_by")?;
    let reason = KeyDescription::reason(&request.reason).at("reason")?;
    store.write(|tx| {
        let before = tx.key(request.id)?.ok_or(KeyLifeError::NotFound)?;
        caller.may_change_keys_of(before.owner)?;
        let owner = Rows(tx).owner(before.owner)?.ok_or(KeyLifeError::NotFound)?;
        let now = caller.now(tx)?;
        let old = &before.description;
        let policy = workspace_to_change(tx)?.policy;
        // What it is stays allowed, also where the policy would refuse it for another.
        let renewal_days = if request.renewal_days == u32::from(old.renewal_days) {
            old.renewal_days
        } else {
            let maximum = policy.lifetime.maximum().unwrap_or(MOST_DAYS);
            KeyDescription::renewal_days(request.renewal_days, maximum)
                .ok_or(Reason::RenewalDays(maximum))
                .at("renewal_days")?
        };
        if old.name != name
            && let Some(other) = Rows(tx).live_key_named(owner.id(), &name, Some(before.id), now)?
        {
            return Err(Reason::LiveKeyHasName(other).at("name").into());
        }
        let mut invalid = Vec::new();
        let access = Rows(tx).access_of(&owner)?;
        let had = match &old.rights {
            Rights::AllOfOwner => access.clone(),
            Rights::Chosen(grants) => grants.clone(),
        };
        if old.rights != request.rights {
            let there = match &request.rights {
                Rights::AllOfOwner => access,
                Rights::Chosen(_) => access.union(&had),
            };
            invalid.extend(check_rights(&Rows(tx), &request.rights, &there)?);
        }
        invalid.extend(check_scope(&Rows(tx), &request.scope, Some(&old.scope))?);
        let (reminders, wrong) = check_reminders(&Rows(tx), &request.reminders, Some(&old.reminders))?;
        invalid.extend(wrong);
        if !invalid.is_empty() {
            return Err(KeyLifeError::Invalid(invalid));
        }
        let after = before.clone().edit(
            KeyDescription {
                name: name.clone(),
                description: description.clone(),
                rights: request.rights.clone(),
                scope: request.scope.clone(),
                networks: networks.clone(),
                renewal_days,
                reminders,
                approved_by: approved_by.clone(),
                reason: reason.clone(),
            },
            now,
        )?;
        let new = &after.description;
        let mut invalid = locked(&policy, old, new);
        if policy.approval_required && new.approved_by.is_empty() && !old.approved_by.is_empty() {
            invalid.push(Reason::ApprovalRequired.at("approved_by"));
        }
        if !invalid.is_empty() {
            return Err(KeyLifeError::Invalid(invalid));
        }
        let changes = Changes::default()
            .field("name", &old.name, &new.name)
            .field("description", &old.description, &new.description)
            .field(
                "rights",
                describe_grants(tx, &old.rights)?,
                describe_grants(tx, &new.rights)?,
            )
            .field(
                "scope",
                describe_scope(tx, &old.scope)?,
                describe_scope(tx, &new.scope)?,
            )
            .field(
                "networks",
                describe_networks(&old.networks),
                describe_networks(&new.networks),
            )
            .field("renewal_days", old.renewal_days, new.renewal_days);
        let changes = describe_changed(&Rows(tx), changes, &old.reminders, &new.reminders)?
            .field("approved_by", &old.approved_by, &new.approved_by)
            .field("reason", &old.reason, &new.reason);
        // What the key was given before isn't given back to an owner that lost it since.
        let rights = match &new.rights {
            Rights::AllOfOwner => Rights::AllOfOwner,
            Rights::Chosen(chosen) => Rights::Chosen(chosen.beyond(&had)),
        };
        let scope = new.scope.without(&old.scope);
        grant(tx, caller, now, &owner, &rights, &scope)?;
        write_key(tx, caller, now, EventKind::KeyEdited, &before, &after, changes)?;
        Ok(after)
    })
}
