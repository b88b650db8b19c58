//! Reminders while the vault is locked, or isn't open at all: from what is kept of it, under a key in the keyring.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use keytower_contract::{Code, LinkView, LockReason, Notice, Settings, Standby};
use keytower_desk::keyring::DeviceKeyring;

use super::children;
use super::room::{PASSWORD, Room, Seat, refused};

/// A vault with one key for 30 days, of which this computer reminds while it is locked.
pub(super) fn vault(room: &Room) -> (Seat, String) {
    let (seat, _) = room.with_vault();
    let key_id = seat.generate("ops-feed").key.key_id.clone();
    let on = seat.run(seat.session.set_standby(true)).expect("a keyring");
    assert!(matches!(on, Standby::On { keys: 1, .. }), "{on:?}");
    (seat, key_id)
}

/// The program ends, so many days pass, and it starts again with no vault open.
pub(super) fn start_after(room: &Room, seat: Seat, days: i64) -> Seat {
    seat.session.shut();
    drop(seat);
    room.clock.jump(chrono::TimeDelta::days(days));
    room.sit_down()
}

pub(super) fn said(room: &Room) -> String {
    room.notifier.next().0.summary
}

/// 15 days before the end, the vault is opened and reminds; after 8 more, what is kept of it does.
pub(super) fn it_is_made_anew(room: &Room) {
    let seat = room.sit_down_at_the_vault();
    seat.person.hears(&Notice::RemindersDelivered);
    assert_eq!(said(room), "ops-feed expires in 15 days");
    let standby = seat.run(seat.session.standby()).expect("an open vault");
    assert!(matches!(standby, Standby::On { keys: 1, .. }), "{standby:?}");
    drop(start_after(room, seat, 8));
    assert_eq!(said(room), "ops-feed expires in 7 days");
}

/// How many days before each of what the bell tells was, the most urgent first.
fn told(seat: &Seat) -> Vec<u16> {
    let delivered = seat.run(seat.session.delivered_reminders());
    let mut days: Vec<u16> = delivered
        .expect("an open vault")
        .iter()
        .map(|one| one.reminder.days)
        .collect();
    days.sort_unstable();
    days
}

/// The first line of the tray's menu is this one, once it can't lock anything.
fn the_tray_says(seat: &Seat, line: &str) {
    let settings = Settings {
        background: true,
        ..seat.session.settings()
    };
    seat.run(seat.session.save_settings(settings))
        .expect("a writable folder");
    seat.person.sees_in_the_tray(line, false);
}

pub(super) fn kept(room: &Room) -> PathBuf {
    let folder = room.data().join("standby");
    let files = fs::read_dir(folder).expect("something is kept");
    let mut paths = files.map(|file| file.expect("readable").path());
    let sealed = paths.find(|path| path.extension().is_some_and(|ending| ending == "sealed"));
    sealed.expect("one file")
}

#[test]
fn what_is_due_while_no_vault_is_open_is_said_once_and_told_by_the_bell_afterwards() {
    let room = Room::new();
    let (seat, _) = vault(&room);
    let seat = start_after(&room, seat, 15);
    assert_eq!(said(&room), "ops-feed expires in 15 days");
    // Started again twice, the next to come is the only one that is heard of.
    let seat = start_after(&room, start_after(&room, seat, 0), 8);
    assert_eq!(said(&room), "ops-feed expires in 7 days");
    assert!(room.notifier.shown().is_empty());
    seat.open(&room.vault("Tower")).expect("a vault");
    seat.unlock(PASSWORD).expect("the right password");
    seat.person.hears(&Notice::RemindersDelivered);
    assert_eq!(told(&seat), [7, 15]);
    // The next is said while it is locked, or once it is open: once.
    seat.lock();
    room.clock.jump(chrono::TimeDelta::days(7));
    seat.unlock(PASSWORD).expect("the right password");
    seat.person.hears(&Notice::RemindersDelivered);
    assert_eq!(said(&room), "ops-feed has expired");
    assert_eq!(told(&seat), [0, 7, 15]);
    assert!(room.notifier.shown().is_empty(), "nothing was said again");
}

#[test]
fn what_is_put_off_while_it_is_locked_comes_again_tomorrow_while_it_is_locked() {
    let room = Room::new();
    let (seat, _) = vault(&room);
    let seat = start_after(&room, seat, 15);
    let (notification, chosen) = room.notifier.next();
    assert_eq!(notification.summary, "ops-feed expires in 15 days");
    chosen("tomorrow");
    let seat = start_after(&room, seat, 1);
    assert_eq!(said(&room), "ops-feed expires in 14 days");
    drop(seat);
}

#[test]
fn a_key_that_was_renewed_or_revoked_just_before_it_was_locked_reminds_of_nothing_old() {
    let room = Room::new();
    let (seat, renewed) = vault(&room);
    let revoked = seat.generate("old-feed").key.key_id.clone();
    seat.generate("live-feed");
    room.clock.jump(chrono::TimeDelta::days(10));
    let renewal = keytower_contract::RenewKey {
        key_id: renewed,
        until: None,
        reason: String::new(),
    };
    seat.run(seat.backend().renew_key(renewal)).expect("a live key");
    seat.run(seat.backend().revoke_key(revoked)).expect("a live key");
    let seat = start_after(&room, seat, 5);
    assert_eq!(said(&room), "live-feed expires in 15 days");
    drop(seat);
    assert!(room.notifier.shown().is_empty());
}

#[test]
fn a_clock_that_is_set_back_says_nothing_twice() {
    let room = Room::new();
    let (seat, _) = vault(&room);
    let seat = start_after(&room, seat, 24);
    assert_eq!(said(&room), "ops-feed expires in 6 days");
    let seat = start_after(&room, seat, -1);
    let seat = start_after(&room, seat, 7);
    assert_eq!(said(&room), "ops-feed has expired");
    drop(seat);
    assert!(room.notifier.shown().is_empty());
}

