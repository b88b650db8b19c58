//! What opens a vault, and how that is changed.

use keytower_store_sqlite::vault::{
    DeviceKey, KdfCost, MasterPassword, PasswordError, RecoveryCode, Unlock, UnlockedBy, Vault, VaultError,
};

use crate::fixture::{Fixture, OTHER_PASSWORD, PASSWORD, Seeded, snapshot, typed, unlock};

#[test]
fn a_wrong_password_leaves_the_vault_as_it_was_and_can_be_tried_again() {
    let fixture = Fixture::new();
    let before = snapshot(&fixture.folder);
    for _ in 0..2 {
        assert!(matches!(
            unlock(&fixture.folder, OTHER_PASSWORD),
            Err(VaultError::WrongPassword)
        ));
        assert_eq!(snapshot(&fixture.folder), before);
    }
    assert_eq!(fixture.unlock().unwrap().unlocked_by(), UnlockedBy::Password);
}

#[test]
fn a_changed_password_is_the_only_one_that_opens() {
    let fixture = Fixture::with_rows();
    let vault = fixture.unlock().unwrap();
    let change = |old, new| vault.change_password(&typed(old), &typed(new), &fixture.entropy);
    let before = snapshot(&fixture.folder);
    assert!(matches!(
        change(OTHER_PASSWORD, OTHER_PASSWORD),
        Err(VaultError::WrongPassword)
    ));
    assert_eq!(snapshot(&fixture.folder), before);
    change(PASSWORD, OTHER_PASSWORD).unwrap();
    drop(vault);
    assert!(matches!(fixture.unlock(), Err(VaultError::WrongPassword)));
    unlock(&fixture.folder, OTHER_PASSWORD).unwrap();
    // The code that was printed is still good.
    let Fixture {
        folder,
        recovery_code,
        parent: _parent,
        ..
    } = fixture;
    Vault::unlock(&folder, &Unlock::Recovery(&recovery_code)).unwrap();
}

#[test]
fn the_recovery_code_opens_and_once_used_is_replaced() {
    let fixture = Fixture::new();
    let old = fixture.recovery_code;
    let vault = Vault::unlock(&fixture.folder, &Unlock::Recovery(&old)).unwrap();
    assert_eq!(vault.unlocked_by(), UnlockedBy::Recovery);
    let reset = || vault.reset_password_with_recovery(&typed(OTHER_PASSWORD), &fixture.entropy);
    let new = reset().unwrap();
    assert_eq!(vault.unlocked_by(), UnlockedBy::Password);
    assert!(matches!(reset(), Err(VaultError::NotRecovered)));
    drop(vault);

    let recover = |code| Vault::unlock(&fixture.folder, &Unlock::Recovery(code)).map(drop);
    assert!(matches!(recover(&old), Err(VaultError::WrongRecoveryCode)));
    recover(&RecoveryCode::parse(&new.reveal()).unwrap()).unwrap();
    assert!(matches!(
        unlock(&fixture.folder, PASSWORD),
        Err(VaultError::WrongPassword)
    ));
    unlock(&fixture.folder, OTHER_PASSWORD).unwrap();
}

#[test]
fn a_recovery_code_that_was_not_used_to_set_a_password_stays() {
    let fixture = Fixture::new();
    for _ in 0..2 {
        Vault::unlock(&fixture.folder, &Unlock::Recovery(&fixture.recovery_code)).unwrap();
    }
}

#[test]
fn a_password_is_not_reset_in_a_vault_that_the_code_did_not_open() {
    let fixture = Fixture::new();
    let vault = fixture.unlock().unwrap();
    let reset = vault.reset_password_with_recovery(&typed(OTHER_PASSWORD), &fixture.entropy);
    assert!(matches!(reset, Err(VaultError::NotRecovered)));
}

