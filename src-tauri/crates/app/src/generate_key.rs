//! Generating a key: the one place where a secret comes to be.

use keytower_domain::access::{Grants, Rights};
use keytower_domain::actor::{Action, Forbidden};
use keytower_domain::aircraft_scope::{AircraftScope, FleetChoice};
use keytower_domain::event::{EventKind, Subject};
use keytower_domain::id::KeyId;
use keytower_domain::key::{HandedOut, Key, KeyDescription, Life};
use keytower_domain::key_text::KeyText;
use keytower_domain::owner::{OwnAccess, Owner};
use keytower_domain::party::PartyId;
use keytower_domain::reminders::Reminders;
use keytower_domain::rotation::OldSecrets;
use keytower_domain::time::Instant;

use crate::access::write_owner;
use crate::caller::Caller;
use crate::check_key::{Checked, check, may_not_grant};
use crate::error::KeyLifeError;
use crate::key_policy::workspace_to_change;
use crate::key_request::{describe_choice, describe_grants, describe_scope};
use crate::known::{Known, Rows};
use crate::networks::describe_networks;
use crate::record::{Changes, record};
use crate::reminders::{ChooseReminders, describe_changed};
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
    pub(crate) fn may(&self, caller: &Caller<'_>) -> Result<(), Forbidden> {
        match self.owner {
            Some(owner) => caller.may_change_keys_of(owner),
            None => caller.may(Action::ChangeOwnKeys),
        }
    }
}

/// What a key's rights and aircraft need beyond what its owner has.
pub(crate) fn beyond(
    known: &impl Known,
    owner: &Owner,
    rights: &Rights,
    scope: &AircraftScope,
) -> Result<(Grants, FleetChoice), StoreError> {
    let grants = rights.beyond(&known.access_of(owner)?);
    let aircraft = scope.beyond(owner.scope(), &known.reach(owner.scope())?);
    Ok((grants, aircraft))
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

/// An id that no key has or had.
fn unused_id(tx: &(impl ReadTx + ?Sized), caller: &Caller<'_>) -> Result<KeyId, StoreError> {
    loop {
        let id = KeyId::new(&mut caller.fill());
        if tx.key(id)?.is_none() && tx.deleted_at(id)?.is_none() {
            return Ok(id);
        }
    }
}
