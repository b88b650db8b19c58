//! What a document tells of resources, whatever its format.

use keytower_domain::access::Level;

use super::problem::ResourceRefusal;

/// What a document turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A table.
    Csv,
    /// A list of resources, in JSON or YAML.
    List,
    /// OpenAPI 3, in JSON or YAML.
    OpenApi,
}

/// A field of a resource that a document can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResourceField {
    /// Title.
    Title,
    /// Group.
    Group,
    /// Description.
    Description,
    /// The code of a level.
    Code(Level),
}

impl ResourceField {
    /// All fields, in the order in which rows hold them.
    pub const ALL: [Self; 6] = [
        Self::Title,
        Self::Group,
        Self::Description,
        Self::Code(Level::View),
        Self::Code(Level::Modify),
        Self::Code(Level::ModifyAll),
    ];

    /// Its name on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Group => "group",
            Self::Description => "description",
            Self::Code(level) => level.name(),
        }
    }
}

/// Which column was taken for what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceColumn {
    /// What.
    pub field: ResourceField,
    /// Its header, as written.
    pub header: String,
}

/// A resource as a document tells it. What is empty isn't told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ToldResource {
    /// Where it stands: its line in a table, or else its place among the rows, from 1.
    pub number: u32,
    /// The paths or scopes that it was made of; empty where it stands in the document as such.
    pub source: String,
    /// Its title.
    pub title: String,
    /// Its group.
    pub group: String,
    /// One line.
    pub summary: String,
    /// Its words were made of paths or scopes: somebody's own, of a resource that is there, are better and stay.
    pub made_up: bool,
    /// Its levels, each with its code.
    pub levels: Vec<(Level, String)>,
    /// Why it can't be taken at all.
    pub refusal: Option<ResourceRefusal>,
}

/// A document that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// What it turned out to be.
    pub format: Format,
    /// Which column was taken for what; empty where there are none.
    pub columns: Vec<ResourceColumn>,
    /// Columns, or fields, that were left out.
    pub ignored: Vec<String>,
    /// Its resources.
    pub rows: Vec<ToldResource>,
}
