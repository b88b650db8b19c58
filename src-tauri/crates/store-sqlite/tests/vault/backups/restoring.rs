//! Restoring.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use keytower_store_sqlite::vault::{BackupError, Staged, Unlock, UnlockedBy, Vault, VaultError};
use rusqlite::Connection;

use super::support::{BackedUp, is_wrong_password, left_in, unpack};
use crate::fixture::{OTHER_PASSWORD, PASSWORD, names, read_rows, typed, unlock};

/// Changes what the vault holds, so that it differs from the backup.
fn change(vault: &Vault) {
    let connection = vault.connect().unwrap();
    connection
        .execute("INSERT INTO plane VALUES (5000, 'later')", [])
        .unwrap();
}

fn rows(connection: &Connection) -> i64 {
    connection
        .query_row("SELECT count(*) AS count FROM plane", [], |row| row.get("count"))
        .unwrap()
}

#[test]
fn a_backup_becomes_a_vault_beside_the_one_it_is_of() {
    let backed_up = BackedUp::new();
    change(&backed_up.vault.unlock().unwrap());
    let place = backed_up.parent().join("Restored.keytower");
    let mut staged = backed_up.unpack().unwrap();
    assert!(!place.exists());
    staged.put_new(&place).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&place), 0o700);
    assert_eq!(mode(&place.join("header")), 0o600);
    assert_eq!(mode(&place.join("vault.db")), 0o600);
    assert_eq!(
        left_in(backed_up.parent()),
        ["Restored.keytower", "Tower.keytower", "Tower.keytower-backup"]
    );
    let restored = unlock(&place, PASSWORD).unwrap();
    read_rows(&restored.connect().unwrap()).unwrap();
    let old = backed_up.vault.unlock().unwrap();
    assert_eq!(old.vault_id(), restored.vault_id());
    assert_eq!(rows(&old.connect().unwrap()), 301);
}

#[test]
fn a_backup_opened_by_its_recovery_code_lets_a_new_password_be_set() {
    let backed_up = BackedUp::new();
    let code = &backed_up.vault.recovery_code;
    let place = backed_up.parent().join("Restored.keytower");
    Staged::unpack(&backed_up.file, backed_up.parent(), &Unlock::Recovery(code))
        .unwrap()
        .put_new(&place)
        .unwrap();
    let vault = Vault::unlock(&place, &Unlock::Recovery(code)).unwrap();
    assert_eq!(vault.unlocked_by(), UnlockedBy::Recovery);
    vault
        .reset_password_with_recovery(&typed(OTHER_PASSWORD), &backed_up.vault.entropy)
        .unwrap();
    drop(vault);
    read_rows(&unlock(&place, OTHER_PASSWORD).unwrap().connect().unwrap()).unwrap();
}

#[test]
fn the_replaced_vault_is_kept_whole() {
    let backed_up = BackedUp::new();
    change(&backed_up.vault.unlock().unwrap());
    let aside = backed_up.parent().join("Tower (replaced).keytower");
    backed_up
        .unpack()
        .unwrap()
        .put_in_place_of(&backed_up.vault.folder, &aside)
        .unwrap();
    read_rows(&backed_up.vault.unlock().unwrap().connect().unwrap()).unwrap();
    assert_eq!(rows(&unlock(&aside, PASSWORD).unwrap().connect().unwrap()), 301);
    assert_eq!(
        left_in(backed_up.parent()),
        [
            "Tower (replaced).keytower",
            "Tower.keytower",
            "Tower.keytower-backup"
        ]
    );
}

#[test]
fn a_vault_that_is_open_is_not_replaced_and_nothing_is_overwritten() {
    let backed_up = BackedUp::new();
    let taken = backed_up.parent().join("taken");
    fs::create_dir(&taken).unwrap();
    let held = backed_up.vault.unlock().unwrap();
    let aside = backed_up.parent().join("aside");
    let place = &backed_up.vault.folder;
    let outcome = backed_up.unpack().unwrap().put_in_place_of(place, &aside);
    assert!(matches!(outcome, Err(VaultError::InUse)), "{outcome:?}");
    drop(held);
    let outcome = backed_up.unpack().unwrap().put_in_place_of(place, &taken);
    assert!(matches!(outcome, Err(VaultError::AlreadyExists)), "{outcome:?}");
    let outcome = backed_up.unpack().unwrap().put_new(place);
    assert!(matches!(outcome, Err(VaultError::AlreadyExists)), "{outcome:?}");
    assert_eq!(
        left_in(backed_up.parent()),
        ["Tower.keytower", "Tower.keytower-backup", "taken"]
    );
    read_rows(&backed_up.vault.unlock().unwrap().connect().unwrap()).unwrap();
}

#[test]
fn one_restores_at_a_time_and_what_a_crash_left_gives_way() {
    let backed_up = BackedUp::new();
    let first = backed_up.unpack().unwrap();
    let second = backed_up.unpack();
    assert!(
        matches!(second, Err(BackupError::Vault(VaultError::InUse))),
        "{second:?}"
    );
    read_rows(&first.connect().unwrap()).unwrap();
    drop(first);
    let stage = backed_up.parent().join(".restoring");
    fs::create_dir(&stage).unwrap();
    fs::write(stage.join("vault.db"), "half").unwrap();
    let third = backed_up.unpack().unwrap();
    read_rows(&third.connect().unwrap()).unwrap();
    assert_eq!(names(&stage), ["header", "lock", "vault.db"]);
}

#[test]
fn the_same_vault_is_looked_into_only_where_the_backups_key_still_opens_it() {
    let backed_up = BackedUp::new();
    change(&backed_up.vault.unlock().unwrap());
    let staged = backed_up.unpack().unwrap();
    let same = staged.unlock_same(&backed_up.vault.folder).unwrap();
    assert_eq!(rows(&same.connect().unwrap()), 301);
    drop(same);
    let mut vault = backed_up.vault.unlock().unwrap();
    vault
        .re_encrypt(&typed(PASSWORD), &backed_up.vault.entropy)
        .unwrap();
    drop(vault);
    assert!(staged.unlock_same(&backed_up.vault.folder).is_err());
    backed_up.vault.unlock().unwrap();
}

#[test]
fn a_wrong_password_leaves_nothing_unpacked() {
    let backed_up = BackedUp::new();
    assert!(is_wrong_password(&unpack(
        &backed_up.file,
        backed_up.parent(),
        OTHER_PASSWORD
    )));
    assert_eq!(
        left_in(backed_up.parent()),
        ["Tower.keytower", "Tower.keytower-backup"]
    );
}

#[test]
fn a_restored_vault_opens_what_was_sealed_with_the_password_of_when_it_was_backed_up() {
    let backed_up = BackedUp::new();
    let vault = backed_up.vault.unlock().unwrap();
    let sealing_key = vault.sealing().key();
    vault
        .change_password(&typed(PASSWORD), &typed(OTHER_PASSWORD), &backed_up.vault.entropy)
        .unwrap();
    drop(vault);
    let place = backed_up.parent().join("Restored.keytower");
    backed_up.unpack().unwrap().put_new(&place).unwrap();
    let restored = unlock(&place, PASSWORD).unwrap();
    assert_eq!(restored.sealing().key(), sealing_key);
    let opening_key = restored.opening_key(&typed(PASSWORD)).unwrap().unwrap();
    assert_eq!(Some(opening_key.sealing_key()), sealing_key);
}
