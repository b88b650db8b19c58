//! Mails of reminders, and the server that takes them.
//!
//! A [`Reminder`] is plain data. It becomes a [`Message`], one text in two forms; a [`Server`] is connected to,
//! and the [`Connection`] takes messages one after the other. Time is an argument, but for the time that a server
//! takes. Nothing here knows what a vault is, and no secret of a key ever comes here.

mod dialogue;
mod document;
mod error;
mod line;
mod mailbox;
mod message;
mod reminder;
mod reply;
mod server;
mod sign_in;
mod tls;
mod wire;
pub mod words;

pub use dialogue::Connection;
pub use error::{About, Distrust, SendError};
pub use mailbox::{Mailbox, NotAnAddress};
pub use message::Message;
pub use reminder::{KeyReminder, Reason, Reminder};
pub use server::{Limits, Security, Server, SignIn};
pub use tls::{Authority, NotACertificate};

/// Whoever sends does so on a thread of its own: servers are slow.
const _: () = {
    const fn moves<T: Send>() {}
    moves::<Connection>();
    moves::<Message>();
    moves::<Server>();
};
