//! The audit log: exported, checked, and told about one key.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};

use keytower_contract::{
    CheckReport, Code, EventQuery, EventRow, ExportFormat, GenerateKey, Subject, SubjectKind,
};
use keytower_store_sqlite::vault::{MasterPassword, Unlock, Vault};
use serde_json::Value;

use super::children;
use super::pasting;
use super::room::{PASSWORD, Room, Seat, refused};

/// Somebody who has the password changes the database behind the program's back.
fn tamper(room: &Room, seat: &Seat, sql: &str) {
    seat.lock();
    let password = MasterPassword::typed(PASSWORD.to_owned());
    let vault = Vault::unlock(&room.vault("Tower"), &Unlock::Password(&password)).expect("the password");
    let database = vault.connect().expect("the database");
    database.execute_batch(sql).expect(sql);
    drop((database, vault));
    seat.unlock(PASSWORD).expect("the right password");
}

fn about_key(key_id: &str) -> EventQuery {
    EventQuery {
        subject: Some(Subject {
            kind: SubjectKind::Key,
            id: key_id.to_owned(),
        }),
        ..EventQuery::default()
    }
}

#[test]
fn an_export_is_a_file_for_its_owner_alone_of_what_the_filter_finds() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let key = seat.generate("feed").key.key_id.clone();
    seat.generate("other");
    let path = room.folder.path().join("events.jsonl");
    seat.person.will_save(&path, false);
    let exported = seat
        .run(
            seat.session
                .export_events(about_key(&key), ExportFormat::JsonLines),
        )
        .expect("a writable folder")
        .expect("the person chose");
    assert_eq!((exported.path, exported.events), (path.display().to_string(), 1));
    assert_eq!(seat.person.suggested(), ["activity-2026-11-21.jsonl"]);
    let mode = fs::metadata(&path).expect("saved").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let content = fs::read_to_string(&path).expect("saved");
    let read: Value = serde_json::from_str(content.trim_end()).expect("one object");
    assert_eq!(read["kind"], "key_generated");
    assert_eq!(read["at"], "2026-11-21T13:00:00.123+01:00");
    assert_eq!(read["subject"]["name"], "feed");
    assert_eq!(seat.session.export_progress(), Ok(None));

    // All of them, oldest first, with a head.
    let path = room.folder.path().join("events.csv");
    seat.person.will_save(&path, false);
    let exported = seat
        .run(
            seat.session
                .export_events(EventQuery::default(), ExportFormat::Csv),
        )
        .expect("a writable folder")
        .expect("the person chose");
    let content = fs::read_to_string(&path).expect("saved");
    let lines: Vec<&str> = content.lines().collect();
    assert_eq!(lines.len(), usize::try_from(exported.events).expect("a few") + 1);
    assert!(lines[0].starts_with("\u{feff}seq,at,actor,"), "{}", lines[0]);
    for (seq, line) in (1..).zip(&lines[1..]) {
        assert!(line.starts_with(&format!("{seq},")), "{line}");
    }
    let before = seat.run(seat.backend().list_events(EventQuery::default(), 0, 1));
    assert_eq!(
        before.expect("readable").total,
        exported.events,
        "an export is no event"
    );
}

#[test]
fn an_export_of_many_parts_is_whole_and_in_order() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let rows: Vec<String> = (0..2_500).map(|number| format!("R{number}")).collect();
    let file = format!("Registration\n{}", rows.join("\n"));
    let backend = seat.backend();
    let preview = seat
        .run(backend.preview_import("fleet.csv".to_owned(), file.into_bytes()))
        .expect("readable");
    seat.run(backend.confirm_import(preview.import_id))
        .expect("as shown");
    let path = room.folder.path().join("events.jsonl");
    for query in [
        EventQuery::default(),
        EventQuery {
            text: "aircraft".to_owned(),
            ..EventQuery::default()
        },
    ] {
        seat.person.will_save(&path, true);
        let exported = seat
            .run(seat.session.export_events(query.clone(), ExportFormat::JsonLines))
            .expect("a writable folder")
            .expect("the person chose");
        let content = fs::read_to_string(&path).expect("saved");
        let places: Vec<u64> = content
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).expect("an object"))
            .filter_map(|event| event["seq"].as_u64())
            .collect();
        assert!(places.windows(2).all(|pair| pair[0] < pair[1]), "{query:?}");
        assert_eq!(places.len(), usize::try_from(exported.events).expect("a few"));
        assert!(places.len() >= 2_500, "{query:?}: {}", places.len());
    }
}

