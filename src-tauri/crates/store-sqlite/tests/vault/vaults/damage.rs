//! What a vault says when it isn't as it was written.

use std::{fs, path::Path};

use keytower_store_sqlite::vault::{Damage, KdfCost, Unlock, Vault, VaultError};

use crate::fixture::{Fixture, PASSWORD, ROWS, Seeded, flip, read_rows, snapshot, typed};

const PAGE: usize = 4096;

fn assert_damaged<T>(outcome: Result<T, VaultError>, expected: Damage, context: &str) {
    match outcome {
        Err(VaultError::Damaged { what }) => assert_eq!(what, expected, "{context}"),
        Err(other) => panic!("{context}: {other:?}"),
        Ok(_) => panic!("{context}: opened"),
    }
}

#[test]
fn a_flipped_bit_in_the_header_is_damage_and_not_a_wrong_password() {
    let fixture = Fixture::new();
    let length = fs::read(fixture.header()).unwrap().len();
    for byte in (0..length).step_by(7).chain([length - 1]) {
        flip(&fixture.header(), byte, byte);
        assert_damaged(fixture.unlock(), Damage::Header, &format!("byte {byte}"));
        assert_damaged(
            Vault::inspect(&fixture.folder),
            Damage::Header,
            &format!("byte {byte}"),
        );
        flip(&fixture.header(), byte, byte);
    }
    fixture.unlock().unwrap();
}

#[test]
fn a_header_that_is_cut_short_or_garbage_is_damage() {
    let fixture = Fixture::new();
    let whole = fs::read(fixture.header()).unwrap();
    let cut = (0..whole.len())
        .step_by(61)
        .map(|length| whole[..length].to_vec());
    let garbage = [
        vec![0; 1000],
        vec![0xff; 1 << 20],
        b"{}".to_vec(),
        [&whole[..], b"\n"].concat(),
    ];
    for content in cut.chain(garbage) {
        fs::write(fixture.header(), &content).unwrap();
        assert_damaged(
            fixture.unlock(),
            Damage::Header,
            &format!("{} bytes", content.len()),
        );
    }
}

#[test]
fn a_header_that_is_no_file_is_damage() {
    let fixture = Fixture::new();
    fs::remove_file(fixture.header()).unwrap();
    fs::create_dir(fixture.header()).unwrap();
    assert_damaged(fixture.unlock(), Damage::Header, "a folder");
}

#[test]
fn absurd_parameters_are_refused_before_anything_is_derived() {
    let refused = [
        ("\"memory_kib\": 19456", "\"memory_kib\": 19455"),
        ("\"memory_kib\": 19456", "\"memory_kib\": 1048577"),
        // Deriving with these would need 4 TiB.
        ("\"memory_kib\": 19456", "\"memory_kib\": 4294967295"),
        ("\"memory_kib\": 19456", "\"memory_kib\": 18446744073709551615"),
        ("\"passes\": 2", "\"passes\": 1"),
        ("\"passes\": 2", "\"passes\": 17"),
        ("\"passes\": 2", "\"passes\": 4294967298"),
        ("\"lanes\": 1", "\"lanes\": 0"),
        ("\"lanes\": 1", "\"lanes\": 17"),
        ("\"version\": 19", "\"version\": 16"),
        ("\"argon2id\"", "\"argon2i\""),
    ];
    for (from, to) in refused {
        let fixture = Fixture::new();
        fixture.forge_header(|text| text.replace(from, to));
        assert!(
            matches!(fixture.unlock(), Err(VaultError::UnacceptableParameters)),
            "{to}"
        );
    }
}

#[test]
fn a_forged_header_with_a_right_checksum_is_noticed_once_it_is_unlocked() {
    let forgeries: [fn(String) -> String; 3] = [
        |text| text.replace("\"device\": null", "\"device\":  null"),
        |text| text.replace("\"memory_kib\": 19456", "\"memory_kib\": 65536"),
        |text| text.replace("vault.db", "vault-00000000.db"),
    ];
    for forge in forgeries {
        let fixture = Fixture::new();
        fs::copy(fixture.database(), fixture.folder.join("vault-00000000.db")).unwrap();
        fixture.forge_header(forge);
        let outcome = Vault::unlock(&fixture.folder, &Unlock::Recovery(&fixture.recovery_code));
        assert_damaged(outcome, Damage::HeaderAltered, "forged");
    }
}

#[test]
fn a_forged_header_leads_to_no_file_outside_the_folder() {
    let fixture = Fixture::new();
    fs::copy(fixture.database(), fixture.parent.path().join("vault.db")).unwrap();
    fixture.forge_header(|text| text.replace("\"vault.db\"", "\"../vault.db\""));
    assert_damaged(fixture.unlock(), Damage::Header, "../vault.db");
}

