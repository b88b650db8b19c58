//! Backing up by hand.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use keytower_contract::{Code, HandedOut};
use keytower_store_sqlite::vault::{BackupLabel, Occasion};

use super::room::{PASSWORD, Room, refused, state};

#[test]
fn a_backup_by_hand_goes_where_the_person_says_and_is_remembered_on_this_computer() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    seat.generate("feed");
    let before = seat.run(seat.session.backup_status()).expect("an open vault");
    assert_eq!(
        (before.last, before.schedule, before.running),
        (None, None, false)
    );

    let path = room.folder.path().join("mine.keytower-backup");
    seat.person.will_save(&path, false);
    let made = seat.run(seat.session.back_up_now()).expect("a writable folder");
    let made = made.expect("the person chose a place");
    assert_eq!(made.path, path.display().to_string());
    assert_eq!(
        seat.person.suggested(),
        ["Tower 2026-11-21 1300.keytower-backup"],
        "Warsaw is an hour ahead of the clock"
    );
    let label = BackupLabel::of_whole(&path).expect("a whole backup");
    assert_eq!((label.made_at, label.occasion), (made.made_at, Occasion::ByHand));
    let rights = fs::metadata(&path).expect("there").permissions().mode();
    assert_eq!(rights & 0o777, 0o600);

    seat.run(seat.session.close_vault())
        .expect("closing always works");
    let again = room.sit_down();
    again.open(&room.vault("Tower")).expect("a vault");
    again.unlock(PASSWORD).expect("the right password");
    let after = again.run(again.session.backup_status()).expect("an open vault");
    assert_eq!(after.last, Some(made));
}

#[test]
fn a_backup_that_cannot_be_made_says_why_and_nothing_is_remembered() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let taken = room.folder.path().join("taken");
    fs::write(&taken, "mine").expect("writable");
    for (path, expected) in [
        (taken.clone(), Code::FileExists),
        (room.folder.path().join("missing/backup"), Code::FolderMissing),
        (room.folder.path().join("data"), Code::FileIsLink),
    ] {
        seat.person.will_save(&path, false);
        assert_eq!(refused(seat.run(seat.session.back_up_now())), expected);
    }
    let chosen = seat.run(seat.session.back_up_now()).expect("no refusal");
    assert_eq!(chosen, None, "the person changed their mind");
    assert_eq!(fs::read(&taken).expect("there"), b"mine");
    let status = seat.run(seat.session.backup_status()).expect("an open vault");
    assert_eq!(status.last, None);
    seat.lock();
    assert_eq!(refused(seat.run(seat.session.back_up_now())), Code::Locked);
    assert_eq!(refused(seat.run(seat.session.backup_status())), Code::Locked);
}

#[test]
fn work_and_locking_go_on_while_a_backup_is_made() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    for turn in 0..20 {
        let path = room.folder.path().join(format!("{turn}.keytower-backup"));
        seat.person.will_save(&path, false);
        let session = &seat.session;
        let made = std::thread::scope(|scope| {
            let backup = scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread().build();
                runtime.expect("threads").block_on(session.back_up_now())
            });
            for _ in 0..turn {
                seat.workspace();
            }
            seat.lock();
            assert_eq!(
                state(&seat.unlock(PASSWORD).expect("nobody else has it")),
                "open",
                "turn {turn}"
            );
            backup.join().expect("no panic")
        });
        match made {
            Ok(made) => {
                assert!(made.is_some());
                BackupLabel::of_whole(&path).expect("a whole backup");
            }
            Err(problem) => {
                assert_eq!(problem.code, Code::Locked, "{problem:?}");
                // Locked after it was put in place, or before: never half.
                if path.exists() {
                    BackupLabel::of_whole(&path).expect("a whole backup");
                }
            }
        }
    }
}

#[test]
fn keys_that_were_left_on_a_computer_are_told_to_whoever_asks() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    seat.generate("nobody has it");
    seat.generate("saved feed");
    let file = room.folder.path().join("saved.txt");
    seat.person.will_save(&file, false);
    seat.run(seat.session.save_shown()).expect("a writable folder");
    let found = seat.run(seat.backend().exposed_keys()).expect("an open vault");
    let told: Vec<_> = found
        .iter()
        .map(|key| (key.name.as_str(), key.how, key.by.as_str(), key.email.as_str()))
        .collect();
    assert_eq!(
        told,
        [(
            "saved feed",
            HandedOut::Saved,
            "Ada Lovelace",
            "ops@northwind.example"
        )]
    );
}
