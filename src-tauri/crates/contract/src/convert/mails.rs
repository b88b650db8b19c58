//! Mails that remind people.

use keytower_app::Inventory;
use keytower_app::domain::mailing::{
    Mail as AppMail, MailFailure as AppFailure, MailFailureKind as AppKind, MailState as AppState,
};

use super::count;
use crate::{Mail, MailFailure, MailFailureKind, MailState, Mails};

/// Shown at most.
const NEWEST: usize = 200;

impl From<AppKind> for MailFailureKind {
    fn from(kind: AppKind) -> Self {
        match kind {
            AppKind::NotFound => Self::NotFound,
            AppKind::Unreachable => Self::Unreachable,
            AppKind::TimedOut => Self::TimedOut,
            AppKind::NotTrusted => Self::NotTrusted,
            AppKind::NoTls => Self::NoTls,
            AppKind::NoPassword => Self::NoPassword,
            AppKind::NoKeyring => Self::NoKeyring,
            AppKind::SignInRefused => Self::SignInRefused,
            AppKind::SenderRefused => Self::SenderRefused,
            AppKind::AddressRefused => Self::AddressRefused,
            AppKind::Later => Self::Later,
            AppKind::Other => Self::Other,
        }
    }
}

impl From<AppFailure> for MailFailure {
    fn from(failure: AppFailure) -> Self {
        Self {
            kind: failure.kind.into(),
            said: failure.said,
        }
    }
}

impl From<AppState> for MailState {
    fn from(state: AppState) -> Self {
        match state {
            AppState::Waiting {
                tries,
                next_at,
                failure,
            } => Self::Waiting {
                tries,
                next_at,
                failure: failure.map(MailFailure::from),
            },
            AppState::Sent { at } => Self::Sent { at },
            AppState::Refused { at, failure } => Self::Refused {
                at,
                failure: failure.into(),
            },
        }
    }
}

impl Mails {
    /// Mails with what their keys are called now.
    #[must_use]
    pub fn of(mut mails: Vec<AppMail>, inventory: &Inventory) -> Self {
        let of_state =
            |wanted: fn(&AppState) -> bool| count(mails.iter().filter(|mail| wanted(&mail.state)).count());
        let (waiting, refused, sent) = (
            of_state(|state| matches!(state, AppState::Waiting { .. })),
            of_state(|state| matches!(state, AppState::Refused { .. })),
            of_state(|state| matches!(state, AppState::Sent { .. })),
        );
        let is_sent = |mail: &AppMail| matches!(mail.state, AppState::Sent { .. });
        mails.sort_by(|one, other| {
            let place = |mail: &AppMail| {
                (
                    is_sent(mail),
                    std::cmp::Reverse(mail.queued_at),
                    mail.reminder.expires_at,
                )
            };
            place(one).cmp(&place(other)).then_with(|| one.to.cmp(&other.to))
        });
        mails.truncate(NEWEST);
        let view = |mail: AppMail| {
            let key = inventory.key(mail.reminder.key)?;
            Some(Mail {
                key_id: key.id.to_string(),
                name: key.description.name.clone(),
                owner: inventory.owner(key.owner)?.name().to_owned(),
                to: mail.to,
                days: mail.reminder.days,
                queued_at: mail.queued_at,
                state: mail.state.into(),
            })
        };
        Self {
            newest: mails.into_iter().filter_map(view).collect(),
            waiting,
            refused,
            sent,
        }
    }
}
