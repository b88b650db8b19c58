//! A folder that can't be written, tried as somebody whom permissions bind.

use std::{
    env, fs,
    os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown},
    process::Command,
};

use keytower_store_sqlite::vault::{KdfCost, Vault, VaultError};

use crate::{
    children,
    fixture::{Fixture, PASSWORD, Seeded, names, typed, unlock},
};

/// Runs `test` again on the vault, as *nobody* if this is root. The binary is copied to where
/// everybody may run it.
fn run_as_somebody_else(test: &str, fixture: &Fixture) {
    let parent = fixture.parent.path();
    let binary = parent.join("tests");
    fs::copy(env::current_exe().unwrap(), &binary).unwrap();
    let is_root = fs::metadata("/proc/self").unwrap().uid() == 0;
    let mut before = Vec::new();
    if is_root {
        fs::set_permissions(parent, fs::Permissions::from_mode(0o755)).unwrap();
        for path in names(&fixture.folder)
            .iter()
            .map(|name| fixture.folder.join(name))
        {
            chown(path, Some(65534), Some(65534)).unwrap();
        }
        chown(&fixture.folder, Some(65534), Some(65534)).unwrap();
        before = vec!["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
    }
    let output = children::command(&before, &binary, test, &fixture.folder, 0)
        .output()
        .unwrap();
    let out = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && out.contains("1 passed"),
        "{out}{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

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
    run_as_somebody_else(
        "read_only::a_vault_that_cannot_be_written_is_refused_and_untouched",
        &fixture,
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
    let folder = tempfile::tempdir().unwrap();
    children::run(
        &["unshare", "--map-root-user", "--mount"],
        "read_only::a_vault_on_a_file_system_that_is_read_only_is_refused",
        folder.path(),
    );
}