#[test]
fn what_is_chosen_while_no_vault_is_open_takes_up_its_vault_and_leads_to_the_key() {
    let room = Room::new();
    let (seat, key_id) = vault(&room);
    let seat = start_after(&room, seat, 15);
    let (_, chosen) = room.notifier.next();
    chosen("renew");
    seat.person.hears(&Notice::LinkOpened);
    seat.assert_locked(LockReason::Opened);
    seat.unlock(PASSWORD).expect("the right password");
    let renews = true;
    assert_eq!(seat.session.link(), Some(LinkView::Here { key_id, renews }));
}

#[test]
fn the_tray_says_what_ends_next_also_while_it_is_locked() {
    let room = Room::new();
    let (seat, _) = vault(&room);
    seat.lock();
    the_tray_says(&seat, "Next: ops-feed of svc-ops, Mon 21 Dec");
    let seat = start_after(&room, seat, 1);
    the_tray_says(&seat, "Next: ops-feed of svc-ops, Mon 21 Dec");
}

#[test]
fn what_is_kept_is_sealed_and_for_its_owner_alone() {
    let room = Room::new();
    let (seat, key_id) = vault(&room);
    seat.lock();
    let file = kept(&room);
    let mode = fs::metadata(&file).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let content = fs::read(&file).expect("a file");
    for name in ["ops-feed", "svc-ops", "northwind", &key_id] {
        let found = content.windows(name.len()).any(|bytes| bytes == name.as_bytes());
        assert!(!found, "{name}");
    }
}

#[test]
fn what_is_damaged_reminds_of_nothing_and_is_made_anew_when_the_vault_is_open() {
    let room = Room::new();
    let (seat, _) = vault(&room);
    seat.session.shut();
    drop(seat);
    let file = kept(&room);
    let mut content = fs::read(&file).expect("a file");
    let place = content.len() / 2;
    content[place] ^= 1;
    fs::write(&file, content).expect("a writable file");
    room.clock.jump(chrono::TimeDelta::days(15));
    it_is_made_anew(&room);
}

#[test]
fn what_can_not_be_written_down_is_not_said() {
    let room = Room::new();
    let (seat, _) = vault(&room);
    let account = seat.workspace().account_id;
    seat.lock();
    // Somebody put a folder there.
    let file = kept(&room);
    let content = fs::read(&file).expect("a file");
    fs::remove_file(&file).expect("a file");
    fs::create_dir(&file).expect("a free name");
    room.clock.jump(chrono::TimeDelta::days(15));
    // Whoever opens anything has all looked at; whoever ends waits for that.
    seat.run(seat.session.open_sample()).expect("in memory");
    seat.session.shut();
    drop(seat);
    assert!(room.notifier.shown().is_empty());
    fs::remove_dir(&file).expect("an empty folder");
    fs::write(&file, content).expect("a free name");
    room.clock.jump(chrono::TimeDelta::days(8));
    let seat = room.sit_down();
    assert_eq!(said(&room), "ops-feed expires in 7 days");
    assert!(room.notifier.shown().is_empty());
    assert!(file.ends_with(format!("{account}.sealed")));
    drop(seat);
}

#[test]
fn switched_off_nothing_is_left_of_it() {
    let room = Room::new();
    let (seat, _) = vault(&room);
    let entry = format!("standby {}", seat.workspace().account_id);
    let keyring = DeviceKeyring::new();
    assert!(keyring.fetch(&entry).expect("a keyring").is_some());
    let file = kept(&room);
    assert_eq!(seat.run(seat.session.set_standby(false)), Ok(Standby::Off));
    assert!(!file.exists());
    assert!(keyring.fetch(&entry).expect("a keyring").is_none());
    assert_eq!(seat.run(seat.session.standby()), Ok(Standby::Off));
    seat.lock();
    assert_eq!(refused(seat.run(seat.session.standby())), Code::Locked);
    assert_eq!(refused(seat.run(seat.session.set_standby(true))), Code::Locked);
}

#[test]
fn without_a_keyring_it_can_not_be_and_says_so() {
    let test = "session::standby::without_a_keyring_it_can_not_be_and_says_so";
    children::without_a_keyring(test, || {
        let room = Room::new();
        let (seat, _) = room.with_vault();
        assert_eq!(seat.run(seat.session.standby()), Ok(Standby::NoKeyring));
        assert_eq!(
            refused(seat.run(seat.session.set_standby(true))),
            Code::KeyringAbsent
        );
        assert!(!room.data().join("standby").exists());
    });
}

#[test]
fn of_a_vault_that_is_taken_off_the_list_nothing_is_kept() {
    let room = Room::new();
    let (seat, _) = vault(&room);
    let entry = format!("standby {}", seat.workspace().account_id);
    let file = kept(&room);
    seat.run(seat.session.close_vault()).expect("always possible");
    let path = room.vault("Tower").display().to_string();
    assert_eq!(seat.run(seat.session.forget_vault(path)), Ok(Vec::new()));
    assert!(!file.exists());
    assert!(DeviceKeyring::new().fetch(&entry).expect("a keyring").is_none());
    let seat = start_after(&room, seat, 15);
    drop(seat);
    assert!(room.notifier.shown().is_empty());
}

#[test]
fn of_sample_data_nothing_is_kept() {
    let room = Room::new();
    let seat = room.sit_down();
    seat.run(seat.session.open_sample()).expect("in memory");
    assert_eq!(
        refused(seat.run(seat.session.set_standby(true))),
        Code::SampleData
    );
    assert!(!room.data().join("standby").exists());
}
