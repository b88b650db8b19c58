//! A CSV file of resources: a row for each, a column for title, group, description and the code of each level.

use keytower_domain::access::Level;

use super::problem::{DocumentProblem, ResourceRefusal};
use super::read::MAXIMUM_RESOURCES;
use super::told::{Format, Listing, ResourceColumn, ResourceField, ToldResource};
use crate::table::{Row, Table, first_headers, place_of};

/// Spellings of a field's header, best first: folded, letters and digits only.
fn spellings(field: ResourceField) -> &'static [&'static str] {
    match field {
        ResourceField::Title => &["title", "resource", "resourcetitle", "name", "resourcename"],
        ResourceField::Group => &["group", "resourcegroup", "category", "module", "section", "tag"],
        ResourceField::Description => &["description", "summary", "note", "notes", "comment"],
        ResourceField::Code(Level::View) => &[
            "view",
            "viewcode",
            "codeview",
            "read",
            "readcode",
            "code",
            "permission",
        ],
        ResourceField::Code(Level::Modify) => {
            &["modify", "modifycode", "codemodify", "edit", "write", "writecode"]
        }
        ResourceField::Code(Level::ModifyAll) => {
            &["modifyall", "modifyallcode", "codemodifyall", "admin", "all"]
        }
    }
}

pub(super) fn of_sheet(text: &str) -> Result<Listing, DocumentProblem> {
    let read = Table::read(text, MAXIMUM_RESOURCES, |headers| {
        let places = ResourceField::ALL.map(|field| place_of(spellings(field), headers));
        // Without a code there is nothing to grant, and nothing that tells resources from aircraft.
        if places[3..].iter().all(Option::is_none) {
            let found = first_headers(headers);
            return Err(DocumentProblem::NotRecognised { found });
        }
        Ok(places)
    })?;
    let columns = ResourceField::ALL.into_iter().zip(read.taken);
    Ok(Listing {
        format: Format::Csv,
        columns: columns
            .filter_map(|(field, header)| {
                Some(ResourceColumn {
                    field,
                    header: header?,
                })
            })
            .collect(),
        ignored: read.ignored,
        rows: read.rows.into_iter().map(of_row).collect(),
    })
}

fn of_row(row: Row<6>) -> ToldResource {
    let [title, group, summary, view, modify, modify_all] = row.fields;
    let levels = Level::ALL.into_iter().zip([view, modify, modify_all]);
    ToldResource {
        number: row.line,
        title,
        group,
        summary,
        levels: levels.filter(|(_, code)| !code.is_empty()).collect(),
        refusal: (!row.complete).then_some(ResourceRefusal::FieldCount),
        ..ToldResource::default()
    }
}
