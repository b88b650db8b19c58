//! Reminders while the vault is locked, and a keyring that doesn't give the key of what is kept for that.

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use keytower_contract::{RenewKey, Standby};
use keytower_desk::keyring::{DeviceKeyring, KeyringError};

use super::room::{PASSWORD, Room, Seat};
use super::standby::{it_is_made_anew, kept, said, vault};

/// The program ends, so many days pass, and it starts again; once it has looked, it ends.
fn start_and_end_after(room: &Room, days: i64) {
    room.clock.jump(chrono::TimeDelta::days(days));
    drop(room.sit_down());
}

fn leave(seat: Seat) {
    seat.session.shut();
    drop(seat);
}

/// A vault with one key, of which this computer reminds, and the program ended: the keyring's entry, and the key's id.
fn left_vault(room: &Room) -> (String, String) {
    let (seat, key_id) = vault(room);
    let entry = format!("standby {}", seat.workspace().account_id);
    leave(seat);
    (entry, key_id)
}

/// The entry's attributes, and one that makes it another.
fn attributes(entry: &str) -> [&str; 6] {
    [
        "service",
        "org.keytower.desktop",
        "username",
        entry,
        "copied",
        "yes",
    ]
}

fn secret_tool(arguments: &[&str], input: &str) {
    let mut tool = Command::new("secret-tool")
        .args(arguments)
        .stdin(Stdio::piped())
        .spawn()
        .expect("libsecret-tools");
    let mut stdin = tool.stdin.take().expect("a pipe");
    stdin.write_all(input.as_bytes()).expect("it reads");
    drop(stdin);
    assert!(tool.wait().expect("it ends").success());
}

/// The keyring gives the workspace's key to nobody while `body` runs: it has two.
fn while_it_has_two_keys(entry: &str, body: impl FnOnce()) {
    let label = ["store", "--label", "another"];
    secret_tool(&[&label[..], &attributes(entry)].concat(), "another");
    assert_eq!(DeviceKeyring::new().fetch(entry), Err(KeyringError::Ambiguous));
    body();
    secret_tool(&[&["clear"], &attributes(entry)[..]].concat(), "");
}

#[test]
fn a_keyring_that_has_no_key_yet_is_asked_again_after_an_hour() {
    let room = Room::new();
    let (entry, _) = left_vault(&room);
    let keyring = DeviceKeyring::new();
    let key = keyring.fetch(&entry).expect("a keyring").expect("it has the key");
    keyring.remove(&entry).expect("a keyring");
    room.clock.jump(chrono::TimeDelta::days(15));
    let seat = room.sit_down();
    // Whoever opens anything has all looked at.
    seat.run(seat.session.open_sample()).expect("in memory");
    keyring.store(&entry, key).expect("a keyring");
    room.clock.jump(chrono::TimeDelta::hours(1));
    seat.run(seat.session.open_sample()).expect("in memory");
    assert_eq!(said(&room), "ops-feed expires in 15 days");
}

#[test]
fn what_the_vault_went_on_without_reminds_of_nothing_until_it_is_made_anew() {
    let room = Room::new();
    let (entry, key_id) = left_vault(&room);
    while_it_has_two_keys(&entry, || {
        room.clock.jump(chrono::TimeDelta::days(10));
        let seat = room.sit_down_at_the_vault();
        let renewal = RenewKey {
            key_id,
            until: None,
            reason: String::new(),
        };
        seat.run(seat.backend().renew_key(renewal)).expect("a live key");
        assert_eq!(seat.run(seat.session.standby()), Ok(Standby::Unreadable));
        leave(seat);
    });
    start_and_end_after(&room, 5);
    assert!(room.notifier.shown().is_empty(), "it was renewed");

    room.clock.jump(chrono::TimeDelta::days(160));
    it_is_made_anew(&room);
}

#[test]
fn what_can_not_be_read_can_be_switched_off() {
    let room = Room::new();
    let (entry, _) = left_vault(&room);
    while_it_has_two_keys(&entry, || {
        let seat = room.sit_down_at_the_vault();
        assert_eq!(seat.run(seat.session.standby()), Ok(Standby::Unreadable));
        seat.lock();
        seat.unlock(PASSWORD).expect("the right password");
        let folder = kept(&room).with_file_name("");
        assert_eq!(seat.run(seat.session.set_standby(false)), Ok(Standby::Off));
        assert_eq!(fs::read_dir(folder).expect("a folder").count(), 0);
    });
}

#[test]
fn where_the_key_is_lost_it_is_made_anew_when_the_vault_is_open() {
    let room = Room::new();
    let (entry, _) = left_vault(&room);
    DeviceKeyring::new().remove(&entry).expect("a keyring");
    room.clock.jump(chrono::TimeDelta::days(15));
    it_is_made_anew(&room);
}
