//! A JSON or YAML document as a tree, of bounded depth and size, in which no name stands twice.

use std::cell::{Cell, RefCell};
use std::fmt;

use indexmap::IndexMap;
use indexmap::map::Entry;
use serde::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize as _, Deserializer};

use super::problem::DocumentProblem;

/// Values within values beyond this are refused.
pub(super) const MAXIMUM_DEPTH: usize = 64;
/// Documents of more values are refused, those counted that a YAML alias repeats.
pub(super) const MAXIMUM_VALUES: usize = 1_000_000;
/// What YAML aliases repeat is read again each time, so that it is bounded further.
const MAXIMUM_REPEATED: usize = 100_000;

/// A value of a document.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// Nothing.
    Null,
    /// *true* or *false*.
    Bool,
    /// A number, as text.
    Number(String),
    /// Text.
    Text(String),
    /// Values in order.
    List(Vec<Node>),
    /// Values by name, in order.
    Map(IndexMap<String, Node>),
}

impl Node {
    /// The value of a name, where this has names.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        self.map()?.get(name)
    }

    /// Its values by name.
    pub(super) fn map(&self) -> Option<&IndexMap<String, Self>> {
        match self {
            Self::Map(map) => Some(map),
            _ => None,
        }
    }

    /// Its text.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Its values by name; none where it has none.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&String, &Self)> {
        self.map().into_iter().flatten()
    }

    /// Its values in order; none where it is no list.
    pub(super) fn items(&self) -> impl Iterator<Item = &Self> {
        let items: &[Self] = match self {
            Self::List(items) => items,
            _ => &[],
        };
        items.iter()
    }
}

/// Reads JSON.
pub(super) fn json(text: &str) -> Result<Node, DocumentProblem> {
    let reading = Reading::default();
    let mut reader = serde_json::Deserializer::from_str(text);
    let node = reading.value(0).deserialize(&mut reader);
    let whole = node.and_then(|node| reader.end().map(|()| node));
    whole.map_err(|error| reading.problem(error.line() as u64, error.column() as u64))
}

/// Reads YAML, of one document.
pub(super) fn yaml(text: &str) -> Result<Node, DocumentProblem> {
    use serde_saphyr::Error;
    use serde_saphyr::options::{DuplicateKeyPolicy, NonFiniteFloatPolicy};

    let reading = Reading::default();
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            // Beyond our own limits, so that these are the ones that are named.
            max_depth: MAXIMUM_DEPTH + 1,
            max_nodes: MAXIMUM_VALUES * 2,
            max_events: MAXIMUM_VALUES * 4,
            max_documents: 1,
        },
        alias_limits: serde_saphyr::alias_limits! {
            max_total_replayed_events: MAXIMUM_REPEATED,
        },
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        non_finite_float_policy: NonFiniteFloatPolicy::AsString,
        strict_booleans: true,
        with_snippet: false,
    };
    let read = serde_saphyr::with_deserializer_from_str_with_options(text, options, |reader| {
        reading.value(0).deserialize(reader)
    });
    read.map_err(|error| {
        let mut cause = &error;
        while let Error::AliasError { error, .. } = cause {
            cause = error;
        }
        let too_much = matches!(
            cause,
            Error::Budget { .. }
                | Error::AliasReplayLimitExceeded { .. }
                | Error::AliasExpansionLimitExceeded { .. }
                | Error::AliasReplayStackDepthExceeded { .. }
        );
        let at = error.location();
        match reading.problem(at.map_or(1, |at| at.line()), at.map_or(1, |at| at.column())) {
            DocumentProblem::Broken { .. } if too_much => DocumentProblem::TooManyValues,
            problem => problem,
        }
    })
}

/// What is known of a document while it is being read.
#[derive(Default)]
struct Reading {
    values: Cell<usize>,
    problem: RefCell<Option<DocumentProblem>>,
}

impl Reading {
    fn value(&self, depth: usize) -> Value<'_> {
        Value { reading: self, depth }
    }

    /// What was wrong by our own rules, or else by the format's, at that place.
    fn problem(&self, line: u64, column: u64) -> DocumentProblem {
        let own = self.problem.borrow_mut().take();
        own.unwrap_or(DocumentProblem::Broken { line, column })
    }

    fn refuse<E: serde::de::Error>(&self, problem: DocumentProblem) -> E {
        let words = problem.to_string();
        *self.problem.borrow_mut() = Some(problem);
        E::custom(words)
    }
}

/// The next value, so deep within others.
#[derive(Clone, Copy)]
struct Value<'a> {
    reading: &'a Reading,
    depth: usize,
}

impl Value<'_> {
    fn within<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.depth == MAXIMUM_DEPTH {
            return Err(self.reading.refuse(DocumentProblem::TooDeep));
        }
        Ok(Self {
            depth: self.depth + 1,
            ..self
        })
    }
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Node, D::Error> {
        let values = self.reading.values.get() + 1;
        if values > MAXIMUM_VALUES {
            return Err(self.reading.refuse(DocumentProblem::TooManyValues));
        }
        self.reading.values.set(values);
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, reader: D) -> Result<Node, D::Error> {
        reader.deserialize_any(self)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Node, E> {
        Ok(Node::Bool)
    }

    fn visit_i64<E>(self, number: i64) -> Result<Node, E> {
        Ok(Node::Number(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Node, E> {
        Ok(Node::Number(number.to_string()))
    }

    fn visit_i128<E>(self, number: i128) -> Result<Node, E> {
        Ok(Node::Number(number.to_string()))
    }

    fn visit_u128<E>(self, number: u128) -> Result<Node, E> {
        Ok(Node::Number(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Node, E> {
        Ok(Node::Number(number.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Node, E> {
        Ok(Node::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let within = self.within()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(within)? {
            list.push(item);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let within = self.within()?;
        let mut map = IndexMap::new();
        while let Some(name) = entries.next_key_seed(Name)? {
            match map.entry(name) {
                Entry::Occupied(first) => {
                    let name = first.key().chars().take(100).collect();
                    return Err(self.reading.refuse(DocumentProblem::NameTwice { name }));
                }
                Entry::Vacant(place) => {
                    place.insert(entries.next_value_seed(within)?);
                }
            }
        }
        Ok(Node::Map(map))
    }

    fn visit_bytes<E: serde::de::Error>(self, _: &[u8]) -> Result<Node, E> {
        Err(E::custom("bytes"))
    }
}

/// A name, which YAML may write as a number: `200:`.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<String, D::Error> {
        String::deserialize(reader).map_err(D::Error::custom)
    }
}
