//! A refusal, as it crosses the wire.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::Code;

/// A refusal: what is wrong, at which field, and what its words need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Problem {
    /// Why.
    pub code: Code,
    /// The request's field it belongs to, by its name on the wire; `None` where it belongs to the whole.
    pub field: Option<String>,
    /// Numbers, dates (ISO 8601) and names that the words need. Never a secret.
    pub params: BTreeMap<String, String>,
}

impl Problem {
    /// A refusal of the whole request.
    #[must_use]
    pub fn new(code: impl Into<Code>) -> Self {
        Self {
            code: code.into(),
            field: None,
            params: BTreeMap::new(),
        }
    }

    /// The same, at a field.
    #[must_use]
    pub fn at(mut self, field: &str) -> Self {
        self.field = Some(field.to_owned());
        self
    }

    /// The same, with something that its words need.
    #[must_use]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "callers hand over texts, and values made for it"
    )]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }
}

impl From<Code> for Problem {
    fn from(code: Code) -> Self {
        Self::new(code)
    }
}
