//! When keys were last used, and imports of it.

use keytower_app::domain::key_use::{LastUse, Unused as Lies, Use};
use keytower_app::{
    ImportUsesError, MAXIMUM_USES, MAXIMUM_USES_BYTES, PlannedUse, UseOutcome, UseRefusal, UsesPlan,
    UsesProblem,
};

use super::count;
use crate::{
    Code, ImportCode, ImportColumn, ImportOutcome, ImportResult, KeyUse, Problem, Unused, UsesImportPreview,
    UsesImportRow,
};

impl From<Use> for KeyUse {
    fn from(used: Use) -> Self {
        match used {
            Use::Unknown => Self::Unknown,
            Use::Never => Self::Never,
            Use::Last(LastUse { at, from }) => Self::Last {
                at,
                from: from.map(|from| from.to_string()),
            },
        }
    }
}

impl From<Unused> for Lies {
    fn from(unused: Unused) -> Self {
        match unused {
            Unused::Never => Self::Never,
            Unused::ForDays { days } => Self::ForDays(days),
        }
    }
}

impl From<&UseOutcome> for ImportOutcome {
    fn from(outcome: &UseOutcome) -> Self {
        match outcome {
            UseOutcome::Taken { known: None, .. } => Self::Added,
            UseOutcome::Taken { known: Some(_), .. } => Self::Changed,
            UseOutcome::Known { .. } | UseOutcome::Earlier { .. } | UseOutcome::NoUse => Self::Unchanged,
            UseOutcome::Refused(_) => Self::Refused,
        }
    }
}

impl From<UseRefusal> for Problem {
    fn from(refusal: UseRefusal) -> Self {
        match refusal {
            UseRefusal::FieldCount => Self::new(ImportCode::CsvFieldCount),
            UseRefusal::WholeKey => Self::new(ImportCode::WholeKeyInFile).at("key_id"),
            UseRefusal::NotAKeyId => Self::new(ImportCode::InvalidKeyId).at("key_id"),
            UseRefusal::NoSuchKey => Self::new(ImportCode::NoSuchKey).at("key_id"),
            UseRefusal::Deleted { at } => Self::new(ImportCode::KeyDeleted)
                .at("key_id")
                .with("deleted_at", at.to_rfc3339()),
            UseRefusal::NotAnInstant => Self::new(ImportCode::InvalidInstant).at("at"),
            UseRefusal::InFuture => Self::new(ImportCode::InstantInFuture).at("at"),
            UseRefusal::BeforeGenerated { generated_at } => Self::new(ImportCode::BeforeGenerated)
                .at("at")
                .with("generated_at", generated_at.to_rfc3339()),
            UseRefusal::NotAnAddress => Self::new(Code::InvalidAddress).at("from"),
        }
    }
}

impl From<UsesProblem> for Problem {
    fn from(problem: UsesProblem) -> Self {
        match problem {
            UsesProblem::Empty => Self::new(ImportCode::UsesEmpty),
            UsesProblem::TooLarge => Self::new(ImportCode::CsvTooLarge)
                .with("rows", MAXIMUM_USES)
                .with("megabytes", MAXIMUM_USES_BYTES / 1_000_000),
            UsesProblem::NotText => Self::new(ImportCode::CsvNotText),
            UsesProblem::NoKeyId { found } => {
                Self::new(ImportCode::CsvNoKeyId).with("found", found.join(", "))
            }
            UsesProblem::NoTime { found } => Self::new(ImportCode::CsvNoTime).with("found", found.join(", ")),
        }
    }
}

impl From<ImportUsesError> for Problem {
    fn from(error: ImportUsesError) -> Self {
        match error {
            ImportUsesError::Forbidden(forbidden) => forbidden.into(),
            ImportUsesError::File(problem) => problem.into(),
            ImportUsesError::Stale => Self::new(ImportCode::UsesStale),
            ImportUsesError::Store(error) => error.into(),
        }
    }
}

impl From<&UsesPlan> for ImportResult {
    fn from(plan: &UsesPlan) -> Self {
        let of = |wanted| {
            let rows = plan.rows.iter();
            count(
                rows.filter(|row| ImportOutcome::from(&row.outcome) == wanted)
                    .count(),
            )
        };
        Self {
            added: of(ImportOutcome::Added),
            changed: of(ImportOutcome::Changed),
            unchanged: of(ImportOutcome::Unchanged),
            refused: of(ImportOutcome::Refused),
        }
    }
}

impl UsesImportPreview {
    /// What a file would do.
    #[must_use]
    pub fn of(import_id: String, file_name: String, plan: &UsesPlan) -> Self {
        let ImportResult {
            added,
            changed,
            unchanged,
            refused,
        } = ImportResult::from(plan);
        let columns = plan.columns.iter().map(|column| ImportColumn {
            field: column.field.name().to_owned(),
            header: column.header.clone(),
        });
        Self {
            import_id,
            file_name,
            columns: columns.collect(),
            ignored_columns: plan.ignored.clone(),
            added,
            changed,
            unchanged,
            refused,
            as_of: plan.as_of,
            never: count(plan.never),
            time_zone: plan.zone.name().to_owned(),
            local_times: count(plan.local_times),
        }
    }
}

impl UsesImportRow {
    /// A row, with the name of its key.
    #[must_use]
    pub fn of(planned: &PlannedUse, name: String) -> Self {
        let last = |last: LastUse| KeyUse::from(Use::Last(last));
        let (taken, known, later_line, problem) = match &planned.outcome {
            UseOutcome::Taken {
                last: taken, known, ..
            } => (Some(last(*taken)), known.map(last), None, None),
            UseOutcome::Known { known } => (None, Some(last(*known)), None, None),
            UseOutcome::Earlier { line } => (None, None, Some(*line), None),
            UseOutcome::NoUse => (None, None, None, None),
            UseOutcome::Refused(refusal) => (None, None, None, Some(Problem::from(*refusal))),
        };
        Self {
            line: planned.line,
            outcome: (&planned.outcome).into(),
            key_id: planned.key_id.clone(),
            name,
            at: planned.at.clone(),
            from: planned.from.clone(),
            taken,
            known,
            later_line,
            problem,
        }
    }
}
