//! Why a mail was not taken.

use std::io;

use thiserror::Error;

use crate::line::{cut, line};

/// Why a server could not be connected to, or did not take a message.
///
/// `said` is the server's own text: one line of at most 200 characters, empty when it gave none. The password is
/// never in it.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum SendError {
    /// The host's name leads nowhere: it is wrong, or no name server can be asked.
    #[error("the mail server's name leads nowhere")]
    NotFound,
    /// Nobody answers there, or the connection was lost.
    #[error("the mail server can't be reached, or the connection was lost")]
    Unreachable,
    /// The server took longer than the [limits](crate::Limits) allow.
    #[error("the mail server took too long")]
    TimedOut,
    /// The server can't show that it is the one that was asked for.
    #[error("the mail server's certificate is not trusted: {0}")]
    NotTrusted(Distrust),
    /// The server offers no encryption, or none that is safe: nothing was said to it.
    #[error("the mail server offers no encryption that can be used")]
    NoTls,
    /// The server refuses the user or the password, wants some where there are none, or knows no way to sign in
    /// that is known here.
    #[error("the mail server refuses to be signed in to: {said}")]
    SignInRefused {
        /// The server's text.
        said: String,
    },
    /// The server sends nothing for the address that mails come from.
    #[error("the mail server refuses the sender's address: {said}")]
    SenderRefused {
        /// The server's text.
        said: String,
    },
    /// This message will never be taken: most often because nobody has that address.
    #[error("the address or the message is refused: {said}")]
    AddressRefused {
        /// The server's text, or ours where it was never asked.
        said: String,
    },
    /// Trying again may help (RFC 5321, 4.2.1: replies of 400 to 499).
    #[error("the mail server asks to try again later: {said}")]
    Later {
        /// The server's text.
        said: String,
        /// What is to be tried again.
        about: About,
    },
    /// What no mail server should say there.
    #[error("the mail server gave an answer that makes no sense: {said}")]
    Other {
        /// The server's text.
        said: String,
    },
}

/// What an error is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The one message: the next may be taken.
    Message,
    /// The server: no other message fares better now.
    Server,
}

/// What is wrong with a certificate.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum Distrust {
    /// It has expired.
    #[error("it has expired")]
    Expired,
    /// It is not valid yet: most often this computer's clock is wrong.
    #[error("it is not valid yet")]
    NotYet,
    /// It is another host's.
    #[error("it belongs to another host")]
    OtherHost,
    /// Nobody whom this computer trusts has signed it.
    #[error("an unknown authority signed it")]
    UnknownAuthority,
    /// It was revoked, is malformed, or is not meant for a server, such as an authority's own.
    #[error("it can't be used")]
    Unusable,
}

impl SendError {
    /// Whether it is about the one message or about the server.
    #[must_use]
    pub fn about(&self) -> About {
        match self {
            Self::AddressRefused { .. } => About::Message,
            Self::Later { about, .. } => *about,
            Self::NotFound
            | Self::Unreachable
            | Self::TimedOut
            | Self::NotTrusted(_)
            | Self::NoTls
            | Self::SignInRefused { .. }
            | Self::SenderRefused { .. }
            | Self::Other { .. } => About::Server,
        }
    }
}

/// How much of a server's text is kept, in characters.
const SAID: usize = 200;

/// A server's text as it may be shown.
pub fn said(text: &str) -> String {
    cut(&line(text), SAID)
}

/// What failed on the way to the server and back.
impl From<io::Error> for SendError {
    fn from(error: io::Error) -> Self {
        if let Some(tls) = error
            .get_ref()
            .and_then(|inner| inner.downcast_ref::<rustls::Error>())
        {
            return tls.into();
        }
        match error.kind() {
            io::ErrorKind::TimedOut => Self::TimedOut,
            _ => Self::Unreachable,
        }
    }
}

impl From<&rustls::Error> for SendError {
    fn from(error: &rustls::Error) -> Self {
        use rustls::CertificateError as Bad;
        match error {
            rustls::Error::InvalidCertificate(bad) => Self::NotTrusted(match bad {
                Bad::Expired | Bad::ExpiredContext { .. } => Distrust::Expired,
                Bad::NotValidYet | Bad::NotValidYetContext { .. } => Distrust::NotYet,
                Bad::NotValidForName | Bad::NotValidForNameContext { .. } => Distrust::OtherHost,
                Bad::UnknownIssuer | Bad::BadSignature => Distrust::UnknownAuthority,
                _ => Distrust::Unusable,
            }),
            // What the verifiers of macOS and Windows say when they fail.
            rustls::Error::General(_) | rustls::Error::NoCertificatesPresented => {
                Self::NotTrusted(Distrust::Unusable)
            }
            _ => Self::NoTls,
        }
    }
}
