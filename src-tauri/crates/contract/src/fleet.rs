//! Aircraft, and bringing them in from a file.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::Problem;

/// An aircraft.
#[derive(Clone, Debug, Serialize, Type)]
pub struct AircraftView {
    /// Its id.
    pub aircraft_id: String,
    /// Registration, as written; unique without case and hyphen.
    pub registration: String,
    /// ICAO 24-bit address, six hexadecimal digits; may be empty.
    pub icao_address: String,
    /// ICAO type designator or a type's name; may be empty.
    pub aircraft_type: String,
    /// Its operator; may be empty.
    pub operator: String,
    /// Words by which fleet groups find it, by name.
    pub tags: Vec<String>,
    /// Out of service: no new key can choose it.
    pub retired: bool,
    /// Live keys that name it (whole-fleet keys apart).
    pub keys: u32,
}

/// What describes an aircraft.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct AircraftFields {
    /// Required: 2 to 10 letters, digits and hyphens.
    pub registration: String,
    /// Six hexadecimal digits, or empty.
    pub icao_address: String,
    /// At most 100 characters.
    pub aircraft_type: String,
    /// At most 100 characters.
    pub operator: String,
    /// Each at most 40 characters, without commas and semicolons; kept in lower case.
    pub tags: Vec<String>,
}

/// What the fleet can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "columns of the list, by their names")]
pub enum AircraftSort {
    Registration,
    IcaoAddress,
    AircraftType,
    Operator,
    Keys,
}

/// Which aircraft, in which order.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Type)]
pub struct AircraftQuery {
    /// Words that registration, address, type, operator or tags contain; hyphens in registrations are ignored.
    pub text: String,
    /// Retired ones as well.
    pub include_retired: bool,
    /// Sorted by.
    pub sort: AircraftSort,
    /// Largest first.
    pub descending: bool,
}

/// A window of the fleet.
#[derive(Clone, Debug, Serialize, Type)]
pub struct AircraftPage {
    /// Aircraft in the workspace, retired ones included.
    pub total: u32,
    /// Aircraft that the query finds.
    pub matching: u32,
    /// Rows from the asked offset on.
    pub rows: Vec<AircraftView>,
}

/// One pasted registration and the aircraft it names.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ResolvedRegistration {
    /// As pasted.
    pub text: String,
    /// The aircraft in service of that registration; `None` where there is none.
    pub aircraft: Option<AircraftView>,
}

/// What a file's row would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ImportOutcome {
    /// A new aircraft.
    Added,
    /// An aircraft that is there, with other values.
    Changed,
    /// An aircraft that is there, as it is.
    Unchanged,
    /// Left out; the row says why.
    Refused,
}

/// Which column was taken for what.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ImportColumn {
    /// Wire name of the field: `registration`, `icao_address`, `aircraft_type`, `operator`.
    pub field: String,
    /// The column's header, as written.
    pub header: String,
}

/// A file, read and compared with the fleet. Nothing has been written.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ImportPreview {
    /// Names this preview until it is confirmed, cancelled, or the vault is locked.
    pub import_id: String,
    /// The file's name.
    pub file_name: String,
    /// Which column was taken for what.
    pub columns: Vec<ImportColumn>,
    /// Headers of columns that are left out.
    pub ignored_columns: Vec<String>,
    /// Rows that would add an aircraft.
    pub added: u32,
    /// Rows that would change one.
    pub changed: u32,
    /// Rows that would change nothing.
    pub unchanged: u32,
    /// Rows that are left out.
    pub refused: u32,
}

/// One row of a preview.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ImportRow {
    /// Line in the file where the row starts, from 1.
    pub line: u32,
    /// What it would do.
    pub outcome: ImportOutcome,
    /// As written.
    pub registration: String,
    /// As written.
    pub icao_address: String,
    /// As written.
    pub aircraft_type: String,
    /// As written.
    pub operator: String,
    /// Fields that would change, with the value before.
    pub before: Vec<FieldBefore>,
    /// Why it is refused.
    pub problem: Option<Problem>,
}

/// A field that a row would change.
#[derive(Clone, Debug, Serialize, Type)]
pub struct FieldBefore {
    /// Wire name of the field.
    pub field: String,
    /// Its value now.
    pub before: String,
}

/// What an import did.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ImportResult {
    /// Aircraft added.
    pub added: u32,
    /// Aircraft changed.
    pub changed: u32,
    /// Rows that changed nothing.
    pub unchanged: u32,
    /// Rows left out.
    pub refused: u32,
}
