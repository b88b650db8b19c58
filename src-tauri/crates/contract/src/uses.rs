//! When keys were last used, as far as the workspace knows.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{ImportColumn, ImportOutcome, Problem};

/// What is known of a key's use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum KeyUse {
    /// Nothing: use isn't reported, or the key is younger than the report.
    Unknown,
    /// It wasn't used before the report.
    Never,
    /// It was, and this was the last time.
    Last {
        /// When.
        at: DateTime<Utc>,
        /// The address it was used from, if it is known.
        from: Option<String>,
    },
}

/// Whether a key is known to lie unused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Unused {
    /// It was never used.
    Never,
    /// It wasn't used for so many days before the report, in which it was there all the time.
    ForDays {
        /// How many.
        days: u32,
    },
}

/// A list of last uses, read and compared with the keys. Nothing has been written.
#[derive(Clone, Debug, Serialize, Type)]
pub struct UsesImportPreview {
    /// Names this preview until it is confirmed, cancelled, or the vault is locked.
    pub import_id: String,
    /// The file's name.
    pub file_name: String,
    /// Which column was taken for what: `key_id`, `at`, `from`.
    pub columns: Vec<ImportColumn>,
    /// Headers of columns that are left out.
    pub ignored_columns: Vec<String>,
    /// Rows that would tell the first use that is known of a key.
    pub added: u32,
    /// Rows that would tell a later one than is known.
    pub changed: u32,
    /// Rows that would change nothing.
    pub unchanged: u32,
    /// Rows that are left out.
    pub refused: u32,
    /// The newest instant that would be covered then; `None` where nothing would be.
    pub as_of: Option<DateTime<Utc>>,
    /// Keys that would then be known never to have been used.
    pub never: u32,
    /// IANA name of the zone that times without an offset were read in.
    pub time_zone: String,
    /// How many times have no offset.
    pub local_times: u32,
}

/// One row of such a preview.
#[derive(Clone, Debug, Serialize, Type)]
pub struct UsesImportRow {
    /// Line in the file where the row starts, from 1.
    pub line: u32,
    /// What it would do.
    pub outcome: ImportOutcome,
    /// As written; of a whole key, its id alone.
    pub key_id: String,
    /// The key's name; empty where there is no such key.
    pub name: String,
    /// As written.
    pub at: String,
    /// As written.
    pub from: String,
    /// The use that would be taken.
    pub taken: Option<KeyUse>,
    /// The use that is known.
    pub known: Option<KeyUse>,
    /// The line that tells a later use of the same key.
    pub later_line: Option<u32>,
    /// Why it is refused.
    pub problem: Option<Problem>,
}
