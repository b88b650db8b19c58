//! What can be edited about a key.

use crate::access::Rights;
use crate::aircraft_scope::AircraftScope;
use crate::network::Networks;
use crate::policy::MOST_DAYS;
use crate::reminders::Reminders;
use crate::text::{self, TextProblem};

/// What can be edited about a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyDescription {
    /// 1 to 100 characters.
    pub name: String,
    /// At most 2,000 characters, may be empty.
    pub description: String,
    /// What it may do.
    pub rights: Rights,
    /// For which aircraft.
    pub scope: AircraftScope,
    /// From where it may be used; none for any address.
    pub networks: Networks,
    /// Who is reminded that it expires, and when.
    pub reminders: Reminders,
    /// Days that a renewal adds, 1 to [`MOST_DAYS`].
    pub renewal_days: u16,
    /// Who approved it: at most 100 characters, may be empty.
    pub approved_by: String,
    /// Why it is there, or the ticket that asks for it: at most 500 characters, may be empty.
    pub reason: String,
}

impl KeyDescription {
    /// A key's name.
    ///
    /// # Errors
    /// [`TextProblem`].
    pub fn name(text: &str) -> Result<String, TextProblem> {
        text::required_line(text, 100)
    }

    /// A key's description.
    ///
    /// # Errors
    /// [`TextProblem`].
    pub fn description(text: &str) -> Result<String, TextProblem> {
        text::lines(text, 2_000)
    }

    /// Who approved a key.
    ///
    /// # Errors
    /// [`TextProblem`].
    pub fn approved_by(text: &str) -> Result<String, TextProblem> {
        text::line(text, 100)
    }

    /// A reason, or a ticket.
    ///
    /// # Errors
    /// [`TextProblem`].
    pub fn reason(text: &str) -> Result<String, TextProblem> {
        text::line(text, 500)
    }

    /// A renewal period in days; `None` when it is nothing or beyond a policy's maximum.
    #[must_use]
    pub fn renewal_days(days: u32, maximum: u16) -> Option<u16> {
        let days = u16::try_from(days).ok()?;
        (1..=maximum.min(MOST_DAYS)).contains(&days).then_some(days)
    }
}
