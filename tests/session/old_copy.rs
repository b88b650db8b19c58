//! A whole old vault that was put back.

use std::fs;

use super::room::{PASSWORD, Room, copy};

#[test]
fn an_old_copy_of_a_vault_that_was_put_back_is_noticed_and_a_normal_reopening_is_not() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let vault = room.vault("Tower");
    seat.generate("first");
    assert!(!seat.workspace().older_than_seen);
    seat.come_back();
    assert!(!seat.workspace().older_than_seen);

    seat.lock();
    let aside = room.folder.path().join("aside");
    copy(&vault, &aside);
    seat.unlock(PASSWORD).expect("the right password");
    seat.generate("second");
    seat.lock();
    let newer = room.folder.path().join("newer");
    copy(&vault, &newer);

    let put_back = |from| {
        fs::remove_dir_all(&vault).expect("nobody holds it");
        copy(from, &vault);
        seat.unlock(PASSWORD).expect("the right password");
        let workspace = seat.workspace();
        seat.lock();
        (workspace.keys, workspace.older_than_seen)
    };
    assert_eq!(put_back(&aside), (1, true));
    assert_eq!(put_back(&aside), (1, true), "as long as nothing is changed in it");
    assert_eq!(put_back(&newer), (2, false), "the right one again");
}

#[test]
fn an_old_copy_is_told_as_one_until_somebody_says_that_they_go_on_with_it() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let vault = room.vault("Tower");
    seat.lock();
    let aside = room.folder.path().join("aside");
    copy(&vault, &aside);
    seat.unlock(PASSWORD).expect("the right password");
    seat.generate("lost");
    seat.lock();
    fs::remove_dir_all(&vault).expect("nobody holds it");
    copy(&aside, &vault);

    seat.unlock(PASSWORD).expect("the right password");
    for name in ["a", "b", "c"] {
        seat.generate(name);
    }
    seat.come_back();
    assert!(
        seat.workspace().older_than_seen,
        "working on it doesn't make it newer"
    );
    let accepted = seat
        .run(seat.backend().accept_copy())
        .expect("an administrator may");
    assert!(!accepted.older_than_seen);
    seat.come_back();
    assert!(!seat.workspace().older_than_seen);
    seat.generate("d");
    seat.come_back();
    assert!(!seat.workspace().older_than_seen);
}

#[test]
fn a_copy_that_went_another_way_is_noticed_however_long_it_is() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let vault = room.vault("Tower");
    seat.account();
    seat.lock();
    let copied = room.folder.path().join("Copy.keytower");
    copy(&vault, &copied);

    // On another computer, the copy gets longer than the vault does here.
    let elsewhere = Room::new();
    elsewhere.clock.jump(chrono::TimeDelta::days(1));
    let other = elsewhere.sit_down();
    other.open(&copied).expect("a vault");
    other.unlock(PASSWORD).expect("the right password");
    for name in ["a", "b", "c"] {
        other.generate(name);
    }
    assert!(
        !other.workspace().older_than_seen,
        "that computer has seen nothing else"
    );
    other.lock();

    seat.unlock(PASSWORD).expect("the right password");
    seat.generate("here");
    seat.lock();
    fs::remove_dir_all(&vault).expect("nobody holds it");
    copy(&copied, &vault);
    seat.unlock(PASSWORD).expect("the right password");
    assert!(seat.workspace().older_than_seen);
}
