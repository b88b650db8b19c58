//! What this computer remembers beside the vaults is damaged: nobody is kept from their vault by that.

use std::fs;
use std::path::Path;

use super::room::{PASSWORD, Room, state};

/// Puts something else in a file's place.
type Harm = fn(&Path);

const HARMS: [(&str, Harm); 6] = [
    ("emptied", |path| fs::write(path, "").expect("writable")),
    ("cut short", |path| {
        let content = fs::read(path).unwrap_or_else(|_| b"[{}]".to_vec());
        fs::write(path, &content[..content.len() / 2]).expect("writable");
    }),
    ("binary", |path| fs::write(path, [0xff; 300]).expect("writable")),
    ("of another shape", |path| {
        fs::write(path, r#"{"theme": 7, "seq": "x"}"#).expect("writable");
    }),
    ("nested beyond reason", |path| {
        fs::write(path, "[".repeat(100_000)).expect("writable");
    }),
    ("a folder", |path| {
        let _ = fs::remove_file(path);
        fs::create_dir_all(path).expect("writable");
    }),
];

#[test]
fn damaged_settings_lists_and_heads_keep_nobody_from_their_vault() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    seat.generate("feed");
    seat.run(seat.session.close_vault())
        .expect("closing always works");
    let head = fs::read_dir(room.data().join("heads"))
        .expect("remembered")
        .map(|entry| entry.expect("readable").path())
        .next()
        .expect("one vault's head");
    let files = [
        room.data().join("settings.json"),
        room.data().join("recent.json"),
        head,
    ];
    for (what, harm) in HARMS {
        for file in &files {
            if file.is_dir() {
                fs::remove_dir(file).expect("empty");
            }
            harm(file);
        }
        let seat = room.sit_down();
        let settings = seat.session.settings();
        assert_eq!(
            (settings.lock_after_minutes, settings.clipboard_seconds),
            (Some(15), 45),
            "{what}"
        );
        assert_eq!(seat.session.recent_vaults(), [], "{what}");
        seat.open(&room.vault("Tower")).expect(what);
        seat.unlock(PASSWORD).expect(what);
        assert_eq!(state(&seat.session.session_status()), "open", "{what}");
        assert!(!seat.workspace().older_than_seen, "{what}");
        seat.generate(what);
        seat.come_back();
    }
}

#[test]
fn settings_from_outside_their_bounds_are_brought_within() {
    let room = Room::new();
    fs::create_dir(room.data()).expect("writable");
    let write = |text: &str| fs::write(room.data().join("settings.json"), text).expect("writable");
    let read = || {
        let settings = room.sit_down().session.settings();
        (settings.lock_after_minutes, settings.clipboard_seconds)
    };
    write(r#"{"theme":"dark","lock_after_minutes":0,"clipboard_seconds":0}"#);
    assert_eq!(read(), (Some(1), 10));
    write(r#"{"theme":"dark","lock_after_minutes":4294967295,"clipboard_seconds":4294967295}"#);
    assert_eq!(read(), (Some(1_440), 300));
    write(r#"{"theme":"dark","lock_after_minutes":null,"clipboard_seconds":45}"#);
    assert_eq!(read(), (None, 45));
    write(r#"{"theme":"dark","lock_after_minutes":-1,"clipboard_seconds":45}"#);
    assert_eq!(read(), (Some(15), 45));
}
