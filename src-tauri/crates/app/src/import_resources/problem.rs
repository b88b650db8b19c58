//! Why a document isn't read, and why a row of it is left out.

use keytower_domain::access::Level;

use super::open_api::ReferenceProblem;
use crate::invalid::Invalid;
use crate::table::TableProblem;

/// Why a document as a whole isn't read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentProblem {
    /// Nothing in it.
    #[error("empty")]
    Empty,
    /// More bytes, or more resources, than are taken.
    #[error("too large")]
    TooLarge,
    /// Not text.
    #[error("not text")]
    NotText,
    /// It breaks the rules of JSON or YAML.
    #[error("broken at line {line}, column {column}")]
    Broken {
        /// Where, from 1.
        line: u64,
        /// Where, from 1.
        column: u64,
    },
    /// Values within values within values, too deep.
    #[error("nested too deep")]
    TooDeep,
    /// More values than are taken, or aliases that repeat too much.
    #[error("too many values")]
    TooManyValues,
    /// An object holds the same name twice.
    #[error("the same name twice: {name}")]
    NameTwice {
        /// The name.
        name: String,
    },
    /// Neither an OpenAPI document, nor a list of resources, nor a table with a column of codes.
    #[error("not recognised among {found:?}")]
    NotRecognised {
        /// The first headers or names, as written.
        found: Vec<String>,
    },
    /// OpenAPI 2, which was called Swagger.
    #[error("OpenAPI 2")]
    Swagger,
    /// An OpenAPI that isn't known.
    #[error("OpenAPI {found}")]
    Version {
        /// What it says of itself.
        found: String,
    },
    /// It has neither operations nor scopes.
    #[error("nothing in it becomes a resource")]
    NothingInIt,
    /// A reference leads nowhere.
    #[error(transparent)]
    Reference(#[from] ReferenceProblem),
}

impl From<TableProblem> for DocumentProblem {
    fn from(problem: TableProblem) -> Self {
        match problem {
            TableProblem::Empty => Self::Empty,
            TableProblem::TooManyRows => Self::TooLarge,
            TableProblem::NotText => Self::NotText,
        }
    }
}

/// Why a row is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResourceRefusal {
    /// Too few or too many fields.
    FieldCount,
    /// An item of a list that has no fields.
    NoFields,
    /// A field that holds something else than text.
    NotText {
        /// The field.
        field: &'static str,
    },
    /// A level that there is none of.
    UnknownLevel {
        /// As written.
        name: String,
    },
    /// What is wrong with its first wrong field.
    Invalid(Invalid),
    /// An earlier row has this code.
    CodeTwice {
        /// The code.
        code: String,
        /// That row's number.
        number: u32,
    },
    /// An earlier row has the same title in the same group.
    TitleTwice {
        /// That row's number.
        number: u32,
    },
    /// An earlier row is about the same resource of the catalogue.
    SameResource {
        /// That row's number.
        number: u32,
    },
    /// It could be each of these resources of the catalogue.
    Several {
        /// Their titles.
        titles: Vec<String>,
    },
    /// The code is another level of the same resource, which the row doesn't name.
    LevelMoves {
        /// The code.
        code: String,
        /// The level that it is.
        level: Level,
    },
}
