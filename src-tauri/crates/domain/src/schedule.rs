//! What there is to remind of, without the workspace itself: so that people can be reminded while it is locked.

use std::collections::BTreeSet;

use chrono_tz::Tz;

use crate::due::{Agenda, End, Ledger};
use crate::id::{AccountId, KeyId};
use crate::named::named;
use crate::time::Instant;

/// Of one key at most so many addresses are written to.
pub const MOST_ADDRESSEES: usize = 100;

/// Ends of keys, and who is to be told of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// Of which workspace.
    pub account: AccountId,
    /// Its name.
    pub workspace: String,
    /// Its time zone.
    pub zone: Tz,
    /// Keys that nobody stopped, the earliest end first.
    pub keys: Vec<Scheduled>,
}

/// A key that ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheduled {
    /// Which.
    pub key: KeyId,
    /// Its name.
    pub name: String,
    /// Its owner's name.
    pub owner: String,
    /// When it ends.
    pub expires_at: Instant,
    /// When it got this end.
    pub since: Instant,
    /// It is reminded of so many days before, the earliest first.
    pub days: Vec<u16>,
    /// Until when it can be renewed; `None` where it can't.
    pub renewable_until: Option<Instant>,
    /// Who is written to.
    pub addressees: Vec<Addressee>,
}

/// Who is written to, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Addressee {
    /// Their address.
    pub to: String,
    /// Why: one reason or several.
    pub reasons: BTreeSet<Reason>,
}

named! {
    /// Why somebody is written to.
    Reason {
        /// The key is theirs.
        Owner = "owner",
        /// They are the contact of the service account that it belongs to.
        OwnerContact = "owner_contact",
        /// The key names them.
        Personnel = "personnel",
        /// They are API token manager of the workspace.
        TokenManager = "token_manager",
    }
}

impl Schedule {
    /// The key that ends next.
    #[must_use]
    pub fn next_to_end(&self, now: Instant) -> Option<&Scheduled> {
        self.keys.iter().find(|key| key.expires_at > now)
    }

    /// What is due.
    #[must_use]
    pub fn agenda(&self, ledger: &Ledger, now: Instant) -> Agenda {
        Agenda::of(self.keys.iter().map(Scheduled::end), self.zone, ledger, now)
    }
}

impl Scheduled {
    /// Its end, as far as reminding of it goes.
    #[must_use]
    pub fn end(&self) -> End<'_> {
        End {
            key: self.key,
            expires_at: self.expires_at,
            since: self.since,
            days: &self.days,
        }
    }

    /// Whether it can be renewed.
    #[must_use]
    pub fn is_renewable(&self, now: Instant) -> bool {
        self.renewable_until.is_some_and(|until| now <= until)
    }
}

/// Gathers who is written to of one key: each address once, whatever its letters' case, with all reasons, and at most
/// [`MOST_ADDRESSEES`] of them. What is added first stays.
#[derive(Default)]
pub struct Addressees(Vec<Addressee>);

impl Addressees {
    /// One more, or one more reason. Without an address nobody is written to.
    pub fn add(&mut self, to: &str, reason: Reason) {
        let known = self.0.iter_mut().find(|one| one.to.eq_ignore_ascii_case(to));
        if let Some(addressee) = known {
            addressee.reasons.insert(reason);
        } else if !to.is_empty() && self.0.len() < MOST_ADDRESSEES {
            self.0.push(Addressee {
                to: to.to_owned(),
                reasons: BTreeSet::from([reason]),
            });
        }
    }

    /// All of them.
    #[must_use]
    pub fn all(self) -> Vec<Addressee> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_named_twice_is_written_to_once_and_learns_both_reasons() {
        let mut addressees = Addressees::default();
        addressees.add("Ops@northwind.example", Reason::OwnerContact);
        addressees.add("", Reason::Personnel);
        addressees.add("ops@northwind.example", Reason::TokenManager);
        let all = addressees.all();
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].to, "Ops@northwind.example");
        assert_eq!(
            Vec::from_iter(&all[0].reasons),
            [&Reason::OwnerContact, &Reason::TokenManager]
        );
    }

    #[test]
    fn of_ten_thousand_a_hundred_are_written_to_and_the_owner_among_them() {
        let mut addressees = Addressees::default();
        addressees.add("owner@northwind.example", Reason::OwnerContact);
        for number in 0..10_000 {
            addressees.add(&format!("{number}@northwind.example"), Reason::TokenManager);
        }
        let all = addressees.all();
        assert_eq!(all.len(), MOST_ADDRESSEES);
        assert_eq!(all[0].to, "owner@northwind.example");
    }
}
