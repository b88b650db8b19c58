//! Aircraft.

use std::collections::BTreeSet;

use crate::canonical::{Canonical, RowDigest};
use crate::fleet_group::Tag;
use crate::id::AircraftId;
use crate::text::{self, TextProblem};
use crate::time::Instant;

/// An aircraft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aircraft {
    /// Its id.
    pub id: AircraftId,
    /// What describes it.
    pub description: AircraftDescription,
    /// Since when it is out of service: no new key can choose it.
    pub retired_at: Option<Instant>,
}

/// What describes an aircraft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AircraftDescription {
    /// Unique in the workspace.
    pub registration: Registration,
    /// Its ICAO 24-bit address, where known.
    pub icao_address: Option<IcaoAddress>,
    /// Its type: a designator (ICAO Doc 8643) or a name, at most 100 characters, may be empty.
    pub aircraft_type: String,
    /// Its operator: at most 100 characters, may be empty.
    pub operator: String,
    /// Words by which fleet groups find it.
    pub tags: BTreeSet<Tag>,
}

impl AircraftDescription {
    /// A type.
    ///
    /// # Errors
    /// [`TextProblem`].
    pub fn aircraft_type(text: &str) -> Result<String, TextProblem> {
        text::line(text, 100)
    }

    /// An operator.
    ///
    /// # Errors
    /// [`TextProblem`].
    pub fn operator(text: &str) -> Result<String, TextProblem> {
        text::line(text, 100)
    }
}

/// A registration: 2 to 10 letters, digits and hyphens, kept in upper case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration(String);

/// The text is no registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a registration")]
pub struct InvalidRegistration;

impl Registration {
    /// Takes a text for a registration.
    ///
    /// # Errors
    /// [`InvalidRegistration`].
    pub fn parse(text: &str) -> Result<Self, InvalidRegistration> {
        let text = text.trim();
        let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let bounded = (2..=10).contains(&text.len());
        if bounded && text.chars().all(allowed) && text.contains(|c: char| c.is_ascii_alphanumeric()) {
            Ok(Self(text.to_ascii_uppercase()))
        } else {
            Err(InvalidRegistration)
        }
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What makes it unique: without case and hyphen.
    #[must_use]
    pub fn folded(&self) -> String {
        self.0.replace('-', "")
    }
}

/// An ICAO 24-bit address (Annex 10, volume III).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IcaoAddress(u32);

/// The text is no 24-bit address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a 24-bit address")]
pub struct InvalidIcaoAddress;

impl IcaoAddress {
    /// Takes six hexadecimal digits for an address; nothing for none.
    ///
    /// # Errors
    /// [`InvalidIcaoAddress`].
    pub fn parse_optional(text: &str) -> Result<Option<Self>, InvalidIcaoAddress> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        if text.len() != 6 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(InvalidIcaoAddress);
        }
        u32::from_str_radix(text, 16)
            .map(|address| Some(Self(address)))
            .map_err(|_| InvalidIcaoAddress)
    }
}

impl std::fmt::Display for IcaoAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:06X}", self.0)
    }
}

impl Aircraft {
    /// The digest of its row.
    #[must_use]
    pub fn digest(&self) -> RowDigest {
        let described = &self.description;
        let tagged = !described.tags.is_empty();
        let row = Canonical::new(if tagged { "aircraft/2" } else { "aircraft/1" })
            .text(self.id.as_str())
            .text(described.registration.as_str())
            .option(described.icao_address, |row, address| {
                row.number(address.0.into())
            })
            .text(&described.aircraft_type)
            .text(&described.operator)
            .option(self.retired_at, |row, at| row.number(at.timestamp_millis()));
        let row = if tagged {
            row.each(described.tags.iter(), |row, tag| row.text(tag.as_str()))
        } else {
            row
        };
        row.digest()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registrations_are_the_same_without_case_and_hyphen() {
        let folded = |text| Registration::parse(text).map(|registration| registration.folded());
        assert_eq!(folded("sp-kta"), folded("SPKTA"));
        assert_ne!(folded("SP-KTA"), folded("SP-KTB"));
    }

    #[test]
    fn what_can_not_be_a_registration_is_refused() {
        for text in ["", "A", "--", "SP KTA", "=cmd()", "SP-KTAAAAAA", "ŁÓ-DŹ"] {
            assert_eq!(Registration::parse(text), Err(InvalidRegistration), "{text}");
        }
    }

    #[test]
    fn an_address_is_six_hexadecimal_digits_or_nothing() {
        assert_eq!(
            IcaoAddress::parse_optional("009e1b").map(|a| a.map(|a| a.to_string())),
            Ok(Some("009E1B".into()))
        );
        assert_eq!(IcaoAddress::parse_optional(" "), Ok(None));
        for text in ["9E1B", "009E1BG", "00 9E1", "+09E1B"] {
            assert_eq!(
                IcaoAddress::parse_optional(text),
                Err(InvalidIcaoAddress),
                "{text}"
            );
        }
    }
}
