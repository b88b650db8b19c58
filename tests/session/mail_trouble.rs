//! Mail servers that fail, dawdle or refuse: nothing else waits for them, and nothing is lost.

use std::io::Read as _;
use std::net::{TcpListener, TcpStream};
use std::thread;

use keytower_contract::{MailFailureKind, MailSettings, MailState, Notice};
use zeroize::Zeroizing;

use super::mailing::{come_back_after, failed, header, room, room_with, set, settings, states, vault};
use super::mailserver::PASSWORD as MAIL_PASSWORD;
use super::room::{PASSWORD, Room, Seat};

#[test]
fn a_mail_server_that_fails_silences_no_notification_and_gets_the_same_message_later() {
    let (room, server) = room("starttls");
    let seat = vault(&room);
    // Nobody listens there.
    let nobody = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = nobody.local_addr().expect("an address").port();
    drop(nobody);
    set(&seat, settings(port));
    come_back_after(&room, &seat, 15);
    assert_eq!(room.notifier.next().0.summary, "ops-feed expires in 15 days");
    seat.person.hears(&Notice::MailsChanged);
    assert_eq!(failed(&seat).0, MailFailureKind::Unreachable);
    set(&seat, settings(server.port));
    seat.person.hears(&Notice::MailsChanged);
    let taken = server.messages();
    assert_eq!(taken.len(), 1);
    assert!(header(&taken[0], "Message-ID").ends_with("@example.com>"));
    assert!(matches!(states(&seat)[..], [MailState::Sent { .. }]));
}

#[test]
fn locking_waits_for_no_mail_server() {
    let room = Room::new();
    let seat = vault(&room);
    let silent = TcpListener::bind("127.0.0.1:0").expect("a free port");
    set(&seat, settings(silent.local_addr().expect("an address").port()));
    come_back_after(&room, &seat, 15);
    let (mut connection, _): (TcpStream, _) = silent.accept().expect("somebody sends");
    seat.lock();
    assert_eq!(held(&room), 0, "the vault is let go of");
    seat.unlock(PASSWORD).expect("nobody holds the vault");
    // It still waits for a word.
    connection.set_nonblocking(true).expect("a socket");
    let read = connection.read(&mut [0; 1]);
    assert_eq!(
        read.expect_err("nothing is said before the server").kind(),
        std::io::ErrorKind::WouldBlock
    );
    drop(connection);
    drop(silent);
    seat.person.hears(&Notice::MailsChanged);
    assert_eq!(failed(&seat).0, MailFailureKind::Unreachable);
}

#[test]
fn locking_waits_for_no_test_mail() {
    let room = Room::new();
    let seat = vault(&room);
    let silent = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let settings = settings(silent.local_addr().expect("an address").port());
    thread::scope(|scope| {
        let sending = scope.spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread().build();
            let password = Some(Zeroizing::new(MAIL_PASSWORD.to_owned()));
            let test = seat
                .session
                .send_test_mail(settings, password, "ada@northwind.example".to_owned());
            runtime.expect("threads").block_on(test)
        });
        let (connection, _) = silent.accept().expect("somebody sends");
        assert!(held(&room) > 0);
        seat.lock();
        assert_eq!(held(&room), 0, "the vault is let go of");
        drop((connection, silent));
        let failure = sending.join().expect("no panic").expect("it was tried");
        let kind = failure.expect("it was not sent").kind;
        assert_eq!(kind, MailFailureKind::Unreachable);
    });
}

/// A vault with three keys for 30 days, of whose ends three addresses are mailed.
fn vault_of_three(room: &Room) -> Seat {
    let (seat, _) = room.with_vault();
    for number in 1..=3 {
        let fields = keytower_contract::AccountFields {
            name: format!("svc-{number}"),
            organisation: String::new(),
            email: format!("ops{number}@northwind.example"),
        };
        let account = seat
            .run(seat.backend().create_account(fields))
            .expect("a free name");
        let request = keytower_contract::GenerateKey {
            owner_id: account.account_id,
            ..seat.request("ops-feed")
        };
        seat.run(seat.session.generate_key(request)).expect("in order");
        seat.run(seat.session.confirm_stored()).expect("it is shown");
    }
    seat
}

