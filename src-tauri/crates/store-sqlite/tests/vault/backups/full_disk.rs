//! A full disk, on a real file system that only this test sees: the vault's, and the backup's.

use std::fs;
use std::path::Path;

use keytower_store_sqlite::vault::{BackupError, KdfCost, Vault};

use super::support::{back_up, left_in, restore_and_read, unpack};
use crate::children;
use crate::fixture::{PASSWORD, Seeded, names, read_rows, typed, write_rows};
use crate::small_disk::{leave_free, make_room, mount, run_where_mounting_is_allowed};

/// What a disk holds, in KiB.
const DISK: u64 = 4096;

fn vault_at(place: &Path) -> Vault {
    let (vault, _) = Vault::create_with(place, &typed(PASSWORD), KdfCost::FLOOR, &Seeded::new(1)).unwrap();
    write_rows(&vault);
    vault
}

/// Two folders, of which one is a small disk.
fn disks(folder: &Path, small: &str) -> [std::path::PathBuf; 2] {
    let both = ["vaults", "backups"].map(|name| folder.join(name));
    for place in &both {
        fs::create_dir_all(place).unwrap();
    }
    mount(&folder.join(small), DISK);
    both
}

#[test]
fn a_backup_that_finds_no_room_leaves_nothing_behind() {
    let Some(folder) = children::folder() else {
        return run_where_mounting_is_allowed(
            "backups::full_disk::a_backup_that_finds_no_room_leaves_nothing_behind",
        );
    };
    for small in ["vaults", "backups"] {
        let folder = folder.join(small);
        let [vaults, backups] = disks(&folder, small);
        let place = vaults.join("Tower.keytower");
        let vault = vault_at(&place);
        let target = backups.join("Tower.keytower-backup");
        let (mut refusals, mut made) = (0, false);
        for free in (0..2000).step_by(60) {
            leave_free(&folder.join(small), free);
            let outcome = back_up(&vault, &target);
            let when = format!("{free} KiB free for the {small}");
            let left = left_in(&backups);
            make_room(&folder.join(small));
            match outcome {
                Ok(_) => {
                    made = true;
                    break;
                }
                Err(BackupError::DiskFull) => refusals += 1,
                Err(other) => panic!("{when}: {other:?}"),
            }
            assert!(left.iter().all(|name| name == "ballast"), "{when}: {left:?}");
            let copies = names(&place)
                .into_iter()
                .filter(|name| name.starts_with("vault-"))
                .count();
            assert_eq!(copies, 0, "{when}");
            read_rows(&vault.connect().unwrap()).unwrap();
        }
        assert!(refusals > 3 && made, "{refusals} refusals for the {small}");
        drop(vault);
        restore_and_read(&target, &vaults, "Restored.keytower");
    }
}

#[test]
fn a_restore_that_finds_no_room_leaves_the_vault_as_it_is_and_nothing_behind() {
    let Some(folder) = children::folder() else {
        return run_where_mounting_is_allowed(
            "backups::full_disk::a_restore_that_finds_no_room_leaves_the_vault_as_it_is_and_nothing_behind",
        );
    };
    let [vaults, backups] = disks(&folder, "vaults");
    let place = vaults.join("Tower.keytower");
    let vault = vault_at(&place);
    let target = backups.join("Tower.keytower-backup");
    back_up(&vault, &target).unwrap();
    drop(vault);
    let (mut refusals, mut done) = (0, false);
    for free in (0..1500).step_by(60) {
        leave_free(&vaults, free);
        let outcome = unpack(&target, &vaults, PASSWORD);
        let when = format!("{free} KiB free");
        match outcome {
            Ok(mut staged) => {
                make_room(&vaults);
                staged
                    .put_in_place_of(&place, &vaults.join("aside.keytower"))
                    .unwrap();
                done = true;
                break;
            }
            Err(BackupError::DiskFull) => refusals += 1,
            Err(other) => panic!("{when}: {other:?}"),
        }
        assert_eq!(left_in(&vaults), ["Tower.keytower", "ballast"], "{when}");
    }
    assert!(refusals > 3 && done, "{refusals}");
    read_rows(
        &crate::fixture::unlock(&place, PASSWORD)
            .unwrap()
            .connect()
            .unwrap(),
    )
    .unwrap();
}
