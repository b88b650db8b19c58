//! A full disk, on a real file system that only this test sees: at each write, from the first page to the last.

use std::fs;

use keytower_app::StoreError;
use keytower_app::conformance::desk::Desk;
use keytower_store_sqlite::vault::{KdfCost, Vault, VaultError};
use keytower_store_sqlite::{MigrationError, SqliteStore};

use super::acts::{ACTS, keep_a_draft, prepare};
use super::tower::{Tower, assert_intact, connect, state};
use crate::children;
use crate::fixture::{PASSWORD, Seeded, typed};
use crate::small_disk::{leave_free, make_room, mount, run_where_mounting_is_allowed};

/// The log is empty and has no room of its own.
fn truncate_log(tower: &Tower) {
    let connection = tower.vault.connect().unwrap();
    connection
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
        .unwrap();
}

#[test]
fn on_a_disk_that_fills_at_any_write_a_use_case_happens_whole_or_says_that_it_is_full() {
    let Some(folder) = children::folder() else {
        return run_where_mounting_is_allowed(
            "workspaces::full_disk::on_a_disk_that_fills_at_any_write_a_use_case_happens_whole_or_says_that_it_is_full",
        );
    };
    mount(&folder, 4096);
    let tower = Tower::create(&folder.join("Tower.keytower"));
    let desk = tower.desk(0);
    prepare(&desk);
    for (name, act) in ACTS {
        let before = state(&desk);
        let mut refusals = 0;
        for free in (0..1_000).step_by(4) {
            truncate_log(&tower);
            leave_free(&folder, free);
            let outcome = act(&desk);
            make_room(&folder);
            let when = format!("{name}, {free} KiB free");
            match outcome {
                Ok(()) => break,
                Err(StoreError::Full) => refusals += 1,
                Err(other) => panic!("{when}: {other:?}"),
            }
            assert_intact(&desk, Some(before.0), &when);
            assert_eq!(state(&desk), before, "{when}");
        }
        assert!(refusals > 1, "{name}: {refusals}");
        assert_ne!(state(&desk), before, "{name}: with room, it happens");
        assert_intact(&desk, Some(before.0), name);
    }
    let end = state(&desk);
    drop(tower);
    let tower = Tower::open(&folder.join("Tower.keytower"));
    assert_eq!(state(&tower.desk(1)), end, "all of it was on the disk");
}

#[test]
fn a_full_disk_is_told_as_one_also_where_the_index_of_the_log_has_to_grow() {
    let Some(folder) = children::folder() else {
        return run_where_mounting_is_allowed(
            "workspaces::full_disk::a_full_disk_is_told_as_one_also_where_the_index_of_the_log_has_to_grow",
        );
    };
    mount(&folder, 24 * 1024);
    let vault = Tower::create(&folder.join("Tower.keytower")).vault;
    let writer = vault.connect().unwrap();
    writer.pragma_update(None, "wal_autocheckpoint", 0).unwrap();
    let store = SqliteStore::open(writer, vault.connect().unwrap()).unwrap();
    let tower = Tower { store, vault };
    let desk = tower.desk(0);
    let log = folder.join("Tower.keytower/vault.db-wal");
    // A first page of the index is for 4,062 frames of the log.
    while fs::metadata(&log).unwrap().len() < 4_040 * 4_120 {
        keep_a_draft(&desk).unwrap();
    }
    let before = state(&desk);
    let mut written = 0;
    for free in (0..1_000).step_by(4) {
        leave_free(&folder, free);
        let outcome = keep_a_draft(&desk);
        make_room(&folder);
        match outcome {
            // Those before the last frame of the page, and the one after.
            Ok(()) if written > 2 => return assert_intact(&desk, Some(before.0), "after all"),
            Ok(()) => written += 1,
            Err(StoreError::Full) => {}
            Err(other) => panic!("{free} KiB free: {other:?}"),
        }
        assert_intact(&desk, Some(before.0), "while the disk is full");
    }
    panic!("with a megabyte free, a draft is kept");
}

#[test]
fn a_vault_without_room_for_its_tables_says_that_the_disk_is_full_and_takes_them_later() {
    let Some(folder) = children::folder() else {
        return run_where_mounting_is_allowed(
            "workspaces::full_disk::a_vault_without_room_for_its_tables_says_that_the_disk_is_full_and_takes_them_later",
        );
    };
    mount(&folder, 4096);
    let place = folder.join("Tower.keytower");
    let (vault, _) = Vault::create_with(&place, &typed(PASSWORD), KdfCost::FLOOR, &Seeded::new(1)).unwrap();
    let mut refusals = 0;
    for free in (0..1_000).step_by(4) {
        leave_free(&folder, free);
        let opened = vault.connect().and_then(|writer| {
            let reader = vault.connect()?;
            Ok(SqliteStore::open(writer, reader))
        });
        make_room(&folder);
        match opened {
            Ok(Ok(_)) => break,
            Err(VaultError::DiskFull) => refusals += 1,
            Ok(Err(MigrationError::Database(error))) => {
                let error = VaultError::from(error);
                assert!(
                    matches!(error, VaultError::DiskFull),
                    "{free} KiB free: {error:?}"
                );
                refusals += 1;
            }
            Ok(Err(other)) => panic!("{free} KiB free: {other:?}"),
            Err(other) => panic!("{free} KiB free: {other:?}"),
        }
    }
    assert!(refusals > 10, "{refusals}");
    let store = connect(&vault).unwrap();
    assert_intact(&Desk::open(&store), None, "a workspace fits into it");
}
