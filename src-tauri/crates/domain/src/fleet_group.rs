//! Fleet groups: named sets of aircraft, chosen one by one or by a tag, that scopes name.

use std::fmt;

use crate::aircraft::Aircraft;
use crate::aircraft_scope::AircraftSet;
use crate::canonical::{Canonical, RowDigest};
use crate::id::FleetGroupId;
use crate::text::{self, TextProblem};
use crate::time::Instant;

/// A word on an aircraft, by which groups find it: 1 to 40 characters, lower case, without commas and semicolons.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(String);

/// Why a text is no tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TagProblem {
    /// Its text.
    #[error(transparent)]
    Text(#[from] TextProblem),
    /// It has a comma or a semicolon, which stand between tags.
    #[error("a comma or a semicolon")]
    Separator,
}

impl Tag {
    /// Takes a text for a tag.
    ///
    /// # Errors
    /// [`TagProblem`].
    pub fn parse(text: &str) -> Result<Self, TagProblem> {
        let tag = text::required_line(text, 40)?;
        if tag.contains([',', ';']) {
            return Err(TagProblem::Separator);
        }
        Ok(Self(tag.to_lowercase()))
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A named set of aircraft. What it holds counts as of the time that is asked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FleetGroup {
    /// Its id.
    pub id: FleetGroupId,
    /// What describes it.
    pub description: GroupDescription,
    /// Since when it holds nothing any more. Its row stays, so that the log and scopes that name it can say what it was.
    pub deleted_at: Option<Instant>,
}

/// What describes a fleet group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupDescription {
    /// 1 to 100 characters; unique among the groups that are there, compared folded.
    pub name: String,
    /// What it holds.
    pub members: Members,
}

/// What a fleet group holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Members {
    /// These.
    Chosen(AircraftSet),
    /// All that have a tag, also later.
    Tagged(Tag),
}

impl GroupDescription {
    /// A name.
    ///
    /// # Errors
    /// [`TextProblem`].
    pub fn name(text: &str) -> Result<String, TextProblem> {
        text::required_line(text, 100)
    }
}

impl FleetGroup {
    /// Whether it hasn't been deleted.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.deleted_at.is_none()
    }

    /// What it holds of a fleet: aircraft in service.
    #[must_use]
    pub fn members<'a>(&self, fleet: impl Iterator<Item = &'a Aircraft>) -> AircraftSet {
        fleet.filter(|one| self.holds(one)).map(|one| one.id).collect()
    }

    /// Whether it holds an aircraft now.
    #[must_use]
    pub fn holds(&self, aircraft: &Aircraft) -> bool {
        self.is_there()
            && aircraft.retired_at.is_none()
            && match &self.description.members {
                Members::Chosen(chosen) => chosen.contains(aircraft.id),
                Members::Tagged(tag) => aircraft.description.tags.contains(tag),
            }
    }

    /// The digest of its row.
    #[must_use]
    pub fn digest(&self) -> RowDigest {
        let described = &self.description;
        let row = Canonical::new("fleet_group/1")
            .text(self.id.as_str())
            .text(&described.name);
        let row = match &described.members {
            Members::Chosen(chosen) => row
                .text("chosen")
                .each(chosen.iter(), |row, id| row.text(id.as_str())),
            Members::Tagged(tag) => row.text("tagged").text(tag.as_str()),
        };
        row.option(self.deleted_at, |row, at| row.number(at.timestamp_millis()))
            .digest()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_the_same_in_any_case_and_stand_apart() {
        assert_eq!(Tag::parse(" Turboprop "), Tag::parse("TURBOPROP"));
        assert_eq!(Tag::parse(" "), Err(TagProblem::Text(TextProblem::Empty)));
        for text in ["wet lease, dry", "a;b"] {
            assert_eq!(Tag::parse(text), Err(TagProblem::Separator), "{text}");
        }
    }
}
