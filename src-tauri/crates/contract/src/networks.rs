//! From where a key may be used.

use serde::Serialize;
use specta::Type;

use crate::Problem;

/// What a text is as a network.
#[derive(Clone, Debug, Serialize, Type)]
pub struct ReadNetwork {
    /// As it was typed.
    pub text: String,
    /// As it is kept: an address alone, or a network in CIDR notation; `None` where it is neither.
    pub network: Option<String>,
    /// Why it is none.
    pub problem: Option<Problem>,
}