#[test]
fn a_newer_format_is_refused_and_untouched() {
    let fixture = Fixture::new();
    fs::remove_file(fixture.folder.join("lock")).unwrap();
    fixture.forge_header(|text| {
        text.replace("\"format\": 2", "\"format\": 3")
            .replace("\"device\": null", "\"elsewhere\": []")
    });
    let before = snapshot(&fixture.folder);
    assert!(matches!(
        fixture.unlock(),
        Err(VaultError::NewerFormat { found: 3 })
    ));
    assert!(matches!(
        Vault::inspect(&fixture.folder),
        Err(VaultError::NewerFormat { found: 3 })
    ));
    assert_eq!(snapshot(&fixture.folder), before);
}

#[test]
fn a_missing_or_empty_database_is_damage_and_is_not_made_anew() {
    let fixture = Fixture::new();
    fs::write(fixture.database(), "").unwrap();
    assert_damaged(fixture.unlock(), Damage::DatabaseEmpty, "empty");
    assert_damaged(Vault::inspect(&fixture.folder), Damage::DatabaseEmpty, "empty");
    fs::remove_file(fixture.database()).unwrap();
    assert_damaged(fixture.unlock(), Damage::DatabaseMissing, "missing");
    assert_damaged(
        Vault::inspect(&fixture.folder),
        Damage::DatabaseMissing,
        "missing",
    );
    assert!(!fixture.database().exists());
}

#[test]
fn a_database_that_vanishes_while_the_vault_is_open_is_not_made_anew() {
    let fixture = Fixture::new();
    let vault = fixture.unlock().unwrap();
    fs::remove_file(fixture.database()).unwrap();
    assert_damaged(vault.connect(), Damage::DatabaseMissing, "missing");
}

#[test]
fn a_flipped_bit_in_the_first_page_is_damage() {
    let fixture = Fixture::with_rows();
    for byte in [0, 15, 16, 17, 100, 2000, PAGE - 80, PAGE - 64, PAGE - 1] {
        flip(&fixture.database(), byte, byte);
        assert_damaged(fixture.unlock(), Damage::Database, &format!("byte {byte}"));
        flip(&fixture.database(), byte, byte);
    }
    read_rows(&fixture.unlock().unwrap().connect().unwrap()).unwrap();
}

#[test]
fn a_flipped_bit_in_a_later_page_is_damage_when_the_page_is_read() {
    let fixture = Fixture::with_rows();
    let pages = fs::read(fixture.database()).unwrap().len() / PAGE;
    let mut found = 0;
    for page in (1..pages).step_by(3) {
        let byte = page * PAGE + 97 * page % PAGE;
        flip(&fixture.database(), byte, page);
        let vault = fixture.unlock().unwrap();
        match read_rows(&vault.connect().unwrap()) {
            // A page of the index, which was not read.
            Ok(()) => {}
            outcome => {
                assert_damaged(outcome, Damage::Database, &format!("page {page}"));
                found += 1;
            }
        }
        drop(vault);
        flip(&fixture.database(), byte, page);
    }
    assert!(found > pages / 3 / 3, "{found} of {pages}");
}

#[test]
fn a_database_that_is_cut_short_is_damage() {
    let fixture = Fixture::with_rows();
    let whole = fs::read(fixture.database()).unwrap();
    for length in [1, 16, 1000, PAGE - 1, PAGE, 10 * PAGE, whole.len() - PAGE / 2] {
        fs::write(fixture.database(), &whole[..length]).unwrap();
        let outcome = fixture.unlock().and_then(|vault| read_whole(&vault));
        assert_damaged(outcome, Damage::Database, &format!("{length} bytes"));
    }
}

/// The table and the index.
fn read_whole(vault: &Vault) -> Result<(), VaultError> {
    let connection = vault.connect()?;
    read_rows(&connection)?;
    let bytes: i64 = connection.query_row(
        "SELECT sum(length(log)) FROM plane INDEXED BY plane_log",
        [],
        |row| row.get(0),
    )?;
    assert_eq!(bytes, ROWS * 800);
    Ok(())
}

#[test]
fn a_database_under_another_key_is_damage() {
    let fixture = Fixture::new();
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("Other.keytower");
    drop(Vault::create_with(&folder, &typed(PASSWORD), KdfCost::FLOOR, &Seeded::new(2)).unwrap());
    fs::copy(folder.join("vault.db"), fixture.database()).unwrap();
    assert_damaged(fixture.unlock(), Damage::Database, "another vault's");
}

/// Not a promise of the vault but a limit of it: each page is authentic by itself. The digests in the
/// event chain are what notices.
#[test]
fn an_old_page_put_back_still_opens() {
    let fixture = Fixture::with_rows();
    let database = |path: &Path| fs::read(path).unwrap();
    let before = database(&fixture.database());
    let vault = fixture.unlock().unwrap();
    let connection = vault.connect().unwrap();
    connection
        .execute_batch("UPDATE plane SET log = replace(log, '0007', '9999') WHERE id = 7")
        .unwrap();
    drop((connection, vault));

    let mut mixed = database(&fixture.database());
    for page in (PAGE..before.len()).step_by(PAGE) {
        mixed[page..page + PAGE].copy_from_slice(&before[page..page + PAGE]);
    }
    assert_ne!(mixed, database(&fixture.database()));
    fs::write(fixture.database(), mixed).unwrap();
    read_rows(&fixture.unlock().unwrap().connect().unwrap()).unwrap();
}
