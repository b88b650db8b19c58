//! What is said to a mail server (RFC 5321).
//!
//! It is said here, not by lettre, whose connection measures time by the byte and not by the answer, takes a line
//! of any length, still believes after STARTTLS what it heard before, and is over with the first refused address.

use rustls::{ClientConnection, StreamOwned};

use crate::error::SendError;
use crate::mailbox::Mailbox;
use crate::message::Message;
use crate::reply::{Reply, Talk, To};
use crate::server::{Limits, Security, Server, SignIn};
use crate::sign_in;
use crate::tls;
use crate::wire::{Budget, Timed, Wire};

/// The computer's name is nobody's business, and often no name that a server could look up. RFC 5321 (4.1.4) has
/// such a client give an address; which one it has out there it can't know.
const HELLO: &str = "EHLO [127.0.0.1]";

type Secret = StreamOwned<ClientConnection, Wire>;

/// A server that was connected to. Dropping it says goodbye.
pub struct Connection {
    /// `None` once it was lost.
    talk: Option<Talk<Secret>>,
    from: Mailbox,
    limits: Limits,
    in_doubt: bool,
}

impl Connection {
    pub(crate) fn open(server: &Server, limits: Limits) -> Result<Self, SendError> {
        let budget = Budget::new(limits);
        let client = tls::client(&server.host, &server.trusted)?;
        let wire = Wire::connect(&server.host, server.port, budget)?;
        let mut talk = match server.security {
            Security::Tls => {
                let mut talk = Talk::new(encrypted(client, wire, budget)?);
                talk.listen(budget)?.expect(220, To::Connecting)?;
                talk
            }
            Security::StartTls => {
                let wire = start_tls(Talk::new(wire), budget)?;
                Talk::new(encrypted(client, wire, budget)?)
            }
        };
        let offers = talk.ask(budget, HELLO)?.expect(250, To::Connecting)?;
        if let Some(who) = &server.sign_in {
            sign_in(&mut talk, &offers, who, budget)?;
        }
        Ok(Self {
            talk: Some(talk),
            from: server.from.clone(),
            limits,
            in_doubt: false,
        })
    }

    /// Sends one message. When this one is refused, the next may be taken.
    ///
    /// # Errors
    ///
    /// See [`SendError::about`], and [`is_in_doubt`](Self::is_in_doubt).
    pub fn send(&mut self, message: &Message) -> Result<(), SendError> {
        self.in_doubt = false;
        let talk = self.talk.as_mut().ok_or(SendError::Unreachable)?;
        let budget = Budget::new(self.limits);
        let sent = announce(talk, &self.from, message, budget).and_then(|content| {
            talk.say(budget, &[&content, b".\r\n"])?;
            let verdict = talk.listen(Budget::for_the_verdict(self.limits));
            self.in_doubt = verdict.is_err();
            verdict?.expect(250, To::Content).map(drop)
        });
        let goes_on = match &sent {
            Ok(()) => true,
            Err(
                SendError::AddressRefused { .. }
                | SendError::SenderRefused { .. }
                | SendError::SignInRefused { .. }
                | SendError::Later { .. },
            ) => talk
                .ask(Budget::new(self.limits), "RSET")
                .is_ok_and(|reply| reply.code == 250),
            Err(_) => false,
        };
        if !goes_on {
            self.talk = None;
        }
        sent
    }

    /// Whether nobody knows if the last message was taken: the server had it, and its answer was lost. Sent again, it
    /// has the same Message-ID.
    #[must_use]
    pub fn is_in_doubt(&self) -> bool {
        self.in_doubt
    }

    /// Whether another message can be tried: not when the connection was lost or the server ended it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.talk.is_some()
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        if let Some(mut talk) = self.talk.take() {
            // Nothing is lost with the goodbye, so its answer isn't waited for.
            let _ = talk.say(Budget::new(self.limits), &[b"QUIT\r\n"]);
            talk.stream().conn.send_close_notify();
            let _ = std::io::Write::flush(talk.stream());
        }
    }
}

