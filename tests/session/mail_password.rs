//! The mail server's password: in the keyring, or known until the program ends, and in no file.

use keytower_contract::{MailPassword, MailSettings, Notice};

use super::children;
use super::mailing::{come_back_after, room, set, settings, vault};
use super::mailserver::PASSWORD as MAIL_PASSWORD;
use super::room::{PASSWORD, Seat};

#[test]
fn the_password_is_in_the_keyring_and_in_no_file() {
    let (room, server) = room("starttls");
    let seat = vault(&room);
    set(&seat, settings(server.port));
    let saved = seat.run(seat.session.mail_settings()).expect("an open vault");
    assert_eq!(saved.password, MailPassword::InKeyring);
    seat.session.shut();
    drop(seat);
    for (path, content) in super::room::snapshot(&room.data()) {
        let found = content
            .windows(MAIL_PASSWORD.len())
            .any(|bytes| bytes == MAIL_PASSWORD.as_bytes());
        assert!(!found, "{}", path.display());
    }
}

#[test]
fn without_a_keyring_the_password_is_known_until_the_program_ends() {
    let test = "session::mail_password::without_a_keyring_the_password_is_known_until_the_program_ends";
    children::without_a_keyring(test, || {
        let (room, server) = room("starttls");
        let seat = vault(&room);
        set(&seat, settings(server.port));
        let password = |seat: &Seat| {
            seat.run(seat.session.mail_settings())
                .expect("an open vault")
                .password
        };
        assert_eq!(password(&seat), MailPassword::UntilQuit);
        come_back_after(&room, &seat, 15);
        seat.person.hears(&Notice::MailsChanged);
        assert_eq!(server.messages().len(), 1);
        seat.session.shut();
        drop(seat);
        let seat = room.sit_down();
        seat.open(&room.vault("Tower")).expect("a vault");
        seat.unlock(PASSWORD).expect("the right password");
        assert_eq!(password(&seat), MailPassword::Unknown);
        come_back_after(&room, &seat, 8);
        seat.person.hears(&Notice::MailsChanged);
        let mails = seat.run(seat.session.mails()).expect("an open vault");
        assert_eq!((mails.waiting, mails.sent), (1, 1));
    });
}

#[test]
fn where_nobody_signs_in_any_more_no_password_is_kept() {
    let (room, server) = room("starttls");
    let seat = vault(&room);
    set(&seat, settings(server.port));
    let without_user = MailSettings {
        user: String::new(),
        ..settings(server.port)
    };
    let saved = seat.run(seat.session.save_mail_settings(without_user, None));
    assert_eq!(saved.expect("settings in order").password, MailPassword::Unknown);
}
