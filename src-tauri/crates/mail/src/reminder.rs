//! A mail about keys that expire.
//!
//! It says what the reminder on the desktop says. Nothing in it lets anybody in.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::document::{Block, Document, Fact};
use crate::error::SendError;
use crate::line::{cut, line};
use crate::message::{Message, recipient};
use crate::words;

/// Why somebody is reminded of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The key is theirs.
    Owner,
    /// The key is a service account's, and they are its contact.
    OwnerContact,
    /// The key names them.
    Personnel,
    /// They are an API token manager of the workspace.
    TokenManager,
}

/// A key that somebody is reminded of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyReminder {
    /// Public: it names the key, and is not the key.
    pub key_id: String,
    /// What people call it.
    pub name: String,
    /// Who has it: a person or a service account.
    pub owner: String,
    /// The first moment at which it is of no use.
    pub expires_at: DateTime<Utc>,
    /// Whether it can be renewed, not only replaced.
    pub renewable: bool,
    /// `keytower://…`: selects it in Keytower. Anything else is left out.
    pub link: String,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// What one person is reminded of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// What its Message-ID begins with, in hexadecimal digits: the same reminder has the same one.
    pub id: String,
    /// The person's address.
    pub to: String,
    /// Where the keys are.
    pub workspace: String,
    /// Whose days and hours are meant.
    pub zone: Tz,
    /// When it is sent: "in 6 days" counts from here.
    pub at: DateTime<Utc>,
    /// The keys, of which there is at least one; the first are told one by one, of more only how many.
    pub keys: Vec<KeyReminder>,
}

/// So many keys are told one by one, the first of them; mail servers refuse what is too large.
const LISTED: usize = 100;

/// How much of a name stands in a subject, in characters. Whoever owns it, or the workspace, has less.
const NAME: usize = 60;
const OWNER: usize = 40;

impl Reminder {
    /// The mail.
    ///
    /// # Errors
    ///
    /// [`AddressRefused`](SendError::AddressRefused) when `to` is no address.
    pub fn message(&self) -> Result<Message, SendError> {
        Ok(Message {
            to: recipient(&self.to)?,
            id: self.id.clone(),
            at: self.at,
            document: self.document(),
        })
    }

    fn document(&self) -> Document {
        match &*self.keys {
            [key] => self.of_one(key),
            keys => self.of_many(keys),
        }
    }

    fn of_one(&self, key: &KeyReminder) -> Document {
        let when = self.when(key);
        let named = format!("{} of {}", short(&key.name, NAME), short(&key.owner, OWNER));
        let title = if when.starts_with("expires in ") {
            let end = key.expires_at.with_timezone(&self.zone);
            format!("{named} {when} ({})", end.format("%a %-d %b %Y"))
        } else {
            format!("{named} {when}")
        };
        let mut blocks = vec![Block::Heading(format!("{} {when}", short(&key.name, NAME)))];
        blocks.extend(self.facts_and_advice(key));
        blocks.push(Block::Paragraph(WITHOUT_LINK.to_owned()));
        blocks.push(Block::Rule);
        blocks.extend(self.because(key, "this key").map(Block::Small));
        blocks.push(self.sent_by());
        Document { title, blocks }
    }

    fn of_many(&self, keys: &[KeyReminder]) -> Document {
        let expired = keys.iter().filter(|key| self.has_expired(key)).count();
        let counted = words::counted(expired, keys.len() - expired);
        let title = format!("{counted} in {}", short(&self.workspace, OWNER));
        let mut blocks = vec![Block::Heading(title.clone())];

        let for_all = self.because_of_all(keys);
        let listed = &keys[..keys.len().min(LISTED)];
        for key in listed {
            blocks.push(Block::Rule);
            blocks.push(Block::Section(format!(
                "{} {}",
                short(&key.name, NAME),
                self.when(key)
            )));
            blocks.extend(self.facts_and_advice(key));
            if for_all.is_none() {
                blocks.extend(self.because(key, "this key").map(Block::Small));
            }
        }
        blocks.push(Block::Rule);
        if keys.len() > listed.len() {
            let more = keys.len() - listed.len();
            let words = format!("And {more} more: the overview in Keytower has them all.");
            blocks.push(Block::Paragraph(words));
        }
        blocks.push(Block::Paragraph(WITHOUT_LINK.to_owned()));
        blocks.extend(for_all.map(Block::Small));
        blocks.push(self.sent_by());
        Document { title, blocks }
    }

    fn when(&self, key: &KeyReminder) -> String {
        words::when(key.expires_at, self.at, self.zone)
    }

    fn has_expired(&self, key: &KeyReminder) -> bool {
        key.expires_at <= self.at
    }

    fn facts_and_advice(&self, key: &KeyReminder) -> Vec<Block> {
        let expired = self.has_expired(key);
        let fact = |label, value, note| Fact { label, value, note };
        let mut blocks = vec![
            Block::Facts(vec![
                fact("Name", shown(&key.name), ""),
                fact("Owner", shown(&key.owner), ""),
                fact("Key id", shown(&key.key_id), "public, not the key"),
                fact(
                    if expired { "Ended" } else { "Ends" },
                    words::moment(key.expires_at, self.zone),
                    "",
                ),
            ]),
            Block::Paragraph(words::advice(key.renewable, expired).to_owned()),
        ];
        if is_ours(&key.link) {
            blocks.push(Block::Link {
                text: "Show it in Keytower",
                target: key.link.clone(),
            });
        }
        blocks
    }

    /// Why they are reminded of this key, or of these keys; nothing where no reason is known.
    fn because(&self, key: &KeyReminder, what: &str) -> Option<String> {
        let mut reasons: Vec<String> = Vec::new();
        for reason in &key.reasons {
            let reason = match reason {
                Reason::Owner => format!("you own {what}"),
                Reason::OwnerContact => {
                    format!("you are a contact of {}, which owns {what}", shown(&key.owner))
                }
                Reason::Personnel => format!("{what} {} you to be reminded", names(what)),
                Reason::TokenManager => {
                    format!("you are an API token manager of {}", shown(&self.workspace))
                }
            };
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
        (!reasons.is_empty()).then(|| format!("You get this because {}.", reasons.join(", and because ")))
    }

    /// The reason when it is the same for all of them.
    fn because_of_all(&self, keys: &[KeyReminder]) -> Option<String> {
        let mut reasons = keys.iter().map(|key| self.because(key, "these keys"));
        let first = reasons.next()??;
        reasons
            .all(|other| other.as_ref() == Some(&first))
            .then_some(first)
    }

    fn sent_by(&self) -> Block {
        Block::Small(format!("Sent by Keytower for {}.", shown(&self.workspace)))
    }
}

/// Many programs that show mails follow no link but those of the web.
const WITHOUT_LINK: &str = "If the link does nothing: open Keytower, press Ctrl+K, paste the key id.";

fn names(what: &str) -> &'static str {
    if what.starts_with("these") {
        "name"
    } else {
        "names"
    }
}

/// A name as it is shown.
fn shown(name: &str) -> String {
    match line(name) {
        name if name.is_empty() => "(no name)".to_owned(),
        name => name,
    }
}

fn short(name: &str, at_most: usize) -> String {
    cut(&shown(name), at_most)
}

/// Whether a link leads to Keytower, and is nothing but a link.
fn is_ours(link: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#&=%".contains(c);
    link.starts_with("keytower://") && link.chars().all(plain)
}
