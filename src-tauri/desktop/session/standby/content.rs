//! What the sealed file holds: the ends of keys, who is told of them, and what was done.

use std::sync::Arc;

use keytower_app::domain::due::{Delivery, Ledger, Reminder};
use keytower_app::domain::mailing::{Mail, MailFailure, MailFailureKind, MailState, Outbox};
use keytower_app::domain::schedule::{Addressee, Reason, Schedule, Scheduled};
use keytower_app::domain::time::Instant;
use keytower_contract::KeptReminders;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// What is known of a workspace without opening it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::session) struct Content {
    /// What ends, and who is told.
    pub schedule: Arc<Schedule>,
    /// What was delivered on this computer.
    pub ledger: Ledger,
    /// What was mailed, or is to be.
    pub outbox: Outbox,
    /// As of when: the clock isn't taken to stand before it.
    pub as_of: Instant,
}

impl Content {
    pub(in crate::session) fn new(kept: KeptReminders, as_of: Instant) -> Self {
        Self {
            schedule: Arc::new(kept.schedule),
            ledger: kept.deliveries.into_iter().collect(),
            outbox: kept.mails.into_iter().collect(),
            as_of,
        }
    }

    /// Whether another holds the same, as of whenever.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        (&self.schedule, &self.ledger, &self.outbox) == (&other.schedule, &other.ledger, &other.outbox)
    }

    pub(super) fn written(&self) -> Zeroizing<Vec<u8>> {
        let written = serde_json::to_vec(&Written::of(self));
        Zeroizing::new(written.expect("texts, numbers and times can be written"))
    }

    /// What was written; `None` where nobody here writes so.
    pub(super) fn read(plain: &[u8]) -> Option<Self> {
        let written: Written = serde_json::from_slice(plain).ok()?;
        written.read()
    }
}

#[derive(Serialize, Deserialize)]
struct Written {
    account_id: String,
    workspace: String,
    time_zone: String,
    as_of: Instant,
    keys: Vec<WrittenKey>,
    delivered: Vec<WrittenDelivery>,
    mails: Vec<WrittenMail>,
}

#[derive(Serialize, Deserialize)]
struct WrittenKey {
    key_id: String,
    name: String,
    owner: String,
    expires_at: Instant,
    since: Instant,
    days: Vec<u16>,
    renewable_until: Option<Instant>,
    addressees: Vec<(String, Vec<String>)>,
}

#[derive(Serialize, Deserialize)]
struct WrittenReminder {
    key_id: String,
    expires_at: Instant,
    days: u16,
}

#[derive(Serialize, Deserialize)]
struct WrittenDelivery {
    reminder: WrittenReminder,
    at: Instant,
    again_at: Option<Instant>,
    seen: bool,
}

#[derive(Serialize, Deserialize)]
struct WrittenMail {
    reminder: WrittenReminder,
    to: String,
    message: String,
    queued_at: Instant,
    state: WrittenState,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum WrittenState {
    Waiting {
        tries: u32,
        next_at: Instant,
        failure: Option<(String, String)>,
    },
    Sent {
        at: Instant,
    },
    Refused {
        at: Instant,
        failure: (String, String),
    },
}

impl Written {
    fn of(content: &Content) -> Self {
        let Content {
            schedule,
            ledger,
            outbox,
            as_of,
        } = content;
        Self {
            account_id: schedule.account.to_string(),
            workspace: schedule.workspace.clone(),
            time_zone: schedule.zone.name().to_owned(),
            as_of: *as_of,
            keys: schedule.keys.iter().map(WrittenKey::of).collect(),
            delivered: ledger.iter().map(WrittenDelivery::of).collect(),
            mails: outbox.iter().map(WrittenMail::of).collect(),
        }
    }

