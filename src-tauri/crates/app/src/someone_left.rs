//! Someone left: everything that names a person, in one look, and another in their place, in one step.

use std::collections::HashSet;

use keytower_domain::account::ServiceAccount;
use keytower_domain::actor::{Action, Forbidden};
use keytower_domain::canonical::RowDigest;
use keytower_domain::event::{EventKind, Subject};
use keytower_domain::id::{KeyId, PersonId, ServiceAccountId};
use keytower_domain::key::Key;
use keytower_domain::person::Person;
use keytower_domain::text::{TextProblem, folded};
use keytower_domain::time::Instant;

use crate::caller::Caller;
use crate::change_keys::{ChangeRefusal, Reminding};
use crate::edit_workspace::workspace;
use crate::error::PersonStateError;
use crate::invalid::{Invalid, Reason};
use crate::inventory::Inventory;
use crate::known::Known;
use crate::person::is_last_administrator;
use crate::person_left::leave;
use crate::read_event::events_of;
use crate::record::{Changes, record};
use crate::reminders::write_reminders;
use crate::store::{ReadTx, Store, StoreError, Stored, WriteTx};

/// Who left, and who takes over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SomeoneLeft {
    /// Who left, recorded as such already or not.
    pub who: PersonId,
    /// Who takes over, who is there; `None` while nobody is chosen.
    pub instead: Option<PersonId>,
    /// Record that they left, too.
    pub leaves: bool,
}

/// What names somebody who left, and what putting another in their place would come to.
#[derive(Clone, Debug)]
pub struct Handover {
    /// What it is of.
    pub request: SomeoneLeft,
    /// Service accounts whose contact is their e-mail address, in order of their names.
    pub accounts: Vec<ServiceAccountId>,
    /// Those accounts can't be handed over: whoever takes over has no e-mail address.
    pub accounts_stay: bool,
    /// Keys that remind them and can remind another.
    pub reminding: Vec<KeyId>,
    /// Keys that remind them and have ended, or whose reminders the policy lets nobody change: they stay as they are.
    pub staying: Vec<KeyId>,
    /// Keys that they approved, by what was written down: that is history, and stays.
    pub approved: Vec<KeyId>,
    /// Keys that work or can be made to, and that they generated, rotated, copied or were shown: they may still hold them.
    pub held: Vec<KeyId>,
    /// Nobody else who is there is system administrator: that they left can't be recorded.
    pub last_administrator: bool,
    /// What is wrong with who takes over.
    pub invalid: Vec<Invalid>,
    /// The rows that will be written, and those of both people, as they were looked at.
    seen: Seen,
}

#[derive(Clone, Debug)]
struct Seen {
    people: Vec<(PersonId, RowDigest)>,
    accounts: Vec<(ServiceAccountId, RowDigest)>,
    keys: Vec<(KeyId, RowDigest)>,
}