#[test]
fn a_message_that_the_server_may_have_taken_is_not_sent_again_at_once() {
    let (room, server) = room_with("starttls", &["--loses-second"]);
    let seat = vault_of_three(&room);
    set(&seat, settings(server.port));
    come_back_after(&room, &seat, 15);
    seat.person.hears(&Notice::MailsChanged);
    assert_eq!(server.messages().len(), 2);
    let unreachable = MailFailureKind::Unreachable;
    let waits = |state: &MailState| matches!(state, MailState::Waiting { failure: Some(failure), .. } if failure.kind == unreachable);
    assert_eq!(states(&seat).iter().filter(|state| waits(state)).count(), 2);

    seat.run(seat.session.try_mails_again()).expect("an open vault");
    seat.person.hears(&Notice::MailsChanged);
    let ids: Vec<String> = server
        .messages()
        .iter()
        .map(|message| header(message, "Message-ID"))
        .collect();
    assert!(ids[2..].contains(&ids[1]), "it is known by its id: {ids:?}");
}

#[test]
fn a_server_that_takes_one_message_a_connection_gets_all_of_them() {
    let (room, server) = room_with("starttls", &["--one-each"]);
    let seat = vault_of_three(&room);
    set(&seat, settings(server.port));
    come_back_after(&room, &seat, 15);
    seat.person.hears(&Notice::MailsChanged);
    assert_eq!(server.messages().len(), 3);
    assert!(
        states(&seat)
            .iter()
            .all(|state| matches!(state, MailState::Sent { .. }))
    );
}

/// Files of the vault's database that this process has open.
fn held(room: &Room) -> usize {
    let vault = room.vault("Tower");
    let files = std::fs::read_dir("/proc/self/fd").expect("our files").flatten();
    files
        .filter_map(|file| std::fs::read_link(file.path()).ok())
        .filter(|file| file.starts_with(&vault))
        .count()
}

#[test]
fn settings_that_are_put_right_send_at_once_what_waits() {
    let (room, server) = room("starttls");
    let seat = vault(&room);
    set(
        &seat,
        MailSettings {
            user: "nobody@example.com".to_owned(),
            ..settings(server.port)
        },
    );
    come_back_after(&room, &seat, 15);
    seat.person.hears(&Notice::MailsChanged);
    assert_eq!(failed(&seat).0, MailFailureKind::SignInRefused);
    set(&seat, settings(server.port));
    seat.person.hears(&Notice::MailsChanged);
    assert_eq!(server.messages().len(), 1);
}

#[test]
fn what_the_server_refuses_is_said_in_its_words() {
    let (room, server) = room("starttls");
    let seat = vault(&room);
    let account = keytower_contract::AccountFields {
        name: "svc-ops".to_owned(),
        organisation: String::new(),
        email: "refused@northwind.example".to_owned(),
    };
    let account_id = seat.account();
    seat.run(seat.backend().edit_account(account_id, account))
        .expect("in order");
    set(&seat, settings(server.port));
    come_back_after(&room, &seat, 15);
    seat.person.hears(&Notice::MailsChanged);
    let (kind, said) = failed(&seat);
    assert_eq!(kind, MailFailureKind::AddressRefused);
    assert!(said.contains("Nobody has this address"), "{said}");
    let wrong = Some(Zeroizing::new("wrong".to_owned()));
    seat.run(seat.session.save_mail_settings(settings(server.port), wrong))
        .expect("settings in order");
    seat.person.hears(&Notice::MailsChanged);
    assert_eq!(failed(&seat).0, MailFailureKind::SignInRefused);
}
