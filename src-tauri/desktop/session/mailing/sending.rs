//! Messages of one workspace, sent one after the other over one connection.

use std::collections::HashMap;

use keytower_app::domain::id::KeyId;
use keytower_app::domain::link::KeyLink;
use keytower_app::domain::mailing::{MailFailure, MailFailureKind, Mailing, Message};
use keytower_app::domain::schedule::{Addressee, Reason, Schedule, Scheduled};
use keytower_app::domain::time::Instant;
use keytower_contract::{MailSecurity, MailSettings};
use keytower_mail::{About, Connection, KeyReminder, Limits, Mailbox, Reminder, SendError, Server, SignIn};
use zeroize::Zeroizing;

use super::Desk;

/// What sends the messages of one workspace.
pub(super) struct Sender<'a> {
    server: Result<Server, MailFailure>,
    connection: Option<Connection>,
    schedule: &'a Schedule,
    keys: HashMap<KeyId, &'a Scheduled>,
    now: Instant,
}

/// Why a message wasn't sent.
pub(super) struct NotSent {
    pub failure: MailFailure,
    /// Which other messages don't fare better now.
    pub about: About,
}

impl<'a> Sender<'a> {
    pub(super) fn new(desk: &Desk, settings: &MailSettings, mailing: &'a Mailing) -> Self {
        let Mailing { schedule, now, .. } = mailing;
        let password = || desk.mail_password(schedule.account);
        Self {
            server: server(desk, settings, password),
            connection: None,
            schedule,
            keys: schedule.keys.iter().map(|key| (key.key, key)).collect(),
            now: *now,
        }
    }

    pub(super) fn send(&mut self, message: &Message) -> Result<(), NotSent> {
        let composed = self.reminder(message).message().map_err(not_sent)?;
        let server = self.server.as_ref().map_err(|failure| NotSent {
            failure: failure.clone(),
            about: About::Server,
        })?;
        let used = self.connection.take();
        if let Some(mut used) = used {
            let sent = used.send(&composed);
            let is_about_it = sent.as_ref().err().map(SendError::about) != Some(About::Server);
            // What the server may have taken isn't sent again at once.
            if is_about_it || used.is_in_doubt() {
                self.connection = used.is_open().then_some(used);
                return sent.map_err(not_sent);
            }
            // Many servers end a connection after some messages: that says nothing of the next one.
        }
        let mut new = server.connect(Limits::default()).map_err(not_sent)?;
        let sent = new.send(&composed);
        self.connection = new.is_open().then_some(new);
        sent.map_err(not_sent)
    }

    fn reminder(&self, message: &Message) -> Reminder {
        let keys = message.reminders.iter();
        Reminder {
            id: message.id.clone(),
            to: message.to.clone(),
            workspace: self.schedule.workspace.clone(),
            zone: self.schedule.zone,
            at: self.now,
            keys: keys
                .filter_map(|one| Some(self.of_key(self.keys.get(&one.key)?, &message.to)))
                .collect(),
        }
    }

    fn of_key(&self, key: &Scheduled, to: &str) -> KeyReminder {
        let link = KeyLink {
            account_id: self.schedule.account,
            key_id: key.key,
        };
        let is_told = |one: &&Addressee| one.to == to;
        let reasons = key.addressees.iter().find(is_told).map(|one| &one.reasons);
        KeyReminder {
            key_id: key.key.to_string(),
            name: key.name.clone(),
            owner: key.owner.clone(),
            expires_at: key.expires_at,
            renewable: key.is_renewable(self.now),
            link: link.to_string(),
            reasons: reasons.into_iter().flatten().map(|one| why(*one)).collect(),
        }
    }
}

fn not_sent(error: SendError) -> NotSent {
    let about = error.about();
    NotSent {
        failure: told(error),
        about,
    }
}

/// The server that settings name, or why it can't be.
pub(super) fn server(
    desk: &Desk,
    settings: &MailSettings,
    password: impl FnOnce() -> Result<Zeroizing<String>, MailFailure>,
) -> Result<Server, MailFailure> {
    let sign_in = if settings.user.is_empty() {
        None
    } else {
        Some(SignIn {
            user: settings.user.clone(),
            password: password()?,
        })
    };
    Ok(Server {
        host: settings.host.clone(),
        port: settings.port,
        security: match settings.security {
            MailSecurity::StartTls => keytower_mail::Security::StartTls,
            MailSecurity::Tls => keytower_mail::Security::Tls,
        },
        sign_in,
        from: Mailbox::new(&settings.from_name, &settings.from_address)
            .map_err(|_| failure(MailFailureKind::Other))?,
        trusted: desk.computer.mail_authorities.clone(),
    })
}

fn why(reason: Reason) -> keytower_mail::Reason {
    match reason {
        Reason::Owner => keytower_mail::Reason::Owner,
        Reason::OwnerContact => keytower_mail::Reason::OwnerContact,
        Reason::Personnel => keytower_mail::Reason::Personnel,
        Reason::TokenManager => keytower_mail::Reason::TokenManager,
    }
}

/// A failure of which no server said anything.
pub(super) fn failure(kind: MailFailureKind) -> MailFailure {
    MailFailure {
        kind,
        said: String::new(),
    }
}

/// Why a message wasn't sent, as it is written down and shown.
pub(super) fn told(error: SendError) -> MailFailure {
    let (kind, said) = match error {
        SendError::NotFound => (MailFailureKind::NotFound, String::new()),
        SendError::Unreachable => (MailFailureKind::Unreachable, String::new()),
        SendError::TimedOut => (MailFailureKind::TimedOut, String::new()),
        SendError::NotTrusted(why) => (MailFailureKind::NotTrusted, why.to_string()),
        SendError::NoTls => (MailFailureKind::NoTls, String::new()),
        SendError::SignInRefused { said } => (MailFailureKind::SignInRefused, said),
        SendError::AddressRefused { said } => (MailFailureKind::AddressRefused, said),
        SendError::Later { said, .. } => (MailFailureKind::Later, said),
        SendError::SenderRefused { said } => (MailFailureKind::SenderRefused, said),
        SendError::Other { said } => (MailFailureKind::Other, said),
    };
    MailFailure { kind, said }
}