#[test]
fn an_export_that_is_refused_leaves_everything_as_it_was() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let place = |name: &str| room.folder.path().join(name);
    fs::write(place("there.csv"), "mine").expect("writable");
    fs::write(place("led to.csv"), "mine too").expect("writable");
    symlink(place("led to.csv"), place("link.csv")).expect("writable");
    fs::create_dir(place("folder.csv")).expect("writable");
    let export = || {
        seat.run(
            seat.session
                .export_events(EventQuery::default(), ExportFormat::Csv),
        )
    };
    for (name, may_replace, expected) in [
        ("there.csv", false, Code::FileExists),
        ("link.csv", true, Code::FileIsLink),
        ("folder.csv", true, Code::FileIsLink),
        ("missing/events.csv", true, Code::FolderMissing),
    ] {
        seat.person.will_save(place(name), may_replace);
        assert_eq!(refused(export()), expected, "{name}");
    }
    let nothing = export().expect("nothing chosen");
    assert!(nothing.is_none(), "the person changed their mind");
    for (name, content) in [("there.csv", "mine"), ("led to.csv", "mine too")] {
        assert_eq!(fs::read_to_string(place(name)).ok().as_deref(), Some(content));
    }
    let left = fs::read_dir(room.folder.path()).expect("readable").count();
    assert_eq!(left, 5, "the data, and what was put there: nothing temporary");
    seat.lock();
    assert_eq!(refused(export()), Code::Locked);
}

#[test]
fn an_export_onto_a_full_disk_says_so_and_leaves_nothing() {
    if children::folder().is_none() {
        return super::full_disk::run_where_mounting_is_allowed(
            "session::activity::an_export_onto_a_full_disk_says_so_and_leaves_nothing",
        );
    }
    let room = super::full_disk::small_computer();
    let (seat, _) = room.with_vault();
    let disk = room.folder.path();
    let export = || {
        seat.person.will_save(disk.join("events.csv"), false);
        seat.run(
            seat.session
                .export_events(EventQuery::default(), ExportFormat::Csv),
        )
    };
    super::full_disk::leave_free(disk, 4);
    assert_eq!(refused(export()), Code::DiskFull);
    assert!(!disk.join("events.csv").exists());
    super::full_disk::make_room(disk);
    assert!(export().is_ok_and(|exported| exported.is_some()));
    let left = fs::read_dir(disk).expect("readable").count();
    assert_eq!(left, 2, "the data and the export: nothing temporary");
}

