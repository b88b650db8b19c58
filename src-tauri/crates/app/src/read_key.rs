//! A key with all that is known of it.

use keytower_domain::access::{Grants, Level, Rights};
use keytower_domain::account::ServiceAccount;
use keytower_domain::actor::Action;
use keytower_domain::aircraft::Aircraft;
use keytower_domain::aircraft_scope::{AircraftScope, Reach};
use keytower_domain::event::{Head, Subject};
use keytower_domain::fleet_group::FleetGroup;
use keytower_domain::id::{KeyId, ServiceAccountId};
use keytower_domain::key::{Key, KeyState, LifeRefusal};
use keytower_domain::key_use::Use;
use keytower_domain::owner::Owner;
use keytower_domain::policy::Breach;
use keytower_domain::resource::Resource;
use keytower_domain::showing::ShowRefusal;
use keytower_domain::text::folded;
use keytower_domain::time::Instant;
use keytower_domain::workspace::Workspace;

use crate::caller::Caller;
use crate::edit_workspace::workspace;
use crate::error::ReadError;
use crate::known::{Known as _, Rows};
use crate::owner_access::OwnerAccess;
use crate::read_event::{Logged, events_of};
use crate::reminders::{Reminded, all_reminded};
use crate::renew_key::preview_renewal;
use crate::store::{ReadTx, Store, StoreError, Stored};

/// Events that are told with a thing.
const EVENTS: u32 = 50;

/// A key with all that is known of it.
pub struct KeyDossier {
    /// The key.
    pub key: Key,
    /// Its owner.
    pub owner: Owner,
    /// Its workspace.
    pub workspace: Workspace,
    /// The instant it is judged at.
    pub now: Instant,
    /// Its state then.
    pub state: KeyState,
    /// What it was given: chosen, or all that its owner has.
    pub grants: Vec<(Resource, Level)>,
    /// What it may do now: that, as far as its owner has it.
    pub effective: Grants,
    /// Its chosen aircraft and groups; empty for the whole fleet.
    pub named: NamedFleet,
    /// The aircraft that those come to now.
    pub given: Reach,
    /// The aircraft it is for now: those, as far as its owner has them.
    pub reach: Reach,
    /// In what it doesn't conform with the workspace's policy, as long as it hasn't ended.
    pub breaches: Vec<Breach>,
    /// Whom it reminds, by name.
    pub personnel: Vec<Reminded>,
    /// The end a renewal would give it, or why it would be refused.
    pub renewal: Result<Instant, LifeRefusal>,
    /// Whether it can be shown again, as long as it lives.
    pub showing: Result<(), ShowRefusal>,
    /// What is known of its use.
    pub used: Use,
    /// The newest instant that reports of uses cover.
    pub uses_as_of: Option<Instant>,
    /// The key that replaces it.
    pub replaced_by: Option<KeyId>,
    /// Its newest events, newest first.
    pub events: Vec<Logged>,
}

/// Reads a key with all that is known of it.
///
/// # Errors
/// [`ReadError`].
pub fn read_key<S: Store>(store: &S, caller: &Caller<'_>, id: KeyId) -> Result<KeyDossier, ReadError> {
    caller.may(Action::Read)?;
    store.read(|tx| dossier(tx, caller, id))
}

/// What proves what became of a key: all that is known of it, and its place in the chain.
pub struct KeyEvidence {
    /// The key.
    pub dossier: KeyDossier,
    /// All its events, oldest first.
    pub events: Vec<Logged>,
    /// The newest event of the chain.
    pub head: Head,
}

/// Reads what proves what became of a key.
///
/// # Errors
/// [`ReadError`].
pub fn prove_key<S: Store>(store: &S, caller: &Caller<'_>, id: KeyId) -> Result<KeyEvidence, ReadError> {
    caller.may(Action::Read)?;
    store.read(|tx| {
        let mut events = events_of(tx, Subject::Key(id), u32::MAX)?;
        events.reverse();
        Ok(KeyEvidence {
            dossier: dossier(tx, caller, id)?,
            events,
            head: tx.head()?,
        })
    })
}

