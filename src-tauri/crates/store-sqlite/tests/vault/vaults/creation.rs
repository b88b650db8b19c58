//! Making a vault.

use std::fs;

use keytower_store_sqlite::vault::{Damage, KdfCost, MasterPassword, Vault, VaultError};

use crate::{
    children,
    fixture::{Fixture, PASSWORD, Seeded, names, typed, unlock},
};

#[test]
fn a_new_vault_is_a_folder_with_header_database_and_lock() {
    let fixture = Fixture::new();
    assert_eq!(names(&fixture.folder), ["header", "lock", "vault.db"]);
    assert_eq!(names(fixture.parent.path()), ["Tower.keytower"]);
}

#[test]
fn a_new_vault_costs_what_is_standard() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("Tower.keytower");
    let password = MasterPassword::new(PASSWORD.to_owned()).unwrap();
    let (vault, _) = Vault::create(&folder, &password, &Seeded::new(1)).unwrap();
    vault.confirm_password(&password).unwrap();
    let header = fs::read_to_string(folder.join("header")).unwrap();
    for stated in [
        "\"argon2id\"",
        "\"version\": 19",
        "\"memory_kib\": 65536",
        "\"passes\": 3",
        "\"lanes\": 4",
    ] {
        assert!(header.contains(stated), "{stated} in {header}");
    }
}

#[test]
fn the_header_does_not_name_the_vault() {
    let header = fs::read_to_string(Fixture::new().header()).unwrap();
    assert!(!header.contains("Tower"));
}

#[test]
fn what_is_there_already_is_not_replaced() {
    let parent = tempfile::tempdir().unwrap();
    let make = |name: &str| {
        let path = parent.path().join(name);
        Vault::create_with(&path, &typed(PASSWORD), KdfCost::FLOOR, &Seeded::new(1)).map(drop)
    };
    fs::create_dir(parent.path().join("empty")).unwrap();
    fs::write(parent.path().join("file"), "kept").unwrap();
    std::os::unix::fs::symlink("nowhere", parent.path().join("link")).unwrap();
    for name in ["empty", "file", "link"] {
        assert!(matches!(make(name), Err(VaultError::AlreadyExists)), "{name}");
    }
    assert_eq!(names(parent.path()), ["empty", "file", "link"]);
    assert!(matches!(make("absent/Tower.keytower"), Err(VaultError::Missing)));
}

#[test]
fn inspecting_shows_the_id_and_touches_nothing() {
    let fixture = Fixture::new();
    let id = fixture.unlock().unwrap().vault_id();
    fs::remove_file(fixture.folder.join("lock")).unwrap();
    let seen = Vault::inspect(&fixture.folder).unwrap();
    assert_eq!((seen.vault_id, seen.has_device_key), (id, false));
    assert_eq!(names(&fixture.folder), ["header", "vault.db"]);
}

#[test]
fn a_vault_in_use_can_be_inspected() {
    let fixture = Fixture::new();
    let vault = fixture.unlock().unwrap();
    assert_eq!(
        Vault::inspect(&fixture.folder).unwrap().vault_id,
        vault.vault_id()
    );
}

#[test]
fn what_is_not_a_vault_is_told_from_a_damaged_one() {
    let fixture = Fixture::new();
    let parent = fixture.parent.path();
    fs::create_dir(parent.join("folder")).unwrap();
    fs::write(parent.join("folder/photo.jpg"), "photo").unwrap();
    fs::write(parent.join("file"), "text").unwrap();
    for name in ["folder", "file"] {
        let path = parent.join(name);
        assert!(
            matches!(Vault::inspect(&path), Err(VaultError::NotAVault)),
            "{name}"
        );
        assert!(
            matches!(unlock(&path, PASSWORD), Err(VaultError::NotAVault)),
            "{name}"
        );
    }
    assert_eq!(names(&parent.join("folder")), ["photo.jpg"]);
    assert!(matches!(
        unlock(&parent.join("absent"), PASSWORD),
        Err(VaultError::Missing)
    ));

    fs::remove_file(fixture.header()).unwrap();
    let damage = fixture.unlock().unwrap_err();
    assert!(matches!(
        damage,
        VaultError::Damaged {
            what: Damage::HeaderMissing
        }
    ));
}

#[test]
fn nobody_else_may_read_whatever_the_umask() {
    use std::os::unix::fs::PermissionsExt as _;
    if let Some(folder) = children::folder() {
        let (vault, _) =
            Vault::create_with(&folder, &typed(PASSWORD), KdfCost::FLOOR, &Seeded::new(1)).unwrap();
        let connection = vault.connect().unwrap();
        connection.execute_batch("CREATE TABLE t (c)").unwrap();
        let mode = |path| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
        assert_eq!(mode(folder.clone()), 0o700);
        assert_eq!(
            names(&folder),
            ["header", "lock", "vault.db", "vault.db-shm", "vault.db-wal"]
        );
        for name in names(&folder) {
            assert_eq!(mode(folder.join(&name)), 0o600, "{name}");
        }
        return;
    }
    let parent = tempfile::tempdir().unwrap();
    for umask in ["0", "0277"] {
        let script = format!("umask {umask}; exec \"$0\" \"$@\"");
        let folder = parent.path().join(format!("{umask}.keytower"));
        children::run(
            &["sh", "-c", &script],
            "vaults::creation::nobody_else_may_read_whatever_the_umask",
            &folder,
        );
    }
}

#[test]
fn a_vault_that_others_could_read_is_closed_to_them_when_it_is_opened() {
    use std::os::unix::fs::PermissionsExt as _;
    let fixture = Fixture::new();
    let set = |path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    set(fixture.folder.clone(), 0o755);
    set(fixture.header(), 0o644);
    set(fixture.database(), 0o644);
    fixture.unlock().unwrap();
    let mode = |path| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
    assert_eq!(mode(fixture.folder.clone()), 0o700);
    assert_eq!(mode(fixture.header()), 0o600);
    assert_eq!(mode(fixture.database()), 0o600);
}
