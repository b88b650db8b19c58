//! Somebody leaves, and comes back.

use keytower_domain::actor::Action;
use keytower_domain::event::{EventKind, Subject};
use keytower_domain::id::PersonId;
use keytower_domain::person::{Person, PersonRefusal};
use keytower_domain::time::Instant;

use crate::caller::Caller;
use crate::error::PersonStateError;
use crate::person::{email_taken, is_last_administrator};
use crate::record::{Changes, record};
use crate::store::{ReadTx, Store, Stored, WriteTx};

/// A person left: they stay listed, can't be picked any more, and their personal keys are stopped. What else they know,
/// other keys among it, stays as it is.
///
/// # Errors
/// [`PersonStateError`]; [`PersonStateError::LastAdministrator`] where nobody who is there would be system
/// administrator any more.
pub fn person_left<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    id: PersonId,
) -> Result<Person, PersonStateError> {
    change(store, caller, id, EventKind::PersonLeft, Person::leave)
}

/// A person who had left is there again, as what they were, and their keys work again, each as far as it would.
///
/// # Errors
/// [`PersonStateError`]; [`PersonStateError::EmailTaken`] where somebody else has their e-mail address meanwhile.
pub fn person_back<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    id: PersonId,
) -> Result<Person, PersonStateError> {
    change(store, caller, id, EventKind::PersonBack, |person, _| {
        person.come_back()
    })
}

/// Records that a person left, in a transaction of more than that.
pub(crate) fn leave(
    tx: &mut dyn WriteTx,
    caller: &Caller<'_>,
    now: Instant,
    before: &Person,
) -> Result<Person, PersonStateError> {
    write(
        tx,
        caller,
        now,
        EventKind::PersonLeft,
        before,
        before.clone().leave(now)?,
    )
}

fn change<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    id: PersonId,
    kind: EventKind,
    turn: impl Fn(Person, Instant) -> Result<Person, PersonRefusal>,
) -> Result<Person, PersonStateError> {
    caller.may(Action::ChangePeople)?;
    store.write(|tx| {
        let before = tx.person(id)?.ok_or(PersonStateError::NotFound)?;
        let now = caller.now(tx)?;
        let after = turn(before.clone(), now)?;
        write(tx, caller, now, kind, &before, after)
    })
}

fn write(
    tx: &mut dyn WriteTx,
    caller: &Caller<'_>,
    now: Instant,
    kind: EventKind,
    before: &Person,
    after: Person,
) -> Result<Person, PersonStateError> {
    if !after.is_there() && is_last_administrator(tx, before)? {
        return Err(PersonStateError::LastAdministrator);
    }
    if after.is_there() && has_email_of_another(tx, &after)? {
        return Err(PersonStateError::EmailTaken);
    }
    tx.update_person(before.digest(), &after)?;
    let changes = Changes::default().instant("left_at", before.left_at, after.left_at);
    let subject = Subject::Person(after.id);
    record(tx, caller, now, kind, subject, changes, after.digest())?;
    Ok(after)
}

fn has_email_of_another(tx: &(impl ReadTx + ?Sized), person: &Person) -> Stored<bool> {
    match &person.description.email {
        Some(email) => email_taken(tx, email, Some(person.id)),
        None => Ok(false),
    }
}
