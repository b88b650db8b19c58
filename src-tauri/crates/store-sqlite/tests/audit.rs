//! What somebody with the data key could do to the database behind the program's back, and that *Check* names it.

use keytower_app::conformance::desk::Desk;
use keytower_app::domain::access::{AircraftScope, Level};
use keytower_app::domain::event::{Head, Subject};
use keytower_app::{
    ChainReport, GenerateKey, ReadError, StoreError, check_chain, delete_key, disable_account, disable_key,
    generate_key, retire_aircraft, retire_resource,
};
use keytower_store_sqlite::SqliteStore;
use rusqlite::Connection;
use tempfile::TempDir;

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
            store,
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
    resource: Subject,
    aircraft: Subject,
    account: Subject,
    key: Subject,
    deleted: Subject,
}

fn northwind(desk: &Desk<'_, SqliteStore>) -> Northwind {
    let account = desk.account("svc-ops");
    let (aircraft, spare) = (desk.aircraft("SP-KTA"), desk.aircraft("SP-KTB"));
    let scope = AircraftScope::Only([aircraft.id].into());
    let rights = desk.chosen(&[("Flights", Level::View), ("Airports", Level::View)]);
    let request = GenerateKey {
        rights,
        scope,
        ..desk.request(account.id, "feed")
    };
    let key = generate_key(desk.store, &desk.caller(), &request)
        .expect("in order")
        .key;
    disable_key(desk.store, &desk.caller(), key.id).expect("live");
    let deleted = desk.revoked_key(account.id, "gone").id;
    delete_key(desk.store, &desk.caller(), deleted).expect("revoked");
    retire_aircraft(desk.store, &desk.caller(), spare.id).expect("in service");
    let retired = desk.resource("Duties").id;
    retire_resource(desk.store, &desk.caller(), retired).expect("granted so far");
    Northwind {
        workspace: Subject::Workspace(desk.workspace().account_id),
        resource: Subject::Resource(desk.resource("Flights").id),
        aircraft: Subject::Aircraft(aircraft.id),
        account: Subject::Account(account.id),
        key: Subject::Key(key.id),
        deleted: Subject::Key(deleted),
    }
}

/// The newest event of a subject.
fn newest(desk: &Desk<'_, SqliteStore>, subject: Subject) -> u32 {
    desk.read(|tx| tx.events_of(subject, 1))
        .first()
        .map_or(0, |event| event.body.seq)
}

/// Tampers, expects the row to be named with its newest event, and undoes it.
fn names_the_row(subject: impl Fn(&Northwind) -> Subject, statements: &[&str]) {
    for sql in statements {
        let tampered = Tampered::new();
        let desk = Desk::open(&tampered.store);
        let subject = subject(&northwind(&desk));
        let differs = ChainReport::RowDiffers {
            subject,
            seq: newest(&desk, subject),
        };
        let id = subject.parts().1;
        assert_eq!(
            check(&desk, None),
            Ok(ChainReport::Intact {
                events: desk.head().seq
            })
        );
        tampered.tamper(&sql.replace("$id", &id));
        assert_eq!(check(&desk, Some(desk.head())), Ok(differs), "{sql}");
    }
}

#[test]
fn any_column_of_the_workspace_that_was_edited_is_named() {
    names_the_row(
        |northwind| northwind.workspace,
        &[
            "UPDATE workspace SET name = 'Southwind'",
            "UPDATE workspace SET time_zone = 'UTC'",
            "UPDATE workspace SET expiry_time = '23:59'",
            "UPDATE workspace SET administrator = 'Eve'",
            "UPDATE workspace SET created_at = created_at + 1",
        ],
    );
}

