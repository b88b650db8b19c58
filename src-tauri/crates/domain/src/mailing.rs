//! The mails that remind people: which there are, which go out now, and when one that failed is tried again.
//!
//! A mail is of one reminder to one address. Those to one address that become due together stand in one message, whose
//! id stays the same however often it is sent.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;
use std::sync::Arc;

use chrono::TimeDelta;
use sha2::{Digest as _, Sha256};

use crate::due::{LATE_DAYS, Reminder};
use crate::id::AccountId;
use crate::named::named;
use crate::schedule::Schedule;
use crate::time::Instant;

/// Minutes after which a message that failed is tried again, the first time, the second time, and so on; after the last
/// as long as it is still worth sending.
const PAUSES: [i64; 5] = [1, 5, 30, 120, 480];

/// Messages that go out together at most; the others follow at the next look.
pub const MOST_AT_ONCE: usize = 200;

/// A mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Of which reminder.
    pub reminder: Reminder,
    /// To which address.
    pub to: String,
    /// The id of the message that it stands in.
    pub message: String,
    /// When it became due here.
    pub queued_at: Instant,
    /// How far it is.
    pub state: MailState,
}

/// How far a mail is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailState {
    /// It is to be sent.
    Waiting {
        /// Tried so often.
        tries: u32,
        /// When next.
        next_at: Instant,
        /// Why it wasn't sent the last time.
        failure: Option<MailFailure>,
    },
    /// The mail server has taken it.
    Sent {
        /// When.
        at: Instant,
    },
    /// The mail server won't take it, so that nobody tries again unasked.
    Refused {
        /// When.
        at: Instant,
        /// Why.
        failure: MailFailure,
    },
}

/// Why a mail wasn't sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailFailure {
    /// What kind of failure it was.
    pub kind: MailFailureKind,
    /// The mail server's words, where it said any; at most some hundred characters.
    pub said: String,
}

named! {
    /// What kind of failure it was.
    MailFailureKind {
        /// The mail server's name is unknown.
        NotFound = "not_found",
        /// It can't be reached, or the connection broke.
        Unreachable = "unreachable",
        /// It didn't answer in time.
        TimedOut = "timed_out",
        /// Its certificate isn't trusted, or is another's.
        NotTrusted = "not_trusted",
        /// It offers no encryption.
        NoTls = "no_tls",
        /// A user is named, and this computer knows no password.
        NoPassword = "no_password",
        /// The keyring that has the password doesn't answer.
        NoKeyring = "no_keyring",
        /// It refuses the user or the password.
        SignInRefused = "sign_in_refused",
        /// It refuses the sender's address.
        SenderRefused = "sender_refused",
        /// It refuses this address, or this message to it.
        AddressRefused = "address_refused",
        /// It takes it later.
        Later = "later",
        /// It said something else.
        Other = "other",
    }
}

/// A message that is to go out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its id: 32 hexadecimal digits.
    pub id: String,
    /// To which address.
    pub to: String,
    /// Of what it reminds, the earliest end first.
    pub reminders: Vec<Reminder>,
}

/// What is to be mailed of a workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailing {
    /// The keys that messages are about, among others.
    pub schedule: Arc<Schedule>,
    /// What is to go out now.
    pub messages: Vec<Message>,
    /// When to ask again, if nothing changes before; `None` for never. It has passed where more is to go out.
    pub next: Option<Instant>,
    /// As of when all of that is so.
    pub now: Instant,
}

impl Mailing {
    /// What an outbox has to send; `next_due` is when the passing of time makes more due.
    #[must_use]
    pub fn of(schedule: Arc<Schedule>, outbox: &Outbox, next_due: Option<Instant>, now: Instant) -> Self {
        Self {
            schedule,
            messages: outbox.to_send(now),
            next: [next_due, outbox.next(now)].into_iter().flatten().min(),
            now,
        }
    }
}

/// All mails of a workspace that are still worth knowing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outbox(HashMap<(Reminder, String), Mail>);

