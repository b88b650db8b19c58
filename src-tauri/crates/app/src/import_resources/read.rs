//! Which format a document has, and what it tells. The content decides, not the file's name.

use super::document::{Node, json, yaml};
use super::list::of_list;
use super::open_api;
use super::problem::DocumentProblem;
use super::sheet::of_sheet;
use super::told::{Format, Listing, ToldResource};
use crate::table::decode;

/// Documents beyond this are refused: 8 MB.
pub const MAXIMUM_DOCUMENT_BYTES: usize = 8_000_000;
/// Documents of more resources are refused.
pub const MAXIMUM_RESOURCES: usize = 5_000;

impl Listing {
    /// Reads a document.
    ///
    /// # Errors
    /// [`DocumentProblem`].
    pub fn read(content: &[u8]) -> Result<Self, DocumentProblem> {
        if content.len() > MAXIMUM_DOCUMENT_BYTES {
            return Err(DocumentProblem::TooLarge);
        }
        let text = decode(content)?;
        let listing = match looks_like(&text) {
            Looks::Json => of_tree(&json(&text)?)?,
            Looks::Yaml => of_tree(&yaml(&text)?)?,
            Looks::Csv => of_sheet(&text)?,
        };
        if listing.rows.is_empty() {
            return Err(DocumentProblem::NothingInIt);
        }
        if listing.rows.len() > MAXIMUM_RESOURCES {
            return Err(DocumentProblem::TooLarge);
        }
        Ok(listing)
    }
}

enum Looks {
    Json,
    Yaml,
    Csv,
}

/// JSON begins with a bracket; YAML with its mark or with an item, or it has a line that names an OpenAPI or Swagger
/// version. Whatever is neither is a table.
fn looks_like(text: &str) -> Looks {
    let text = text.trim_start();
    if text.starts_with(['{', '[']) {
        return Looks::Json;
    }
    let names_a_version = |line: &str| {
        let line = line.trim_start_matches(['"', '\'']);
        ["openapi", "swagger"].iter().any(|name| {
            let rest = line.strip_prefix(name).unwrap_or("");
            rest.trim_start_matches(['"', '\'', ' ']).starts_with(':')
        })
    };
    let is_yaml = ["---", "%YAML", "- "].iter().any(|start| text.starts_with(start));
    if is_yaml || text.lines().any(names_a_version) {
        Looks::Yaml
    } else {
        Looks::Csv
    }
}

fn of_tree(root: &Node) -> Result<Listing, DocumentProblem> {
    let version = |name| match root.get(name) {
        Some(Node::Text(text) | Node::Number(text)) => Some(text.trim().to_owned()),
        Some(_) => Some(String::new()),
        None => None,
    };
    if let Node::List(items) = root {
        return Ok(of_list(items));
    }
    if version("swagger").is_some() {
        return Err(DocumentProblem::Swagger);
    }
    match version("openapi") {
        Some(found) if found.starts_with("3.") => Ok(Listing {
            format: Format::OpenApi,
            columns: Vec::new(),
            ignored: Vec::new(),
            rows: numbered(open_api::resources(root)?),
        }),
        Some(found) => {
            let found = found.chars().take(40).collect();
            Err(DocumentProblem::Version { found })
        }
        None => {
            let names = root.entries().take(12);
            let found = names.map(|(name, _)| name.chars().take(40).collect()).collect();
            Err(DocumentProblem::NotRecognised { found })
        }
    }
}

/// Rows by their places, from 1.
fn numbered(mut rows: Vec<ToldResource>) -> Vec<ToldResource> {
    for (number, row) in (1..).zip(&mut rows) {
        row.number = number;
    }
    rows
}