#[test]
fn any_column_of_a_resource_or_its_levels_that_was_edited_is_named() {
    names_the_row(
        |northwind| northwind.resource,
        &[
            "UPDATE resource SET title = 'Airports' WHERE resource_id = '$id'",
            "UPDATE resource SET \"group\" = 'Crew' WHERE resource_id = '$id'",
            "UPDATE resource SET summary = '' WHERE resource_id = '$id'",
            "UPDATE resource SET retired_at = 1 WHERE resource_id = '$id'",
            "UPDATE resource_level SET code = 'OTHER' WHERE resource_id = '$id' AND level = 'view'",
            "UPDATE resource_level SET level = 'modify_all' WHERE resource_id = '$id' AND level = 'modify'",
            "DELETE FROM resource_level WHERE resource_id = '$id' AND level = 'modify'",
            "INSERT INTO resource_level (resource_id, level, code) VALUES ('$id', 'modify_all', 'OTHER')",
            "DELETE FROM resource WHERE resource_id = '$id'",
        ],
    );
}

#[test]
fn any_column_of_an_aircraft_that_was_edited_is_named() {
    names_the_row(
        |northwind| northwind.aircraft,
        &[
            "UPDATE aircraft SET registration = 'SP-KTX' WHERE aircraft_id = '$id'",
            "UPDATE aircraft SET icao_address = '48AE01' WHERE aircraft_id = '$id'",
            "UPDATE aircraft SET aircraft_type = '' WHERE aircraft_id = '$id'",
            "UPDATE aircraft SET operator = 'Eve' WHERE aircraft_id = '$id'",
            "UPDATE aircraft SET retired_at = 1 WHERE aircraft_id = '$id'",
            "DELETE FROM aircraft WHERE aircraft_id = '$id'",
        ],
    );
}

#[test]
fn any_column_of_an_account_or_its_grants_that_was_edited_is_named() {
    names_the_row(
        |northwind| northwind.account,
        &[
            "UPDATE service_account SET name = 'svc-eve' WHERE account_id = '$id'",
            "UPDATE service_account SET organisation = '' WHERE account_id = '$id'",
            "UPDATE service_account SET email = 'eve@example.com' WHERE account_id = '$id'",
            "UPDATE service_account SET created_at = 1 WHERE account_id = '$id'",
            "UPDATE service_account SET disabled_at = 1 WHERE account_id = '$id'",
            "UPDATE account_grant SET level = 'modify_all' WHERE account_id = '$id'",
            "DELETE FROM account_grant WHERE account_id = '$id'",
            "INSERT INTO account_grant (account_id, resource_id, level)
             SELECT '$id', resource_id, 'modify' FROM resource WHERE title = 'Contacts'",
        ],
    );
}

#[test]
fn any_column_of_a_key_its_rights_or_aircraft_that_was_edited_is_named() {
    names_the_row(
        |northwind| northwind.key,
        &[
            "UPDATE api_key SET sealed = zeroblob(32) WHERE key_id = '$id'",
            "UPDATE api_key SET owner_id = 'AAAAAAAAAAAAAAAA' WHERE key_id = '$id'",
            "UPDATE api_key SET name = 'x' WHERE key_id = '$id'",
            "UPDATE api_key SET description = 'x' WHERE key_id = '$id'",
            "UPDATE api_key SET rights = 'all_of_owner' WHERE key_id = '$id'",
            "UPDATE api_key SET scope = 'whole_fleet' WHERE key_id = '$id'",
            "UPDATE api_key SET renewal_days = 365 WHERE key_id = '$id'",
            "UPDATE api_key SET generated_at = generated_at + 1 WHERE key_id = '$id'",
            "UPDATE api_key SET generated_by = 'Eve' WHERE key_id = '$id'",
            "UPDATE api_key SET renewed_at = generated_at WHERE key_id = '$id'",
            "UPDATE api_key SET expires_at = expires_at + 1 WHERE key_id = '$id'",
            "UPDATE api_key SET expires_at = NULL WHERE key_id = '$id'",
            "UPDATE api_key SET life = 'active', stopped_at = NULL WHERE key_id = '$id'",
            "UPDATE api_key SET life = 'expired' WHERE key_id = '$id'",
            "UPDATE api_key SET stopped_at = stopped_at + 1 WHERE key_id = '$id'",
            "UPDATE api_key SET handed_out = 'stored' WHERE key_id = '$id'",
            "UPDATE api_key SET replaces = '$id' WHERE key_id = '$id'",
            "UPDATE key_grant SET level = 'modify' WHERE key_id = '$id'",
            "DELETE FROM key_grant WHERE key_id = '$id'",
            "INSERT INTO key_aircraft (key_id, aircraft_id)
             SELECT '$id', aircraft_id FROM aircraft WHERE registration = 'SP-KTB'",
            "DELETE FROM key_aircraft WHERE key_id = '$id'",
            "DELETE FROM api_key WHERE key_id = '$id'",
        ],
    );
}

