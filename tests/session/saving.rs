//! Saving the shown key as a file.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};

use keytower_contract::{Code, HandedOut, KeyState};

use super::room::{Room, refused};

#[test]
fn a_saved_key_is_a_file_for_its_owner_alone() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let generated = seat.generate("ops feed/eu");
    let path = room.folder.path().join("saved.txt");
    seat.person.will_save(&path, false);
    let saved = seat.run(seat.session.save_shown()).expect("a writable folder");
    assert_eq!(saved.map(|saved| saved.path), Some(path.display().to_string()));
    assert_eq!(seat.person.suggested(), ["ops-feed-eu.txt"]);
    let content = fs::read_to_string(&path).expect("saved");
    let expected = format!(
        "Keytower API key\n\n\
         Key:              {}\n\
         Name:             ops feed/eu\n\
         Owner:            svc-ops\n\
         Account id:       {}\n\
         Expires:          2026-12-21T10:00:00+01:00 (Europe/Warsaw)\n\n\
         Treat it like a password. Delete this file once the key is where it is needed.\n",
        generated.key_text, generated.account_id
    );
    assert_eq!(content, expected);
    let mode = fs::metadata(&path).expect("saved").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let key = seat.key(&generated);
    assert_eq!((key.state, key.handed_out), (KeyState::Active, HandedOut::Saved));
    assert_eq!(refused(seat.run(seat.session.discard_shown())), Code::HandedOut);
}

#[test]
fn a_save_that_fails_leaves_the_key_shown_and_not_handed_out() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let generated = seat.generate("feed");
    let place = |name: &str| room.folder.path().join(name);
    fs::write(place("there.txt"), "mine").expect("writable");
    fs::write(place("led to.txt"), "mine too").expect("writable");
    symlink(place("led to.txt"), place("link.txt")).expect("writable");
    symlink(place("nowhere.txt"), place("dangling.txt")).expect("writable");
    fs::create_dir(place("folder.txt")).expect("writable");
    for (name, may_replace, expected) in [
        ("there.txt", false, Code::FileExists),
        ("link.txt", true, Code::FileIsLink),
        ("link.txt", false, Code::FileIsLink),
        ("dangling.txt", true, Code::FileIsLink),
        ("folder.txt", true, Code::FileIsLink),
        ("missing/feed.txt", true, Code::FolderMissing),
        ("there.txt/feed.txt", true, Code::FolderMissing),
        ("/proc/feed.txt", true, Code::FolderMissing),
    ] {
        seat.person.will_save(place(name), may_replace);
        assert_eq!(refused(seat.run(seat.session.save_shown())), expected, "{name}");
        assert_eq!(seat.key_state(&generated), KeyState::NotHandedOut, "{name}");
    }
    assert_eq!(
        fs::read_to_string(place("there.txt")).ok().as_deref(),
        Some("mine")
    );
    assert_eq!(
        fs::read_to_string(place("led to.txt")).ok().as_deref(),
        Some("mine too")
    );
    assert!(!place("nowhere.txt").exists());
    assert!(
        seat.run(seat.session.save_shown())
            .is_ok_and(|saved| saved.is_none()),
        "the person changed their mind"
    );
    assert_eq!(seat.key_state(&generated), KeyState::NotHandedOut);

    seat.person.will_save(place("there.txt"), true);
    seat.run(seat.session.save_shown())
        .expect("the person agreed to replace it");
    let content = fs::read_to_string(place("there.txt")).expect("saved");
    assert!(content.contains(&generated.key_text));
    let left = fs::read_dir(room.folder.path()).expect("readable").count();
    assert_eq!(left, 6, "the data, and what was put there: nothing temporary");
}
