//! Unlocking through this computer's keyring, and a computer that has none.

use std::env;

use keytower_contract::{Code, SessionStatus};
use keytower_store_sqlite::vault::Vault;

use super::children;
use super::room::{OTHER_PASSWORD, PASSWORD, Room, Seat, refused, refused_at};

fn set(seat: &Seat, enabled: bool, password: &str) -> keytower_contract::Answer<bool> {
    seat.run(seat.session.set_keyring_unlock(enabled, password.to_owned()))
}

fn offers_keyring(seat: &Seat) -> bool {
    match seat.session.session_status() {
        SessionStatus::Open { keyring, .. } | SessionStatus::Locked { keyring, .. } => keyring,
        SessionStatus::Closed => false,
    }
}

#[test]
fn without_a_keyring_the_vault_opens_by_password_and_gets_no_device_key() {
    let test = "session::keyring::without_a_keyring_the_vault_opens_by_password_and_gets_no_device_key";
    children::without_a_keyring(test, || {
        let room = Room::new();
        let (seat, _) = room.with_vault();
        let computer = seat.run(seat.session.computer()).expect("always answered");
        assert!(!computer.keyring);
        assert_eq!(refused(set(&seat, true, PASSWORD)), Code::KeyringAbsent);
        assert_eq!(refused(set(&seat, true, OTHER_PASSWORD)), Code::WrongPassword);
        let vault = Vault::inspect(&room.vault("Tower")).expect("a vault");
        assert!(!vault.has_device_key);
        assert!(!offers_keyring(&seat));
        assert_eq!(set(&seat, false, PASSWORD), Ok(false), "off is off");
        seat.come_back();
        seat.lock();
        let refusal = refused(seat.run(seat.session.unlock_vault_with_keyring()));
        assert_eq!(refusal, Code::KeyringAbsent);
        seat.unlock(PASSWORD).expect("the right password");
    });
}

#[test]
fn a_keyring_unlocks_until_it_is_told_not_to_or_the_vault_is_encrypted_anew() {
    assert!(
        env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some(),
        "a keyring needs a session bus: run `cargo xtask desk -- cargo test --test session`"
    );
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let by_keyring = || seat.run(seat.session.unlock_vault_with_keyring());
    let computer = seat.run(seat.session.computer()).expect("always answered");
    assert!(computer.keyring, "the desk has a keyring");
    assert_eq!(
        refused_at(set(&seat, true, OTHER_PASSWORD)),
        (Code::WrongPassword, "password".to_owned())
    );
    assert!(!offers_keyring(&seat));
    assert_eq!(set(&seat, true, PASSWORD), Ok(true));
    assert!(offers_keyring(&seat));
    seat.lock();
    assert!(offers_keyring(&seat));
    by_keyring().expect("it is kept there");

    assert_eq!(set(&seat, false, PASSWORD), Ok(false));
    seat.lock();
    assert_eq!(refused(by_keyring()), Code::KeyringNoEntry);
    seat.unlock(PASSWORD).expect("the right password");

    assert_eq!(set(&seat, true, PASSWORD), Ok(true));
    seat.run(seat.session.re_encrypt_vault(PASSWORD.to_owned()))
        .expect("the right password");
    assert!(!offers_keyring(&seat));
    seat.lock();
    assert_eq!(refused(by_keyring()), Code::KeyringNoEntry);
    seat.unlock(PASSWORD).expect("the right password");
}
