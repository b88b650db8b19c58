//! What others do to a vault: hold it, lock its database, make it read-only.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

use keytower_app::{KeyLifeError, StoreError, generate_key};
use keytower_store_sqlite::SqliteStore;
use keytower_store_sqlite::vault::VaultError;
use tempfile::tempdir;

use super::tower::{OWNER, Tower, assert_intact, state};
use crate::children::{self, Running};
use crate::fixture::{PASSWORD, open_to_all, snapshot, unlock};

#[test]
fn a_vault_that_another_process_works_in_is_in_use_until_that_is_killed() {
    if let Some(folder) = children::folder() {
        children::end_with_parent();
        let tower = Tower::open(&folder);
        let desk = tower.desk(7);
        let owner = desk.read(|tx| tx.account_named(OWNER)).unwrap().id;
        desk.generate(owner, "by the other");
        children::say("generated");
        loop {
            std::thread::park();
        }
    }
    let parent = tempdir().unwrap();
    let folder = parent.path().join("Tower.keytower");
    drop(Tower::create(&folder));
    let test = "workspaces::others::a_vault_that_another_process_works_in_is_in_use_until_that_is_killed";
    let mut other = Running::start(test, &folder, 0);
    other.await_saying("generated");
    assert!(matches!(unlock(&folder, PASSWORD), Err(VaultError::InUse)));
    other.kill();
    let tower = Tower::open(&folder);
    let desk = tower.desk(0);
    assert_eq!(desk.read(|tx| tx.keys()).len(), 1);
    assert_intact(&desk, None, "after the other");
}

#[test]
fn a_database_that_another_connection_writes_to_is_unavailable_and_goes_on_afterwards() {
    let parent = tempdir().unwrap();
    let vault = Tower::create(&parent.path().join("Tower.keytower")).vault;
    let writer = vault.connect().unwrap();
    writer.busy_timeout(Duration::from_millis(50)).unwrap();
    let store = SqliteStore::open(writer, vault.connect().unwrap()).unwrap();
    let tower = Tower { store, vault };
    let desk = tower.desk(0);
    let owner = desk.read(|tx| tx.account_named(OWNER)).unwrap().id;
    let before = state(&desk);

    let other = tower.vault.connect().unwrap();
    for lock in ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"] {
        other.execute_batch(lock).unwrap();
        let refused = generate_key(desk.store, &desk.caller(), &desk.request(owner, "later"));
        let told = refused.err().unwrap();
        assert!(
            matches!(told, KeyLifeError::Store(StoreError::Unavailable(_))),
            "{lock}: {told:?}"
        );
        assert_eq!(state(&desk), before, "{lock}: reading goes on");
        other.execute_batch("ROLLBACK").unwrap();
    }
    desk.generate(owner, "later");
    assert_intact(&desk, Some(before.0), "afterwards");
}

#[test]
fn a_vault_in_a_folder_that_is_read_only_says_so_and_nothing_changes() {
    if let Some(folder) = children::folder() {
        let set = |mode| fs::set_permissions(&folder, Permissions::from_mode(mode)).unwrap();
        let before = snapshot(&folder);
        set(0o500);
        let refused = unlock(&folder, PASSWORD).unwrap_err();
        assert!(matches!(refused, VaultError::ReadOnly), "{refused:?}");
        assert_eq!(snapshot(&folder), before);
        set(0o700);
        assert_intact(
            &Tower::open(&folder).desk(0),
            None,
            "once it can be written again",
        );
        return;
    }
    let parent = open_to_all();
    let folder = parent.path().join("Tower.keytower");
    drop(Tower::create(&folder));
    children::run_as_somebody_else(
        "workspaces::others::a_vault_in_a_folder_that_is_read_only_says_so_and_nothing_changes",
        parent.path(),
        &folder,
    );
}
