//! References within a document: where each leads, and that it leads somewhere.

use std::collections::HashMap;

use super::super::document::Node;

/// References that lead to references, one after the other, at most.
pub const MAXIMUM_REFERENCES: usize = 32;

/// Why a reference is refused. Each says the reference, as written and cut to 200 characters.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReferenceProblem {
    /// It leads out of the document.
    #[error("{0} leads elsewhere")]
    Elsewhere(String),
    /// Nothing is there.
    #[error("{0} leads nowhere")]
    Dangling(String),
    /// It leads back to itself, and to nothing else.
    #[error("{0} leads in a circle")]
    Cycle(String),
    /// More than [`MAXIMUM_REFERENCES`] follow it, one after the other.
    #[error("{0} leads too far")]
    TooLong(String),
}

/// Follows every reference of a document. A schema that refers to itself within itself is in order: only a reference
/// that is nothing but a reference, and so on, is followed.
pub(super) fn check(root: &Node) -> Result<(), ReferenceProblem> {
    let mut lengths = HashMap::new();
    let mut waiting = vec![root];
    while let Some(node) = waiting.pop() {
        if let Some(reference) = reference_of(node) {
            follow(root, reference, &mut lengths)?;
        }
        waiting.extend(node.items());
        // Examples and defaults are data, in which `$ref` is a name like any other.
        let is_data = |name: &str| {
            matches!(name, "example" | "examples" | "default" | "enum" | "const") || name.starts_with("x-")
        };
        waiting.extend(
            node.entries()
                .filter(|(name, _)| !is_data(name))
                .map(|(_, node)| node),
        );
    }
    Ok(())
}

/// What a node stands for: itself, or what its references, already checked, lead to.
pub(super) fn resolved<'a>(root: &'a Node, mut node: &'a Node) -> &'a Node {
    for _ in 0..=MAXIMUM_REFERENCES {
        match reference_of(node).and_then(|reference| target(root, reference)) {
            Some(next) => node = next,
            None => break,
        }
    }
    node
}

fn reference_of(node: &Node) -> Option<&str> {
    node.get("$ref")?.text()
}

/// Follows one reference to its end, and remembers how far that is from each on the way.
fn follow<'a>(
    root: &'a Node,
    reference: &'a str,
    lengths: &mut HashMap<&'a str, usize>,
) -> Result<(), ReferenceProblem> {
    let shown = || reference.chars().take(200).collect();
    let (mut way, mut at, mut beyond) = (Vec::new(), reference, 0);
    loop {
        if let Some(length) = lengths.get(at) {
            beyond = *length;
            break;
        }
        if way.contains(&at) {
            return Err(ReferenceProblem::Cycle(shown()));
        }
        way.push(at);
        if way.len() > MAXIMUM_REFERENCES {
            break;
        }
        if at != "#" && !at.starts_with("#/") {
            return Err(ReferenceProblem::Elsewhere(at.chars().take(200).collect()));
        }
        let Some(node) = target(root, at) else {
            return Err(ReferenceProblem::Dangling(at.chars().take(200).collect()));
        };
        match reference_of(node) {
            Some(next) => at = next,
            None => break,
        }
    }
    if way.len() + beyond > MAXIMUM_REFERENCES {
        return Err(ReferenceProblem::TooLong(shown()));
    }
    for (steps, passed) in (1..).zip(way.into_iter().rev()) {
        lengths.insert(passed, steps + beyond);
    }
    Ok(())
}

/// What a JSON Pointer (RFC 6901), written as a fragment, points to.
fn target<'a>(root: &'a Node, reference: &str) -> Option<&'a Node> {
    let pointer = unescaped(reference.strip_prefix('#')?)?;
    if pointer.is_empty() {
        return Some(root);
    }
    pointer
        .strip_prefix('/')?
        .split('/')
        .try_fold(root, |node, part| {
            let part = part.replace("~1", "/").replace("~0", "~");
            match node {
                Node::Map(map) => map.get(&part),
                Node::List(list) => list.get(part.parse::<usize>().ok()?),
                _ => None,
            }
        })
}

/// A fragment without its percent signs; nothing where they make no text.
fn unescaped(fragment: &str) -> Option<String> {
    if !fragment.contains('%') {
        return Some(fragment.to_owned());
    }
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first == b'%' {
            let (digits, after) = after.split_at_checked(2)?;
            bytes.push(u8::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()?);
            rest = after;
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).ok()
}
