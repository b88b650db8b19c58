//! Taking up a vault that isn't as it should be: each trouble has its own words, and none changes the vault.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use keytower_contract::{Code, LockReason};
use keytower_store_sqlite::vault::{MasterPassword, Unlock, Vault};
use sha2::{Digest as _, Sha256};

use super::children;
use super::room::{PASSWORD, Room, Seat, copy, refused, snapshot, state};

/// A computer with a vault that nobody holds, and somebody at it.
fn closed() -> (Room, Seat) {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    seat.generate("feed");
    seat.run(seat.session.close_vault())
        .expect("closing always works");
    (room, seat)
}

/// Writes the header's format anew, and makes its checksum right again.
fn make_newer(vault: &Path) {
    let path = vault.join("header");
    let text = fs::read_to_string(&path).expect("a header");
    let text = text.replacen("\"format\": 2", "\"format\": 3", 1);
    let (checked, _) = text.split_once(",\n  \"checksum\"").expect("a checksum");
    let mut forged = format!("{checked},\n  \"checksum\": \"");
    for byte in Sha256::digest(checked) {
        write!(forged, "{byte:02x}").expect("a text takes any");
    }
    forged.push_str("\"\n}\n");
    fs::write(&path, forged).expect("writable");
}

fn flip(path: &Path, byte: usize) {
    let mut content = fs::read(path).expect("a file");
    *content.get_mut(byte).expect("not that short") ^= 1;
    fs::write(path, content).expect("writable");
}

#[test]
fn a_folder_that_cannot_be_opened_is_told_apart_and_what_is_held_stays() {
    let (room, seat) = closed();
    let tower = room.vault("Tower");
    let prepared = |name: &str, harm: &dyn Fn(&Path)| {
        let place = room.folder.path().join(name);
        copy(&tower, &place);
        harm(&place);
        place
    };
    let empty = room.folder.path().join("empty");
    fs::create_dir(&empty).expect("writable");
    let file = room.folder.path().join("file");
    fs::write(&file, "no folder").expect("writable");
    let cases = [
        (room.folder.path().join("nowhere"), Code::VaultMissing),
        (empty, Code::NotAVault),
        (file, Code::NotAVault),
        (prepared("newer", &make_newer), Code::VaultNewer),
        (
            prepared("flipped", &|place| flip(&place.join("header"), 40)),
            Code::VaultDamaged,
        ),
        (
            prepared("headless", &|place| {
                fs::remove_file(place.join("header")).expect("writable");
            }),
            Code::VaultDamaged,
        ),
        (
            prepared("gone", &|place| {
                fs::remove_file(place.join("vault.db")).expect("writable");
            }),
            Code::VaultDamaged,
        ),
        (
            prepared("short", &|place| {
                fs::write(place.join("vault.db"), [0; 100]).expect("writable");
            }),
            Code::VaultDamaged,
        ),
    ];
    seat.open(&tower).expect("a vault");
    for (place, expected) in cases {
        let before = snapshot(&place);
        assert_eq!(refused(seat.open(&place)), expected, "{}", place.display());
        assert_eq!(snapshot(&place), before, "{}", place.display());
        seat.assert_locked(LockReason::Opened);
    }
    seat.unlock(PASSWORD).expect("what is held is still the vault");
}

#[test]
fn a_database_that_is_damaged_or_newer_is_told_when_it_is_unlocked() {
    let (room, seat) = closed();
    let tower = room.vault("Tower");
    let damaged = room.folder.path().join("damaged");
    copy(&tower, &damaged);
    flip(&damaged.join("vault.db"), 100);
    let newer = room.folder.path().join("newer");
    copy(&tower, &newer);
    let password = MasterPassword::typed(PASSWORD.to_owned());
    let vault = Vault::unlock(&newer, &Unlock::Password(&password)).expect("nobody holds it");
    let later = "INSERT INTO refinery_schema_history (version, name, applied_on, checksum)
                 SELECT max(version) + 1, 'later', '', '0' FROM refinery_schema_history";
    vault
        .connect()
        .expect("a database")
        .execute_batch(later)
        .expect("a table");
    drop(vault);
    for (place, expected) in [(damaged, Code::VaultDamaged), (newer, Code::VaultNewer)] {
        seat.open(&place).expect("its header is in order");
        let before = snapshot(&place);
        assert_eq!(refused(seat.unlock(PASSWORD)), expected);
        assert_eq!(snapshot(&place), before, "{expected:?}");
        seat.assert_locked(LockReason::Opened);
    }
}

#[test]
fn a_vault_that_another_session_holds_is_in_use_until_that_locks() {
    let room = Room::new();
    let (first, _) = room.with_vault();
    let second = room.sit_down();
    second.open(&room.vault("Tower")).expect("looking is allowed");
    assert_eq!(refused(second.unlock(PASSWORD)), Code::VaultInUse);
    first.lock();
    second.unlock(PASSWORD).expect("nobody holds it");
    assert_eq!(refused(first.unlock(PASSWORD)), Code::VaultInUse);
    assert_eq!(state(&first.session.session_status()), "locked");
}

#[test]
fn a_vault_that_is_open_already_is_not_unlocked_again() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let generated = seat.generate("feed");
    assert_eq!(refused(seat.unlock(PASSWORD)), Code::Conflict);
    assert_eq!(seat.key(&generated).name, "feed", "and stays open");
}

#[test]
fn a_vault_on_a_file_system_that_is_read_only_says_so() {
    let Some(folder) = children::folder() else {
        let folder = tempfile::tempdir().expect("a temporary folder");
        return children::run(
            &["unshare", "--map-root-user", "--mount"],
            "session::opening::a_vault_on_a_file_system_that_is_read_only_says_so",
            folder.path(),
            |_| {},
        );
    };
    let (room, seat) = closed();
    copy(&room.vault("Tower"), &folder);
    let mount = |arguments: &[&str]| {
        let mounted = Command::new("mount").args(arguments).arg(&folder).status();
        assert!(mounted.is_ok_and(|status| status.success()), "{arguments:?}");
    };
    mount(&["--bind", &folder.display().to_string()]);
    mount(&["-o", "remount,bind,ro"]);
    let before = snapshot(&folder);
    seat.open(&folder).expect("its header is in order");
    assert_eq!(refused(seat.unlock(PASSWORD)), Code::VaultReadOnly);
    assert_eq!(snapshot(&folder), before);
}