fn dossier(tx: &dyn ReadTx, caller: &Caller<'_>, id: KeyId) -> Result<KeyDossier, ReadError> {
    let key = tx.key(id)?.ok_or(ReadError::NotFound)?;
    let owner = Rows(tx)
        .owner(key.owner)?
        .ok_or_else(|| StoreError::Damaged(format!("key {id} has no owner")))?;
    let (workspace, now) = (workspace(tx)?, caller.now(tx)?);
    let access = Rows(tx).access_of(&owner)?;
    let effective = key.description.rights.effective(&access);
    let given = Rows(tx).reach(&key.description.scope)?;
    let grants = match &key.description.rights {
        Rights::AllOfOwner => access,
        Rights::Chosen(grants) => grants.clone(),
    };
    Ok(KeyDossier {
        state: key.state(owner.is_stopped(), now),
        grants: with_resources(tx, &grants)?,
        effective,
        named: NamedFleet::of(tx, &key.description.scope)?,
        reach: given.intersection(&Rows(tx).reach(owner.scope())?),
        given,
        breaches: if key.is_live(now) {
            workspace.policy.breaches(&key, &workspace)
        } else {
            Vec::new()
        },
        personnel: all_reminded(&Rows(tx), &key.description.reminders.personnel)?,
        renewal: preview_renewal(&key, &workspace, now),
        showing: key.shown_again(&workspace, tx.sealing_key()).map(drop),
        used: tx.use_of(&key)?,
        uses_as_of: tx.uses_as_of()?,
        replaced_by: tx.replacement_of(id)?,
        events: events_of(tx, Subject::Key(id), EVENTS)?,
        key,
        owner,
        workspace,
        now,
    })
}

/// A service account with what it has and its newest events.
pub struct AccountDossier {
    /// The account.
    pub account: ServiceAccount,
    /// What it has.
    pub access: OwnerAccess,
    /// Its newest events, newest first.
    pub events: Vec<Logged>,
}

/// Reads a service account.
///
/// # Errors
/// [`ReadError`].
pub fn read_account<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    id: ServiceAccountId,
) -> Result<AccountDossier, ReadError> {
    caller.may(Action::Read)?;
    store.read(|tx| {
        let account = tx.account(id)?.ok_or(ReadError::NotFound)?;
        Ok(AccountDossier {
            access: OwnerAccess::of(tx, &account.clone().into())?,
            events: events_of(tx, Subject::Account(id), EVENTS)?,
            account,
        })
    })
}

/// Grants with the resources they name, by group and title.
///
/// # Errors
/// The store's.
pub fn with_resources(tx: &(impl ReadTx + ?Sized), grants: &Grants) -> Stored<Vec<(Resource, Level)>> {
    let mut found = Vec::with_capacity(grants.len());
    for (id, level) in grants.iter() {
        if let Some(resource) = tx.resource(id)? {
            found.push((resource, level));
        }
    }
    sort_by_title(&mut found);
    Ok(found)
}

/// In order of group and title.
pub(crate) fn sort_by_title<T>(granted: &mut [(Resource, T)]) {
    let place = |resource: &Resource| {
        (
            resource.description.group.clone(),
            resource.description.title.clone(),
        )
    };
    granted.sort_by_cached_key(|(resource, _)| place(resource));
}

/// What a scope names, by name.
#[derive(Default)]
pub struct NamedFleet {
    /// Aircraft, by registration.
    pub aircraft: Vec<Aircraft>,
    /// Groups, deleted ones among them, each with the number of aircraft that it holds now, by name.
    pub groups: Vec<(FleetGroup, usize)>,
}

impl NamedFleet {
    pub(crate) fn of(tx: &(impl ReadTx + ?Sized), scope: &AircraftScope) -> Stored<Self> {
        let mut named = Self::default();
        let Some(chosen) = scope.choice() else {
            return Ok(named);
        };
        for id in chosen.aircraft.iter() {
            named.aircraft.extend(tx.aircraft(id)?);
        }
        named
            .aircraft
            .sort_by_cached_key(|aircraft| aircraft.description.registration.as_str().to_owned());
        if chosen.groups.is_empty() {
            return Ok(named);
        }
        let fleet = tx.fleet()?;
        for id in chosen.groups.iter() {
            let group = tx.fleet_group(id)?;
            named.groups.extend(group.map(|group| {
                let members = group.members(fleet.iter()).len();
                (group, members)
            }));
        }
        named
            .groups
            .sort_by_cached_key(|(group, _)| folded(&group.description.name));
        Ok(named)
    }
}
