//! People: adding and editing them.

use keytower_domain::account::ContactEmail;
use keytower_domain::actor::{Action, KeySetup, Role};
use keytower_domain::event::{EventKind, Subject};
use keytower_domain::id::PersonId;
use keytower_domain::owner::OwnAccess;
use keytower_domain::person::{Person, PersonDescription};
use keytower_domain::text::folded;

use crate::access_preview::AccessPreview;
use crate::caller::Caller;
use crate::error::{DescribeError, ReadError};
use crate::invalid::{AtField as _, Reason};
use crate::inventory::Inventory;
use crate::owner_access::OwnerAccess;
use crate::read_event::{Logged, events_of};
use crate::record::{Changes, record};
use crate::store::{ReadTx, Store, Stored, WriteTx};

/// Events that are told with a person.
const EVENTS: u32 = 50;

/// A person as somebody describes them.
pub struct DescribePerson<'a> {
    /// Their name.
    pub name: &'a str,
    /// Their e-mail address; empty for none.
    pub email: &'a str,
    /// What the workspace makes them.
    pub role: Role,
    /// What they may do to keys beside their role.
    pub key_setup: KeySetup,
}

/// Adds a person.
///
/// # Errors
/// [`DescribeError`].
pub fn add_person<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    request: &DescribePerson<'_>,
) -> Result<Person, DescribeError> {
    caller.may(Action::ChangePeople)?;
    store.write(|tx| {
        let description = request.check(tx, None)?;
        let now = caller.now(tx)?;
        let person = Person {
            id: PersonId::new(&mut caller.fill()),
            description,
            own: OwnAccess::default(),
            created_at: now,
            left_at: None,
        };
        insert(tx, caller, &person)?;
        Ok(person)
    })
}

/// Puts a person down, with the event of it at the instant since when they are known.
pub(crate) fn insert(tx: &mut (impl WriteTx + ?Sized), caller: &Caller<'_>, person: &Person) -> Stored<()> {
    tx.insert_person(person)?;
    let described = &person.description;
    let changes = Changes::default()
        .set("name", &described.name)
        .field("email", "", described.email())
        .set("role", described.role.name())
        .set("key_setup", described.key_setup.name());
    let (kind, subject) = (EventKind::PersonAdded, Subject::Person(person.id));
    record(
        tx,
        caller,
        person.created_at,
        kind,
        subject,
        changes,
        person.digest(),
    )
}

/// Another name, e-mail, role or access level for a person.
///
/// # Errors
/// [`DescribeError`]; [`Reason::LastAdministrator`] where nobody who is there would be system administrator any more.
pub fn edit_person<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    id: PersonId,
    request: &DescribePerson<'_>,
) -> Result<Person, DescribeError> {
    caller.may(Action::ChangePeople)?;
    store.write(|tx| {
        let before = tx.person(id)?.ok_or(DescribeError::NotFound)?;
        let after = Person {
            description: request.check(tx, Some(&before))?,
            ..before.clone()
        };
        if !after.is_administrator() && is_last_administrator(tx, &before)? {
            return Err(Reason::LastAdministrator.at("role").into());
        }
        let (was, is) = (&before.description, &after.description);
        let changes = Changes::default()
            .field("name", &was.name, &is.name)
            .field("email", was.email(), is.email())
            .field("role", was.role.name(), is.role.name())
            .field("key_setup", was.key_setup.name(), is.key_setup.name());
        if changes.is_empty() {
            return Ok(before);
        }
        tx.update_person(before.digest(), &after)?;
        let (now, subject) = (caller.now(tx)?, Subject::Person(id));
        let kind = EventKind::PersonEdited;
        record(tx, caller, now, kind, subject, changes, after.digest())?;
        Ok(after)
    })
}

/// Which of a person's keys another role would narrow or widen: a system administrator has everything. Nothing is written.
///
/// # Errors
/// [`DescribeError`].
pub fn preview_role(
    inventory: &Inventory,
    caller: &Caller<'_>,
    id: PersonId,
    role: Role,
) -> Result<AccessPreview, DescribeError> {
    caller.may(Action::ChangePeople)?;
    let mut person = inventory.person(id).cloned().ok_or(DescribeError::NotFound)?;
    person.description.role = role;
    let now = inventory.now(caller.clock);
    Ok(AccessPreview::of_owner(inventory, now, &person.into()))
}

/// A person with what they have and their newest events.
pub struct PersonDossier {
    /// The person.
    pub person: Person,
    /// Nobody else who is there is system administrator.
    pub last_administrator: bool,
    /// What they have, for keys of their own.
    pub access: OwnerAccess,
    /// Their newest events, newest first.
    pub events: Vec<Logged>,
}

/// Reads a person.
///
/// # Errors
/// [`ReadError`].
pub fn read_person<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    id: PersonId,
) -> Result<PersonDossier, ReadError> {
    caller.may(Action::Read)?;
    store.read(|tx| {
        let person = tx.person(id)?.ok_or(ReadError::NotFound)?;
        Ok(PersonDossier {
            last_administrator: is_last_administrator(tx, &person)?,
            access: OwnerAccess::of(tx, &person.clone().into())?,
            events: events_of(tx, Subject::Person(id), EVENTS)?,
            person,
        })
    })
}

/// Whether somebody is the only one who is there and may do everything.
pub(crate) fn is_last_administrator(tx: &(impl ReadTx + ?Sized), person: &Person) -> Stored<bool> {
    let others = tx.people()?;
    let mut others = others.iter().filter(|other| other.id != person.id);
    Ok(person.is_administrator() && !others.any(Person::is_administrator))
}

/// Whether somebody else who is there has a person's e-mail address.
pub(crate) fn email_taken(
    tx: &(impl ReadTx + ?Sized),
    email: &ContactEmail,
    apart: Option<PersonId>,
) -> Stored<bool> {
    let email = folded(email.as_str());
    let has = |other: &Person| {
        other.is_there() && Some(other.id) != apart && folded(other.description.email()) == email
    };
    Ok(tx.people()?.iter().any(has))
}

impl DescribePerson<'_> {
    fn check(
        &self,
        tx: &(impl ReadTx + ?Sized),
        before: Option<&Person>,
    ) -> Result<PersonDescription, DescribeError> {
        let name = PersonDescription::name(self.name).at("name");
        let email = Some(self.email)
            .filter(|text| !text.trim().is_empty())
            .map(|text| ContactEmail::parse(text).map_err(|_| Reason::Email.at("email")))
            .transpose();
        let email = match email {
            // Of somebody who has left it is asked when they come back.
            Ok(Some(email))
                if before.is_none_or(Person::is_there)
                    && email_taken(tx, &email, before.map(|it| it.id))? =>
            {
                Err(Reason::EmailTaken.at("email"))
            }
            other => other,
        };
        match (name, email) {
            (Ok(name), Ok(email)) => Ok(PersonDescription {
                name,
                email,
                role: self.role,
                key_setup: self.key_setup,
            }),
            (name, email) => {
                let invalid = [name.err(), email.err()];
                Err(DescribeError::Invalid(invalid.into_iter().flatten().collect()))
            }
        }
    }
}
