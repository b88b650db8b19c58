//! What opens the boxes of keys that can be shown again: the master password and the recovery code lead to it, and nothing
//! else does.

use std::{fmt::Write as _, fs, path::Path};

use keytower_app::domain::id::KeyId;
use keytower_app::domain::key_box::KeyBox;
use keytower_app::domain::key_text::KeyText;
use keytower_store_sqlite::vault::{RecoveryCode, Unlock, Vault, VaultError};

use crate::fixture::{Fixture, OTHER_PASSWORD, PASSWORD, Seeded, snapshot, typed, unlock};

/// A key's text in a box of the vault.
fn sealed(vault: &Vault) -> (String, KeyBox) {
    let entropy = Seeded::new(7);
    let fill = &mut |bytes: &mut [u8]| keytower_app::Entropy::fill(&entropy, bytes);
    let text = KeyText::generate(KeyId::new(fill), fill);
    let sealing_key = vault.sealing().key().expect("something seals");
    (text.reveal().to_owned(), sealing_key.seal(&text, fill))
}

fn opened(vault: &Vault, password: &str, closed: &KeyBox) -> String {
    let opening_key = vault.opening_key(&typed(password)).unwrap().unwrap();
    opening_key.open(closed).unwrap().reveal().to_owned()
}

#[test]
fn only_the_master_password_opens_a_box_also_where_the_device_key_opened_the_vault() {
    let fixture = Fixture::new();
    let vault = fixture.unlock().unwrap();
    let (text, closed) = sealed(&vault);
    let device = vault
        .enable_device_key(&typed(PASSWORD), &fixture.entropy)
        .unwrap();
    drop(vault);
    let vault = Vault::unlock(&fixture.folder, &Unlock::Device(&device)).unwrap();
    assert_eq!(vault.sealing().key(), Some(closed.sealing_key()));
    let before = snapshot(&fixture.folder);
    assert!(matches!(
        vault.opening_key(&typed(OTHER_PASSWORD)),
        Err(VaultError::WrongPassword)
    ));
    assert_eq!(opened(&vault, PASSWORD, &closed), text);
    assert_eq!(snapshot(&fixture.folder), before);
}

#[test]
fn what_was_sealed_is_opened_by_the_password_that_took_the_place_of_another() {
    let fixture = Fixture::new();
    let vault = fixture.unlock().unwrap();
    let (text, closed) = sealed(&vault);
    vault
        .change_password(&typed(PASSWORD), &typed(OTHER_PASSWORD), &fixture.entropy)
        .unwrap();
    assert_eq!(opened(&vault, OTHER_PASSWORD, &closed), text);
    assert!(matches!(
        vault.opening_key(&typed(PASSWORD)),
        Err(VaultError::WrongPassword)
    ));
    drop(vault);
    // And by the one that is set with the code that was printed before.
    recover(&fixture.folder, &fixture.recovery_code, PASSWORD, &closed, &text);
}

#[test]
fn what_was_sealed_outlives_resetting_the_password_with_each_recovery_code() {
    let fixture = Fixture::new();
    let (text, closed) = sealed(&fixture.unlock().unwrap());
    let next = recover(
        &fixture.folder,
        &fixture.recovery_code,
        OTHER_PASSWORD,
        &closed,
        &text,
    );
    recover(&fixture.folder, &next, PASSWORD, &closed, &text);
    let vault = unlock(&fixture.folder, PASSWORD).unwrap();
    let replaced = vault
        .replace_recovery_code(&typed(PASSWORD), &fixture.entropy)
        .unwrap();
    drop(vault);
    recover(&fixture.folder, &replaced, OTHER_PASSWORD, &closed, &text);
}

/// Sets a password with a recovery code, and answers the next one.
fn recover(folder: &Path, code: &RecoveryCode, new: &str, closed: &KeyBox, text: &str) -> RecoveryCode {
    let vault = Vault::unlock(folder, &Unlock::Recovery(code)).unwrap();
    assert!(!vault.resetting_loses_seal().unwrap());
    let next = vault
        .reset_password_with_recovery(&typed(new), &Seeded::new(11))
        .unwrap();
    assert_eq!(vault.sealing().key(), Some(closed.sealing_key()));
    assert_eq!(opened(&vault, new, closed), text);
    next
}

#[test]
fn what_was_sealed_outlives_encrypting_the_vault_anew() {
    let fixture = Fixture::new();
    let mut vault = fixture.unlock().unwrap();
    let (text, closed) = sealed(&vault);
    let code = vault.re_encrypt(&typed(PASSWORD), &fixture.entropy).unwrap();
    assert_eq!(opened(&vault, PASSWORD, &closed), text);
    drop(vault);
    recover(&fixture.folder, &code, OTHER_PASSWORD, &closed, &text);
}

#[test]
fn a_sealing_key_that_somebody_put_there_is_noticed() {
    let fixture = Fixture::new();
    let sealing_key = fixture.unlock().unwrap().sealing().key().unwrap();
    let digits = sealing_key.0.iter().fold(String::new(), |mut digits, byte| {
        // Writing to a String can't fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    });
    fixture.forge_header(|text| text.replace(&digits, &"4f".repeat(32)));
    assert!(matches!(fixture.unlock(), Err(VaultError::Damaged { .. })));
}

#[test]
fn a_vault_of_the_first_format_gets_what_seals_once_its_password_is_given() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("Tower.keytower");
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vault/schema-1.keytower");
    fs::create_dir(&folder).unwrap();
    for file in ["header", "vault.db"] {
        fs::copy(kept.join(file), folder.join(file)).unwrap();
    }
    let format = || {
        let header = fs::read_to_string(folder.join("header")).unwrap();
        header.contains("\"format\": 2")
    };
    assert_eq!(unlock(&folder, PASSWORD).unwrap().sealing().key(), None);
    assert!(!format());

    let entropy = Seeded::new(3);
    let vault = Vault::unlock_and_seal(&folder, &typed(PASSWORD), &entropy).unwrap();
    assert!(format());
    let (text, closed) = sealed(&vault);
    drop(vault);
    let vault = Vault::unlock_and_seal(&folder, &typed(PASSWORD), &entropy).unwrap();
    assert_eq!(opened(&vault, PASSWORD, &closed), text, "made once");
    assert!(Vault::inspect(&folder).unwrap().recovery_code_is_older);
    let code = vault.replace_recovery_code(&typed(PASSWORD), &entropy).unwrap();
    assert!(!Vault::inspect(&folder).unwrap().recovery_code_is_older);
    drop(vault);
    recover(&folder, &code, OTHER_PASSWORD, &closed, &text);
}
