//! A list of resources, in JSON or YAML: `[{"title": "Flights", "group": "Operations", "description": "…", "levels":
//! {"view": "FLIGHT", "modify": "FLIGHT_EDIT", "modify_all": "FLIGHT_ADMIN"}}]`. What is left out changes nothing of a
//! resource that is there.

use keytower_domain::access::Level;

use super::document::Node;
use super::problem::ResourceRefusal;
use super::told::{Format, Listing, ToldResource};

/// Names of fields that are said to be left out, at most.
const IGNORED: usize = 50;

pub(super) fn of_list(items: &[Node]) -> Listing {
    let mut ignored: Vec<String> = Vec::new();
    let mut rows = Vec::with_capacity(items.len());
    for (number, item) in (1..).zip(items) {
        let mut row = of_item(item).unwrap_or_else(|refusal| ToldResource {
            refusal: Some(refusal),
            ..titled(item)
        });
        row.number = number;
        rows.push(row);
        for (name, _) in item.entries() {
            let known = ["title", "group", "description", "levels"].contains(&name.as_str());
            if !known && ignored.len() < IGNORED && !ignored.contains(name) {
                ignored.push(name.clone());
            }
        }
    }
    Listing {
        format: Format::List,
        columns: Vec::new(),
        ignored,
        rows,
    }
}

/// What can be said of an item that is refused: its title and group, where they are text.
fn titled(item: &Node) -> ToldResource {
    let text = |name| item.get(name).and_then(Node::text).unwrap_or("").to_owned();
    ToldResource {
        title: text("title"),
        group: text("group"),
        ..ToldResource::default()
    }
}

fn of_item(item: &Node) -> Result<ToldResource, ResourceRefusal> {
    let fields = item.map().ok_or(ResourceRefusal::NoFields)?;
    let text = |field: &'static str| text_of(fields.get(field), field);
    let mut levels = Vec::new();
    match fields.get("levels") {
        None | Some(Node::Null) => {}
        Some(Node::Map(told)) => {
            for (name, code) in told {
                let level = Level::named(name).ok_or_else(|| ResourceRefusal::UnknownLevel {
                    name: name.chars().take(100).collect(),
                })?;
                let code = text_of(Some(code), level.name())?;
                if !code.trim().is_empty() {
                    levels.push((level, code));
                }
            }
        }
        Some(_) => return Err(ResourceRefusal::NotText { field: "levels" }),
    }
    Ok(ToldResource {
        title: text("title")?,
        group: text("group")?,
        summary: text("description")?,
        levels,
        ..ToldResource::default()
    })
}

fn text_of(node: Option<&Node>, field: &'static str) -> Result<String, ResourceRefusal> {
    match node {
        None | Some(Node::Null) => Ok(String::new()),
        Some(Node::Text(text) | Node::Number(text)) => Ok(text.clone()),
        Some(Node::Bool | Node::List(_) | Node::Map(_)) => Err(ResourceRefusal::NotText { field }),
    }
}
