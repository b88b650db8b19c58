//! Making a vault, and opening it with its password.

use std::fs;

use keytower_contract::{Code, CreateVault, LockReason, SessionStatus};

use super::room::{PASSWORD, Room, new_vault, refused, refused_at, snapshot, state};

#[test]
fn a_new_vault_is_open_and_once_locked_opens_with_its_password_alone() {
    let room = Room::new();
    let seat = room.sit_down();
    assert_eq!(state(&seat.session.session_status()), "closed");
    let made = seat.run(seat.session.create_vault(new_vault("Tower")));
    assert_eq!(made.expect("a new vault").recovery_code.len(), 35);
    let SessionStatus::Open {
        name, path, keyring, ..
    } = seat.session.session_status()
    else {
        panic!("it is open");
    };
    let folder = room.vault("Tower");
    assert_eq!(
        (name.as_str(), path, keyring),
        ("Tower", folder.display().to_string(), false)
    );
    let workspace = seat.workspace();
    assert_eq!(
        (workspace.name.as_str(), workspace.actor.as_str()),
        ("Tower", "Ada Lovelace")
    );

    seat.lock();
    seat.assert_locked(LockReason::Asked);
    let before = snapshot(&folder);
    for wrong in [
        "",
        "correct horse batterz",
        "Correct horse battery",
        &"x".repeat(5_000),
    ] {
        let refused = refused_at(seat.unlock(wrong));
        assert_eq!(
            refused,
            (Code::WrongPassword, "password".to_owned()),
            "{wrong:.40}"
        );
    }
    assert_eq!(snapshot(&folder), before, "a wrong password changes nothing");
    seat.assert_locked(LockReason::Asked);
    seat.unlock(PASSWORD).expect("the right password");
    assert_eq!(seat.workspace().name, "Tower");
}

#[test]
fn a_vault_that_is_put_away_is_no_longer_held_and_can_be_opened_from_the_list() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let status = seat
        .run(seat.session.close_vault())
        .expect("closing always works");
    assert_eq!(state(&status), "closed");
    assert_eq!(refused(seat.session.backend()), Code::NoVault);
    let recent = seat.session.recent_vaults();
    assert_eq!(recent.len(), 1);
    let first = recent.first().expect("the vault");
    assert_eq!((first.name.as_str(), first.present), ("Tower", true));

    let other = room.sit_down();
    other.open(first.path.as_ref()).expect("nobody holds it");
    other.assert_locked(LockReason::Opened);
    other.unlock(PASSWORD).expect("the right password");
    let left = other.run(other.session.forget_vault(first.path.clone()));
    assert_eq!(left, Ok(Vec::new()));
    assert!(room.vault("Tower").is_dir(), "its files stay");
}

#[test]
fn a_vault_that_is_refused_leaves_nothing_behind() {
    let room = Room::new();
    let seat = room.sit_down();
    let refused = |change: fn(&mut CreateVault)| {
        let mut request = new_vault("Tower");
        change(&mut request);
        let refused = refused_at(seat.run(seat.session.create_vault(request)));
        assert_eq!(snapshot(&room.data()), [].into(), "{refused:?}");
        assert_eq!(state(&seat.session.session_status()), "closed");
        (refused.0, refused.1)
    };
    let at = |code, field: &str| (code, field.to_owned());
    assert_eq!(
        refused(|new| new.name = " ".to_owned()),
        at(Code::Required, "name")
    );
    assert_eq!(
        refused(|new| new.name = "../Tower".to_owned()),
        at(Code::VaultNameCharacters, "name")
    );
    assert_eq!(
        refused(|new| new.name = "x".repeat(101)),
        at(Code::TooLong, "name")
    );
    assert_eq!(
        refused(|new| new.your_name = String::new()),
        at(Code::Required, "your_name")
    );
    assert_eq!(
        refused(|new| new.password = "eleven char".to_owned()),
        at(Code::PasswordTooShort, "password")
    );
    assert_eq!(
        refused(|new| new.password = "x".repeat(1_025)),
        at(Code::PasswordTooLong, "password")
    );
    assert_eq!(
        refused(|new| new.time_zone = "Europe/Atlantis".to_owned()),
        at(Code::InvalidTimeZone, "time_zone")
    );
}

#[test]
fn a_name_that_is_taken_is_refused_and_the_vault_of_that_name_stays() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    seat.generate("feed");
    seat.run(seat.session.close_vault())
        .expect("closing always works");
    let before = snapshot(&room.data().join("vaults"));
    let again = refused_at(seat.run(seat.session.create_vault(new_vault("Tower"))));
    assert_eq!(again, (Code::VaultExists, "name".to_owned()));
    assert_eq!(snapshot(&room.data().join("vaults")), before);
    seat.open(&room.vault("Tower")).expect("it is still there");
    seat.unlock(PASSWORD).expect("with its own password");
    assert_eq!(seat.workspace().keys, 1);
}

#[test]
fn where_no_folder_can_be_made_a_vault_is_refused() {
    let room = Room::new();
    fs::create_dir(room.data()).expect("a writable folder");
    fs::write(room.data().join("vaults"), "a file in the place of the folder").expect("writable");
    let seat = room.sit_down();
    assert_eq!(
        refused(seat.run(seat.session.create_vault(new_vault("Tower")))),
        Code::Io
    );
    assert_eq!(state(&seat.session.session_status()), "closed");
}

#[test]
fn a_second_vault_takes_the_place_of_the_first_which_is_free_then() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    assert_eq!(
        refused(seat.run(seat.session.create_vault(new_vault("no/name")))),
        Code::VaultNameCharacters
    );
    assert_eq!(seat.workspace().name, "Tower", "a refusal puts nothing away");
    seat.run(seat.session.create_vault(new_vault("Other")))
        .expect("a free name");
    assert_eq!(seat.workspace().name, "Other");
    let other = room.sit_down();
    other.open(&room.vault("Tower")).expect("a vault");
    other.unlock(PASSWORD).expect("nobody holds it");
}
