//! Between the wire and the domain, in both directions. Each match names every variant.

mod access;
mod accounts;
mod backup;
mod calendar;
mod change_keys;
mod errors;
mod events;
mod evidence;
mod export;
mod fleet;
mod fleet_groups;
mod import_resources;
mod key_states;
mod keys;
mod mails;
mod overview;
mod owners;
mod people;
mod policy;
mod reminders;
mod resources;
mod search;
mod showing;
mod someone_left;
mod uses;
mod verification;
mod workspace;

pub use access::access_views;
pub use calendar::calendar;
pub use evidence::{hand_over_note, key_evidence};
pub use export::write_events;
pub use keys::{ReadKeyRow, grant_views, grants, wire_grants};
pub use policy::policy_presets;
pub use workspace::WorkspaceFacts;

use std::str::FromStr;

use crate::{Code, Problem};

/// Takes an id from the wire. One that can't be an id names nothing that is there.
///
/// # Errors
/// [`Code::NotFound`].
pub fn id<T: FromStr>(text: &str) -> Result<T, Problem> {
    text.parse().map_err(|_| Problem::new(Code::NotFound))
}

/// Takes ids from the wire.
///
/// # Errors
/// [`Code::NotFound`].
pub fn ids<T: FromStr, C: FromIterator<T>>(texts: &[String]) -> Result<C, Problem> {
    texts.iter().map(|text| id(text)).collect()
}

/// A count for the wire; beyond four billion it stays there.
#[must_use]
pub fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