/// Why nobody's place was taken.
#[derive(Debug, thiserror::Error)]
pub enum SomeoneLeftError {
    /// The actor's role doesn't allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// Who left isn't known.
    #[error("not there")]
    NotFound,
    /// What is wrong with which field.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// That they left can't be recorded.
    #[error(transparent)]
    Person(#[from] PersonStateError),
    /// Something of what was shown changed since.
    #[error("changed since the preview")]
    Stale,
    /// The store's.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Finds everything that names a person. Nothing is written.
///
/// # Errors
/// [`SomeoneLeftError`], never for who takes over.
pub fn preview_someone_left<S: Store>(
    store: &S,
    inventory: &Inventory,
    caller: &Caller<'_>,
    request: SomeoneLeft,
) -> Result<Handover, SomeoneLeftError> {
    may(caller, request)?;
    let who = inventory.person(request.who).ok_or(SomeoneLeftError::NotFound)?;
    let instead = request.instead.and_then(|id| inventory.person(id));
    let now = inventory.now(caller.clock);
    let (names, handled) = store.read_apart::<_, StoreError>(|tx| {
        let names = names_of(tx, who)?;
        let handled = handled_by(tx, &names)?;
        Ok((names, handled))
    })?;
    let email = folded(who.description.email());
    let theirs = |account: &&ServiceAccount| !email.is_empty() && folded(account.contact.as_str()) == email;
    let mut accounts: Vec<&ServiceAccount> = inventory.accounts().filter(theirs).collect();
    accounts.sort_by_cached_key(|account| (account.name.folded(), account.id));
    let mut keys: Vec<&Key> = inventory.entries().map(|entry| &entry.key).collect();
    keys.sort_by_cached_key(|key| (folded(&key.description.name), key.id));
    let reminds = |key: &&&Key| key.description.reminders.personnel.contains(who.id.into());
    let policy = Known::workspace(inventory)?.policy;
    // Whether they can is the same whoever takes over.
    let handed_over = replacing(request.who, request.instead.unwrap_or(request.who));
    let (reminding, staying): (Vec<&Key>, Vec<&Key>) = keys
        .iter()
        .filter(reminds)
        .partition(|key| !matches!(handed_over.apply(key, &policy, now), Err(ChangeRefusal::Life(_))));
    let approved = |key: &&&Key| {
        let by = folded(&key.description.approved_by);
        names.iter().any(|name| has_whole(&by, &folded(name)))
    };
    let renewal = inventory.renewal();
    let can_work = |key: &&&Key| key.is_live(now) || key.attention(renewal, now).is_some();
    let may_hold = |key: &&&Key| names.contains(&*key.generated_by) || handled.contains(&key.id);
    let ids = |keys: &[&Key]| keys.iter().map(|key| key.id).collect();
    let accounts_stay = instead.is_some_and(|instead| instead.description.email.is_none());
    let accounts_handed_over: &[&ServiceAccount] = if accounts_stay { &[] } else { &accounts };
    Ok(Handover {
        request,
        accounts: accounts.iter().map(|account| account.id).collect(),
        accounts_stay: accounts_stay && !accounts.is_empty(),
        staying: ids(&staying),
        approved: keys.iter().filter(approved).map(|key| key.id).collect(),
        held: keys
            .iter()
            .filter(can_work)
            .filter(may_hold)
            .map(|key| key.id)
            .collect(),
        last_administrator: store.read::<_, StoreError>(|tx| is_last_administrator(tx, who))?,
        invalid: wrong_successor(request, instead),
        seen: Seen {
            people: [Some(who), instead]
                .into_iter()
                .flatten()
                .map(|one| (one.id, one.digest()))
                .collect(),
            accounts: accounts_handed_over
                .iter()
                .map(|account| (account.id, account.digest()))
                .collect(),
            keys: reminding.iter().map(|key| (key.id, key.digest())).collect(),
        },
        reminding: ids(&reminding),
    })
}

/// Puts another in the place of somebody who left, as the preview said, and records that they left if asked: all of it or
/// nothing, with an event for each account, each key and the person.
///
/// # Errors
/// [`SomeoneLeftError`]; `Stale` where it would not do what was shown.
pub fn confirm_someone_left<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    handover: &Handover,
) -> Result<(), SomeoneLeftError> {
    let SomeoneLeft { who, instead, leaves } = handover.request;
    may(caller, handover.request)?;
    if let Some(wrong) = handover.invalid.first() {
        return Err(wrong.clone().into());
    }
    let Seen {
        people,
        accounts,
        keys,
    } = &handover.seen;
    if instead.is_none() && !(accounts.is_empty() && keys.is_empty()) {
        return Err(Reason::Text(TextProblem::Empty).at("instead_id").into());
    }
    store.write(|tx| {
        let (now, policy) = (caller.now(tx)?, workspace(tx)?.policy);
        for (id, row) in people {
            tx.person(*id)?
                .filter(|person| person.digest() == *row)
                .ok_or(SomeoneLeftError::Stale)?;
        }
        if let Some(instead) = instead {
            let contact = tx.person(instead)?.and_then(|person| person.description.email);
            for (id, row) in accounts {
                let before = tx.account(*id)?.filter(|account| account.digest() == *row);
                let (before, contact) = before.zip(contact.clone()).ok_or(SomeoneLeftError::Stale)?;
                let after = ServiceAccount {
                    contact,
                    ..before.clone()
                };
                write_contact(tx, caller, now, &before, &after)?;
            }
            for (id, row) in keys {
                let before = tx.key(*id)?.filter(|key| key.digest() == *row);
                let before = before.ok_or(SomeoneLeftError::Stale)?;
                let after = replacing(who, instead).apply(&before, &policy, now);
                let after = after.map_err(|_| SomeoneLeftError::Stale)?;
                write_reminders(tx, caller, now, &before, &after)?;
            }
        }
        let person = tx.person(who)?.ok_or(SomeoneLeftError::NotFound)?;
        if leaves && person.is_there() {
            leave(tx, caller, now, &person)?;
        }
        Ok(())
    })
}

fn may(caller: &Caller<'_>, request: SomeoneLeft) -> Result<(), Forbidden> {
    caller.may(Action::ChangeKeys)?;
    caller.may(Action::ChangeAccounts)?;
    if request.leaves {
        caller.may(Action::ChangePeople)?;
    }
    Ok(())
}

fn wrong_successor(request: SomeoneLeft, instead: Option<&Person>) -> Vec<Invalid> {
    let reason = match (request.instead, instead) {
        (Some(id), _) if id == request.who => Reason::SamePerson,
        (Some(_), None) => Reason::NotFound,
        (Some(_), Some(person)) if !person.is_there() => Reason::PersonLeft(person.description.name.clone()),
        (None, _) | (Some(_), Some(_)) => return Vec::new(),
    };
    vec![reason.at("instead_id")]
}

/// Every name that a person had here: the log tells who did something by the name they had then.
fn names_of(tx: &(impl ReadTx + ?Sized), who: &Person) -> Stored<HashSet<String>> {
    let mut names = HashSet::from([who.description.name.clone()]);
    for logged in events_of(tx, Subject::Person(who.id), u32::MAX)? {
        let changes = logged.event().into_iter().flat_map(|event| &event.body.changes);
        let names_then = changes.filter(|change| change.field == "name");
        names.extend(names_then.filter_map(|change| change.before.clone()));
    }
    Ok(names)
}

/// The keys whose text somebody of these names had before them.
fn handled_by(tx: &(impl ReadTx + ?Sized), names: &HashSet<String>) -> Stored<HashSet<KeyId>> {
    let lines = tx.event_lines(0, u32::MAX)?.into_iter();
    let theirs = lines.filter(|line| {
        let kinds = [
            EventKind::KeyGenerated,
            EventKind::KeyRotated,
            EventKind::KeyHandedOut,
            EventKind::KeyShown,
        ];
        kinds.contains(&line.kind) && names.contains(&line.actor)
    });
    let key = |subject| match subject {
        Subject::Key(id) => Some(id),
        _ => None,
    };
    Ok(theirs.filter_map(|line| key(line.subject)).collect())
}

fn replacing(who: PersonId, instead: PersonId) -> Reminding<'static> {
    Reminding::Replace {
        from: who.into(),
        to: instead.into(),
    }
}

/// Whether a text has a name in it that no letter or digit goes on from.
fn has_whole(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + name.len()..]);
        !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
    })
}

fn write_contact(
    tx: &mut dyn WriteTx,
    caller: &Caller<'_>,
    now: Instant,
    before: &ServiceAccount,
    after: &ServiceAccount,
) -> Stored<()> {
    tx.update_account(before.digest(), after)?;
    let changes = Changes::default().field("email", before.contact.as_str(), after.contact.as_str());
    let (kind, subject) = (EventKind::AccountEdited, Subject::Account(after.id));
    record(tx, caller, now, kind, subject, changes, after.digest())
}
