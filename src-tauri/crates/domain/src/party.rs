//! Who a key can belong to, and who can be told about one: a service account or a person.

use std::fmt;
use std::str::FromStr;

use crate::id::{NotAnId, PersonId, ServiceAccountId};

/// A service account or a person. As text it is the account's id, or the person's after `person_`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartyId {
    /// A service account.
    Account(ServiceAccountId),
    /// A person.
    Person(PersonId),
}

const PERSON: &str = "person_";

impl PartyId {
    /// The service account, where it is one.
    #[must_use]
    pub fn account(self) -> Option<ServiceAccountId> {
        match self {
            Self::Account(id) => Some(id),
            Self::Person(_) => None,
        }
    }

    /// The person, where it is one.
    #[must_use]
    pub fn person(self) -> Option<PersonId> {
        match self {
            Self::Account(_) => None,
            Self::Person(id) => Some(id),
        }
    }
}

impl From<ServiceAccountId> for PartyId {
    fn from(id: ServiceAccountId) -> Self {
        Self::Account(id)
    }
}

impl From<PersonId> for PartyId {
    fn from(id: PersonId) -> Self {
        Self::Person(id)
    }
}

impl fmt::Display for PartyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Account(id) => id.fmt(f),
            Self::Person(id) => write!(f, "{PERSON}{id}"),
        }
    }
}

impl FromStr for PartyId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        match text.strip_prefix(PERSON) {
            Some(id) => id.parse().map(Self::Person),
            None => text.parse().map(Self::Account),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_and_a_person_of_the_same_characters_are_two() {
        let account = PartyId::from(ServiceAccountId::new(&mut |bytes| bytes.fill(7)));
        let person = PartyId::from(PersonId::new(&mut |bytes| bytes.fill(7)));
        assert_ne!(account, person);
        assert_eq!(account.to_string(), "7777777777777777");
        assert_eq!(person.to_string(), "person_7777777777777777");
        for party in [account, person] {
            assert_eq!(party.to_string().parse(), Ok(party));
        }
        for text in ["", "person_", "person_7", "Person_7777777777777777"] {
            assert_eq!(text.parse::<PartyId>(), Err(NotAnId), "{text}");
        }
    }
}
