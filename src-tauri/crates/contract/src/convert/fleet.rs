//! Aircraft and imports.

use keytower_app::domain::aircraft::Aircraft;
use keytower_app::{DescribeAircraft, Field, Outcome, Plan, PlannedRow, RowRefusal};

use super::count;
use crate::{
    AircraftFields, AircraftView, FieldBefore, ImportCode, ImportColumn, ImportOutcome, ImportPreview,
    ImportResult, ImportRow, Problem,
};

impl AircraftFields {
    /// As the use cases take it.
    #[must_use]
    pub fn described(&self) -> DescribeAircraft<'_> {
        DescribeAircraft {
            registration: &self.registration,
            icao_address: &self.icao_address,
            aircraft_type: &self.aircraft_type,
            operator: &self.operator,
            tags: &self.tags,
        }
    }
}

impl AircraftView {
    /// An aircraft with the number of live keys that name it.
    #[must_use]
    pub fn of(aircraft: &Aircraft, keys: usize) -> Self {
        let described = &aircraft.description;
        Self {
            aircraft_id: aircraft.id.to_string(),
            registration: described.registration.as_str().to_owned(),
            icao_address: described
                .icao_address
                .map(|address| address.to_string())
                .unwrap_or_default(),
            aircraft_type: described.aircraft_type.clone(),
            operator: described.operator.clone(),
            tags: described.tags.iter().map(ToString::to_string).collect(),
            retired: aircraft.retired_at.is_some(),
            keys: count(keys),
        }
    }
}

impl From<&Outcome> for ImportOutcome {
    fn from(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Added(_) => Self::Added,
            Outcome::Changed { .. } => Self::Changed,
            Outcome::Unchanged => Self::Unchanged,
            Outcome::Refused(_) => Self::Refused,
        }
    }
}

impl From<&RowRefusal> for Problem {
    fn from(refusal: &RowRefusal) -> Self {
        match refusal {
            RowRefusal::FieldCount => Self::new(ImportCode::CsvFieldCount),
            RowRefusal::Invalid(invalid) => invalid.clone().into(),
            RowRefusal::Duplicate { line } => Self::new(ImportCode::DuplicateRegistration)
                .at("registration")
                .with("line", line),
        }
    }
}

impl ImportResult {
    /// What a plan comes to.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        let of = |wanted| {
            plan.rows
                .iter()
                .filter(|row| ImportOutcome::from(&row.outcome) == wanted)
                .count()
        };
        Self {
            added: count(of(ImportOutcome::Added)),
            changed: count(of(ImportOutcome::Changed)),
            unchanged: count(of(ImportOutcome::Unchanged)),
            refused: count(of(ImportOutcome::Refused)),
        }
    }
}

impl ImportPreview {
    /// What a file would do.
    #[must_use]
    pub fn of(import_id: String, file_name: String, plan: &Plan) -> Self {
        let ImportResult {
            added,
            changed,
            unchanged,
            refused,
        } = ImportResult::of(plan);
        Self {
            import_id,
            file_name,
            columns: plan
                .columns
                .iter()
                .map(|column| ImportColumn {
                    field: column.field.name().to_owned(),
                    header: column.header.clone(),
                })
                .collect(),
            ignored_columns: plan.ignored.clone(),
            added,
            changed,
            unchanged,
            refused,
        }
    }
}

impl From<&PlannedRow> for ImportRow {
    fn from(planned: &PlannedRow) -> Self {
        let [registration, icao_address, aircraft_type, operator] = planned.row.fields.clone();
        let (before, problem) = match &planned.outcome {
            Outcome::Added(_) | Outcome::Unchanged => (Vec::new(), None),
            Outcome::Changed {
                aircraft,
                description,
            } => {
                let (old, new) = (AircraftView::of(aircraft, 0), aircraft.clone());
                let new = AircraftView::of(
                    &Aircraft {
                        description: description.clone(),
                        ..new
                    },
                    0,
                );
                (changed(&old, &new), None)
            }
            Outcome::Refused(refusal) => (Vec::new(), Some(refusal.into())),
        };
        Self {
            line: planned.row.line,
            outcome: (&planned.outcome).into(),
            registration,
            icao_address,
            aircraft_type,
            operator,
            before,
            problem,
        }
    }
}

fn changed(old: &AircraftView, new: &AircraftView) -> Vec<FieldBefore> {
    let value = |view: &AircraftView, field| match field {
        Field::Registration => view.registration.clone(),
        Field::IcaoAddress => view.icao_address.clone(),
        Field::AircraftType => view.aircraft_type.clone(),
        Field::Operator => view.operator.clone(),
    };
    Field::ALL
        .into_iter()
        .filter(|field| value(old, *field) != value(new, *field))
        .map(|field| FieldBefore {
            field: field.name().to_owned(),
            before: value(old, field),
        })
        .collect()
}
