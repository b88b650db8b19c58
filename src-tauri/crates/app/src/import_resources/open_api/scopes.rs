//! Scopes of security schemes as resources.

use indexmap::IndexMap;
use keytower_domain::access::Level;

use super::super::document::Node;
use super::super::told::ToldResource;
use super::references::resolved;
use super::{operations_of, summary, titled};

const VIEW: [&str; 6] = ["read", "view", "get", "list", "see", "readonly"];
const MODIFY: [&str; 7] = [
    "write",
    "modify",
    "edit",
    "update",
    "create",
    "change",
    "readwrite",
];
const MODIFY_ALL: [&str; 6] = ["admin", "manage", "delete", "full", "modify_all", "modifyall"];

/// The resources of a document's scopes, scheme by scheme. A scope that an earlier scheme has too isn't told again.
pub(super) fn resources(root: &Node) -> Vec<ToldResource> {
    let schemes = root
        .get("components")
        .and_then(|components| components.get("securitySchemes"));
    let mut told = IndexMap::<String, ()>::new();
    let mut resources = Vec::new();
    for (name, scheme) in schemes.into_iter().flat_map(Node::entries) {
        let scheme = resolved(root, scheme);
        let scopes = match scheme.get("type").and_then(Node::text) {
            Some("oauth2") => of_flows(scheme),
            Some("openIdConnect") => of_requirements(root, name),
            _ => continue,
        };
        let new: Vec<_> = scopes
            .into_iter()
            .filter(|(scope, _)| told.insert(scope.clone(), ()).is_none())
            .collect();
        resources.extend(paired(&format!("Scopes of {name}"), &new));
    }
    resources
}

/// The scopes of an OAuth 2 scheme's flows, each with its description.
fn of_flows(scheme: &Node) -> IndexMap<String, String> {
    let mut scopes = IndexMap::new();
    let flows = scheme.get("flows").into_iter().flat_map(Node::entries);
    for (scope, description) in flows
        .filter_map(|(_, flow)| flow.get("scopes"))
        .flat_map(Node::entries)
    {
        let description = description.text().unwrap_or("").to_owned();
        scopes.entry(scope.trim().to_owned()).or_insert(description);
    }
    scopes
}

/// The scopes that the document, or an operation of it, requires of an OpenID Connect scheme: it lists none itself.
fn of_requirements(root: &Node, scheme: &str) -> IndexMap<String, String> {
    let paths = root.get("paths").into_iter().flat_map(Node::entries);
    let operations = paths.flat_map(|(_, path)| operations_of(root, path).map(|(_, operation)| operation));
    std::iter::once(root)
        .chain(operations)
        .filter_map(|holder| holder.get("security"))
        .flat_map(Node::items)
        .filter_map(|requirement| requirement.get(scheme))
        .flat_map(Node::items)
        .filter_map(Node::text)
        .map(|scope| (scope.trim().to_owned(), String::new()))
        .collect()
}

/// What a scope is about, and the level that its verb tells, if it has one.
///
/// The verb is the last or the first word: between `:`, `.` or `/`, or else between `-` or `_`. The rest is what it is
/// about: `read:flights`, `flights.read` and `view-flights` are all *view* of `flights`.
fn judged(scope: &str) -> (&str, Option<Level>) {
    for separators in [&[':', '.', '/'][..], &['-', '_']] {
        let last = scope.rsplit_once(separators);
        let first = scope.split_once(separators).map(|(verb, noun)| (noun, verb));
        for (noun, verb) in last.into_iter().chain(first) {
            let level = level_of(verb);
            if level.is_some() && !noun.is_empty() {
                return (noun, level);
            }
        }
    }
    (scope, None)
}

fn level_of(verb: &str) -> Option<Level> {
    let verb = verb.to_ascii_lowercase();
    let verb = verb.as_str();
    if VIEW.contains(&verb) {
        Some(Level::View)
    } else if MODIFY.contains(&verb) {
        Some(Level::Modify)
    } else {
        MODIFY_ALL.contains(&verb).then_some(Level::ModifyAll)
    }
}

/// Scopes about the same thing are levels of one resource. The first of a level is its code, and another stands by
/// itself under its whole text. A scope without a verb is *modify all* beside others about the same thing, and alone
/// *view*.
fn paired(group: &str, scopes: &[(String, String)]) -> Vec<ToldResource> {
    let beside = |scope: &str| {
        let others = scopes.iter().filter(|(other, _)| other != scope);
        others
            .map(|(other, _)| judged(other))
            .any(|(noun, level)| noun == scope && level.is_some())
    };
    let mut things: IndexMap<String, Vec<(Level, &str, &str)>> = IndexMap::new();
    for (scope, description) in scopes {
        let (noun, level) = judged(scope);
        let bare = if beside(scope) {
            Level::ModifyAll
        } else {
            Level::View
        };
        let level = level.unwrap_or(bare);
        let levels = things.entry(noun.to_owned()).or_default();
        if levels.iter().all(|(taken, ..)| *taken != level) {
            levels.push((level, scope, description));
        } else {
            let own = things.entry(scope.clone()).or_default();
            own.push((level, scope, description));
        }
    }
    things
        .into_iter()
        .map(|(thing, mut levels)| {
            levels.sort_by_key(|(level, ..)| *level);
            let descriptions: Vec<_> = levels
                .iter()
                .map(|(_, _, description)| description.trim())
                .filter(|description| !description.is_empty())
                .collect();
            let codes: Vec<_> = levels.iter().map(|(_, scope, _)| *scope).collect();
            ToldResource {
                source: codes.join(", "),
                title: titled(&thing),
                group: group.to_owned(),
                summary: summary(&descriptions.join("; ")),
                made_up: true,
                levels: levels
                    .iter()
                    .map(|(level, scope, _)| (*level, (*scope).to_owned()))
                    .collect(),
                ..ToldResource::default()
            }
        })
        .collect()
}
