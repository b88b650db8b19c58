//! Access templates: named sets of grants that owners have by name, so that a change of one is a change for all of them.

use crate::access::Grants;
use crate::canonical::{Canonical, RowDigest};
use crate::id::TemplateId;
use crate::text::{self, TextProblem};
use crate::time::Instant;

/// An access template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its id.
    pub id: TemplateId,
    /// What describes it.
    pub description: TemplateDescription,
    /// Since when it is no more. Its row stays, so that the log can name it.
    pub deleted_at: Option<Instant>,
}

/// What describes an access template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateDescription {
    /// 1 to 100 characters, unique in the workspace, compared without case.
    pub name: String,
    /// One line of at most 300 characters.
    pub summary: String,
    /// What whoever has it may do; not empty.
    pub grants: Grants,
}

/// What an owner has: its own grants and those of its templates; the highest level wins.
#[must_use]
pub fn access<'a>(own: &'a Grants, templates: impl Iterator<Item = &'a Template>) -> Grants {
    let granted = templates.map(|template| &template.description.grants);
    granted.chain([own]).flat_map(Grants::iter).collect()
}

impl TemplateDescription {
    /// A name.
    ///
    /// # Errors
    /// [`TextProblem`].
    pub fn name(text: &str) -> Result<String, TextProblem> {
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

impl Template {
    /// Whether it can be given and is in force.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.deleted_at.is_none()
    }

    /// The digest of its row.
    #[must_use]
    pub fn digest(&self) -> RowDigest {
        let described = &self.description;
        Canonical::new("template/1")
            .text(self.id.as_str())
            .text(&described.name)
            .text(&described.summary)
            .each(described.grants.iter(), |row, (id, level)| {
                row.text(id.as_str()).text(level.name())
            })
            .option(self.deleted_at, |row, at| row.number(at.timestamp_millis()))
            .digest()
    }
}
