//! A full disk, on a real file system that only this test sees.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use keytower_contract::Code;

use super::children;
use super::room::{OTHER_PASSWORD, PASSWORD, Room, new_vault, snapshot, state};

/// Runs `test` in a mount namespace of its own, as (if need be, a mapped) root.
pub fn run_where_mounting_is_allowed(test: &str) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    children::run(
        &["unshare", "--map-root-user", "--mount"],
        test,
        folder.path(),
        |_| {},
    );
}

/// A computer whose disk is of 4 MiB.
pub fn small_computer() -> Room {
    let room = Room::new();
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=4m", "tmpfs"])
        .arg(room.folder.path())
        .status();
    assert!(mounted.is_ok_and(|status| status.success()));
    room
}

/// Fills the disk until `free` KiB, a multiple of 4, are left.
pub fn leave_free(folder: &Path, free: u64) {
    let mut file = File::create(folder.join("ballast")).expect("a name takes no room");
    while file.write_all(&[1; 4096]).is_ok() {}
    let filled = file.metadata().expect("open").len();
    file.set_len(filled.saturating_sub(free * 1024)).expect("shorter");
}

pub fn make_room(folder: &Path) {
    fs::remove_file(folder.join("ballast")).expect("it is there");
}

#[test]
fn a_vault_that_finds_no_room_says_so_and_leaves_nothing_behind() {
    if children::folder().is_none() {
        return run_where_mounting_is_allowed(
            "session::full_disk::a_vault_that_finds_no_room_says_so_and_leaves_nothing_behind",
        );
    }
    let room = small_computer();
    let disk = room.folder.path();
    let seat = room.sit_down();
    let mut refusals = 0;
    for free in (0..2_000).step_by(12) {
        leave_free(disk, free);
        let made = seat.run(seat.session.create_vault(new_vault("Tower")));
        make_room(disk);
        let Err(problem) = made else { break };
        assert_eq!(problem.code, Code::DiskFull, "{free} KiB free: {problem:?}");
        let left = snapshot(&room.data().join("vaults"));
        assert!(left.is_empty(), "{free} KiB free: {:?}", left.keys());
        assert_eq!(state(&seat.session.session_status()), "closed");
        refusals += 1;
    }
    assert!(refusals > 5, "{refusals}");
    seat.generate("feed");
}

#[test]
fn a_re_encryption_that_finds_no_room_never_costs_the_way_in() {
    if children::folder().is_none() {
        return run_where_mounting_is_allowed(
            "session::full_disk::a_re_encryption_that_finds_no_room_never_costs_the_way_in",
        );
    }
    let room = small_computer();
    let disk = room.folder.path();
    let (seat, mut code) = room.with_vault();
    seat.generate("feed");
    let (mut refusals, mut done) = (0, 0);
    for free in (0..2_000).step_by(12) {
        leave_free(disk, free);
        let answer = seat.run(seat.session.re_encrypt_vault(PASSWORD.to_owned()));
        make_room(disk);
        let when = format!("{free} KiB free");
        match answer {
            Ok(next) => {
                code.clone_from(&next.recovery_code);
                done += 1;
            }
            Err(problem) => {
                assert_eq!(problem.code, Code::DiskFull, "{when}: {problem:?}");
                refusals += 1;
            }
        }
        // Without room to open it again, it is locked.
        if state(&seat.session.session_status()) == "locked" {
            seat.unlock(PASSWORD).expect(&when);
        }
        assert_eq!(seat.workspace().keys, 1, "{when}");
        if done > 5 {
            break;
        }
    }
    assert!(
        refusals > 5 && done > 5,
        "{refusals} refusals, {done} re-encryptions"
    );
    seat.lock();
    seat.run(seat.session.recover_vault(code, OTHER_PASSWORD.to_owned()))
        .expect("the newest code that was shown");
}
