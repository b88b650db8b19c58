//! Mails through a real mail server, while the vault is open and while it is locked.

use keytower_contract::{
    Code, MailFailureKind, MailPassword, MailSecurity, MailSettings, MailState, Notice, Standby,
};
use zeroize::Zeroizing;

use super::certificates::Office;
use super::mailserver::{Mailserver, PASSWORD as MAIL_PASSWORD, USER};
use super::room::{PASSWORD, Room, Seat, refused_at};

/// A computer that trusts the authority of the mail server on it.
pub(super) fn room(mode: &str) -> (Room, Mailserver) {
    room_with(mode, &[])
}

pub(super) fn room_with(mode: &str, options: &[&str]) -> (Room, Mailserver) {
    let office = Office::new();
    let identity = office.signs("localhost");
    let options = [&["--user", USER, "--password", MAIL_PASSWORD], options].concat();
    let server = Mailserver::run(mode, Some(&identity), &options);
    let room = Room {
        mail_authorities: office.trusted(),
        ..Room::new()
    };
    (room, server)
}

pub(super) fn settings(port: u16) -> MailSettings {
    MailSettings {
        on: true,
        host: "localhost".to_owned(),
        port,
        security: MailSecurity::StartTls,
        user: USER.to_owned(),
        from_name: "Keytower".to_owned(),
        from_address: USER.to_owned(),
    }
}

pub(super) fn set(seat: &Seat, settings: MailSettings) {
    let password = Some(Zeroizing::new(MAIL_PASSWORD.to_owned()));
    seat.run(seat.session.save_mail_settings(settings, password))
        .expect("settings in order");
}

/// A vault with one key for 30 days, of whose end `ops@northwind.example` is mailed.
pub(super) fn vault(room: &Room) -> Seat {
    let (seat, _) = room.with_vault();
    seat.generate("ops-feed");
    seat
}

pub(super) fn come_back_after(room: &Room, seat: &Seat, days: i64) {
    seat.lock();
    room.clock.jump(chrono::TimeDelta::days(days));
    seat.unlock(PASSWORD).expect("the right password");
}

pub(super) fn states(seat: &Seat) -> Vec<MailState> {
    let mails = seat.run(seat.session.mails()).expect("an open vault");
    mails.newest.into_iter().map(|mail| mail.state).collect()
}

/// Why the one mail wasn't sent.
pub(super) fn failed(seat: &Seat) -> (MailFailureKind, String) {
    match &states(seat)[..] {
        [
            MailState::Waiting {
                failure: Some(failure),
                ..
            }
            | MailState::Refused { failure, .. },
        ] => (failure.kind, failure.said.clone()),
        other => panic!("{other:?}"),
    }
}

pub(super) fn header(message: &serde_json::Value, name: &str) -> String {
    let headers = message["headers"].as_array().expect("headers");
    let found = headers.iter().find(|header| header[0] == name);
    found.expect(name)[1].as_str().expect("a text").to_owned()
}

