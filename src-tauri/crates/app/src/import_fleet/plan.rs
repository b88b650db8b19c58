//! What a file would do to the fleet, row by row.

use std::collections::HashMap;

use keytower_domain::aircraft::{Aircraft, AircraftDescription};

use super::table::{Column, Row, Table};
use crate::add_aircraft::DescribeAircraft;
use crate::invalid::Invalid;

/// What a file would do.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Which column was taken for what.
    pub columns: Vec<Column>,
    /// Headers of the columns that were left out.
    pub ignored: Vec<String>,
    /// Row by row.
    pub rows: Vec<PlannedRow>,
}

/// A row and what it would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedRow {
    /// As written.
    pub row: Row,
    /// What it would do.
    pub outcome: Outcome,
}

/// What a row would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A new aircraft.
    Added(AircraftDescription),
    /// Other values for an aircraft that is there.
    Changed {
        /// As it is.
        aircraft: Aircraft,
        /// As it would be.
        description: AircraftDescription,
    },
    /// The aircraft is there, as it is.
    Unchanged,
    /// Left out.
    Refused(RowRefusal),
}

/// Why a row is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowRefusal {
    /// Too few or too many fields.
    FieldCount,
    /// What is wrong with its first wrong field.
    Invalid(Invalid),
    /// The same registration stands on an earlier line.
    Duplicate {
        /// That line.
        line: u32,
    },
}

impl Plan {
    /// Compares a file with the fleet. A cell that is empty, or has no column, changes nothing.
    pub(super) fn of(table: Table, fleet: &[Aircraft]) -> Self {
        let by_registration: HashMap<String, &Aircraft> = fleet
            .iter()
            .map(|aircraft| (aircraft.description.registration.folded(), aircraft))
            .collect();
        let mut lines = HashMap::new();
        let rows = table.rows.into_iter().map(|row| {
            let outcome = outcome(&row, &by_registration, &mut lines);
            PlannedRow { row, outcome }
        });
        Self {
            rows: rows.collect(),
            columns: table.columns,
            ignored: table.ignored,
        }
    }

    /// Whether it would do the same to this fleet as to the one it was made for.
    pub(super) fn still_holds(&self, fleet: &[Aircraft]) -> bool {
        let table = Table {
            columns: self.columns.clone(),
            ignored: self.ignored.clone(),
            rows: self.rows.iter().map(|planned| planned.row.clone()).collect(),
        };
        Self::of(table, fleet).rows == self.rows
    }
}

fn outcome(row: &Row, fleet: &HashMap<String, &Aircraft>, lines: &mut HashMap<String, u32>) -> Outcome {
    if !row.complete {
        return Outcome::Refused(RowRefusal::FieldCount);
    }
    let [registration, icao_address, aircraft_type, operator] = row.fields.each_ref().map(String::as_str);
    let described = DescribeAircraft {
        registration,
        icao_address,
        aircraft_type,
        operator,
        tags: &[],
    };
    let description = match described.check() {
        Ok(description) => description,
        Err(mut invalid) => return Outcome::Refused(RowRefusal::Invalid(invalid.swap_remove(0))),
    };
    let folded = description.registration.folded();
    if let Some(line) = lines.get(&folded) {
        return Outcome::Refused(RowRefusal::Duplicate { line: *line });
    }
    lines.insert(folded.clone(), row.line);
    let Some(aircraft) = fleet.get(&folded) else {
        return Outcome::Added(description);
    };
    let description = filled_from(&aircraft.description, description);
    if description == aircraft.description {
        Outcome::Unchanged
    } else {
        Outcome::Changed {
            aircraft: (*aircraft).clone(),
            description,
        }
    }
}

fn filled_from(known: &AircraftDescription, told: AircraftDescription) -> AircraftDescription {
    let text = |told: String, known: &str| if told.is_empty() { known.to_owned() } else { told };
    AircraftDescription {
        // Found by it without case and hyphen: another spelling is no other registration.
        registration: known.registration.clone(),
        icao_address: told.icao_address.or(known.icao_address),
        aircraft_type: text(told.aircraft_type, &known.aircraft_type),
        operator: text(told.operator, &known.operator),
        tags: known.tags.clone(),
    }
}
