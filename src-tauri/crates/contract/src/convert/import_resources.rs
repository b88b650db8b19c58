//! Documents on their way into the catalogue.

use keytower_app::domain::access::Level;
use keytower_app::domain::resource::{Resource, ResourceDescription};
use keytower_app::{
    DocumentProblem, Format, ImportResourcesError, MAXIMUM_DOCUMENT_BYTES, MAXIMUM_REFERENCES,
    MAXIMUM_RESOURCES, PlannedResource, ReferenceProblem, ResourceOutcome, ResourcePlan, ResourceRefusal,
};

use super::count;
use crate::{
    DocumentFormat, FieldBefore, ImportCode, ImportColumn, ImportOutcome, ImportResult, LevelCode, Problem,
    ResourceImportPreview, ResourceImportRow,
};

/// Titles of resources that a document doesn't name, that are told at most.
const MISSING: usize = 200;

impl From<Format> for DocumentFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Csv => Self::Csv,
            Format::List => Self::List,
            Format::OpenApi => Self::OpenApi,
        }
    }
}

impl From<&ResourceOutcome> for ImportOutcome {
    fn from(outcome: &ResourceOutcome) -> Self {
        match outcome {
            ResourceOutcome::Added(_) => Self::Added,
            ResourceOutcome::Changed { .. } => Self::Changed,
            ResourceOutcome::Unchanged(_) => Self::Unchanged,
            ResourceOutcome::Refused(_) => Self::Refused,
        }
    }
}

impl From<ImportResourcesError> for Problem {
    fn from(error: ImportResourcesError) -> Self {
        match error {
            ImportResourcesError::Forbidden(forbidden) => forbidden.into(),
            ImportResourcesError::Document(problem) => problem.into(),
            ImportResourcesError::Stale => Self::new(ImportCode::CatalogueStale),
            ImportResourcesError::Store(error) => error.into(),
        }
    }
}

impl From<DocumentProblem> for Problem {
    fn from(problem: DocumentProblem) -> Self {
        match problem {
            DocumentProblem::Empty => Self::new(ImportCode::DocumentEmpty),
            DocumentProblem::TooLarge => Self::new(ImportCode::DocumentTooLarge)
                .with("megabytes", MAXIMUM_DOCUMENT_BYTES / 1_000_000)
                .with("resources", MAXIMUM_RESOURCES),
            DocumentProblem::NotText => Self::new(ImportCode::DocumentNotText),
            DocumentProblem::Broken { line, column } => Self::new(ImportCode::DocumentBroken)
                .with("line", line)
                .with("column", column),
            DocumentProblem::TooDeep => Self::new(ImportCode::DocumentTooDeep),
            DocumentProblem::TooManyValues => Self::new(ImportCode::DocumentTooManyValues),
            DocumentProblem::NameTwice { name } => {
                Self::new(ImportCode::DocumentNameTwice).with("name", name)
            }
            DocumentProblem::NotRecognised { found } => {
                Self::new(ImportCode::DocumentNotRecognised).with("found", found.join(", "))
            }
            DocumentProblem::Swagger => Self::new(ImportCode::DocumentSwagger),
            DocumentProblem::Version { found } => Self::new(ImportCode::DocumentVersion).with("found", found),
            DocumentProblem::NothingInIt => Self::new(ImportCode::DocumentNothing),
            DocumentProblem::Reference(problem) => problem.into(),
        }
    }
}

impl From<ReferenceProblem> for Problem {
    fn from(problem: ReferenceProblem) -> Self {
        let (code, reference) = match problem {
            ReferenceProblem::Elsewhere(reference) => (ImportCode::ReferenceElsewhere, reference),
            ReferenceProblem::Dangling(reference) => (ImportCode::ReferenceDangling, reference),
            ReferenceProblem::Cycle(reference) => (ImportCode::ReferenceCycle, reference),
            ReferenceProblem::TooLong(reference) => (ImportCode::ReferenceTooLong, reference),
        };
        Self::new(code)
            .with("reference", reference)
            .with("limit", MAXIMUM_REFERENCES)
    }
}

/// Why a row is left out; other rows are named by their numbers, which count what the format has.
fn refused(refusal: &ResourceRefusal, format: Format) -> Problem {
    let earlier = |code, number: &u32| {
        let counts = match format {
            Format::Csv => "csv",
            Format::List => "list",
            Format::OpenApi => "open_api",
        };
        Problem::new(code).with("row", number).with("format", counts)
    };
    match refusal {
        ResourceRefusal::FieldCount => Problem::new(ImportCode::CsvFieldCount),
        ResourceRefusal::NoFields => Problem::new(ImportCode::RowNoFields),
        ResourceRefusal::NotText { field } => Problem::new(ImportCode::FieldNotText).at(field),
        ResourceRefusal::UnknownLevel { name } => Problem::new(ImportCode::UnknownLevel)
            .at("levels")
            .with("name", name),
        ResourceRefusal::Invalid(invalid) => invalid.clone().into(),
        ResourceRefusal::CodeTwice { code, number } => earlier(ImportCode::CodeTwice, number)
            .at("levels")
            .with("code", code),
        ResourceRefusal::TitleTwice { number } => earlier(ImportCode::TitleTwice, number).at("title"),
        ResourceRefusal::SameResource { number } => earlier(ImportCode::SameResource, number),
        ResourceRefusal::Several { titles } => {
            Problem::new(ImportCode::SeveralResources).with("titles", titles.join(", "))
        }
        ResourceRefusal::LevelMoves { code, level } => Problem::new(ImportCode::LevelMoves)
            .at("levels")
            .with("code", code)
            .with("level", level),
    }
}