#[test]
fn a_deleted_key_that_is_forgotten_redated_or_put_back_is_named() {
    names_the_row(
        |northwind| northwind.deleted,
        &[
            "DELETE FROM deleted_key WHERE key_id = '$id'",
            "UPDATE deleted_key SET deleted_at = deleted_at - 1 WHERE key_id = '$id'",
            "INSERT INTO api_key SELECT '$id', sealed, owner_id, name, description, rights, scope, renewal_days,
                generated_at, generated_by, renewed_at, expires_at, life, stopped_at, handed_out, replaces, digest
             FROM api_key LIMIT 1",
        ],
    );
}

#[test]
fn a_row_that_was_added_without_an_event_is_named_with_none() {
    for (kind, sql) in [
        (
            "account",
            "INSERT INTO service_account SELECT 'AAAAAAAAAAAAAAAA', 'svc-eve', 'svc-eve', '', email, 0, NULL, digest
             FROM service_account LIMIT 1",
        ),
        (
            "aircraft",
            "INSERT INTO aircraft SELECT 'AAAAAAAAAAAAAAAA', 'SP-EVE', 'SPEVE', NULL, '', '', NULL, digest
             FROM aircraft LIMIT 1",
        ),
        (
            "resource",
            "INSERT INTO resource SELECT 'AAAAAAAAAAAAAAAA', 'Eve', 'Eve', '', NULL, digest FROM resource LIMIT 1",
        ),
        (
            "key",
            "INSERT INTO api_key SELECT 'AAAAAAAAAAAAAAAA', sealed, owner_id, name, description, rights, scope,
                renewal_days, generated_at, generated_by, renewed_at, expires_at, life, stopped_at, handed_out,
                replaces, digest
             FROM api_key LIMIT 1",
        ),
        ("key", "INSERT INTO deleted_key (key_id, deleted_at) VALUES ('AAAAAAAAAAAAAAAA', 0)"),
    ] {
        let tampered = Tampered::new();
        let desk = Desk::open(&tampered.store);
        northwind(&desk);
        tampered.tamper(sql);
        let subject = Subject::of_parts(kind, "AAAAAAAAAAAAAAAA").expect("a subject");
        assert_eq!(check(&desk, None), Ok(ChainReport::RowDiffers { subject, seq: 0 }), "{sql}");
    }
}

#[test]
fn of_several_rows_that_differ_the_one_with_the_first_event_is_named() {
    let tampered = Tampered::new();
    let desk = Desk::open(&tampered.store);
    let northwind = northwind(&desk);
    tampered.tamper("UPDATE api_key SET name = 'x'");
    tampered.tamper("UPDATE resource SET summary = 'x' WHERE title = 'Flights'");
    let subject = northwind.resource;
    assert_eq!(
        check(&desk, None),
        Ok(ChainReport::RowDiffers {
            subject,
            seq: newest(&desk, subject)
        })
    );
}

#[test]
fn any_column_of_an_event_that_was_edited_breaks_the_chain_there() {
    for column in [
        "at = at + 1",
        "actor = 'Eve'",
        "origin = 'server'",
        "kind = 'key_renewed'",
        "subject_kind = 'account'",
        "subject_id = 'AAAAAAAAAAAAAAAA'",
        "changes = '[]'",
        "row_digest = zeroblob(32)",
        "mac = zeroblob(32)",
    ] {
        let tampered = Tampered::new();
        let desk = Desk::open(&tampered.store);
        let seq = newest(&desk, northwind(&desk).key);
        tampered.tamper(&format!("UPDATE event SET {column} WHERE seq = {seq}"));
        assert_eq!(
            check(&desk, Some(desk.head())),
            Ok(ChainReport::BrokenAt { seq }),
            "{column}"
        );
    }
}

