//! Password, recovery code, and a vault that is encrypted anew.

use std::fs;

use keytower_contract::{Code, LockReason};

use super::room::{OTHER_PASSWORD, PASSWORD, Room, Seat, refused, refused_at, snapshot, state};

fn text(text: &str) -> String {
    text.to_owned()
}

fn change(seat: &Seat, old: &str, new: &str) -> keytower_contract::Answer<()> {
    seat.run(seat.session.change_password(text(old), text(new)))
}

fn recover(seat: &Seat, code: &str, new: &str) -> keytower_contract::Answer<String> {
    let answer = seat.run(seat.session.recover_vault(text(code), text(new)));
    answer.map(|view| view.recovery_code.clone())
}

#[test]
fn a_changed_password_opens_and_the_old_one_does_not() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let before = snapshot(&room.vault("Tower"));
    let header =
        |seen: &std::collections::BTreeMap<_, _>| seen.get(&room.vault("Tower").join("header")).cloned();
    assert_eq!(
        refused_at(change(&seat, OTHER_PASSWORD, "a password that is new")),
        (Code::WrongPassword, text("old_password"))
    );
    assert_eq!(
        refused_at(change(&seat, PASSWORD, "short")),
        (Code::PasswordTooShort, text("new_password"))
    );
    assert_eq!(header(&snapshot(&room.vault("Tower"))), header(&before));
    change(&seat, PASSWORD, OTHER_PASSWORD).expect("the right password");
    let generated = seat.generate("feed");
    seat.lock();
    assert_eq!(refused(seat.unlock(PASSWORD)), Code::WrongPassword);
    seat.unlock(OTHER_PASSWORD).expect("the new password");
    assert_eq!(seat.key(&generated).name, "feed");
}

#[test]
fn a_recovery_code_sets_a_password_once_and_its_successor_the_next_time() {
    let room = Room::new();
    let (seat, code) = room.with_vault();
    let generated = seat.generate("feed");
    seat.lock();
    let before = snapshot(&room.vault("Tower"));
    let mut mistyped = code.clone();
    mistyped.replace_range(0..1, if code.starts_with('7') { "8" } else { "7" });
    assert_eq!(
        refused_at(recover(&seat, &mistyped, OTHER_PASSWORD)),
        (Code::MalformedRecoveryCode, text("recovery_code"))
    );
    assert_eq!(
        refused(recover(&seat, "", OTHER_PASSWORD)),
        Code::MalformedRecoveryCode
    );
    assert_eq!(
        refused_at(recover(&seat, &code, "short")),
        (Code::PasswordTooShort, text("new_password"))
    );
    let (_, foreign) = Room::new().with_vault();
    if foreign != code {
        assert_eq!(
            refused_at(recover(&seat, &foreign, OTHER_PASSWORD)),
            (Code::WrongRecoveryCode, text("recovery_code"))
        );
    }
    assert_eq!(
        snapshot(&room.vault("Tower")),
        before,
        "refused, and nothing is spent"
    );

    let next = recover(&seat, &code.to_lowercase(), OTHER_PASSWORD).expect("its own code");
    assert_eq!(state(&seat.session.session_status()), "open");
    assert_eq!(seat.key(&generated).name, "feed");
    seat.lock();
    assert_eq!(refused(seat.unlock(PASSWORD)), Code::WrongPassword);
    assert_eq!(refused(recover(&seat, &code, PASSWORD)), Code::WrongRecoveryCode);
    seat.unlock(OTHER_PASSWORD).expect("the new password");
    seat.lock();
    assert_ne!(
        recover(&seat, &next, PASSWORD).expect("the code that replaced it"),
        next
    );
}

#[test]
fn a_recovery_code_that_was_replaced_opens_nothing_any_more() {
    let room = Room::new();
    let (seat, code) = room.with_vault();
    let replace = |password| {
        let answer = seat.run(seat.session.replace_recovery_code(text(password)));
        answer.map(|view| view.recovery_code.clone())
    };
    assert_eq!(
        refused_at(replace(OTHER_PASSWORD)),
        (Code::WrongPassword, text("password"))
    );
    let next = replace(PASSWORD).expect("the right password");
    seat.lock();
    assert_eq!(
        refused(recover(&seat, &code, OTHER_PASSWORD)),
        Code::WrongRecoveryCode
    );
    seat.assert_locked(LockReason::Asked);
    recover(&seat, &next, OTHER_PASSWORD).expect("the code that replaced it");
}

#[test]
fn a_re_encrypted_vault_goes_on_at_once_and_no_old_header_opens_it() {
    let room = Room::new();
    let (seat, code) = room.with_vault();
    let generated = seat.generate("feed");
    seat.run(seat.session.confirm_stored()).expect("a key is shown");
    let re_encrypt = |password| {
        let answer = seat.run(seat.session.re_encrypt_vault(text(password)));
        answer.map(|view| view.recovery_code.clone())
    };
    assert_eq!(
        refused_at(re_encrypt(OTHER_PASSWORD)),
        (Code::WrongPassword, text("password"))
    );
    assert_eq!(
        seat.key(&generated).name,
        "feed",
        "a wrong password leaves it open"
    );

    let header = room.vault("Tower").join("header");
    let old = fs::read(&header).expect("a header");
    let next = re_encrypt(PASSWORD).expect("the right password");
    assert_ne!(next, code);
    assert_eq!(seat.key(&generated).name, "feed", "without unlocking anew");
    assert!(!seat.workspace().older_than_seen);
    seat.generate("later");
    seat.come_back();
    assert_eq!(seat.workspace().keys, 2);
    seat.lock();

    let new = fs::read(&header).expect("a header");
    fs::write(&header, old).expect("writable");
    assert_eq!(refused(seat.unlock(PASSWORD)), Code::VaultDamaged);
    assert_eq!(refused(recover(&seat, &code, PASSWORD)), Code::VaultDamaged);
    fs::write(&header, new).expect("writable");
    assert_eq!(refused(recover(&seat, &code, PASSWORD)), Code::WrongRecoveryCode);
    recover(&seat, &next, OTHER_PASSWORD).expect("the new code");
    assert_eq!(seat.workspace().keys, 2);
}