/// Asks for encryption in the clear. Nothing else is said there, and what was heard there is forgotten.
fn start_tls(mut talk: Talk<Wire>, budget: Budget) -> Result<Wire, SendError> {
    talk.listen(budget)?.expect(220, To::Connecting)?;
    let offers = talk.ask(budget, HELLO)?.expect(250, To::Connecting)?;
    if offered(&offers, "STARTTLS").is_none() {
        return Err(SendError::NoTls);
    }
    talk.ask(budget, "STARTTLS")?.expect(220, To::StartTls)?;
    // What follows that answer in the clear was put there by somebody in between, to be read as the server's.
    talk.into_stream().ok_or(SendError::NoTls)
}

/// Agrees on the encryption, and learns who the server is.
fn encrypted(mut client: ClientConnection, mut wire: Wire, budget: Budget) -> Result<Secret, SendError> {
    wire.begin(budget);
    while client.is_handshaking() {
        client.complete_io(&mut wire)?;
    }
    Ok(StreamOwned::new(client, wire))
}

/// What the server offers under that name, such as the ways to sign in under `AUTH`.
fn offered<'a>(offers: &'a Reply, name: &str) -> Option<&'a str> {
    offers.lines.iter().skip(1).find_map(|line| {
        let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
        first.eq_ignore_ascii_case(name).then_some(rest)
    })
}

fn sign_in(talk: &mut Talk<Secret>, offers: &Reply, who: &SignIn, budget: Budget) -> Result<(), SendError> {
    let ways = offered(offers, "AUTH").unwrap_or_default();
    let knows = |name: &str| ways.split_whitespace().any(|way| way.eq_ignore_ascii_case(name));
    let answer = if knows("PLAIN") {
        talk.ask(budget, &sign_in::plain(who)?)?
    } else if knows("LOGIN") {
        // Older, and all that some servers know: the two are asked for one after the other.
        talk.ask(budget, "AUTH LOGIN")?.expect(334, To::SignIn)?;
        let answer = talk.ask(budget, &sign_in::encoded(&who.user))?;
        if answer.code == 334 {
            talk.ask(budget, &sign_in::encoded(&who.password))?
        } else {
            answer
        }
    } else {
        return Err(SendError::SignInRefused { said: String::new() });
    };
    sign_in::without_password(answer, who).expect(235, To::SignIn)?;
    Ok(())
}

/// Asks for a message to be taken; its content, which the server waits for then.
fn announce(
    talk: &mut Talk<Secret>,
    from: &Mailbox,
    message: &Message,
    budget: Budget,
) -> Result<Vec<u8>, SendError> {
    let content = doubled_dots(&message.written(from)?);
    let sender = format!("MAIL FROM:<{}>", from.address());
    talk.ask(budget, &sender)?.expect(250, To::Sender)?;
    let recipient = format!("RCPT TO:<{}>", message.to().address());
    let answer = talk.ask(budget, &recipient)?;
    if answer.code != 251 {
        // 251: taken, and forwarded to somewhere else.
        answer.expect(250, To::Recipient)?;
    }
    talk.ask(budget, "DATA")?.expect(354, To::Content)?;
    Ok(content)
}

/// A message as it is sent: a dot that begins a line is doubled, as one that is alone there ends the message
/// (RFC 5321, 4.5.2).
fn doubled_dots(message: &[u8]) -> Vec<u8> {
    let mut doubled = Vec::with_capacity(message.len() + 2);
    for line in message.split_inclusive(|&byte| byte == b'\n') {
        if line.starts_with(b".") {
            doubled.push(b'.');
        }
        doubled.extend_from_slice(line);
    }
    if !doubled.ends_with(b"\r\n") {
        doubled.extend_from_slice(b"\r\n");
    }
    doubled
}

impl Timed for Secret {
    fn begin(&mut self, budget: Budget) {
        self.sock.begin(budget);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_of_a_message_ends_it() {
        let lines = b".\r\n..x\r\na.b\r\n.";
        assert_eq!(doubled_dots(lines), b"..\r\n...x\r\na.b\r\n..\r\n");
    }
}