    fn read(self) -> Option<Content> {
        let schedule = Schedule {
            account: self.account_id.parse().ok()?,
            workspace: self.workspace,
            zone: self.time_zone.parse().ok()?,
            keys: self
                .keys
                .into_iter()
                .map(WrittenKey::read)
                .collect::<Option<_>>()?,
        };
        Some(Content {
            schedule: Arc::new(schedule),
            ledger: self
                .delivered
                .into_iter()
                .map(WrittenDelivery::read)
                .collect::<Option<_>>()?,
            outbox: self
                .mails
                .into_iter()
                .map(WrittenMail::read)
                .collect::<Option<_>>()?,
            as_of: self.as_of,
        })
    }
}

impl WrittenKey {
    fn of(key: &Scheduled) -> Self {
        let reasons = |addressee: &Addressee| {
            let names = addressee.reasons.iter().map(|one| one.name().to_owned());
            names.collect()
        };
        Self {
            key_id: key.key.to_string(),
            name: key.name.clone(),
            owner: key.owner.clone(),
            expires_at: key.expires_at,
            since: key.since,
            days: key.days.clone(),
            renewable_until: key.renewable_until,
            addressees: key
                .addressees
                .iter()
                .map(|one| (one.to.clone(), reasons(one)))
                .collect(),
        }
    }

    fn read(self) -> Option<Scheduled> {
        let addressee = |(to, reasons): (String, Vec<String>)| {
            let reasons = reasons.iter().map(|one| Reason::named(one));
            Some(Addressee {
                to,
                reasons: reasons.collect::<Option<_>>()?,
            })
        };
        Some(Scheduled {
            key: self.key_id.parse().ok()?,
            name: self.name,
            owner: self.owner,
            expires_at: self.expires_at,
            since: self.since,
            days: self.days,
            renewable_until: self.renewable_until,
            addressees: self
                .addressees
                .into_iter()
                .map(addressee)
                .collect::<Option<_>>()?,
        })
    }
}

impl WrittenReminder {
    fn of(reminder: &Reminder) -> Self {
        Self {
            key_id: reminder.key.to_string(),
            expires_at: reminder.expires_at,
            days: reminder.days,
        }
    }

    fn read(self) -> Option<Reminder> {
        Some(Reminder {
            key: self.key_id.parse().ok()?,
            expires_at: self.expires_at,
            days: self.days,
        })
    }
}

impl WrittenDelivery {
    fn of(delivery: &Delivery) -> Self {
        Self {
            reminder: WrittenReminder::of(&delivery.reminder),
            at: delivery.at,
            again_at: delivery.again_at,
            seen: delivery.seen,
        }
    }

    fn read(self) -> Option<Delivery> {
        Some(Delivery {
            reminder: self.reminder.read()?,
            at: self.at,
            again_at: self.again_at,
            seen: self.seen,
        })
    }
}

impl WrittenMail {
    fn of(mail: &Mail) -> Self {
        let failure = |failure: &MailFailure| (failure.kind.name().to_owned(), failure.said.clone());
        Self {
            reminder: WrittenReminder::of(&mail.reminder),
            to: mail.to.clone(),
            message: mail.message.clone(),
            queued_at: mail.queued_at,
            state: match &mail.state {
                MailState::Waiting {
                    tries,
                    next_at,
                    failure: last,
                } => WrittenState::Waiting {
                    tries: *tries,
                    next_at: *next_at,
                    failure: last.as_ref().map(failure),
                },
                MailState::Sent { at } => WrittenState::Sent { at: *at },
                MailState::Refused { at, failure: why } => WrittenState::Refused {
                    at: *at,
                    failure: failure(why),
                },
            },
        }
    }

    fn read(self) -> Option<Mail> {
        let failure = |(kind, said): (String, String)| {
            let kind = MailFailureKind::named(&kind)?;
            Some(MailFailure { kind, said })
        };
        Some(Mail {
            reminder: self.reminder.read()?,
            to: self.to,
            message: self.message,
            queued_at: self.queued_at,
            state: match self.state {
                WrittenState::Waiting {
                    tries,
                    next_at,
                    failure: last,
                } => MailState::Waiting {
                    tries,
                    next_at,
                    failure: match last {
                        None => None,
                        Some(last) => Some(failure(last)?),
                    },
                },
                WrittenState::Sent { at } => MailState::Sent { at },
                WrittenState::Refused { at, failure: why } => MailState::Refused {
                    at,
                    failure: failure(why)?,
                },
            },
        })
    }
}
