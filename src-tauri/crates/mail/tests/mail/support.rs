//! What the tests send, and to which server.

use std::time::Duration;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use keytower_mail::{KeyReminder, Limits, Mailbox, Message, Reason, Reminder, Security, Server, SignIn};
use serde_json::Value;
use zeroize::Zeroizing;

use crate::certificates::{Identity, Office};
pub use crate::mailserver::{Mailserver, PASSWORD, USER};

/// What a server that behaves well needs on a busy computer, many times over.
pub const PATIENT: Limits = Limits {
    step: Duration::from_secs(30),
    total: Duration::from_mins(1),
    verdict: Duration::from_mins(1),
};

/// For a server that never gets done.
pub const SHORT: Limits = Limits {
    step: Duration::from_millis(300),
    total: Duration::from_secs(2),
    verdict: Duration::from_secs(2),
};

impl Mailserver {
    /// One that everybody may send with.
    pub fn start(mode: &str, identity: Option<&Identity>) -> Self {
        Self::run(mode, identity, &[])
    }

    /// One that only `USER` may send with.
    pub fn start_closed(mode: &str, identity: Option<&Identity>) -> Self {
        Self::run(mode, identity, &["--user", USER, "--password", PASSWORD])
    }

    pub fn sign_ins(&self) -> Vec<Value> {
        self.events("sign-in")
    }
}

/// The server at that port of this computer, where `office` is trusted.
pub fn server(security: Security, port: u16, office: &Office) -> Server {
    Server {
        host: "localhost".to_owned(),
        port,
        security,
        sign_in: None,
        from: mailbox("Keytower", "keytower@example.com"),
        trusted: office.trusted(),
    }
}

pub fn signed_in(server: Server, password: &str) -> Server {
    Server {
        sign_in: Some(SignIn {
            user: USER.to_owned(),
            password: Zeroizing::new(password.to_owned()),
        }),
        ..server
    }
}

pub fn mailbox(name: &str, address: &str) -> Mailbox {
    Mailbox::new(name, address).expect("an address")
}

pub fn at(time: &str) -> DateTime<Utc> {
    time.parse().expect("a time")
}

/// An end that has come when Ann is reminded, or one that is to come.
pub fn end(has_come: bool) -> DateTime<Utc> {
    at(if has_come {
        "2027-05-10T22:00:00Z"
    } else {
        "2027-05-18T10:00:00Z"
    })
}

/// A key of Ann's that ends in a week.
pub fn key() -> KeyReminder {
    KeyReminder {
        key_id: "01JV6Z3N8Q4T".to_owned(),
        name: "ops-feed".to_owned(),
        owner: "svc-opscontrol".to_owned(),
        expires_at: at("2027-05-18T10:00:00Z"),
        renewable: true,
        link: "keytower://key/01JV6Z3N8Q4T".to_owned(),
        reasons: vec![Reason::OwnerContact],
    }
}

/// What Ann is reminded of, a week before.
pub fn reminder(keys: Vec<KeyReminder>) -> Reminder {
    Reminder {
        id: "6f1c0a9b".to_owned(),
        to: "ann@example.com".to_owned(),
        workspace: "Flight Operations".to_owned(),
        zone: Tz::Europe__Vienna,
        at: at("2027-05-11T07:30:00Z"),
        keys,
    }
}

/// The mail about that key, to that address.
pub fn mail_to(address: &str) -> Message {
    let reminder = Reminder {
        to: address.to_owned(),
        ..reminder(vec![key()])
    };
    reminder.message().expect("an address")
}

/// The one value of a message's header.
pub fn header<'a>(message: &'a Value, name: &str) -> &'a str {
    let headers = message["headers"].as_array().expect("headers");
    let mut found = headers.iter().filter(|header| header[0] == name);
    let value = found.next().unwrap_or_else(|| panic!("no {name}"));
    assert!(found.next().is_none(), "{name} twice");
    value[1].as_str().expect("a text")
}

/// A message's part of that kind.
pub fn part<'a>(message: &'a Value, kind: &str) -> &'a str {
    let parts = message["parts"].as_array().expect("parts");
    let part = parts.iter().find(|part| part["kind"] == kind);
    part.and_then(|part| part["content"].as_str()).expect("a part")
}