#[test]
fn a_replaced_recovery_code_opens_nothing() {
    let fixture = Fixture::new();
    let vault = fixture.unlock().unwrap();
    let replace = |password| vault.replace_recovery_code(&typed(password), &fixture.entropy);
    assert!(matches!(replace(OTHER_PASSWORD), Err(VaultError::WrongPassword)));
    let new = replace(PASSWORD).unwrap();
    drop(vault);
    let recover = |code| Vault::unlock(&fixture.folder, &Unlock::Recovery(code)).map(drop);
    assert!(matches!(
        recover(&fixture.recovery_code),
        Err(VaultError::WrongRecoveryCode)
    ));
    recover(&new).unwrap();
}

#[test]
fn a_device_key_opens_until_it_is_disabled() {
    let fixture = Fixture::new();
    let folder = &fixture.folder;
    let other = DeviceKey::from_text("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=").unwrap();
    let open = |key| Vault::unlock(folder, &Unlock::Device(key));
    assert!(matches!(open(&other), Err(VaultError::NoDeviceKey)));

    let vault = fixture.unlock().unwrap();
    let enable = |password| vault.enable_device_key(&typed(password), &fixture.entropy);
    assert!(matches!(enable(OTHER_PASSWORD), Err(VaultError::WrongPassword)));
    assert!(!Vault::inspect(folder).unwrap().has_device_key);
    let first = enable(PASSWORD).unwrap();
    let second = DeviceKey::from_text(&enable(PASSWORD).unwrap().into_text()).unwrap();
    assert!(Vault::inspect(folder).unwrap().has_device_key);
    drop(vault);

    assert!(matches!(open(&first), Err(VaultError::WrongDeviceKey)));
    let vault = open(&second).unwrap();
    assert_eq!(vault.unlocked_by(), UnlockedBy::Device);
    vault
        .change_password(&typed(PASSWORD), &typed(OTHER_PASSWORD), &fixture.entropy)
        .unwrap();
    drop(vault);
    let vault = open(&second).unwrap();
    vault.disable_device_key().unwrap();
    drop(vault);
    assert!(!Vault::inspect(folder).unwrap().has_device_key);
    assert!(matches!(open(&second), Err(VaultError::NoDeviceKey)));
}

#[test]
fn a_password_is_the_same_however_its_accents_are_composed() {
    let (composed, decomposed) = (
        "Schl\u{fc}ssel f\u{fc}r \u{c5}re",
        "Schlu\u{308}ssel fu\u{308}r A\u{30a}re",
    );
    assert_opens(composed, decomposed);
    assert_opens(decomposed, composed);
}

#[test]
fn a_password_may_hold_nul_and_counts_past_it() {
    let folder = assert_opens("before\0after the nul", "before\0after the nul");
    for cut in ["before", "before\0", "before\0after the null"] {
        let outcome = unlock(&folder.path().join("Tower.keytower"), cut);
        assert!(matches!(outcome, Err(VaultError::WrongPassword)), "{cut:?}");
    }
}

#[test]
fn the_longest_password_opens_and_a_longer_one_is_only_wrong() {
    let longest = "\u{fc}".repeat(MasterPassword::MAX_CHARACTERS);
    let folder = assert_opens(&longest, &longest);
    for length in [MasterPassword::MAX_CHARACTERS + 1, 1 << 20] {
        let text = "\u{fc}".repeat(length);
        let outcome = unlock(&folder.path().join("Tower.keytower"), &text);
        assert!(matches!(outcome, Err(VaultError::WrongPassword)), "{length}");
        assert_eq!(MasterPassword::new(text).err(), Some(PasswordError::TooLong));
    }
    let combining = "u".to_owned() + &"\u{308}".repeat(1 << 20);
    assert_eq!(MasterPassword::new(combining).err(), Some(PasswordError::TooLong));
}

/// Makes a vault with one password, and opens it with the other.
fn assert_opens(made_with: &str, opened_with: &str) -> tempfile::TempDir {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("Tower.keytower");
    let password = MasterPassword::new(made_with.to_owned()).unwrap();
    drop(Vault::create_with(&folder, &password, KdfCost::FLOOR, &Seeded::new(1)).unwrap());
    unlock(&folder, opened_with).unwrap();
    parent
}
