//! What there is to remind of, and who is told: taken out of a workspace, to remind while it is locked and to write
//! mails of.

use keytower_domain::actor::{Action, Role};
use keytower_domain::due::End;
use keytower_domain::key::Key;
use keytower_domain::owner::Owner;
use keytower_domain::party::PartyId;
use keytower_domain::person::Person;
use keytower_domain::schedule::{Addressees, Reason, Schedule, Scheduled};
use keytower_domain::time::Instant;
use keytower_domain::workspace::Workspace;

use crate::caller::Caller;
use crate::error::ReadError;
use crate::inventory::Inventory;
use crate::known::Known;

/// A schedule holds at most so many keys: those that end first.
const MOST_SCHEDULED: usize = 10_000;

/// The keys that end next, as far as somebody is to be reminded of them still.
///
/// # Errors
/// [`ReadError`].
pub fn reminder_schedule(inventory: &Inventory, caller: &Caller<'_>) -> Result<Schedule, ReadError> {
    caller.may(Action::Read)?;
    first_to_end(inventory, inventory.now(caller.clock), MOST_SCHEDULED)
}

/// As many as that.
pub(crate) fn first_to_end(
    inventory: &Inventory,
    now: Instant,
    at_most: usize,
) -> Result<Schedule, ReadError> {
    let workspace = Known::workspace(inventory)?;
    let usual = workspace.reminder_days();
    let ends = works(inventory).filter_map(|(key, _)| End::of(key, &usual));
    let mut first: Vec<_> = ends
        .filter(|end| end.reminds_until() >= now)
        .map(|end| (end.expires_at, end.key))
        .collect();
    first.sort_unstable();
    // Of the others nothing is made, which would be most of the work.
    let last = first.get(at_most - 1).or(first.last()).copied();
    schedule_of(inventory, |end| {
        end.reminds_until() >= now && Some((end.expires_at, end.key)) <= last
    })
}

/// The keys whose ends are wanted.
pub(crate) fn schedule_of(
    inventory: &Inventory,
    wanted: impl Fn(&End<'_>) -> bool,
) -> Result<Schedule, ReadError> {
    let workspace = Known::workspace(inventory)?;
    let mut managers: Vec<&Person> = token_managers(inventory, &workspace).collect();
    // Where there are more than can be told, they are always the same.
    managers.sort_by_key(|person| person.id);
    let usual = workspace.reminder_days();
    let mut keys: Vec<Scheduled> = works(inventory)
        .filter_map(|(key, owner)| {
            let end = End::of(key, &usual).filter(&wanted)?;
            Some(scheduled(inventory, &workspace, &managers, key, owner, &end))
        })
        .collect();
    keys.sort_by_key(|one| (one.expires_at, one.key));
    Ok(Schedule {
        account: workspace.account_id,
        workspace: workspace.name,
        zone: workspace.zone,
        keys,
    })
}

/// The keys whose owners aren't stopped.
pub(crate) fn works(inventory: &Inventory) -> impl Iterator<Item = (&Key, &Owner)> {
    inventory.entries().filter_map(|entry| {
        let owner = inventory.owner(entry.key.owner)?;
        (!owner.is_stopped()).then_some((&entry.key, owner))
    })
}

fn token_managers<'a>(inventory: &'a Inventory, workspace: &Workspace) -> impl Iterator<Item = &'a Person> {
    let told = workspace.policy.reminders.token_managers;
    let manages =
        |person: &&Person| person.description.role == Role::ApiTokenManager && person.left_at.is_none();
    inventory.people().filter(move |person| told && manages(person))
}

fn scheduled(
    inventory: &Inventory,
    workspace: &Workspace,
    managers: &[&Person],
    key: &Key,
    owner: &Owner,
    end: &End<'_>,
) -> Scheduled {
    let mut addressees = Addressees::default();
    if workspace.policy.reminders.owner {
        let reason = match owner.id() {
            PartyId::Account(_) => Reason::OwnerContact,
            PartyId::Person(_) => Reason::Owner,
        };
        addressees.add(owner.email(), reason);
    }
    let named = key.description.reminders.personnel.iter();
    for party in named.filter_map(|party| inventory.owner(party)) {
        let left = party.person().is_some_and(|person| person.left_at.is_some());
        if !left {
            addressees.add(party.email(), Reason::Personnel);
        }
    }
    for person in managers {
        addressees.add(person.description.email(), Reason::TokenManager);
    }
    Scheduled {
        key: key.id,
        name: key.description.name.clone(),
        owner: owner.name().to_owned(),
        expires_at: end.expires_at,
        since: end.since,
        days: end.days.to_vec(),
        renewable_until: key.renewable_until(workspace.policy.renewal()),
        addressees: addressees.all(),
    }
}
