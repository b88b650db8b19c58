//! A place of the audit log as it stands there, and what it is about by name. What can't be read is said to be so,
//! and everything else stays readable.

use keytower_domain::event::{Event, Subject};
use keytower_domain::fleet_group::FleetGroup;
use keytower_domain::id::KeyId;
use keytower_domain::template::Template;

use crate::inventory::Inventory;
use crate::store::{ReadTx, StoreError, Stored};

/// A place of the audit log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Logged {
    /// An event.
    Event(Event),
    /// Its row is damaged, or isn't there.
    Unreadable {
        /// Its place in the chain.
        seq: u32,
    },
}

impl Logged {
    /// The event, where it can be read.
    #[must_use]
    pub fn event(&self) -> Option<&Event> {
        match self {
            Self::Event(event) => Some(event),
            Self::Unreadable { .. } => None,
        }
    }
}

/// What stands at a place of the audit log.
///
/// # Errors
/// The store's, but not that the place itself is damaged.
pub fn read_event(tx: &(impl ReadTx + ?Sized), seq: u32) -> Stored<Logged> {
    match tx.event(seq) {
        Ok(Some(event)) => Ok(Logged::Event(event)),
        Ok(None) | Err(StoreError::Damaged(_)) => Ok(Logged::Unreadable { seq }),
        Err(error) => Err(error),
    }
}

/// The newest events of a subject, newest first.
///
/// # Errors
/// The store's.
pub fn events_of(tx: &(impl ReadTx + ?Sized), subject: Subject, limit: u32) -> Stored<Vec<Logged>> {
    let places = tx.places_of(subject, limit)?;
    places.into_iter().map(|seq| read_event(tx, seq)).collect()
}

/// What something is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its name now, or the one it had last; empty where nothing says.
    pub name: String,
    /// Whether it is there still.
    pub exists: bool,
}

/// What something is called now or, when it isn't there any more, was called last.
///
/// # Errors
/// The store's.
pub fn named(tx: &dyn ReadTx, inventory: &Inventory, subject: Subject) -> Stored<Named> {
    let now = match subject {
        Subject::Workspace(id) => inventory
            .workspace()
            .filter(|workspace| workspace.account_id == id)
            .map(|workspace| workspace.name.clone()),
        Subject::Person(id) => inventory.person(id).map(|person| person.description.name.clone()),
        Subject::Resource(id) => inventory
            .resource(id)
            .map(|resource| resource.description.title.clone()),
        Subject::Template(id) => {
            let template = inventory.template(id);
            return Ok(Named {
                exists: template.is_some_and(Template::is_there),
                name: template.map(|it| it.description.name.clone()).unwrap_or_default(),
            });
        }
        Subject::FleetGroup(id) => {
            let group = inventory.fleet().groups().group(id);
            return Ok(Named {
                exists: group.is_some_and(FleetGroup::is_there),
                name: group.map(|it| it.description.name.clone()).unwrap_or_default(),
            });
        }
        Subject::Aircraft(id) => inventory
            .fleet()
            .aircraft(id)
            .map(|aircraft| aircraft.description.registration.as_str().to_owned()),
        Subject::Account(id) => inventory
            .account(id)
            .map(|account| account.name.as_str().to_owned()),
        Subject::Key(id) => inventory.key(id).map(|key| key.description.name.clone()),
    };
    Ok(match (now, subject) {
        (Some(name), _) => Named { name, exists: true },
        (None, Subject::Key(id)) => Named {
            name: last_name(tx, id)?,
            exists: false,
        },
        (None, _) => Named {
            name: String::new(),
            exists: false,
        },
    })
}

/// The name that a deleted key had: its last event says it.
fn last_name(tx: &dyn ReadTx, id: KeyId) -> Stored<String> {
    let last = events_of(tx, Subject::Key(id), 1)?;
    let changes = last
        .first()
        .and_then(Logged::event)
        .map(|event| &event.body.changes);
    let name = changes.and_then(|changes| changes.iter().find(|change| change.field == "name"));
    Ok(name.and_then(|change| change.before.clone()).unwrap_or_default())
}
