//! Resources: what an API offers, and the permission code of each level.

use std::collections::BTreeMap;

use crate::access::{Grants, Level};
use crate::canonical::{Canonical, RowDigest};
use crate::id::ResourceId;
use crate::text::{self, TextProblem};
use crate::time::Instant;

/// A permission's code on the wire: 1 to 100 letters, digits, `_`, `-`, `.`, `:` and `/`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PermissionCode(String);

/// The text is no permission code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a permission code")]
pub struct InvalidPermissionCode;

impl PermissionCode {
    /// Takes a text for a code.
    ///
    /// # Errors
    /// [`InvalidPermissionCode`].
    pub fn parse(text: &str) -> Result<Self, InvalidPermissionCode> {
        let text = text.trim();
        let allowed = |c: char| c.is_ascii_alphanumeric() || "_-.:/".contains(c);
        if (1..=100).contains(&text.len()) && text.chars().all(allowed) {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidPermissionCode)
        }
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Something an API offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// Its id.
    pub id: ResourceId,
    /// What describes it.
    pub description: ResourceDescription,
    /// Since when it can't be granted any more.
    pub retired_at: Option<Instant>,
}

/// What describes a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceDescription {
    /// 1 to 100 characters.
    pub title: String,
    /// The group it is listed under: 1 to 100 characters.
    pub group: String,
    /// One line of at most 300 characters.
    pub summary: String,
    /// At least one level, each with its code.
    pub levels: BTreeMap<Level, PermissionCode>,
}

impl ResourceDescription {
    /// A title.
    ///
    /// # Errors
    /// [`TextProblem`].
    pub fn title(text: &str) -> Result<String, TextProblem> {
        text::required_line(text, 100)
    }

    /// A group.
    ///
    /// # Errors
    /// [`TextProblem`].
    pub fn group(text: &str) -> Result<String, TextProblem> {
        text::required_line(text, 100)
    }

    /// A summary.
    ///
    /// # Errors
    /// [`TextProblem`].
    pub fn summary(text: &str) -> Result<String, TextProblem> {
        text::line(text, 300)
    }
}

/// All resources in use, each at its highest level.
#[must_use]
pub fn everything<'a>(resources: impl Iterator<Item = &'a Resource>) -> Grants {
    let in_use = resources.filter(|resource| resource.retired_at.is_none());
    in_use
        .filter_map(|resource| Some((resource.id, *resource.description.levels.keys().next_back()?)))
        .collect()
}

impl Resource {
    /// The codes that a level comes to, lowest level first: *modify* includes *view*.
    pub fn codes_up_to(&self, level: Level) -> impl Iterator<Item = &PermissionCode> {
        self.description.levels.range(..=level).map(|(_, code)| code)
    }

    /// The digest of its row.
    #[must_use]
    pub fn digest(&self) -> RowDigest {
        let described = &self.description;
        Canonical::new("resource/1")
            .text(self.id.as_str())
            .text(&described.title)
            .text(&described.group)
            .text(&described.summary)
            .each(described.levels.iter(), |row, (level, code)| {
                row.text(level.name()).text(code.as_str())
            })
            .option(self.retired_at, |row, at| row.number(at.timestamp_millis()))
            .digest()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modify_comes_with_the_code_of_view() {
        let code = |text| PermissionCode::parse(text).expect("a code");
        let resource = Resource {
            id: ResourceId::new(&mut |bytes| bytes.fill(1)),
            description: ResourceDescription {
                title: "Flights".into(),
                group: "Flights".into(),
                summary: String::new(),
                levels: [
                    (Level::View, code("FLIGHT")),
                    (Level::Modify, code("FLIGHT_EDIT")),
                ]
                .into(),
            },
            retired_at: None,
        };
        let codes = |level| {
            resource
                .codes_up_to(level)
                .map(PermissionCode::as_str)
                .collect::<Vec<_>>()
        };
        assert_eq!(codes(Level::View), ["FLIGHT"]);
        assert_eq!(codes(Level::Modify), ["FLIGHT", "FLIGHT_EDIT"]);
    }

    #[test]
    fn codes_with_spaces_markup_or_nothing_are_refused() {
        for text in ["", " ", "A B", "<b>", "é", &"A".repeat(101)] {
            assert_eq!(PermissionCode::parse(text), Err(InvalidPermissionCode), "{text}");
        }
    }
}
