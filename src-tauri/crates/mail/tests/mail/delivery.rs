//! What reaches a mailbox, and what a server refuses.

use keytower_mail::{About, Message, Reminder, Security, SendError};

use crate::certificates::Office;
use crate::support::{
    Mailserver, PASSWORD, PATIENT, USER, at, end, header, key, mail_to, mailbox, part, reminder, server,
    signed_in,
};

fn delivers(mode: &str, security: Security) {
    let office = Office::new();
    let mailserver = Mailserver::start_closed(mode, Some(&office.signs("localhost")));
    let server = signed_in(server(security, mailserver.port, &office), PASSWORD);
    let message = reminder(vec![key()]).message().expect("an address");

    let mut connection = server.connect(PATIENT).expect("it is trusted");
    connection.send(&message).expect("it takes it");

    let [delivered] = &*mailserver.messages() else {
        panic!("not one message")
    };
    assert_eq!(delivered["encrypted"], true);
    assert_eq!(delivered["hello"], "[127.0.0.1]");
    assert_eq!(delivered["sender"], "keytower@example.com");
    assert_eq!(delivered["recipients"], serde_json::json!(["ann@example.com"]));
    assert_eq!(
        delivered["headers"],
        serde_json::json!([
            ["Message-ID", "<6f1c0a9b@example.com>"],
            ["Date", "Tue, 11 May 2027 07:30:00 +0000"],
            ["From", "Keytower <keytower@example.com>"],
            ["To", "ann@example.com"],
            [
                "Subject",
                "ops-feed of svc-opscontrol expires in 7 days (Tue 18 May 2027)"
            ],
            ["Auto-Submitted", "auto-generated"],
            ["MIME-Version", "1.0"],
            ["Content-Type", "multipart/alternative; boundary=\"=_keytower\""],
        ])
    );
    assert_eq!(delivered["kind"], "multipart/alternative");
    // The last is the one that is shown where both can be (RFC 2046, 5.1.4).
    assert_eq!(delivered["parts"][0]["kind"], "text/plain");
    assert_eq!(delivered["parts"][1]["kind"], "text/html");
    assert_eq!(part(delivered, "text/plain"), message.text());
    assert_eq!(part(delivered, "text/html"), message.html());
}

#[test]
fn starttls_delivers_the_whole_message() {
    delivers("starttls", Security::StartTls);
}

#[test]
fn tls_delivers_the_whole_message() {
    delivers("tls", Security::Tls);
}

#[test]
fn an_address_serves_as_the_host_if_the_certificate_holds_it() {
    let office = Office::new();
    let mailserver = Mailserver::start("starttls", Some(&office.signs("127.0.0.1")));
    let mut server = server(Security::StartTls, mailserver.port, &office);
    server.host = "127.0.0.1".to_owned();
    server.connect(PATIENT).expect("it is trusted");
}

#[test]
fn the_test_mail_says_what_it_is() {
    let office = Office::new();
    let mailserver = Mailserver::start("tls", Some(&office.signs("localhost")));
    let message = Message::test("ann@example.com", "Flight Operations", at("2027-05-11T07:30:00Z"));
    let message = message.expect("an address");
    let mut connection = server(Security::Tls, mailserver.port, &office)
        .connect(PATIENT)
        .expect("it is trusted");
    connection.send(&message).expect("it takes it");

    let delivered = &mailserver.messages()[0];
    assert_eq!(
        header(delivered, "Subject"),
        "Reminders of Keytower can reach you"
    );
    assert_eq!(
        header(delivered, "Message-ID"),
        "<test-66e3442e62e00@example.com>"
    );
    assert!(part(delivered, "text/plain").contains("keys of Flight Operations"));
}

#[test]
fn a_server_that_only_knows_login_is_signed_in_to() {
    let office = Office::new();
    let closed = ["--user", USER, "--password", PASSWORD, "--only-login"];
    let mailserver = Mailserver::run("starttls", Some(&office.signs("localhost")), &closed);
    let server = signed_in(server(Security::StartTls, mailserver.port, &office), PASSWORD);
    server.connect(PATIENT).expect("the password is right");
    assert_eq!(mailserver.sign_ins()[0]["mechanism"], "LOGIN");
}

#[test]
fn a_wrong_password_is_refused_and_told_to_nobody() {
    let office = Office::new();
    for closed in [&["--only-login"][..], &[]] {
        let closed = [&["--user", USER, "--password", PASSWORD], closed].concat();
        let mailserver = Mailserver::run("starttls", Some(&office.signs("localhost")), &closed);
        let server = signed_in(server(Security::StartTls, mailserver.port, &office), "hunter2");
        let refused = server.connect(PATIENT).err().expect("it is wrong");

        assert_eq!(
            refused,
            SendError::SignInRefused {
                said: "5.7.8 Authentication credentials invalid".to_owned()
            }
        );
        assert_eq!(refused.about(), About::Server);
        assert_eq!(mailserver.sign_ins().len(), 1);
        assert!(!format!("{refused} {refused:?} {server:?}").contains("hunter2"));
    }
}

