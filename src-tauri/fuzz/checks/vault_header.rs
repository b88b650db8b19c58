//! A vault's header: any bytes are a header or refused as what they are, no cost that a forged one states is paid, and
//! nothing is written.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use keytower_store_sqlite::vault::{Damage, MasterPassword, RecoveryCode, Unlock, Vault, VaultError};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

thread_local! {
    static FOLDER: TempDir = folder();
}

/// A folder with a database of one page, which nothing opens.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("vault.db"), [0; 4096]).expect("a database");
    folder
}

/// Presents the bytes as a header; and as what stands in one, with both digests below it, of which the checksum is
/// right: or no input would ever get past that.
pub fn check(bytes: &[u8]) {
    FOLDER.with(|folder| {
        judge(folder.path(), bytes);
        judge(folder.path(), &sealed(bytes));
    });
}

fn sealed(object: &[u8]) -> Vec<u8> {
    let authentication = format!(",\n  \"authentication\": \"{}\"", "0".repeat(64));
    let mut header = [object, authentication.as_bytes()].concat();
    let checksum = Sha256::digest(&header)
        .iter()
        .fold(String::new(), |mut digits, byte| {
            // Writing to a String can't fail.
            let _ = write!(digits, "{byte:02x}");
            digits
        });
    header.extend(format!(",\n  \"checksum\": \"{checksum}\"\n}}\n").bytes());
    header
}

fn judge(folder: &Path, header: &[u8]) {
    fs::write(folder.join("header"), header).expect("a header");
    match Vault::inspect(folder) {
        Ok(inspection) => {
            let stated: Value = serde_json::from_slice(header).expect("a header is JSON");
            let format = if stated["opening"].is_null() { 1 } else { 2 };
            assert_eq!(stated["format"], format);
            assert_eq!(stated["vault_id"], inspection.vault_id.to_string());
            assert_eq!(!stated["device"].is_null(), inspection.has_device_key);
            assert_eq!(stated["database"], "vault.db", "another is not there");
            try_ways_in(folder, &stated);
        }
        Err(VaultError::NewerFormat { found }) => assert!(found > 2),
        Err(VaultError::Damaged { what }) => {
            assert!(matches!(what, Damage::Header | Damage::DatabaseMissing), "{what}");
        }
        Err(other) => panic!("{other}"),
    }
    assert_eq!(fs::read(folder.join("header")).expect("a header"), header);
    assert_eq!(fs::read(folder.join("vault.db")).expect("a database"), [0; 4096]);
}

/// Nobody made this header, so nothing opens it.
fn try_ways_in(folder: &Path, stated: &Value) {
    let code = RecoveryCode::parse(&"0".repeat(30)).expect("a code");
    let refusal = Vault::unlock(folder, &Unlock::Recovery(&code)).expect_err("nobody's vault");
    assert!(matches!(refusal, VaultError::WrongRecoveryCode), "{refusal}");

    let derivation = &stated["password"]["derivation"];
    let within = |name: &str, least: u64, most: u64| {
        derivation[name]
            .as_u64()
            .is_some_and(|value| (least..=most).contains(&value))
    };
    let is_acceptable = derivation["algorithm"] == "argon2id"
        && derivation["version"] == 0x13
        && within("memory_kib", 19 * 1024, 1024 * 1024)
        && within("passes", 2, 16)
        && within("lanes", 1, 16);
    // To derive at an acceptable cost would take all the time there is.
    if !is_acceptable {
        let password = MasterPassword::typed("correct horse battery".to_owned());
        let refusal = Vault::unlock(folder, &Unlock::Password(&password)).expect_err("nobody's vault");
        assert!(matches!(refusal, VaultError::UnacceptableParameters), "{refusal}");
    }
}
