//! A full disk, on a real file system that only this test sees.

use keytower_store_sqlite::vault::{KdfCost, Vault, VaultError};

use crate::{
    children,
    fixture::{OTHER_PASSWORD, PASSWORD, Seeded, databases, names, read_rows, typed, unlock, write_rows},
    small_disk::{leave_free, make_room, mount, run_where_mounting_is_allowed},
};

/// What the disk holds, in KiB.
const DISK: u64 = 2048;

#[test]
fn a_vault_that_finds_no_room_leaves_nothing_behind() {
    let Some(folder) = children::folder() else {
        return run_where_mounting_is_allowed(
            "vaults::full_disk::a_vault_that_finds_no_room_leaves_nothing_behind",
        );
    };
    mount(&folder, DISK);
    let place = folder.join("Tower.keytower");
    let mut refusals = 0;
    for free in (0..400).step_by(4) {
        leave_free(&folder, free);
        match Vault::create_with(&place, &typed(PASSWORD), KdfCost::FLOOR, &Seeded::new(1)) {
            Ok(_) => break,
            Err(VaultError::DiskFull) => refusals += 1,
            Err(other) => panic!("{free} KiB free: {other:?}"),
        }
        assert_eq!(names(&folder), ["ballast"], "{free} KiB free");
    }
    assert!(refusals > 1, "{refusals}");
    make_room(&folder);
    unlock(&place, PASSWORD).unwrap();
}

#[test]
fn a_password_that_finds_no_room_leaves_the_old_one() {
    let Some(folder) = children::folder() else {
        return run_where_mounting_is_allowed(
            "vaults::full_disk::a_password_that_finds_no_room_leaves_the_old_one",
        );
    };
    mount(&folder, DISK);
    let place = folder.join("Tower.keytower");
    let entropy = Seeded::new(1);
    let (vault, _) = Vault::create_with(&place, &typed(PASSWORD), KdfCost::FLOOR, &entropy).unwrap();
    write_rows(&vault);
    leave_free(&folder, 0);
    let outcome = vault.change_password(&typed(PASSWORD), &typed(OTHER_PASSWORD), &entropy);
    assert!(matches!(outcome, Err(VaultError::DiskFull)), "{outcome:?}");
    drop(vault);
    assert_eq!(names(&place), ["header", "lock", "vault.db"]);
    // SQLite needs room beside the database even to read it.
    assert!(matches!(unlock(&place, PASSWORD), Err(VaultError::DiskFull)));
    make_room(&folder);
    read_rows(&unlock(&place, PASSWORD).unwrap().connect().unwrap()).unwrap();
}

#[test]
fn a_re_encryption_that_finds_no_room_changes_nothing() {
    let Some(folder) = children::folder() else {
        return run_where_mounting_is_allowed(
            "vaults::full_disk::a_re_encryption_that_finds_no_room_changes_nothing",
        );
    };
    mount(&folder, DISK);
    let place = folder.join("Tower.keytower");
    let entropy = Seeded::new(1);
    let (mut vault, _) = Vault::create_with(&place, &typed(PASSWORD), KdfCost::FLOOR, &entropy).unwrap();
    write_rows(&vault);
    let mut refusals = 0;
    for free in (0..1000).step_by(40).chain([1200]) {
        leave_free(&folder, free);
        match vault.re_encrypt(&typed(PASSWORD), &entropy) {
            Ok(_) => break,
            Err(VaultError::DiskFull) => refusals += 1,
            Err(other) => panic!("{free} KiB free: {other:?}"),
        }
        assert_eq!(databases(&place), ["vault.db"], "{free} KiB free");
        make_room(&folder);
        read_rows(&vault.connect().unwrap()).unwrap();
    }
    assert!(refusals > 3, "{refusals}");
    make_room(&folder);
    drop(vault);
    assert_eq!(databases(&place).len(), 1);
    read_rows(&unlock(&place, PASSWORD).unwrap().connect().unwrap()).unwrap();
}
