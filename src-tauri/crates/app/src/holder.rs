//! Who holds a vault. It has one password, and whoever has that is system administrator.

use keytower_domain::actor::{Action, KeySetup, Role};
use keytower_domain::event::Subject;
use keytower_domain::id::PersonId;
use keytower_domain::owner::OwnAccess;
use keytower_domain::person::{Person, PersonDescription};
use keytower_domain::workspace::Workspace;

use crate::caller::Caller;
use crate::edit_workspace::workspace;
use crate::error::DescribeError;
use crate::person::insert;
use crate::store::{ReadTx, Store, Stored};

/// The first person of a workspace: whoever created it, by the name they gave.
pub(crate) fn creator(workspace: &Workspace, id: PersonId) -> Person {
    Person {
        id,
        description: PersonDescription {
            name: workspace.administrator.clone(),
            email: None,
            role: Role::SystemAdministrator,
            key_setup: KeySetup::ModifyAll,
        },
        own: OwnAccess::default(),
        created_at: workspace.created_at,
        left_at: None,
    }
}

/// Adds whoever created a workspace that knows nobody: it is from before there were people. Otherwise nothing is
/// written.
///
/// # Errors
/// [`DescribeError`].
pub fn add_creator<S: Store>(store: &S, caller: &Caller<'_>) -> Result<(), DescribeError> {
    caller.may(Action::ChangePeople)?;
    if !store.read(|tx| tx.people())?.is_empty() {
        return Ok(());
    }
    store.write(|tx| {
        if !tx.people()?.is_empty() {
            return Ok(());
        }
        let person = Person {
            created_at: caller.now(tx)?,
            ..creator(&workspace(tx)?, PersonId::new(&mut caller.fill()))
        };
        Ok(insert(tx, caller, &person)?)
    })
}

/// Who holds a vault: of the system administrators who are there, the one it has known longest. Once its creator has
/// left, or is something else, that is the next. `None` where it knows nobody yet.
///
/// # Errors
/// The store's.
pub fn holder(tx: &(impl ReadTx + ?Sized)) -> Stored<Option<Person>> {
    let mut longest: Option<(Option<u32>, Person)> = None;
    for person in tx.people()?.into_iter().filter(Person::is_administrator) {
        // By their first event: a clock that was set back may date the first later than the second.
        let first = tx.places_of(Subject::Person(person.id), u32::MAX)?.pop();
        if longest.as_ref().is_none_or(|(before, _)| first < *before) {
            longest = Some((first, person));
        }
    }
    Ok(longest.map(|(_, person)| person))
}
