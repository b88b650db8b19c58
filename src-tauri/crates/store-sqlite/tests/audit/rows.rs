//! Rows that were edited, added or removed: the row is named, with its newest event.

use keytower_app::conformance::desk::Desk;
use keytower_app::domain::event::{Event, EventBody, Subject};
use keytower_app::{ChainReport, Store as _, StoreError};

use crate::{Northwind, Tampered, check, newest, northwind};

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
            "UPDATE workspace SET pepper = zeroblob(32)",
            "UPDATE policy SET preset = 'leon'",
            "UPDATE policy SET is_on = 0",
            "UPDATE policy SET owners = 'people'",
            "UPDATE policy SET account_names = 'letters_and_digits'",
            "UPDATE policy SET retrieval = 'revealable'",
            "UPDATE policy SET maximum_days = maximum_days + 1",
            "UPDATE policy SET default_days = default_days - 1",
            "UPDATE policy SET offered_days = '7'",
            "UPDATE policy SET custom_days = 0",
            "UPDATE policy SET grace_days = NULL",
            "UPDATE policy SET asked = 'owner'",
            "UPDATE policy SET editable = 'name'",
            "UPDATE policy SET approval_required = 1",
            "UPDATE policy SET endings = 'revoke'",
            "UPDATE policy SET deletion = 'always'",
            "UPDATE policy SET reminder_days = '7'",
            "UPDATE policy SET remind_owner = 0",
            "UPDATE policy SET remind_token_managers = 1",
            "DELETE FROM policy",
        ],
    );
}

#[test]
fn any_column_of_a_person_or_what_they_were_given_that_was_edited_is_named() {
    names_the_row(
        |northwind| northwind.person,
        &[
            "UPDATE person SET name = 'Eve' WHERE person_id = '$id'",
            "UPDATE person SET email = 'eve@example.com' WHERE person_id = '$id'",
            "UPDATE person SET email = NULL WHERE person_id = '$id'",
            "UPDATE person SET role = 'system_administrator' WHERE person_id = '$id'",
            "UPDATE person SET key_setup = 'modify_all' WHERE person_id = '$id'",
            "UPDATE person SET created_at = created_at + 1 WHERE person_id = '$id'",
            "UPDATE person SET left_at = 1 WHERE person_id = '$id'",
            "UPDATE person_grant SET level = 'modify_all' WHERE person_id = '$id'",
            "DELETE FROM person_grant WHERE person_id = '$id'",
            "DELETE FROM person_template WHERE person_id = '$id'",
            "UPDATE person SET scope = 'whole_fleet' WHERE person_id = '$id'",
            "DELETE FROM person_aircraft WHERE person_id = '$id'",
            "DELETE FROM person_fleet_group WHERE person_id = '$id'",
            "DELETE FROM person WHERE person_id = '$id'",
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
            "UPDATE aircraft_tag SET tag = 'freight' WHERE aircraft_id = '$id'",
            "DELETE FROM aircraft_tag WHERE aircraft_id = '$id'",
            "INSERT INTO aircraft_tag (aircraft_id, tag) VALUES ('$id', 'freight')",
            "DELETE FROM aircraft WHERE aircraft_id = '$id'",
        ],
    );
}

#[test]
fn any_column_of_a_fleet_group_or_what_it_holds_that_was_edited_is_named() {
    names_the_row(
        |northwind| northwind.group,
        &[
            "UPDATE fleet_group SET name = 'Eve' WHERE group_id = '$id'",
            "UPDATE fleet_group SET tag = 'mail' WHERE group_id = '$id'",
            "UPDATE fleet_group SET deleted_at = 1 WHERE group_id = '$id'",
            "DELETE FROM fleet_group_aircraft WHERE group_id = '$id'",
            "INSERT INTO fleet_group_aircraft (group_id, aircraft_id)
             SELECT '$id', aircraft_id FROM aircraft WHERE registration = 'SP-KTB'",
            "DELETE FROM fleet_group WHERE group_id = '$id'",
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
            "DELETE FROM account_template WHERE account_id = '$id'",
            "UPDATE service_account SET scope = 'whole_fleet' WHERE account_id = '$id'",
            "DELETE FROM account_aircraft WHERE account_id = '$id'",
            "DELETE FROM account_fleet_group WHERE account_id = '$id'",
            "INSERT INTO account_grant (account_id, resource_id, level)
             SELECT '$id', resource_id, 'modify' FROM resource WHERE title = 'Contacts'",
        ],
    );
}

