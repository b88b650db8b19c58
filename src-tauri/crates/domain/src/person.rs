//! People: whom a workspace knows, and what it made of each.

use crate::account::ContactEmail;
use crate::actor::{KeySetup, Role};
use crate::canonical::{Canonical, RowDigest};
use crate::id::PersonId;
use crate::owner::OwnAccess;
use crate::text::{self, TextProblem};
use crate::time::Instant;

/// A person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// What describes them.
    pub description: PersonDescription,
    /// What they were given for keys of their own. A system administrator has everything besides.
    pub own: OwnAccess,
    /// Since when the workspace knows them.
    pub created_at: Instant,
    /// Since when they are gone. They stay listed, and nobody can pick them.
    pub left_at: Option<Instant>,
}

/// What describes a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonDescription {
    /// 1 to 100 characters. Two people may have the same.
    pub name: String,
    /// Unique among those who are there, compared without case. Whoever creates a vault gives none.
    pub email: Option<ContactEmail>,
    /// What the workspace made them.
    pub role: Role,
    /// What they may do to keys beside their role.
    pub key_setup: KeySetup,
}

/// The person is in that state already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PersonRefusal {
    /// Leaving for whom is gone.
    #[error("left already")]
    AlreadyLeft,
    /// Coming back for whom is there.
    #[error("not left")]
    NotLeft,
}

impl PersonDescription {
    /// A name.
    ///
    /// # Errors
    /// [`TextProblem`].
    pub fn name(text: &str) -> Result<String, TextProblem> {
        text::required_line(text, 100)
    }

    /// The e-mail address as text; empty where there is none.
    #[must_use]
    pub fn email(&self) -> &str {
        self.email.as_ref().map(ContactEmail::as_str).unwrap_or_default()
    }
}

impl Person {
    /// Whether they can be picked, and count for what a workspace needs.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.left_at.is_none()
    }

    /// Whether they are there and may do everything.
    #[must_use]
    pub fn is_administrator(&self) -> bool {
        self.is_there() && self.description.role == Role::SystemAdministrator
    }

    /// Whether they have everything, for keys of their own too. Whoever left keeps what they are, and their keys are
    /// stopped.
    #[must_use]
    pub fn holds_all(&self) -> bool {
        self.description.role == Role::SystemAdministrator
    }

    /// They are gone; can be undone.
    ///
    /// # Errors
    /// When they are gone already.
    pub fn leave(mut self, at: Instant) -> Result<Self, PersonRefusal> {
        match self.left_at.replace(at) {
            None => Ok(self),
            Some(_) => Err(PersonRefusal::AlreadyLeft),
        }
    }

    /// They are there again, as what they were.
    ///
    /// # Errors
    /// When they never left.
    pub fn come_back(mut self) -> Result<Self, PersonRefusal> {
        match self.left_at.take() {
            Some(_) => Ok(self),
            None => Err(PersonRefusal::NotLeft),
        }
    }

    /// The digest of their row: `person/1`, or `person/2` where they were given something.
    #[must_use]
    pub fn digest(&self) -> RowDigest {
        let described = &self.description;
        let given = !self.own.is_none();
        let row = Canonical::new(if given { "person/2" } else { "person/1" })
            .text(self.id.as_str())
            .text(&described.name)
            .option(described.email.as_ref(), |row, email| row.text(email.as_str()))
            .text(described.role.name())
            .text(described.key_setup.name())
            .number(self.created_at.timestamp_millis())
            .option(self.left_at, |row, at| row.number(at.timestamp_millis()));
        if !given {
            return row.digest();
        }
        let row = self.own.encode_templates(self.own.encode_grants(row));
        self.own.encode_scope(row).digest()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::access::Level;
    use crate::aircraft_scope::{AircraftScope, FleetChoice};
    use crate::id::{ResourceId, TemplateId};

    pub(crate) fn person(role: Role) -> Person {
        Person {
            id: PersonId::new(&mut |bytes| bytes.fill(7)),
            description: PersonDescription {
                name: "Ada Lovelace".to_owned(),
                email: None,
                role,
                key_setup: KeySetup::None,
            },
            own: OwnAccess::default(),
            created_at: Instant::UNIX_EPOCH,
            left_at: None,
        }
    }

    #[test]
    fn somebody_leaves_once_and_comes_back_once() {
        let there = person(Role::SystemAdministrator);
        assert_eq!(there.clone().come_back(), Err(PersonRefusal::NotLeft));
        let gone = there.clone().leave(Instant::UNIX_EPOCH).expect("was there");
        assert!(!gone.is_there() && !gone.is_administrator());
        assert_eq!(
            gone.clone().leave(Instant::UNIX_EPOCH),
            Err(PersonRefusal::AlreadyLeft)
        );
        assert_eq!(gone.come_back(), Ok(there));
    }

    #[test]
    fn every_part_of_somebody_is_in_the_digest() {
        let as_is = person(Role::Auditor);
        let other = |change: fn(&mut Person)| {
            let mut other = as_is.clone();
            change(&mut other);
            other
        };
        for other in [
            other(|it| it.id = PersonId::new(&mut |bytes| bytes.fill(8))),
            other(|it| it.description.name.push('x')),
            other(|it| it.description.email = ContactEmail::parse("ada@northwind.example").ok()),
            other(|it| it.description.role = Role::None),
            other(|it| it.description.key_setup = KeySetup::View),
            other(|it| it.created_at += chrono::TimeDelta::milliseconds(1)),
            other(|it| it.left_at = Some(Instant::UNIX_EPOCH)),
            other(|it| {
                let resource = ResourceId::new(&mut |bytes| bytes.fill(1));
                it.own.grants = [(resource, Level::View)].into_iter().collect();
            }),
            other(|it| {
                it.own
                    .templates
                    .insert(TemplateId::new(&mut |bytes| bytes.fill(1)));
            }),
            other(|it| it.own.scope = AircraftScope::Only(FleetChoice::default())),
        ] {
            assert_ne!(other.digest(), as_is.digest(), "{other:?}");
        }
    }

    #[test]
    fn somebody_who_was_given_nothing_has_the_digest_that_they_had_before_anybody_could_be() {
        let digest = person(Role::Auditor).digest();
        let before = [
            0x30, 0xe8, 0x14, 0xcb, 0x89, 0x83, 0xdc, 0xdf, 0x3b, 0x5c, 0x2f, 0x3c, 0xe1, 0x52, 0x76, 0x04,
            0x83, 0xda, 0x1e, 0x92, 0xc8, 0x91, 0xd7, 0x42, 0x2d, 0x64, 0xa6, 0x3c, 0xd7, 0x89, 0xee, 0xb2,
        ];
        assert_eq!(digest.0, before);
    }

    #[test]
    fn names_are_a_line_that_is_not_empty() {
        assert_eq!(PersonDescription::name(" "), Err(TextProblem::Empty));
        assert_eq!(
            PersonDescription::name(&"ä".repeat(101)),
            Err(TextProblem::TooLong { limit: 100 })
        );
        assert_eq!(PersonDescription::name(" Łukasz  Ó ").as_deref(), Ok("Łukasz  Ó"));
    }
}
