//! A new data key.

use std::fs;

use keytower_app::Entropy;
use keytower_store_sqlite::vault::{Damage, RecoveryCode, Unlock, Vault, VaultError};

use crate::fixture::{Fixture, OTHER_PASSWORD, PASSWORD, names, read_rows, snapshot, typed};

#[test]
fn a_re_encrypted_vault_holds_the_same_under_a_new_key() {
    let fixture = Fixture::with_rows();
    let mut vault = fixture.unlock().unwrap();
    let id = vault.vault_id();
    let device_key = vault
        .enable_device_key(&typed(PASSWORD), &fixture.entropy)
        .unwrap();
    let old_header = fs::read(fixture.header()).unwrap();
    let code = vault.re_encrypt(&typed(PASSWORD), &fixture.entropy).unwrap();

    let left = names(&fixture.folder);
    assert_eq!((left.len(), &left[0][..], &left[1][..]), (3, "header", "lock"));
    assert!(left[2].starts_with("vault-"), "{left:?}");
    let check = |vault: &Vault| {
        let connection = vault.connect().unwrap();
        read_rows(&connection).unwrap();
        let indexes = "SELECT count(*) FROM sqlite_schema WHERE name = 'plane_log'";
        assert_eq!(
            connection
                .query_row(indexes, [], |row| row.get::<_, i64>(0))
                .unwrap(),
            1
        );
        let version = connection
            .pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0))
            .unwrap();
        assert_eq!(version, 7);
    };
    check(&vault);
    drop(vault);

    let recover = |code: &RecoveryCode| Vault::unlock(&fixture.folder, &Unlock::Recovery(code)).map(drop);
    assert!(matches!(
        recover(&fixture.recovery_code),
        Err(VaultError::WrongRecoveryCode)
    ));
    recover(&code).unwrap();
    let by_device = Vault::unlock(&fixture.folder, &Unlock::Device(&device_key));
    assert!(matches!(by_device, Err(VaultError::NoDeviceKey)));
    let vault = fixture.unlock().unwrap();
    assert_eq!(vault.vault_id(), id);
    check(&vault);
    drop(vault);

    fs::write(fixture.header(), old_header).unwrap();
    let with_the_old_header = fixture.unlock().unwrap_err();
    assert!(matches!(
        with_the_old_header,
        VaultError::Damaged {
            what: Damage::DatabaseMissing
        }
    ));
}

#[test]
fn a_vault_can_be_re_encrypted_again() {
    let fixture = Fixture::with_rows();
    let mut vault = fixture.unlock().unwrap();
    for _ in 0..3 {
        vault.re_encrypt(&typed(PASSWORD), &fixture.entropy).unwrap();
        read_rows(&vault.connect().unwrap()).unwrap();
    }
    assert_eq!(names(&fixture.folder).len(), 3);
}

#[test]
fn a_wrong_password_re_encrypts_nothing() {
    let fixture = Fixture::with_rows();
    let mut vault = fixture.unlock().unwrap();
    let before = snapshot(&fixture.folder);
    let outcome = vault.re_encrypt(&typed(OTHER_PASSWORD), &fixture.entropy);
    assert!(matches!(outcome, Err(VaultError::WrongPassword)));
    assert_eq!(snapshot(&fixture.folder), before);
}

#[test]
fn a_vault_with_an_open_connection_is_not_re_encrypted() {
    let fixture = Fixture::with_rows();
    let mut vault = fixture.unlock().unwrap();
    let connection = vault.connect().unwrap();
    let outcome = vault.re_encrypt(&typed(PASSWORD), &fixture.entropy);
    assert!(matches!(outcome, Err(VaultError::ConnectionsOpen)));
    read_rows(&connection).unwrap();
    connection
        .execute_batch("DELETE FROM plane WHERE id = -1; CREATE TABLE after (c)")
        .unwrap();
    drop(connection);
    vault.re_encrypt(&typed(PASSWORD), &fixture.entropy).unwrap();
    vault
        .connect()
        .unwrap()
        .execute_batch("DROP TABLE after")
        .unwrap();
}

#[test]
fn a_new_database_never_takes_the_place_of_another() {
    struct Constant;
    impl Entropy for Constant {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(7);
        }
    }
    let fixture = Fixture::with_rows();
    let mut vault = fixture.unlock().unwrap();
    vault.re_encrypt(&typed(PASSWORD), &Constant).unwrap();
    let before = snapshot(&fixture.folder);
    let outcome = vault.re_encrypt(&typed(PASSWORD), &Constant);
    assert!(matches!(outcome, Err(VaultError::AlreadyExists)));
    assert_eq!(snapshot(&fixture.folder), before);
    read_rows(&vault.connect().unwrap()).unwrap();
}

#[test]
fn a_damaged_database_is_not_re_encrypted_and_stays() {
    let fixture = Fixture::with_rows();
    let mut vault = fixture.unlock().unwrap();
    crate::fixture::flip(&fixture.database(), 20 * 4096 + 100, 3);
    let before = fs::read(fixture.database()).unwrap();
    let outcome = vault.re_encrypt(&typed(PASSWORD), &fixture.entropy);
    assert!(
        matches!(
            outcome,
            Err(VaultError::Damaged {
                what: Damage::Database
            })
        ),
        "{outcome:?}"
    );
    assert_eq!(fs::read(fixture.database()).unwrap()[4096..], before[4096..]);
    assert_eq!(names(&fixture.folder), ["header", "lock", "vault.db"]);
}

#[test]
fn what_a_crash_left_is_removed_at_the_next_unlock_and_nothing_else() {
    let fixture = Fixture::with_rows();
    for name in [
        "header.new",
        "vault-00c0ffee.db",
        "vault-00c0ffee.db-wal",
        "vault-0ff00ff0.db-journal",
    ] {
        fs::write(fixture.folder.join(name), "left").unwrap();
    }
    fs::write(fixture.folder.join("notes.txt"), "mine").unwrap();
    assert!(matches!(
        crate::fixture::unlock(&fixture.folder, OTHER_PASSWORD),
        Err(VaultError::WrongPassword)
    ));
    assert_eq!(names(&fixture.folder).len(), 8);
    fixture.unlock().unwrap();
    assert_eq!(
        names(&fixture.folder),
        ["header", "lock", "notes.txt", "vault.db"]
    );
}