impl FromIterator<Mail> for Outbox {
    fn from_iter<I: IntoIterator<Item = Mail>>(mails: I) -> Self {
        let named = mails
            .into_iter()
            .map(|mail| ((mail.reminder, mail.to.clone()), mail));
        Self(named.collect())
    }
}

/// What changed in an outbox, to be kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// New, or other than before.
    pub kept: Vec<Mail>,
    /// Gone: not sent, and not worth sending any more.
    pub gone: Vec<Mail>,
}

impl Changed {
    fn kept(kept: Vec<Mail>) -> Self {
        Self {
            kept,
            ..Self::default()
        }
    }

    /// Whether nothing did.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty() && self.gone.is_empty()
    }
}

impl Outbox {
    /// All of them, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &Mail> {
        self.0.values()
    }

    /// Takes up what is due, as far as it isn't there, and lets go of what isn't sent and no longer due: its key was
    /// renewed, stopped or ended, something more urgent came, or the address is to be told no more. What was sent goes
    /// once nothing is due of that end any more. `due` is of keys of the schedule, whatever was delivered of it.
    pub fn take_up(&mut self, schedule: &Schedule, due: &[Reminder], now: Instant) -> Changed {
        let addressees: HashMap<_, _> = schedule
            .keys
            .iter()
            .map(|one| (one.key, &*one.addressees))
            .collect();
        let to_whom = |reminder: &Reminder| addressees.get(&reminder.key).copied().unwrap_or_default();
        let due: HashSet<(Reminder, &str)> = due
            .iter()
            .flat_map(|reminder| to_whom(reminder).iter().map(|one| (*reminder, &*one.to)))
            .collect();
        let is_due = |mail: &Mail| due.contains(&(mail.reminder, &*mail.to));
        let is_over = |mail: &Mail| now - mail.reminder.expires_at > TimeDelta::days(LATE_DAYS);
        let gone = self
            .0
            .extract_if(|_, mail| is_over(mail) || !mail.is_sent() && !is_due(mail));
        let gone = gone.map(|(_, mail)| mail).collect();
        let mut new: BTreeMap<&str, Vec<Reminder>> = BTreeMap::new();
        for (reminder, to) in due {
            if !self.0.contains_key(&(reminder, to.to_owned())) {
                new.entry(to).or_default().push(reminder);
            }
        }
        let mut kept = Vec::new();
        for (to, reminders) in new {
            let message = message_id(schedule.account, to, &reminders);
            kept.extend(reminders.into_iter().map(|reminder| Mail {
                reminder,
                to: to.to_owned(),
                message: message.clone(),
                queued_at: now,
                state: MailState::to_be_sent(now),
            }));
        }
        self.add(&kept);
        Changed { kept, gone }
    }

    /// What is to go out now: at most [`MOST_AT_ONCE`], what waits longest first.
    #[must_use]
    pub fn to_send(&self, now: Instant) -> Vec<Message> {
        let mut messages: HashMap<&str, (Instant, Message)> = HashMap::new();
        for mail in self.iter() {
            let Some(next_at) = mail.next_at(now).filter(|next_at| *next_at <= now) else {
                continue;
            };
            let (_, message) = messages.entry(&mail.message).or_insert_with(|| {
                let message = Message {
                    id: mail.message.clone(),
                    to: mail.to.clone(),
                    reminders: Vec::new(),
                };
                (next_at, message)
            });
            message.reminders.push(mail.reminder);
        }
        let mut messages: Vec<_> = messages.into_values().collect();
        messages.sort_by(|(at, one), (other_at, other)| (at, &one.id).cmp(&(other_at, &other.id)));
        let first = messages.into_iter().take(MOST_AT_ONCE);
        first.map(|(_, message)| message.in_order()).collect()
    }

    /// When the next is to be tried; `None` where none waits. It may have passed.
    #[must_use]
    pub fn next(&self, now: Instant) -> Option<Instant> {
        self.iter().filter_map(|mail| mail.next_at(now)).min()
    }

    /// What became of a message: sent, or why not. One that was refused for its address isn't tried again unasked.
    pub fn settle(&mut self, message: &str, failure: Option<&MailFailure>, now: Instant) -> Changed {
        let of_it = self
            .0
            .values_mut()
            .filter(|mail| mail.message == message && !mail.is_sent());
        let kept = of_it.map(|mail| {
            mail.state = mail.state.after(failure, now);
            mail.clone()
        });
        Changed::kept(kept.collect())
    }

    /// Somebody asks for all that aren't sent to be tried now.
    pub fn try_again(&mut self, now: Instant) -> Changed {
        let unsent = self.0.values_mut().filter(|mail| !mail.is_sent());
        let kept = unsent.map(|mail| {
            mail.state = MailState::to_be_sent(now);
            mail.clone()
        });
        Changed::kept(kept.collect())
    }

    /// Adds mails, each in place of the one before.
    fn add(&mut self, mails: &[Mail]) {
        for mail in mails {
            self.0.insert((mail.reminder, mail.to.clone()), mail.clone());
        }
    }

    /// Takes in what another outbox of the same workspace knows: what was sent is sent, and of what wasn't, whoever
    /// tried more often knows more. Answers what is other than before.
    pub fn merge(&mut self, others: impl IntoIterator<Item = Mail>) -> Changed {
        let knows_more = |other: &Mail| {
            let known = self.0.get(&(other.reminder, other.to.clone()));
            known.is_none_or(|known| other.progress() > known.progress())
        };
        let kept: Vec<Mail> = others.into_iter().filter(knows_more).collect();
        self.add(&kept);
        Changed::kept(kept)
    }
}

