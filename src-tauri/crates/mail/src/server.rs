//! The server that takes mails.

use std::fmt;
use std::time::Duration;

use zeroize::Zeroizing;

use crate::dialogue::Connection;
use crate::error::SendError;
use crate::mailbox::Mailbox;
use crate::tls::Authority;

/// How the way to the server is encrypted. It always is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// From the first command on (RFC 3207), most often on port 587. A server that doesn't offer it is told nothing.
    StartTls,
    /// From the first byte on (RFC 8314), most often on port 465.
    Tls,
}

/// Who signs in.
pub struct SignIn {
    /// Their name at the server, often an address.
    pub user: String,
    /// Shown to the server alone, and only once it is known to be the right one.
    pub password: Zeroizing<String>,
}

impl fmt::Debug for SignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignIn")
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}

/// A server that takes mails, and what it has to know of us.
#[derive(Debug)]
pub struct Server {
    /// Its name, which its certificate has to hold, or its address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How it is talked to.
    pub security: Security,
    /// Without it, the server has to take mails from anybody who reaches it.
    pub sign_in: Option<SignIn>,
    /// Whom the mails are from, and who is told of those that could not be delivered.
    pub from: Mailbox,
    /// Authorities that are trusted beside the system's.
    pub trusted: Vec<Authority>,
}

/// How long a server may take. However slowly it answers, and whatever: it never takes longer than all of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// For one step: finding the host, connecting, agreeing on the encryption, one command with its answer.
    pub step: Duration,
    /// For all the steps of connecting, or of sending one message.
    pub total: Duration,
    /// For saying whether it takes a message that it has: it may look through it first, and whoever doesn't wait for
    /// that sends it again. RFC 5321 (4.5.3.2.6) asks for ten minutes.
    pub verdict: Duration,
}

impl Default for Limits {
    /// 20 seconds a step, a minute in all, and ten for the verdict.
    fn default() -> Self {
        Self {
            step: Duration::from_secs(20),
            total: Duration::from_mins(1),
            verdict: Duration::from_mins(10),
        }
    }
}

impl Server {
    /// Connects, and signs in.
    ///
    /// # Errors
    ///
    /// Each is [about](SendError::about) the server. No message was sent; the password was only if the server is
    /// the right one.
    pub fn connect(&self, limits: Limits) -> Result<Connection, SendError> {
        Connection::open(self, limits)
    }
}