#[test]
fn who_is_to_be_told_is_mailed_with_the_link_the_steps_and_why() {
    for (mode, security) in [("starttls", MailSecurity::StartTls), ("tls", MailSecurity::Tls)] {
        let (room, server) = room(mode);
        let seat = vault(&room);
        set(
            &seat,
            MailSettings {
                security,
                ..settings(server.port)
            },
        );
        come_back_after(&room, &seat, 15);
        seat.person.hears(&Notice::MailsChanged);
        let messages = server.messages();
        assert_eq!(messages.len(), 1, "{mode}");
        let message = &messages[0];
        assert_eq!(
            message["recipients"],
            serde_json::json!(["ops@northwind.example"])
        );
        assert!(header(message, "Subject").starts_with("ops-feed of svc-ops expires in 15 days"));
        let text = message["parts"][0]["content"].as_str().expect("a text");
        let link = format!("keytower://open/{}/key/", seat.workspace().account_id);
        for part in [
            "ops-feed",
            "svc-ops",
            "Ctrl+K",
            "Renew it before",
            &link,
            "contact",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(matches!(states(&seat)[..], [MailState::Sent { .. }]));
        // It is not said again, and the next is.
        come_back_after(&room, &seat, 8);
        seat.person.hears(&Notice::MailsChanged);
        assert_eq!(server.messages().len(), 2);
    }
}

#[test]
fn mails_go_out_while_no_vault_is_open_and_not_again_when_it_is() {
    let (room, server) = room("starttls");
    let seat = vault(&room);
    set(&seat, settings(server.port));
    let on = seat.run(seat.session.set_standby(true));
    assert!(matches!(on, Ok(Standby::On { .. })), "{on:?}");
    seat.session.shut();
    drop(seat);
    room.clock.jump(chrono::TimeDelta::days(15));
    let seat = room.sit_down();
    seat.person.hears(&Notice::MailsChanged);
    assert_eq!(server.messages().len(), 1);
    seat.open(&room.vault("Tower")).expect("a vault");
    seat.unlock(PASSWORD).expect("the right password");
    come_back_after(&room, &seat, 15);
    seat.person.hears(&Notice::MailsChanged);
    let taken = server.messages();
    assert_eq!(taken.len(), 2);
    assert!(header(&taken[1], "Subject").contains("has expired"));
    assert!(
        matches!(
            states(&seat)[..],
            [MailState::Sent { .. }, MailState::Sent { .. }]
        ),
        "the vault knows of both"
    );
}

#[test]
fn a_test_mail_says_whether_it_was_taken_and_nothing_is_saved() {
    let (room, server) = room("starttls");
    let seat = vault(&room);
    let test = |settings: MailSettings, password: &str, to: &str| {
        let password = Some(Zeroizing::new(password.to_owned()));
        seat.run(seat.session.send_test_mail(settings, password, to.to_owned()))
    };
    let settings = settings(server.port);
    assert_eq!(
        test(settings.clone(), MAIL_PASSWORD, "ada@northwind.example"),
        Ok(None)
    );
    assert_eq!(server.messages().len(), 1);
    let failure = test(settings.clone(), "wrong", "ada@northwind.example");
    assert_eq!(
        failure.expect("it was tried").expect("it was refused").kind,
        MailFailureKind::SignInRefused
    );
    let injected = "ada@northwind.example\r\nBcc: eve@evil.example";
    for (settings, to, refusal) in [
        (settings.clone(), "", (Code::Required, "to")),
        (settings.clone(), injected, (Code::InvalidEmail, "to")),
        (settings.clone(), "ada", (Code::InvalidEmail, "to")),
        (
            MailSettings {
                host: " ".to_owned(),
                ..settings.clone()
            },
            "ada@northwind.example",
            (Code::Required, "host"),
        ),
        (
            MailSettings {
                host: "https://mail.example".to_owned(),
                ..settings.clone()
            },
            "ada@northwind.example",
            (Code::InvalidHost, "host"),
        ),
        (
            MailSettings {
                from_address: "x".to_owned(),
                ..settings.clone()
            },
            "ada@northwind.example",
            (Code::InvalidEmail, "from_address"),
        ),
        (
            MailSettings {
                from_name: "a\r\nBcc: eve@evil.example".to_owned(),
                ..settings.clone()
            },
            "ada@northwind.example",
            (Code::ControlCharacter, "from_name"),
        ),
    ] {
        let (code, field) = refused_at(test(settings, MAIL_PASSWORD, to));
        assert_eq!((code, &*field), refusal);
    }
    assert_eq!(server.messages().len(), 1);
    let saved = seat.run(seat.session.mail_settings()).expect("an open vault");
    assert!(!saved.settings.on && saved.settings.host.is_empty());
    assert_eq!(saved.password, MailPassword::Unknown);
}
