//! Servers that hang, dawdle, hang up, talk too much or lie. None takes longer than the limits allow.

use std::io::Write;
use std::net::TcpListener;
use std::sync::mpsc;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use keytower_mail::{About, KeyReminder, Limits, Security, SendError};

use crate::certificates::Office;
use crate::scripted::{Scripted, polite_until, soon, still_there, until_gone};
use crate::support::{PASSWORD, PATIENT, SHORT, USER, key, mail_to, reminder, server, signed_in};

/// For a server that has to be agreed with on the encryption first, on a busy computer.
const BRIEF: Limits = Limits {
    step: Duration::from_secs(2),
    total: Duration::from_secs(6),
    verdict: Duration::from_secs(2),
};

fn failure(port: u16, security: Security, limits: Limits) -> SendError {
    let server = server(security, port, &Office::new());
    soon(|| server.connect(limits).err()).expect("it behaves badly")
}

#[test]
fn one_that_never_says_anything() {
    for security in [Security::StartTls, Security::Tls] {
        let silent = Scripted::clear(|mut stream| until_gone(&mut stream));
        assert_eq!(failure(silent.port, security, SHORT), SendError::TimedOut);
        silent.ended();
    }
}

/// A socket's own time limit begins again with every byte, so it would never end this.
#[test]
fn one_that_says_a_byte_at_a_time() {
    let slow = Scripted::clear(|mut stream| {
        while still_there(&mut stream, Duration::from_millis(20)) {
            let _ = stream.write_all(b"2");
        }
    });
    assert_eq!(failure(slow.port, Security::StartTls, SHORT), SendError::TimedOut);
    slow.ended();
}

/// Each step would still have time; all of them together have none left.
#[test]
fn one_that_takes_too_long_in_all() {
    let limits = Limits {
        step: Duration::from_mins(5),
        total: Duration::from_millis(300),
        verdict: Duration::from_millis(300),
    };
    let office = Office::new();
    let dawdling = Scripted::secret(&office.signs("localhost"), |stream| {
        let (_, mut stream) = polite_until(stream, "EHLO");
        until_gone(&mut stream);
    });
    let server = server(Security::Tls, dawdling.port, &office);
    assert_eq!(soon(|| server.connect(limits).err()), Some(SendError::TimedOut));
    dawdling.ended();
}

#[test]
fn one_that_hangs_up_after_its_greeting() {
    let rude = Scripted::clear(|mut stream| stream.write_all(b"220 mail.test\r\n").expect("a client"));
    assert_eq!(
        failure(rude.port, Security::StartTls, PATIENT),
        SendError::Unreachable
    );
    rude.ended();
}

#[test]
fn one_that_turns_everybody_away() {
    let closed = Scripted::clear(|mut stream| {
        stream
            .write_all(b"421-Closed for repairs,\r\n421 come back tomorrow\r\n")
            .expect("a client");
        until_gone(&mut stream);
    });
    assert_eq!(
        failure(closed.port, Security::StartTls, PATIENT),
        SendError::Later {
            said: "Closed for repairs, come back tomorrow".to_owned(),
            about: About::Server
        }
    );
    closed.ended();
}

#[test]
fn one_that_hangs_up_in_the_message() {
    let office = Office::new();
    let rude = Scripted::secret(&office.signs("localhost"), |stream| {
        drop(polite_until(stream, "Subject:"));
    });
    let server = server(Security::Tls, rude.port, &office);
    let mut connection = server.connect(PATIENT).expect("it is trusted");
    let message = mail_to("ann@example.com");
    assert_eq!(soon(|| connection.send(&message)), Err(SendError::Unreachable));
    assert!(!connection.is_open());
    assert!(connection.is_in_doubt(), "nobody knows how much it heard");
    assert_eq!(connection.send(&message), Err(SendError::Unreachable));
    assert!(!connection.is_in_doubt());
    rude.ended();
}

#[test]
fn one_that_never_says_whether_it_took_the_message() {
    let office = Office::new();
    let silent = Scripted::secret(&office.signs("localhost"), |stream| {
        until_gone(&mut polite_until(stream, ".\r\n").1);
    });
    let server = server(Security::Tls, silent.port, &office);
    let limits = Limits {
        verdict: Duration::from_millis(300),
        ..PATIENT
    };
    let mut connection = server.connect(limits).expect("it is trusted");
    assert_eq!(
        soon(|| connection.send(&mail_to("ann@example.com"))),
        Err(SendError::TimedOut)
    );
    assert!(!connection.is_open());
    assert!(connection.is_in_doubt());
    drop(connection);
    silent.ended();
}

