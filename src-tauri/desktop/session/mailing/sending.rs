//! Messages of one workspace, sent one after the other over one connection.

use keytower_app::domain::due::Reminder;
use keytower_app::domain::id::AccountId;
use keytower_app::domain::link::KeyLink;
use keytower_app::domain::mailing::{MailFailure, MailFailureKind, Message};
use keytower_app::domain::schedule::{Addressee, Reason, Schedule};
use keytower_app::domain::time::Instant;
use keytower_contract::{MailSecurity, MailSettings};
use keytower_mail::{About, Connection, KeyReminder, Limits, Mailbox, SendError, Server, SignIn};
use zeroize::Zeroizing;

use super::Desk;

/// What sends the messages of one workspace.
pub(super) struct Sender {
    server: Result<Server, MailFailure>,
    connection: Option<Connection>,
    /// The server fails: no message fares better now.
    failed: Option<MailFailure>,
    domain: String,
}

impl Sender {
    pub(super) fn new(desk: &Desk, account: AccountId, settings: &MailSettings) -> Self {
        let password = || desk.mail_password(account).ok_or_else(no_password);
        Self {
            server: server(desk, settings, password),
            connection: None,
            failed: None,
            domain: domain(&settings.from_address).to_owned(),
        }
    }

    pub(super) fn send(
        &mut self,
        schedule: &Schedule,
        message: &Message,
        now: Instant,
    ) -> Result<(), MailFailure> {
        if let Some(failed) = &self.failed {
            return Err(failed.clone());
        }
        let reminder = reminder(schedule, message, &self.domain, now);
        let sent = match &self.server {
            Err(failure) => Err((failure.clone(), About::Server)),
            Ok(server) => post(server, &mut self.connection, &reminder).map_err(|error| {
                let about = error.about();
                (told(error), about)
            }),
        };
        sent.map_err(|(failure, about)| {
            if about == About::Server {
                self.failed = Some(failure.clone());
            }
            failure
        })
    }
}

fn post(
    server: &Server,
    connection: &mut Option<Connection>,
    reminder: &keytower_mail::Reminder,
) -> Result<(), SendError> {
    let message = reminder.message()?;
    let mut open = match connection.take() {
        Some(open) => open,
        None => server.connect(Limits::default())?,
    };
    let sent = open.send(&message);
    // A connection that was lost says so, and the next message makes another.
    if sent.as_ref().map_or_else(SendError::about, |()| About::Message) == About::Message {
        *connection = Some(open);
    }
    sent
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

fn reminder(schedule: &Schedule, message: &Message, domain: &str, now: Instant) -> keytower_mail::Reminder {
    let keys = message.reminders.iter();
    keytower_mail::Reminder {
        id: message.id.clone(),
        domain: domain.to_owned(),
        to: message.to.clone(),
        workspace: schedule.workspace.clone(),
        zone: schedule.zone,
        at: now,
        keys: keys
            .filter_map(|one| of_key(schedule, &message.to, one, now))
            .collect(),
    }
}

fn of_key(schedule: &Schedule, to: &str, reminder: &Reminder, now: Instant) -> Option<KeyReminder> {
    let key = schedule.key(reminder.key)?;
    let link = KeyLink {
        account_id: schedule.account,
        key_id: key.key,
    };
    let is_told = |one: &&Addressee| one.to == to;
    let reasons = key.addressees.iter().find(is_told).map(|one| &one.reasons);
    Some(KeyReminder {
        key_id: key.key.to_string(),
        name: key.name.clone(),
        owner: key.owner.clone(),
        expires_at: key.expires_at,
        expired: key.expires_at <= now,
        renewable: key.is_renewable(now),
        link: link.to_string(),
        reasons: reasons.into_iter().flatten().map(|one| why(*one)).collect(),
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

fn domain(address: &str) -> &str {
    address.rsplit_once('@').map_or(address, |(_, domain)| domain)
}

/// A user is named, and no password is known.
pub(super) fn no_password() -> MailFailure {
    failure(MailFailureKind::NoPassword)
}

fn failure(kind: MailFailureKind) -> MailFailure {
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
