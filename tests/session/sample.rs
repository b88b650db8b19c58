//! Sample data: open without a password, kept nowhere, gone once it is left.

use std::fs;

use keytower_contract::{Code, EventQuery, ExportFormat, KeyState, LockReason, Notice, SessionStatus};

use super::pasting;
use super::room::{Room, Seat, refused, snapshot, state};

/// A computer, and sample data open on it.
fn open() -> (Room, Seat) {
    let room = Room::new();
    let seat = room.sit_down();
    let status = seat.run(seat.session.open_sample()).expect("sample data");
    assert!(matches!(
        status,
        SessionStatus::Open {
            sample: true,
            keyring: false,
            ..
        }
    ));
    (room, seat)
}

#[test]
fn sample_data_opens_without_a_password_and_leaves_nothing_on_the_computer() {
    let (room, seat) = open();
    let workspace = seat.workspace();
    assert_eq!(
        (workspace.keys, workspace.accounts, workspace.aircraft),
        (1_304, 90, 61)
    );
    let generated = seat.generate("feed");
    assert_eq!(seat.key_state(&generated), KeyState::NotHandedOut);
    seat.run(seat.backend().keep_draft(Some("half typed".to_owned())))
        .expect("what is half typed is kept meanwhile");
    seat.run(seat.session.lock_vault()).expect("locking always works");
    assert_eq!(
        snapshot(&room.data()),
        [].into(),
        "neither while it was open nor now"
    );
    assert_eq!(seat.session.recent_vaults(), []);
}

#[test]
fn once_locked_it_is_gone_and_says_why_and_the_next_begins_anew() {
    let (_room, seat) = open();
    seat.generate("feed");
    let status = seat.run(seat.session.lock_vault()).expect("locking always works");
    assert_eq!(state(&status), "closed");
    seat.person.hears(&Notice::Locked {
        reason: LockReason::Asked,
    });
    assert_eq!(refused(seat.session.backend()), Code::NoVault);
    seat.run(seat.session.open_sample()).expect("sample data");
    assert_eq!(seat.workspace().keys, 1_304);
}

#[test]
fn what_a_vault_has_and_sample_data_lacks_is_refused_as_such() {
    let (_room, seat) = open();
    let word = || "correct horse battery".to_owned();
    let session = &seat.session;
    for code in [
        refused(seat.run(session.change_password(word(), word()))),
        refused(seat.run(session.replace_recovery_code(word()))),
        refused(seat.run(session.re_encrypt_vault(word()))),
        refused(seat.run(session.set_keyring_unlock(true, word()))),
        refused(seat.run(session.back_up_now())),
        refused(seat.run(session.backup_status())),
        refused(seat.run(session.set_backup_schedule(None))),
        refused(seat.run(session.dismiss_backup_failure())),
    ] {
        assert_eq!(code, Code::SampleData);
    }
    assert_eq!(seat.workspace().keys, 1_304, "it stays open");
}

#[test]
fn a_key_of_sample_data_that_is_saved_says_so_in_name_and_text() {
    let (room, seat) = open();
    let generated = seat.generate("feed");
    let path = room.folder.path().join("saved.txt");
    seat.person.will_save(&path, false);
    seat.run(seat.session.save_shown()).expect("a writable folder");
    assert_eq!(seat.person.suggested(), ["SAMPLE-feed.txt"]);
    let content = fs::read_to_string(&path).expect("saved");
    let lines: Vec<&str> = content.lines().take(3).collect();
    assert_eq!(
        lines,
        [
            "SAMPLE: a key of sample data, which opens nothing",
            "",
            "Keytower API key"
        ]
    );
    assert!(content.contains(&generated.key_text));
}

#[test]
fn a_vault_that_was_open_is_locked_and_can_be_unlocked_after_the_sample() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    seat.generate("feed");
    seat.run(seat.session.open_sample()).expect("sample data");
    assert_eq!(seat.workspace().keys, 1_304);
    seat.run(seat.session.close_vault())
        .expect("closing always works");
    seat.open(&room.vault("Tower")).expect("nobody holds it");
    seat.unlock(super::room::PASSWORD).expect("the right password");
    assert_eq!(seat.workspace().keys, 1);
}

#[test]
fn what_is_exported_and_copied_of_sample_data_says_so() {
    let _turn = pasting::turn();
    let (room, seat) = open();
    let key_id = seat.generate("feed").key.key_id.clone();
    let path = room.folder.path().join("events.jsonl");
    seat.person.will_save(&path, false);
    seat.run(
        seat.session
            .export_events(EventQuery::default(), ExportFormat::JsonLines),
    )
    .expect("a writable folder");
    let suggested = seat.person.suggested();
    assert!(suggested[0].starts_with("SAMPLE-activity-"), "{suggested:?}");
    let content = fs::read_to_string(&path).expect("saved");
    assert!(content.lines().all(|line| line.contains(r#""origin":"sample""#)));
    seat.run(seat.session.copy_evidence(key_id.clone()))
        .expect("a clipboard");
    let evidence = pasting::pasted().expect("copied");
    seat.run(seat.session.copy_hand_over_note(key_id))
        .expect("a clipboard");
    let note = pasting::pasted().expect("copied");
    for text in [evidence, note] {
        assert!(text.starts_with("SAMPLE: a key of sample data"), "{text}");
    }
}