impl Mail {
    /// When it is to be tried. Later than the longest pause from now was said by a clock that ran ahead: that is now.
    fn next_at(&self, now: Instant) -> Option<Instant> {
        let MailState::Waiting { next_at, .. } = self.state else {
            return None;
        };
        let longest = PAUSES.last().copied().unwrap_or_default();
        Some(if next_at - now > TimeDelta::minutes(longest) {
            now
        } else {
            next_at
        })
    }

    fn is_sent(&self) -> bool {
        matches!(self.state, MailState::Sent { .. })
    }

    fn progress(&self) -> (u8, u32) {
        match self.state {
            MailState::Waiting { tries, .. } => (0, tries),
            MailState::Refused { .. } => (1, 0),
            MailState::Sent { .. } => (2, 0),
        }
    }
}

impl MailState {
    fn to_be_sent(now: Instant) -> Self {
        Self::Waiting {
            tries: 0,
            next_at: now,
            failure: None,
        }
    }

    fn after(&self, failure: Option<&MailFailure>, now: Instant) -> Self {
        let Some(failure) = failure.cloned() else {
            return Self::Sent { at: now };
        };
        if failure.kind == MailFailureKind::AddressRefused {
            return Self::Refused { at: now, failure };
        }
        let tries = match self {
            Self::Waiting { tries, .. } => tries.saturating_add(1),
            Self::Sent { .. } | Self::Refused { .. } => 1,
        };
        let place = usize::try_from(tries - 1)
            .unwrap_or(usize::MAX)
            .min(PAUSES.len() - 1);
        Self::Waiting {
            tries,
            next_at: now + TimeDelta::minutes(PAUSES[place]),
            failure: Some(failure),
        }
    }
}

impl Message {
    fn in_order(mut self) -> Self {
        self.reminders
            .sort_unstable_by_key(|one| (one.expires_at, one.key));
        self
    }
}

/// Of the same reminders to the same address it is the same, whoever sends them.
fn message_id(account: AccountId, to: &str, reminders: &[Reminder]) -> String {
    let mut sorted = reminders.to_vec();
    sorted.sort_unstable();
    let mut digest = Sha256::new();
    digest.update(format!("{account}\n{to}\n"));
    for Reminder {
        key,
        expires_at,
        days,
    } in sorted
    {
        digest.update(format!("{key} {} {days}\n", expires_at.timestamp_millis()));
    }
    let digest = digest.finalize();
    digest[..16].iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
#[path = "mailing_tests.rs"]
mod tests;
