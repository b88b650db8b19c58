//! An OpenAPI 3 document as resources. What becomes what is decided here and in the two modules below, by the document
//! alone, so that the same document always tells the same:
//!
//! - **Operations**: a tag is a group; the paths under it whose first word is the same are one resource of it
//!   ([`operations`]). GET, HEAD, OPTIONS and TRACE are its *view*, POST, PUT and PATCH its *modify*, DELETE its *modify
//!   all*.
//! - **Scopes** of OAuth 2 and OpenID Connect: `read:flights` and `write:flights` are one resource with two levels
//!   ([`scopes`]).
//!
//! References are followed within the document. All of them are checked, also those to schemas, which nothing here
//! reads: a document with a loose end is not the one that was meant ([`references`]).

mod operations;
mod references;
mod scopes;

pub use references::{MAXIMUM_REFERENCES, ReferenceProblem};

use super::document::Node;
use super::problem::DocumentProblem;
use super::told::ToldResource;

/// Resources of a document: those of its operations, and then those of its scopes.
pub(super) fn resources(root: &Node) -> Result<Vec<ToldResource>, DocumentProblem> {
    references::check(root)?;
    let mut resources = operations::resources(root);
    resources.extend(scopes::resources(root));
    Ok(resources)
}

/// The methods of operations, by their names in a path.
const METHODS: [&str; 8] = [
    "get", "head", "options", "trace", "post", "put", "patch", "delete",
];

/// The operations of a path, each with its method; those of the path that it refers to come first.
fn operations_of<'a>(root: &'a Node, path: &'a Node) -> impl Iterator<Item = (&'static str, &'a Node)> {
    let referred = references::resolved(root, path);
    METHODS.into_iter().filter_map(move |method| {
        let operation = referred.get(method).or_else(|| path.get(method))?;
        operation.map().is_some().then_some((method, operation))
    })
}

/// Words as a title: `flight-plans` and `flightPlans` are *Flight plans*; what is no plain word stays as it is.
fn titled(words: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
    if !words.chars().all(plain) {
        return words.to_owned();
    }
    let mut title = String::with_capacity(words.len() + 4);
    let mut before = ' ';
    for c in words.chars() {
        if matches!(c, '-' | '_' | ' ') {
            title.push(' ');
        } else if c.is_uppercase() && before.is_lowercase() {
            title.push(' ');
            title.extend(c.to_lowercase());
        } else {
            title.push(c);
        }
        before = c;
    }
    let mut chars = title.trim().chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    first + chars.as_str()
}

/// A text of at most 300 characters, on one line; what is more is cut.
fn summary(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().nth(300).is_none() {
        return line;
    }
    let mut cut: String = line.chars().take(299).collect();
    cut.push('…');
    cut
}
