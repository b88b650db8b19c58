//! What somebody with the data key could do to the database behind the program's back, and that *Check* names it.

use keytower_app::conformance::desk::Desk;
use keytower_app::conformance::instruments::opening_key;
use keytower_app::domain::access::Level;
use keytower_app::domain::actor::{KeySetup, Role};
use keytower_app::domain::aircraft_scope::{AircraftScope, FleetChoice};
use keytower_app::domain::event::{Head, Subject};
use keytower_app::domain::key::HandedOut;
use keytower_app::domain::policy::{Deletion, Policy};
use keytower_app::{
    ChainReport, ChooseReminders, DescribeAircraft, DescribeGroup, DescribeMembers, DescribePerson,
    DescribeTemplate, EditAccess, GenerateKey, ReadError, StoreError, add_person, change_policy, check_chain,
    create_group, create_template, delete_key, disable_key, edit_access, edit_aircraft, generate_key,
    hand_out_key, retire_aircraft, retire_resource, rotate_key,
};
use keytower_store_sqlite::{Sealing, SqliteStore};
use rusqlite::Connection;
use tempfile::TempDir;

mod boxes;
mod events;
mod rows;

/// A store, and a connection of somebody who goes around it.
struct Tampered {
    store: SqliteStore,
    around: Connection,
    _folder: TempDir,
}

impl Tampered {
    fn new() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let connect = || {
            let connection = Connection::open(folder.path().join("vault.db")).expect("a writable folder");
            connection
                .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF")
                .expect("SQLite's own settings");
            connection
        };
        let (writer, reader, around) = (connect(), connect(), connect());
        writer
            .pragma_update(None, "foreign_keys", true)
            .expect("SQLite's own setting");
        around
            .pragma_update(None, "foreign_keys", false)
            .expect("SQLite's own setting");
        let store = SqliteStore::open(writer, reader).expect("an empty database takes the schema");
        Self {
            store: store.sealed_by(Sealing::by(opening_key().sealing_key())),
            around,
            _folder: folder,
        }
    }

    /// Changes at least one row behind the store's back.
    fn tamper(&self, sql: &str) {
        self.around
            .execute_batch(&format!("SAVEPOINT before; {sql}"))
            .expect(sql);
        assert!(self.around.changes() > 0, "changes nothing: {sql}");
        self.around.execute_batch("RELEASE before").expect(sql);
    }
}

/// What a check says, or the damage that it came upon.
fn check(desk: &Desk<'_, SqliteStore>, seen: Option<Head>) -> Result<ChainReport, String> {
    check_chain(desk.store, &desk.caller(), seen).map_err(|error| match error {
        ReadError::Store(StoreError::Damaged(what)) => what,
        other => panic!("{other:?}"),
    })
}

/// A workspace with something of everything, and a key with parts in every table.
struct Northwind {
    workspace: Subject,
    person: Subject,
    resource: Subject,
    aircraft: Subject,
    group: Subject,
    account: Subject,
    template: Subject,
    key: Subject,
    deleted: Subject,
}

fn northwind(desk: &Desk<'_, SqliteStore>) -> Northwind {
    let account = desk.account("svc-ops");
    let described = DescribeTemplate {
        name: "Ops",
        summary: "Who plans flights.",
        grants: desk.grants(&[("Contacts", Level::View)]),
    };
    let template = create_template(desk.store, &desk.caller(), &described).expect("in order");
    let (aircraft, spare) = (desk.aircraft("SP-KTA"), desk.aircraft("SP-KTB"));
    let tags = ["mail".to_owned()];
    let tagged = DescribeAircraft {
        registration: "SP-KTA",
        icao_address: "",
        aircraft_type: "B738",
        operator: "Northwind",
        tags: &tags,
    };
    edit_aircraft(desk.store, &desk.caller(), aircraft.id, &tagged).expect("in order");
    let described = DescribeGroup {
        name: "Mail",
        members: DescribeMembers::Chosen([aircraft.id].into()),
    };
    let group = create_group(desk.store, &desk.caller(), &described).expect("in order");
    let scope = AircraftScope::Only(FleetChoice {
        aircraft: [aircraft.id].into(),
        groups: [group.id].into(),
    });
    let access = EditAccess {
        grants: desk.grants(&[("Flights", Level::View)]),
        templates: [template.id].into(),
        scope: scope.clone(),
    };
    edit_access(desk.store, &desk.caller(), account.id.into(), &access).expect("in order");
    let described = DescribePerson {
        name: "Mia Berg",
        email: "mia@northwind.example",
        role: Role::Auditor,
        key_setup: KeySetup::View,
    };
    let person = add_person(desk.store, &desk.caller(), &described).expect("in order");
    edit_access(desk.store, &desk.caller(), person.id.into(), &access).expect("in order");
    let rights = desk.chosen(&[("Flights", Level::View), ("Airports", Level::View)]);
    let request = GenerateKey {
        rights,
        scope,
        networks: vec!["10.0.0.0/8".to_owned()],
        reminders: ChooseReminders {
            personnel: [account.id.into(), person.id.into()].into_iter().collect(),
            days: Some(vec!["30".to_owned(), "0".to_owned()]),
        },
        approved_by: "Jan Nowak".to_owned(),
        reason: "OPS-118".to_owned(),
        ..desk.request(account.id, "feed")
    };
    let key = generate_key(desk.store, &desk.caller(), &request)
        .expect("in order")
        .key;
    hand_out_key(desk.store, &desk.caller(), key.id, HandedOut::Saved).expect("there");
    rotate_key(desk.store, &desk.caller(), key.id, 7, "").expect("live");
    disable_key(desk.store, &desk.caller(), key.id).expect("live");
    let deleted = desk.revoked_key(account.id, "gone").id;
    delete_key(desk.store, &desk.caller(), deleted).expect("revoked");
    retire_aircraft(desk.store, &desk.caller(), spare.id).expect("in service");
    let retired = desk.resource("Duties").id;
    retire_resource(desk.store, &desk.caller(), retired).expect("granted so far");
    let policy = Policy {
        deletion: Deletion::Never,
        ..Policy::default()
    };
    change_policy(desk.store, &desk.caller(), &policy).expect("it agrees with itself");
    Northwind {
        workspace: Subject::Workspace(desk.workspace().account_id),
        person: Subject::Person(person.id),
        resource: Subject::Resource(desk.resource("Flights").id),
        aircraft: Subject::Aircraft(aircraft.id),
        account: Subject::Account(account.id),
        group: Subject::FleetGroup(group.id),
        template: Subject::Template(template.id),
        key: Subject::Key(key.id),
        deleted: Subject::Key(deleted),
    }
}

/// The newest event of a subject.
fn newest(desk: &Desk<'_, SqliteStore>, subject: Subject) -> u32 {
    desk.read(|tx| tx.places_of(subject, 1))
        .first()
        .copied()
        .unwrap_or_default()
}