#[test]
fn whoever_does_not_sign_in_where_it_is_wanted_is_told_so() {
    let office = Office::new();
    let mailserver = Mailserver::start_closed("starttls", Some(&office.signs("localhost")));
    let mut connection = server(Security::StartTls, mailserver.port, &office)
        .connect(PATIENT)
        .expect("only what follows is refused");
    let refused = connection.send(&mail_to("ann@example.com"));
    assert!(
        matches!(refused, Err(SendError::SignInRefused { .. })),
        "{refused:?}"
    );
}

#[test]
fn a_password_for_a_server_that_wants_none_is_not_shown() {
    let office = Office::new();
    let mailserver = Mailserver::start("starttls", Some(&office.signs("localhost")));
    let server = signed_in(server(Security::StartTls, mailserver.port, &office), PASSWORD);
    let refused = server.connect(PATIENT).err().expect("no way to sign in");
    assert!(matches!(refused, SendError::SignInRefused { .. }), "{refused:?}");
}

#[test]
fn what_is_refused_for_one_address_does_not_stop_the_next() {
    let office = Office::new();
    let mailserver = Mailserver::start("starttls", Some(&office.signs("localhost")));
    let mut connection = server(Security::StartTls, mailserver.port, &office)
        .connect(PATIENT)
        .expect("it is trusted");
    let mut send = |address: &str| connection.send(&mail_to(address));

    let refused = send("refused@example.com").expect_err("550");
    let later = send("later@example.com").expect_err("451");
    let filtered = send("filtered@example.com").expect_err("554");
    send("moved@example.com").expect("251");
    send("ann@example.com").expect("250");

    assert_eq!(
        refused,
        SendError::AddressRefused {
            said: "5.1.1 Nobody has this address".to_owned()
        }
    );
    assert_eq!(
        later,
        SendError::Later {
            said: "4.7.1 Greylisted, try again in 5 minutes".to_owned(),
            about: About::Message
        }
    );
    assert_eq!(
        filtered,
        SendError::AddressRefused {
            said: "5.7.1 Looks like spam".to_owned()
        }
    );
    for one in [refused, later, filtered] {
        assert_eq!(one.about(), About::Message);
    }
    assert!(connection.is_open());
    let to: Vec<_> = mailserver
        .messages()
        .iter()
        .map(|message| header(message, "To").to_owned())
        .collect();
    assert_eq!(to, ["moved@example.com", "ann@example.com"]);
}

#[test]
fn a_sender_that_the_server_refuses_is_no_recipients_fault() {
    let office = Office::new();
    let mailserver = Mailserver::start("starttls", Some(&office.signs("localhost")));
    let mut server = server(Security::StartTls, mailserver.port, &office);
    server.from = mailbox("Keytower", "stranger@example.com");
    let refused = server
        .connect(PATIENT)
        .expect("only what follows is refused")
        .send(&mail_to("ann@example.com"))
        .expect_err("553");
    assert_eq!(
        refused,
        SendError::SenderRefused {
            said: "5.7.1 Sender address rejected".to_owned()
        }
    );
    assert_eq!(refused.about(), About::Server);
}

#[test]
fn the_same_reminder_twice_is_the_same_to_the_letter() {
    let office = Office::new();
    let mailserver = Mailserver::start("tls", Some(&office.signs("localhost")));
    let server = server(Security::Tls, mailserver.port, &office);
    for _ in 0..2 {
        let mut connection = server.connect(PATIENT).expect("it is trusted");
        connection.send(&mail_to("ann@example.com")).expect("it takes it");
    }
    let [first, second] = &*mailserver.messages() else {
        panic!("not two messages")
    };
    assert_eq!(header(first, "Message-ID"), header(second, "Message-ID"));
    assert_eq!(first["raw"], second["raw"]);
}

#[test]
fn of_five_hundred_keys_a_hundred_are_told_one_by_one_and_all_are_counted() {
    let office = Office::new();
    let mailserver = Mailserver::start("starttls", Some(&office.signs("localhost")));
    let keys = (0..500).map(|number| keytower_mail::KeyReminder {
        // A dot that begins a line would end the message if nobody took care.
        name: format!(". {number}"),
        expires_at: end(number < 100),
        ..key()
    });
    let message = reminder(keys.collect()).message().expect("an address");
    server(Security::StartTls, mailserver.port, &office)
        .connect(PATIENT)
        .expect("it is trusted")
        .send(&message)
        .expect("it takes it");

    let delivered = &mailserver.messages()[0];
    assert_eq!(
        header(delivered, "Subject"),
        "100 keys expired, 400 keys expire soon in Flight Operations"
    );
    assert_eq!(part(delivered, "text/plain"), message.text());
    assert_eq!(part(delivered, "text/html"), message.html());
    assert_eq!(message.html().matches("<h2").count(), 100);
    assert!(message.text().contains("And 400 more"), "{}", message.text());
}

#[test]
fn what_is_no_address_is_refused_before_anybody_is_asked() {
    for to in [
        "",
        "ann",
        "ann@example.com\r\nBcc: evil@example.com",
        "ännchen@example.com",
    ] {
        let reminder = Reminder {
            to: to.to_owned(),
            ..reminder(vec![key()])
        };
        let refused = reminder.message().expect_err(to);
        assert!(matches!(refused, SendError::AddressRefused { .. }), "{refused:?}");
        assert_eq!(refused.about(), About::Message);
        Message::test(to, "Flight Operations", at("2027-05-11T07:30:00Z")).expect_err(to);
    }
}