impl From<&ResourcePlan> for ImportResult {
    fn from(plan: &ResourcePlan) -> Self {
        let of = |wanted| {
            let outcomes = plan.rows.iter().map(|row| ImportOutcome::from(&row.outcome));
            count(outcomes.filter(|outcome| *outcome == wanted).count())
        };
        Self {
            added: of(ImportOutcome::Added),
            changed: of(ImportOutcome::Changed),
            unchanged: of(ImportOutcome::Unchanged),
            refused: of(ImportOutcome::Refused),
        }
    }
}

impl ResourceImportPreview {
    /// What a document would do.
    #[must_use]
    pub fn of(import_id: String, file_name: String, plan: &ResourcePlan) -> Self {
        let ImportResult {
            added,
            changed,
            unchanged,
            refused,
        } = plan.into();
        let columns = plan.listing.columns.iter().map(|column| ImportColumn {
            field: column.field.name().to_owned(),
            header: column.header.clone(),
        });
        Self {
            import_id,
            file_name,
            format: plan.listing.format.into(),
            columns: columns.collect(),
            ignored_columns: plan.listing.ignored.clone(),
            added,
            changed,
            unchanged,
            refused,
            retired: count(plan.rows.iter().filter(|row| is_retired(row)).count()),
            missing: count(plan.missing.len()),
            missing_titles: plan.missing.iter().take(MISSING).cloned().collect(),
        }
    }
}

fn is_retired(planned: &PlannedResource) -> bool {
    match &planned.outcome {
        ResourceOutcome::Changed { resource, .. } | ResourceOutcome::Unchanged(resource) => {
            resource.retired_at.is_some()
        }
        ResourceOutcome::Added(_) | ResourceOutcome::Refused(_) => false,
    }
}

impl ResourceImportRow {
    /// A row of a document of that format.
    #[must_use]
    pub fn of(planned: &PlannedResource, format: Format) -> Self {
        let told = &planned.told;
        let (described, before, problem) = match &planned.outcome {
            ResourceOutcome::Added(description) => (Some(description), Vec::new(), None),
            ResourceOutcome::Changed {
                resource,
                description,
            } => (Some(description), changed(resource, description), None),
            ResourceOutcome::Unchanged(resource) => (Some(&resource.description), Vec::new(), None),
            ResourceOutcome::Refused(refusal) => (None, Vec::new(), Some(refused(refusal, format))),
        };
        let written = || told.levels.iter().map(|(level, code)| (*level, code.as_str()));
        let level = |(level, code): (Level, &str)| LevelCode {
            level: level.into(),
            code: code.to_owned(),
        };
        let text = |written: &String, described: Option<&String>| described.unwrap_or(written).clone();
        Self {
            number: told.number,
            source: told.source.clone(),
            outcome: (&planned.outcome).into(),
            title: text(&told.title, described.map(|it| &it.title)),
            group: text(&told.group, described.map(|it| &it.group)),
            description: text(&told.summary, described.map(|it| &it.summary)),
            levels: match described {
                Some(described) => codes(described).map(level).collect(),
                None => written().map(level).collect(),
            },
            before,
            retired: is_retired(planned),
            problem,
        }
    }
}

fn codes(described: &ResourceDescription) -> impl Iterator<Item = (Level, &str)> {
    described
        .levels
        .iter()
        .map(|(level, code)| (*level, code.as_str()))
}

fn changed(resource: &Resource, after: &ResourceDescription) -> Vec<FieldBefore> {
    let before = &resource.description;
    let words = [
        ("title", before.title.clone(), after.title.clone()),
        ("group", before.group.clone(), after.group.clone()),
        ("description", before.summary.clone(), after.summary.clone()),
    ];
    let code = |described: &ResourceDescription, level: Level| {
        let code = described.levels.get(&level);
        code.map(|code| code.as_str().to_owned()).unwrap_or_default()
    };
    let levels = Level::ALL.map(|level| (level.name(), code(before, level), code(after, level)));
    words
        .into_iter()
        .chain(levels)
        .filter(|(_, before, after)| before != after)
        .map(|(field, before, _)| FieldBefore {
            field: field.to_owned(),
            before,
        })
        .collect()
}