#[test]
fn any_column_of_a_template_or_its_grants_that_was_edited_is_named() {
    names_the_row(
        |northwind| northwind.template,
        &[
            "UPDATE template SET name = 'Eve' WHERE template_id = '$id'",
            "UPDATE template SET summary = '' WHERE template_id = '$id'",
            "UPDATE template SET deleted_at = 1 WHERE template_id = '$id'",
            "UPDATE template_grant SET level = 'modify' WHERE template_id = '$id'",
            "DELETE FROM template_grant WHERE template_id = '$id'",
            "INSERT INTO template_grant (template_id, resource_id, level)
             SELECT '$id', resource_id, 'modify' FROM resource WHERE title = 'Flights'",
            "DELETE FROM template WHERE template_id = '$id'",
        ],
    );
}

#[test]
fn any_column_of_a_key_its_rights_aircraft_or_networks_that_was_edited_is_named() {
    names_the_row(
        |northwind| northwind.key,
        &[
            "UPDATE api_key SET sealed = zeroblob(32) WHERE key_id = '$id'",
            "UPDATE api_key SET account_id = 'AAAAAAAAAAAAAAAA' WHERE key_id = '$id'",
            "UPDATE api_key SET person_id = account_id, account_id = NULL WHERE key_id = '$id'",
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
            "UPDATE api_key SET approved_by = '' WHERE key_id = '$id'",
            "UPDATE api_key SET approved_by = 'Eve' WHERE key_id = '$id'",
            "UPDATE api_key SET reason = '' WHERE key_id = '$id'",
            "UPDATE api_key SET approved_by = '', reason = '' WHERE key_id = '$id'",
            "UPDATE api_key SET approved_by = reason, reason = approved_by WHERE key_id = '$id'",
            "UPDATE key_grant SET level = 'modify' WHERE key_id = '$id'",
            "DELETE FROM key_grant WHERE key_id = '$id'",
            "INSERT INTO key_aircraft (key_id, aircraft_id)
             SELECT '$id', aircraft_id FROM aircraft WHERE registration = 'SP-KTB'",
            "DELETE FROM key_aircraft WHERE key_id = '$id'",
            "DELETE FROM key_fleet_group WHERE key_id = '$id'",
            "UPDATE old_secret SET sealed = zeroblob(32) WHERE key_id = '$id'",
            "UPDATE old_secret SET until = until + 1 WHERE key_id = '$id'",
            "UPDATE old_secret SET retired = 1 WHERE key_id = '$id'",
            "UPDATE old_secret SET handed_out = 'stored' WHERE key_id = '$id'",
            "DELETE FROM old_secret WHERE key_id = '$id'",
            "UPDATE key_network SET network = '0.0.0.0/0' WHERE key_id = '$id'",
            "UPDATE key_network SET network = '10.1.0.0/8' WHERE key_id = '$id'",
            "INSERT INTO key_network (key_id, network) VALUES ('$id', '203.0.113.7')",
            "DELETE FROM key_network WHERE key_id = '$id'",
            "DELETE FROM key_personnel WHERE key_id = '$id' AND party_id LIKE 'person_%'",
            "DELETE FROM key_personnel WHERE key_id = '$id'",
            "UPDATE key_reminder_day SET days = 1 WHERE key_id = '$id' AND days = 0",
            "DELETE FROM key_reminder_day WHERE key_id = '$id'",
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
            "INSERT INTO api_key SELECT '$id', sealed, name, description, rights, scope, renewal_days, generated_at,
                generated_by, renewed_at, expires_at, life, stopped_at, handed_out, replaces, digest, approved_by,
                reason, account_id, person_id
             FROM api_key LIMIT 1",
        ],
    );
}

