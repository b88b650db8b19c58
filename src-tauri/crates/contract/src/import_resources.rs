//! A document on its way into the catalogue.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{FieldBefore, ImportColumn, ImportOutcome, LevelCode, Problem};

/// What a document turned out to be. Its rows are numbered by lines in a CSV, and else by their places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DocumentFormat {
    /// A table.
    Csv,
    /// A list of resources, in JSON or YAML.
    List,
    /// OpenAPI 3, in JSON or YAML.
    OpenApi,
}

/// A document, read and compared with the catalogue. Nothing has been written.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ResourceImportPreview {
    /// Names this preview until it is confirmed, cancelled, or the vault is locked.
    pub import_id: String,
    /// The file's name.
    pub file_name: String,
    /// What it turned out to be.
    pub format: DocumentFormat,
    /// Which column was taken for what: `title`, `group`, `description`, or a level's name. Of a CSV alone.
    pub columns: Vec<ImportColumn>,
    /// Columns or fields that are left out.
    pub ignored_columns: Vec<String>,
    /// Rows that would add a resource.
    pub added: u32,
    /// Rows that would change one.
    pub changed: u32,
    /// Rows that would change nothing.
    pub unchanged: u32,
    /// Rows that are left out.
    pub refused: u32,
    /// Rows of resources that were retired, and stay so.
    pub retired: u32,
    /// Resources in use that the document doesn't name: they stay as they are.
    pub missing: u32,
    /// Titles of the first of those.
    pub missing_titles: Vec<String>,
}

/// One row of a preview.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ResourceImportRow {
    /// Its line in a CSV, or else its place among the rows, from 1.
    pub number: u32,
    /// The paths or scopes that it was made of; empty where it stands in the document as such.
    pub source: String,
    /// What it would do.
    pub outcome: ImportOutcome,
    /// Its title, as it would be; as written where it is refused.
    pub title: String,
    /// Its group, likewise.
    pub group: String,
    /// Its description, likewise.
    pub description: String,
    /// Its levels and their codes, likewise.
    pub levels: Vec<LevelCode>,
    /// Fields that would change, with the value before: `title`, `group`, `description`, or a level's name.
    pub before: Vec<FieldBefore>,
    /// It was retired, and stays so.
    pub retired: bool,
    /// Why it is refused.
    pub problem: Option<Problem>,
}