#[test]
fn a_check_says_since_when_all_is_intact_and_what_this_computer_had_seen() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    seat.generate("feed");
    let check = || seat.run(seat.backend().check_chain()).expect("readable");
    let total = seat
        .run(seat.backend().list_events(EventQuery::default(), 0, 1))
        .expect("readable")
        .total;
    match check() {
        CheckReport::Intact { events, since, seen } => {
            assert_eq!((events, seen), (total, Some(total)));
            assert_eq!(since.to_rfc3339(), "2026-11-21T12:00:00.123+00:00");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(seat.backend().check_progress(), None);
    // A computer that never had it.
    fs::remove_dir_all(room.data().join("heads")).expect("it was remembered");
    assert!(
        matches!(check(), CheckReport::Intact { seen: None, .. }),
        "{:?}",
        check()
    );
}

#[test]
fn a_check_names_what_was_changed_behind_the_programs_back() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let key = seat.generate("feed").key.key_id.clone();
    let check = || seat.run(seat.backend().check_chain()).expect("readable");
    tamper(&room, &seat, "UPDATE api_key SET expires_at = expires_at + 1");
    match check() {
        CheckReport::RowDiffers {
            subject,
            seq: Some(_),
        } => assert_eq!(
            (subject.id, subject.name, subject.exists),
            (key, "feed".to_owned(), true)
        ),
        other => panic!("{other:?}"),
    }
    tamper(&room, &seat, "UPDATE event SET changes = '{' WHERE seq = 7");
    assert!(
        matches!(check(), CheckReport::Unreadable { seq: 7 }),
        "{:?}",
        check()
    );
    let page = seat.run(seat.backend().list_events(EventQuery::default(), 0, 1_000));
    let page = page.expect("the rest is readable");
    let unreadable: Vec<_> = page
        .rows
        .iter()
        .filter_map(|row| match row {
            EventRow::Unreadable { seq } => Some(*seq),
            EventRow::Event { .. } => None,
        })
        .collect();
    assert_eq!((unreadable, page.rows.len()), (vec![7], page.total as usize));
    tamper(&room, &seat, "UPDATE event SET actor = 'Eve' WHERE seq = 5");
    assert!(
        matches!(check(), CheckReport::BrokenAt { seq: 5 }),
        "{:?}",
        check()
    );
}

#[test]
fn evidence_and_a_hand_over_note_say_what_is_known_and_never_the_secret() {
    let _turn = pasting::turn();
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let request = GenerateKey {
        description: "for the wall\nin the ops room".to_owned(),
        approved_by: "Jan Nowak".to_owned(),
        reason: "OPS-118".to_owned(),
        networks: vec!["203.0.113.7".to_owned(), "10.0.0.0/8".to_owned()],
        ..seat.request("feed")
    };
    let generated = seat.run(seat.session.generate_key(request)).expect("in order");
    let (text, id) = (&generated.key_text, &generated.key.key_id);
    seat.run(seat.session.confirm_stored()).expect("shown");
    seat.run(seat.session.copy_evidence(id.clone()))
        .expect("a clipboard");
    let evidence = pasting::pasted().expect("copied");
    for line in [
        "Evidence about an API key",
        &format!("Key id:            ktw_{id} (public, not the key)"),
        "Description:       for the wall",
        "                   in the ops room",
        "Generated:         2026-11-21T13:00:00.123+01:00 (Europe/Warsaw) by Ada Lovelace",
        "Approved by:       Jan Nowak",
        "Reason or ticket:  OPS-118",
        "Handed out:        said to be stored",
        "Last accessed:     unknown: use isn't reported to this vault",
        "Resources:         Flights (view: GRAPHQL_FLIGHT)",
        "Aircraft:          the whole fleet, and any added later",
        "Networks:          10.0.0.0/8, 203.0.113.7",
    ] {
        assert!(evidence.lines().any(|said| said == line), "{line}\n{evidence}");
    }
    assert!(
        evidence.contains("key handed out, by Ada Lovelace (desktop)"),
        "{evidence}"
    );
    assert_eq!(evidence.matches("\n    link ").count(), 2, "{evidence}");

    seat.run(seat.session.copy_hand_over_note(id.clone()))
        .expect("a clipboard");
    let note = pasting::pasted().expect("copied");
    for line in [
        "API key feed of svc-ops",
        "Works until:       Mon 21 Dec 2026, 10:00 (Europe/Warsaw)",
        "May:               Flights (view: GRAPHQL_FLIGHT)",
        "From:              10.0.0.0/8, 203.0.113.7",
    ] {
        assert!(note.lines().any(|said| said == line), "{line}\n{note}");
    }
    assert!(note.contains("turn to Ada Lovelace (Tower)"), "{note}");
    for copied in [&evidence, &note] {
        assert!(!copied.contains(&text[21..]), "the secret");
    }
}