#[test]
fn an_event_that_nothing_could_have_written_is_damage() {
    for column in [
        "kind = 'nonsense'",
        "subject_kind = 'nonsense'",
        "changes = '{'",
        "row_digest = x'00'",
    ] {
        let tampered = Tampered::new();
        let desk = Desk::open(&tampered.store);
        northwind(&desk);
        tampered.tamper(&format!("UPDATE event SET {column} WHERE seq = 3"));
        assert!(check(&desk, None).is_err(), "{column}");
    }
}

#[test]
fn an_event_that_was_removed_breaks_the_chain_where_it_was() {
    for seq in [1, 2, 30] {
        let tampered = Tampered::new();
        let desk = Desk::open(&tampered.store);
        northwind(&desk);
        tampered.tamper(&format!("DELETE FROM event WHERE seq = {seq}"));
        assert_eq!(check(&desk, None), Ok(ChainReport::BrokenAt { seq }));
        tampered.tamper(&format!("UPDATE event SET seq = seq - 1 WHERE seq > {seq}"));
        assert_eq!(
            check(&desk, None),
            Ok(ChainReport::BrokenAt { seq }),
            "closing the gap doesn't help"
        );
    }
}

#[test]
fn events_that_changed_places_break_the_chain_at_the_first() {
    let tampered = Tampered::new();
    let desk = Desk::open(&tampered.store);
    northwind(&desk);
    tampered.tamper(
        "UPDATE event SET seq = 1000000 WHERE seq = 30;
         UPDATE event SET seq = 30 WHERE seq = 31;
         UPDATE event SET seq = 31 WHERE seq = 1000000",
    );
    assert_eq!(check(&desk, None), Ok(ChainReport::BrokenAt { seq: 30 }));
}

#[test]
fn an_event_that_was_put_in_breaks_the_chain() {
    let tampered = Tampered::new();
    let desk = Desk::open(&tampered.store);
    northwind(&desk);
    let seq = desk.head().seq + 1;
    tampered.tamper(&format!(
        "INSERT INTO event SELECT {seq}, at, actor, origin, kind, subject_kind, subject_id, changes, row_digest, mac
         FROM event WHERE seq = {seq} - 1"
    ));
    assert_eq!(check(&desk, None), Ok(ChainReport::BrokenAt { seq }));
}

#[test]
fn another_chain_key_breaks_the_chain_at_its_start() {
    let tampered = Tampered::new();
    let desk = Desk::open(&tampered.store);
    northwind(&desk);
    tampered.tamper("UPDATE workspace SET chain_key = zeroblob(32)");
    assert_eq!(check(&desk, None), Ok(ChainReport::BrokenAt { seq: 1 }));
}

#[test]
fn a_tail_that_was_cut_is_missed_by_its_row_and_with_its_row_by_what_was_seen() {
    let tampered = Tampered::new();
    let desk = Desk::open(&tampered.store);
    let account = desk.account("svc-ops");
    let subject = Subject::Account(account.id);
    let created = desk.head().seq;
    disable_account(&tampered.store, &desk.caller(), account.id).expect("enabled");
    let seen = desk.head();
    tampered.tamper(&format!("DELETE FROM event WHERE seq = {}", seen.seq));
    assert_eq!(
        check(&desk, None),
        Ok(ChainReport::RowDiffers {
            subject,
            seq: created
        })
    );
    tampered.tamper("UPDATE service_account SET disabled_at = NULL");
    assert_eq!(
        check(&desk, None),
        Ok(ChainReport::Intact { events: created }),
        "the past, whole"
    );
    let missing = ChainReport::TailMissing {
        seen: seen.seq,
        found: created,
    };
    assert_eq!(check(&desk, Some(seen)), Ok(missing));
    // Other events in the place of those that were cut.
    desk.clock
        .set("2027-01-01T00:00:00Z".parse().expect("an instant"));
    desk.account("svc-eve");
    assert_eq!(
        check(&desk, Some(seen)),
        Ok(ChainReport::BrokenAt { seq: seen.seq })
    );
}
