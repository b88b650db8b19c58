//! Events that were edited, removed, moved or put in: the chain breaks there.

use keytower_app::conformance::desk::Desk;
use keytower_app::domain::event::Subject;
use keytower_app::{Activity, ChainReport, EventQuery, Inventory, disable_account, read_event};

use crate::{Tampered, check, newest, northwind};

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
fn an_event_that_nothing_could_have_written_is_named() {
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
        assert_eq!(
            check(&desk, None),
            Ok(ChainReport::Unreadable { seq: 3 }),
            "{column}"
        );
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

#[test]
fn an_event_that_can_not_be_read_is_said_to_be_so_and_the_rest_stays_readable() {
    for column in [
        "kind = 'nonsense'",
        "subject_id = 'nonsense'",
        "changes = '{'",
        "row_digest = x'00'",
        "at = 9223372036854775807",
    ] {
        let tampered = Tampered::new();
        let desk = Desk::open(&tampered.store);
        let key = northwind(&desk).key;
        let seq = newest(&desk, key) - 1;
        tampered.tamper(&format!("UPDATE event SET {column} WHERE seq = {seq}"));
        for place in 1..=desk.head().seq {
            let read = desk.read(|tx| read_event(tx, place));
            assert_eq!(read.event().is_none(), place == seq, "{column}: {read:?}");
        }
        let (mut inventory, mut activity) = (Inventory::default(), Activity::default());
        desk.read(|tx| inventory.refresh(tx));
        desk.read(|tx| activity.refresh(tx, &inventory));
        let query = EventQuery {
            text: "feed".to_owned(),
            ..EventQuery::default()
        };
        let found = activity.find(&query);
        assert!(found.contains(&newest(&desk, key)), "{column}: {found:?}");
    }
}
