//! A folder that can't be written, tried as somebody whom permissions bind.

use std::{fs, os::unix::fs::PermissionsExt as _, process::Command};

use keytower_store_sqlite::vault::{KdfCost, Vault, VaultError};

use crate::{
    children,
    fixture::{Fixture, PASSWORD, Seeded, names, typed, unlock},
    small_disk::run_where_mounting_is_allowed,
};

#[test]
fn a_vault_that_cannot_be_written_is_refused_and_untouched() {
    if let Some(folder) = children::folder() {
        let lock = folder.join("lock");
        let set = |path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        let refused = || matches!(unlock(&folder, PASSWORD), Err(VaultError::ReadOnly));
        let database = folder.join("vault.db");

        set(&folder, 0o500);
        assert!(refused(), "folder");
        let inside = folder.join("Inner.keytower");
        let made = Vault::create_with(&inside, &typed(PASSWORD), KdfCost::FLOOR, &Seeded::new(1));
        assert!(matches!(made, Err(VaultError::ReadOnly)), "made inside");
        assert_eq!(names(&folder), ["header", "lock", "vault.db"]);
        Vault::inspect(&folder).unwrap();
        set(&folder, 0o700);

        set(&database, 0o400);
        assert!(refused(), "database");
        assert_eq!(
            fs::metadata(&database).unwrap().permissions().mode() & 0o777,
            0o400
        );
        set(&database, 0o600);

        set(&lock, 0o400);
        assert!(refused(), "lock");
        set(&lock, 0o600);
        unlock(&folder, PASSWORD).unwrap();
        return;
    }
    let fixture = Fixture::new();
    children::run_as_somebody_else(
        "vaults::read_only::a_vault_that_cannot_be_written_is_refused_and_untouched",
        fixture.parent.path(),
        &fixture.folder,
    );
}

#[test]
fn a_vault_on_a_file_system_that_is_read_only_is_refused() {
    if let Some(folder) = children::folder() {
        let mount = |arguments: &[&str]| {
            let status = Command::new("mount")
                .args(arguments)
                .arg(&folder)
                .status()
                .unwrap();
            assert!(status.success());
        };
        mount(&["-t", "tmpfs", "tmpfs"]);
        let place = folder.join("Tower.keytower");
        drop(Vault::create_with(&place, &typed(PASSWORD), KdfCost::FLOOR, &Seeded::new(1)).unwrap());
        mount(&["-o", "remount,bind,ro"]);
        assert!(matches!(unlock(&place, PASSWORD), Err(VaultError::ReadOnly)));
        let other = folder.join("Other.keytower");
        let made = Vault::create_with(&other, &typed(PASSWORD), KdfCost::FLOOR, &Seeded::new(1));
        assert!(matches!(made, Err(VaultError::ReadOnly)));
        return;
    }
    run_where_mounting_is_allowed("vaults::read_only::a_vault_on_a_file_system_that_is_read_only_is_refused");
}
