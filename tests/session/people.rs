//! Who acts in a vault: whoever holds it, by the name they have now.

use std::path::Path;
use std::sync::Arc;

use keytower_app::conformance::desk::Desk;
use keytower_app::domain::event::{EventKind, Head};
use keytower_app::{ReadTx, Store, StoreError, WriteTx};
use keytower_contract::{Code, KeySetup, PersonFields, PersonView, Role};
use keytower_local::{Acting, Local, Witness};
use keytower_store_sqlite::SqliteStore;

use super::room::{PASSWORD, Room, Seat, copy, refused};

fn people(seat: &Seat) -> Vec<PersonView> {
    seat.run(seat.backend().list_people()).expect("an open vault")
}

fn fields(name: &str, role: Role) -> PersonFields {
    PersonFields {
        name: name.to_owned(),
        email: String::new(),
        role,
        key_setup: KeySetup::ModifyAll,
    }
}

#[test]
fn a_vault_is_held_by_its_creator_under_the_name_they_have_now() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let known = people(&seat);
    assert_eq!(known.len(), 1);
    let ada = &known[0];
    assert_eq!(
        (ada.name.as_str(), ada.role),
        ("Ada Lovelace", Role::SystemAdministrator)
    );
    assert!(ada.holds_vault);
    let renamed = fields("Ada King", Role::SystemAdministrator);
    let renamed = seat
        .run(seat.backend().edit_person(ada.person_id.clone(), renamed))
        .expect("in order");
    assert!(renamed.holds_vault);
    assert_eq!(seat.workspace().actor, "Ada King", "at once");
    seat.generate("feed");
    let actors = seat.run(seat.backend().list_actors()).expect("an open vault");
    assert_eq!(actors, ["Ada King", "Ada Lovelace"]);
    seat.come_back();
    assert_eq!(seat.workspace().actor, "Ada King");
}

#[test]
fn a_holder_who_leaves_hands_the_vault_to_the_next_system_administrator() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let ada = people(&seat).remove(0).person_id;
    let left = seat.run(seat.backend().person_left(ada.clone()));
    assert_eq!(refused(left), Code::LastAdministrator);
    let mia = fields("Mia Berg", Role::SystemAdministrator);
    let mia = seat.run(seat.backend().add_person(mia)).expect("in order");
    assert!(!mia.holds_vault);
    seat.run(seat.backend().person_left(ada.clone()))
        .expect("there is Mia");
    assert_eq!(seat.workspace().actor, "Mia Berg");
    let holds: Vec<_> = people(&seat)
        .iter()
        .map(|it| (it.name.clone(), it.holds_vault))
        .collect();
    assert_eq!(
        holds,
        [("Ada Lovelace".to_owned(), false), ("Mia Berg".to_owned(), true)]
    );
    seat.come_back();
    assert_eq!(seat.workspace().actor, "Mia Berg");
    seat.run(seat.backend().person_back(ada)).expect("gone");
    assert_eq!(seat.workspace().actor, "Ada Lovelace");
}

/// A vault that was made before there were people, put where this room's vaults are.
fn from_before(room: &Room) -> std::path::PathBuf {
    let kept = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/src-tauri/crates/store-sqlite/tests/vault/schema-1.keytower"
    );
    let vault = room.vault("Tower");
    copy(Path::new(kept), &vault);
    vault
}

#[test]
fn a_vault_from_before_there_were_people_gets_its_creator_once() {
    let room = Room::new();
    let seat = room.sit_down();
    seat.open(&from_before(&room)).expect("a vault");
    seat.unlock(PASSWORD).expect("the right password");
    let known = people(&seat);
    assert_eq!(known.len(), 1);
    let creator = &known[0];
    assert!(creator.holds_vault && creator.role == Role::SystemAdministrator);
    assert_eq!(seat.workspace().actor, creator.name);
    let detail = seat
        .run(seat.backend().person(creator.person_id.clone()))
        .expect("known");
    assert_eq!((detail.events.len(), detail.last_administrator), (1, true));
    seat.come_back();
    assert_eq!(people(&seat).len(), 1);
}

/// A store that nothing can be written to.
struct ReadOnly(SqliteStore);

impl Store for ReadOnly {
    fn read<T, E: From<StoreError>>(&self, work: impl FnOnce(&dyn ReadTx) -> Result<T, E>) -> Result<T, E> {
        self.0.read(work)
    }

    fn write<T, E: From<StoreError>>(
        &self,
        _work: impl FnMut(&mut dyn WriteTx) -> Result<T, E>,
    ) -> Result<T, E> {
        Err(StoreError::ReadOnly.into())
    }
}

/// Has seen of the chain what it is told.
struct Seen(Option<Head>);

impl Witness for Seen {
    fn seen(&self) -> Option<Head> {
        self.0
    }

    fn committed(&self, _head: Head) {}

    fn accepted(&self, _head: Head) {}
}

/// A workspace in memory that knows nobody.
fn without_people() -> SqliteStore {
    let store = SqliteStore::in_memory().expect("an empty store");
    let desk = Desk::empty(&store);
    desk.create_without_people();
    store
}

#[test]
fn where_nothing_can_be_written_or_an_old_copy_was_put_back_nobody_is_added() {
    let room = Room::new();
    let seat = room.sit_down();
    let acting = || {
        let store = SqliteStore::in_memory().expect("an empty store");
        let actor = Desk::empty(&store).ada.clone();
        Acting {
            actor,
            origin: "desktop",
            clock: room.clock.clone(),
            entropy: room.entropy.clone(),
        }
    };
    let list = |backend: Arc<dyn keytower_contract::Backend>| {
        let known = seat.run(backend.list_people()).expect("readable");
        let actor = seat.run(backend.workspace()).expect("readable").actor;
        (known.len(), actor)
    };
    let nobody = (0, "Ada Lovelace".to_owned());
    let backend = Local::backend(ReadOnly(without_people()), acting(), Arc::new(Seen(None)));
    assert_eq!(list(backend.expect("it can be read")), nobody);
    let store = without_people();
    let head = store.read(|tx| tx.head()).expect("readable");
    let newer = Head {
        seq: head.seq + 5,
        ..head
    };
    let backend = Local::backend(store, acting(), Arc::new(Seen(Some(newer)))).expect("it can be read");
    assert_eq!(list(Arc::clone(&backend)), nobody);
    seat.run(backend.accept_copy()).expect("an administrator may");
    assert_eq!(list(Arc::clone(&backend)).0, 1, "once somebody goes on with it");
    let kinds = seat.run(backend.event(head.seq + 1)).expect("an event");
    let keytower_contract::EventRow::Event { event } = kinds else {
        panic!("{kinds:?}");
    };
    assert_eq!(event.kind, EventKind::PersonAdded.into());
}