#[test]
fn a_row_that_was_added_without_an_event_is_named_with_none() {
    for (kind, sql) in [
        (
            "account",
            "INSERT INTO service_account SELECT 'AAAAAAAAAAAAAAAA', 'svc-eve', 'svc-eve', '', email, 0, NULL, digest, scope
             FROM service_account LIMIT 1",
        ),
        (
            "person",
            "INSERT INTO person SELECT 'AAAAAAAAAAAAAAAA', 'Eve', NULL, NULL, role, key_setup, 0, NULL, digest, scope
             FROM person LIMIT 1",
        ),
        (
            "aircraft",
            "INSERT INTO aircraft SELECT 'AAAAAAAAAAAAAAAA', 'SP-EVE', 'SPEVE', NULL, '', '', NULL, digest
             FROM aircraft LIMIT 1",
        ),
        (
            "template",
            "INSERT INTO template SELECT 'AAAAAAAAAAAAAAAA', 'Eve', 'eve', '', NULL, digest FROM template LIMIT 1",
        ),
        (
            "fleet_group",
            "INSERT INTO fleet_group SELECT 'AAAAAAAAAAAAAAAA', 'Eve', 'eve', NULL, NULL, digest FROM fleet_group LIMIT 1",
        ),
        (
            "resource",
            "INSERT INTO resource SELECT 'AAAAAAAAAAAAAAAA', 'Eve', 'Eve', '', NULL, digest FROM resource LIMIT 1",
        ),
        (
            "key",
            "INSERT INTO api_key SELECT 'AAAAAAAAAAAAAAAA', sealed, name, description, rights, scope, renewal_days,
                generated_at, generated_by, renewed_at, expires_at, life, stopped_at, handed_out, replaces, digest,
                approved_by, reason, account_id, person_id
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
fn a_row_that_can_not_be_read_is_named() {
    names_the_row(
        |northwind| northwind.key,
        &[
            "UPDATE api_key SET generated_at = 9223372036854775807 WHERE key_id = '$id'",
            "UPDATE key_aircraft SET aircraft_id = 'nonsense' WHERE key_id = '$id'",
        ],
    );
    names_the_row(
        |northwind| northwind.account,
        &["UPDATE service_account SET email = 'nonsense' WHERE account_id = '$id'"],
    );
    names_the_row(
        |northwind| northwind.person,
        &["UPDATE person SET email = 'nonsense' WHERE person_id = '$id'"],
    );
    names_the_row(
        |northwind| northwind.aircraft,
        &["UPDATE aircraft SET registration = '?' WHERE aircraft_id = '$id'"],
    );
    names_the_row(
        |northwind| northwind.resource,
        &["UPDATE resource SET retired_at = 9223372036854775807 WHERE resource_id = '$id'"],
    );
    names_the_row(
        |northwind| northwind.workspace,
        &["UPDATE workspace SET time_zone = 'nonsense'"],
    );
}

#[test]
fn an_event_from_before_the_pepper_counted_says_nothing_of_it() {
    let tampered = Tampered::new();
    let desk = Desk::open(&tampered.store);
    let workspace = desk.workspace();
    let old = tampered
        .store
        .write::<_, StoreError>(|tx| {
            let head = tx.head()?;
            let body = EventBody {
                seq: head.seq + 1,
                row: workspace.digest(),
                ..tx.event(1)?.expect("the workspace was created").body
            };
            let mac = tx.secrets()?.chain_key.link(head.mac, &body);
            tx.append(&Event { body, mac }).map(|()| head.seq + 1)
        })
        .expect("the next event");
    assert_eq!(check(&desk, None), Ok(ChainReport::Intact { events: old }));
    tampered.tamper("UPDATE workspace SET pepper = zeroblob(32)");
    assert_eq!(check(&desk, None), Ok(ChainReport::Intact { events: old }));
    tampered.tamper("UPDATE workspace SET administrator = 'Eve'");
    let subject = Subject::Workspace(workspace.account_id);
    assert_eq!(
        check(&desk, None),
        Ok(ChainReport::RowDiffers { subject, seq: old })
    );
}
