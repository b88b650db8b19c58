//! Operations as resources: for each tag, one for each first word of its paths.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use keytower_domain::access::Level;
use keytower_domain::resource::PermissionCode;
use keytower_domain::text::folded;

use super::super::document::Node;
use super::super::told::ToldResource;
use super::{operations_of, summary, titled};

/// The level that a method needs.
fn level_of(method: &str) -> Level {
    match method {
        "post" | "put" | "patch" => Level::Modify,
        "delete" => Level::ModifyAll,
        _ => Level::View,
    }
}

/// What an API has under a tag, by the first word of its paths.
#[derive(Default)]
struct Family {
    tag: String,
    noun: String,
    /// The methods of each of its paths.
    paths: IndexMap<String, Vec<String>>,
    /// The operation ids, where they have one, of each level's operations.
    operations: BTreeMap<Level, Vec<Option<String>>>,
}

/// The resources of a document's operations, by tag in the order in which the paths bring these up.
///
/// An operation belongs to its first tag; without one, to a group of the API's title. Its resource is named by the first
/// word of its path: parameters, `api`, `rest` and versions (`v2`) are no words, and where there are several tags, nor
/// are the words that all paths begin with.
///
/// The code of a level is the operation's id where it is the level's only operation, and else `word:level`, with the
/// tag before it (`tag.word:level`) where that is another word.
pub(super) fn resources(root: &Node) -> Vec<ToldResource> {
    let api = root
        .get("info")
        .and_then(|info| info.get("title"))
        .and_then(Node::text);
    let api = api
        .map(str::trim)
        .filter(|title| !title.is_empty())
        .unwrap_or("API");
    let operations: Vec<_> = root
        .get("paths")
        .into_iter()
        .flat_map(Node::entries)
        .flat_map(|(path, item)| {
            operations_of(root, item).map(move |(method, operation)| (path.as_str(), method, operation))
        })
        .collect();
    let tag = |operation: &Node| {
        let tags = operation.get("tags").into_iter().flat_map(Node::items);
        let first = tags
            .filter_map(Node::text)
            .map(str::trim)
            .find(|tag| !tag.is_empty());
        first.unwrap_or(api).to_owned()
    };
    let mut tags: IndexMap<String, IndexMap<String, Family>> = IndexMap::new();
    for (_, _, operation) in &operations {
        tags.entry(tag(operation)).or_default();
    }
    let shared = if tags.len() > 1 {
        shared_words(operations.iter().map(|(path, ..)| words(path)))
    } else {
        0
    };
    for (path, method, operation) in operations {
        let tag = tag(operation);
        let noun = words(path).nth(shared).unwrap_or(&tag).to_owned();
        let family = tags
            .entry(tag.clone())
            .or_default()
            .entry(folded(&noun))
            .or_insert_with(|| Family {
                tag,
                noun,
                ..Family::default()
            });
        let methods = family.paths.entry(path.to_owned()).or_default();
        methods.push(method.to_ascii_uppercase());
        let id = operation
            .get("operationId")
            .and_then(Node::text)
            .map(str::to_owned);
        family.operations.entry(level_of(method)).or_default().push(id);
    }
    tags.into_values()
        .flat_map(IndexMap::into_values)
        .map(Family::told)
        .collect()
}

/// The words of a path: what is no parameter, no version and no `api`.
fn words(path: &str) -> impl Iterator<Item = &str> {
    let is_version = |part: &str| {
        let number = part.strip_prefix(['v', 'V']).unwrap_or("");
        number.starts_with(|c: char| c.is_ascii_digit()) && !number.contains(|c: char| c.is_alphabetic())
    };
    path.split('/')
        .map(str::trim)
        .filter(move |part| {
            let is_prefix = part.eq_ignore_ascii_case("api") || part.eq_ignore_ascii_case("rest");
            !part.is_empty() && !is_prefix && !is_version(part)
        })
        .map(|part| part.split(['{', '(', ':', ';', '.']).next().unwrap_or(part))
        .filter(|part| !part.is_empty())
}

/// How many words all paths begin with, as long as each goes on with another one.
fn shared_words<'a, W: Iterator<Item = &'a str>>(mut paths: impl Iterator<Item = W>) -> usize {
    let Some(first) = paths.next() else { return 0 };
    let first: Vec<&str> = first.collect();
    paths.fold(first.len().saturating_sub(1), |shared, path| {
        let path: Vec<&str> = path.collect();
        let same = first.iter().zip(&path).take_while(|(a, b)| a == b).count();
        shared.min(same).min(path.len().saturating_sub(1))
    })
}

impl Family {
    fn told(self) -> ToldResource {
        let (tag, noun) = (slug(&self.tag), slug(&self.noun));
        let base = if tag.is_empty() || tag == noun {
            noun
        } else if noun.is_empty() {
            tag
        } else {
            format!("{tag}.{noun}")
        };
        let code = |level: Level, ids: &[Option<String>]| match ids {
            [Some(id)] if PermissionCode::parse(id).is_ok() => id.clone(),
            _ => format!("{base}:{}", level.name()),
        };
        let paths: Vec<_> = self
            .paths
            .iter()
            .map(|(path, methods)| format!("{} {path}", methods.join(", ")))
            .collect();
        ToldResource {
            source: summary(&self.paths.keys().cloned().collect::<Vec<_>>().join(", ")),
            title: titled(&self.noun),
            group: self.tag.clone(),
            summary: summary(&paths.join("; ")),
            made_up: true,
            levels: self
                .operations
                .iter()
                .map(|(level, ids)| (*level, code(*level, ids)))
                .collect(),
            ..ToldResource::default()
        }
    }
}

/// A word as it stands in a code: lower case letters and digits, with a hyphen for all between them.
fn slug(words: &str) -> String {
    folded(words)
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}