#[test]
fn one_that_stops_reading() {
    let office = Office::new();
    let (done, wait) = mpsc::channel::<()>();
    let deaf = Scripted::secret(&office.signs("localhost"), move |stream| {
        let (_, mut stream) = polite_until(stream, "DATA");
        stream.write_all(b"354 Go on\r\n").expect("a client");
        stream.flush().expect("a client");
        // It ends with the test.
        let _ = wait.recv();
    });
    let server = server(Security::Tls, deaf.port, &office);
    let mut connection = server.connect(BRIEF).expect("it is trusted");
    // More than the system takes in for a program that doesn't read.
    let long = KeyReminder {
        name: "long".repeat(2_000_000),
        ..key()
    };
    let message = reminder(vec![long]).message().expect("an address");
    assert_eq!(soon(|| connection.send(&message)), Err(SendError::TimedOut));
    drop(done);
    deaf.ended();
}

#[test]
fn one_that_greets_with_a_megabyte() {
    let chatty = Scripted::clear(|mut stream| {
        let _ = stream.write_all(&[b"220 ".to_vec(), vec![b'x'; 1 << 20]].concat());
        until_gone(&mut stream);
    });
    let SendError::Other { said } = failure(chatty.port, Security::StartTls, PATIENT) else {
        panic!("it was understood")
    };
    assert_eq!(said.chars().count(), 200);
    chatty.ended();
}

#[test]
fn one_whose_greeting_never_ends() {
    let chatty = Scripted::clear(|mut stream| while stream.write_all(b"220-Welcome\r\n").is_ok() {});
    assert!(matches!(
        failure(chatty.port, Security::StartTls, PATIENT),
        SendError::Other { .. }
    ));
    chatty.ended();
}

#[test]
fn one_that_speaks_something_else() {
    for nonsense in [
        &b"HTTP/1.1 400 Bad Request\r\n\r\n"[..],
        b"2\xff0\r\n",
        b"220!\r\n",
        b"999 \x07\x1b[2J\r\n",
    ] {
        let other = Scripted::clear(move |mut stream| {
            stream.write_all(nonsense).expect("a client");
            until_gone(&mut stream);
        });
        let SendError::Other { said } = failure(other.port, Security::StartTls, PATIENT) else {
            panic!("it was understood")
        };
        assert!(!said.contains(char::is_control), "{said:?}");
        other.ended();
    }
}

/// Whoever sits in between can't encrypt in the server's name, but could speak before encryption begins.
#[test]
fn one_that_goes_on_in_the_clear_after_starttls() {
    let forged = Scripted::clear(|stream| {
        let (_, mut stream) = polite_until(stream, "STARTTLS");
        stream
            .write_all(b"220 Go on\r\n250-mail.test\r\n250 AUTH PLAIN\r\n")
            .expect("a client");
        until_gone(&mut stream);
    });
    assert_eq!(
        failure(forged.port, Security::StartTls, PATIENT),
        SendError::NoTls
    );
    forged.ended();
}

#[test]
fn one_that_repeats_the_password() {
    let office = Office::new();
    let encoded = BASE64_STANDARD.encode(format!("\0{USER}\0{PASSWORD}"));
    for echo in [PASSWORD.to_owned(), encoded] {
        let answer = format!("535 Wrong: {echo}\r\n");
        let indiscreet = Scripted::secret(&office.signs("localhost"), move |stream| {
            let (asked, mut stream) = polite_until(stream, "AUTH");
            stream.write_all(answer.as_bytes()).expect("a client");
            stream.flush().expect("a client");
            until_gone(&mut stream);
            asked
        });
        let server = signed_in(server(Security::Tls, indiscreet.port, &office), PASSWORD);
        let refused = soon(|| server.connect(PATIENT).err()).expect("it is refused");
        assert_eq!(refused, SendError::SignInRefused { said: String::new() });
        assert!(indiscreet.ended().starts_with("AUTH PLAIN "));
    }
}

#[test]
fn a_port_where_nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("it listens").port();
    drop(listener);
    assert_eq!(failure(port, Security::Tls, PATIENT), SendError::Unreachable);
}

#[test]
fn a_host_that_is_none() {
    for host in ["nowhere.invalid", "no where", "", "-"] {
        let mut server = server(Security::Tls, 465, &Office::new());
        server.host = host.to_owned();
        assert_eq!(server.connect(PATIENT).err(), Some(SendError::NotFound), "{host}");
    }
}
