//! Going on when the window is closed, starting with the person's session, and what the tray says meanwhile.

use std::fs;
use std::process::Command;

use keytower_contract::{Answer, Code, LockReason, Settings};

use super::children;
use super::room::{PASSWORD, Room, Seat, refused};

const ENTRY: &str = "org.keytower.desktop.desktop";

fn set_background(seat: &Seat, background: bool) -> Answer<Settings> {
    let settings = Settings {
        background,
        ..seat.session.settings()
    };
    seat.run(seat.session.save_settings(settings))
}

fn starts(seat: &Seat) -> bool {
    seat.run(seat.session.starts_with_session())
        .expect("a readable folder")
}

#[test]
fn settings_from_before_say_that_the_program_ends_with_its_window() {
    let room = Room::new();
    fs::create_dir_all(room.data()).expect("a folder");
    let kept =
        r#"{ "theme": "dark", "lock_after_minutes": 5, "clipboard_seconds": 20, "notifications": false }"#;
    fs::write(room.data().join("settings.json"), kept).expect("writable");
    let seat = room.sit_down();
    let settings = seat.session.settings();
    assert_eq!(
        (settings.lock_after_minutes, settings.background),
        (Some(5), false)
    );
    assert!(!seat.session.goes_on() && !seat.person.has_a_tray());
    set_background(&seat, true).expect("a writable folder");
    drop(seat);
    assert!(room.sit_down().session.goes_on());
}

#[test]
fn a_start_in_the_background_shows_a_window_where_the_program_would_not_go_on_without_one() {
    let room = Room::new();
    let seat = room.sit_down();
    let quiet = ["--background".to_owned()];
    assert!(!seat.session.starts_without_window(&quiet));
    set_background(&seat, true).expect("a writable folder");
    assert!(seat.session.starts_without_window(&quiet));
    assert!(
        !seat
            .session
            .starts_without_window(&["keytower://open/a".to_owned()])
    );
}

#[test]
fn leaving_locks_and_says_why() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    seat.generate("feed");
    seat.session.leave();
    seat.assert_locked(LockReason::WindowClosed);
}

#[test]
fn starting_with_the_session_is_a_file_and_means_going_on() {
    let room = Room::new();
    let seat = room.sit_down();
    let file = room.autostart_folder().join(ENTRY);
    assert!(!starts(&seat));
    let answer = seat
        .run(seat.session.set_starts_with_session(true))
        .expect("a writable folder");
    assert!(answer.background && starts(&seat) && seat.session.goes_on());
    let entry = fs::read_to_string(&file).expect("a file");
    assert!(
        entry.contains("\nExec=\"/opt/Key tower/keytower\" \"--background\"\n"),
        "{entry}"
    );
    // Somebody else's program may take it away, or put it back: that is what is so.
    fs::write(&file, entry.clone() + "Hidden=true\n").expect("writable");
    assert!(!starts(&seat));
    fs::write(&file, entry).expect("writable");
    assert!(starts(&seat));

    let answer = seat
        .run(seat.session.set_starts_with_session(false))
        .expect("a writable folder");
    assert!(answer.background && !starts(&seat) && !file.exists());

    seat.run(seat.session.set_starts_with_session(true))
        .expect("a writable folder");
    set_background(&seat, false).expect("a writable folder");
    assert!(
        !starts(&seat) && !file.exists(),
        "nothing starts that nobody would see"
    );
}

#[test]
fn where_the_folder_can_not_be_written_to_it_says_so_and_nothing_changes() {
    let Some(folder) = children::folder() else {
        let folder = tempfile::tempdir().expect("a temporary folder");
        return children::run(
            &["unshare", "--map-root-user", "--mount"],
            "session::background::where_the_folder_can_not_be_written_to_it_says_so_and_nothing_changes",
            folder.path(),
            |_| {},
        );
    };
    let room = Room::new();
    fs::create_dir_all(room.autostart_folder()).expect("a folder");
    let mount = |arguments: &[&str]| {
        let mounted = Command::new("mount")
            .args(arguments)
            .arg(room.autostart_folder())
            .status();
        assert!(mounted.is_ok_and(|status| status.success()), "{arguments:?}");
    };
    mount(&["--bind", &folder.display().to_string()]);
    mount(&["-o", "remount,bind,ro"]);
    let seat = room.sit_down();
    let answer = seat.run(seat.session.set_starts_with_session(true));
    let problem = answer.expect_err("it can't be written to");
    assert_eq!(problem.code, Code::SessionStartReadOnly);
    let named = room.autostart_folder().display().to_string();
    assert_eq!(problem.params.get("folder"), Some(&named));
    assert!(!seat.session.goes_on() && !starts(&seat));
}

#[test]
fn what_stands_in_the_place_of_the_file_is_left_alone() {
    let room = Room::new();
    fs::create_dir_all(room.autostart_folder().join(ENTRY)).expect("a folder");
    let seat = room.sit_down();
    let answer = seat.run(seat.session.set_starts_with_session(true));
    assert_eq!(refused(answer), Code::SessionStartRefused);
    assert!(!seat.session.goes_on());
}

#[test]
fn the_tray_says_what_ends_next_while_the_vault_is_open() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    assert!(!seat.person.has_a_tray(), "not where the window is all there is");
    set_background(&seat, true).expect("a writable folder");
    seat.person.sees_in_the_tray("No key expires", true);
    let first = seat.generate("ops-feed");
    seat.run(seat.session.confirm_stored()).expect("it is shown");
    seat.lock();
    seat.person.sees_in_the_tray("Locked", false);
    seat.unlock(PASSWORD).expect("the right password");
    seat.person
        .sees_in_the_tray("Next: ops-feed of svc-ops, Mon 21 Dec", true);

    // A key that nobody can use any more is no news.
    seat.run(seat.backend().disable_key(first.key.key_id.clone()))
        .expect("a live key");
    seat.come_back();
    seat.person.sees_in_the_tray("No key expires", true);
    seat.run(seat.session.close_vault())
        .expect("closing always works");
    seat.person.sees_in_the_tray("No vault is open", false);
    set_background(&seat, false).expect("a writable folder");
    assert!(!seat.person.has_a_tray());
}
