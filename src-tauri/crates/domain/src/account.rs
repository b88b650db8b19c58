//! Service accounts: callers that are no humans.

use email_address::{EmailAddress, Options};

use crate::aircraft_scope::AircraftScope;
use crate::canonical::{Canonical, RowDigest};
use crate::id::ServiceAccountId;
use crate::owner::OwnAccess;
use crate::text::{self, TextProblem};
use crate::time::Instant;

/// A service account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceAccount {
    /// Its id.
    pub id: ServiceAccountId,
    /// Unique in the workspace, compared without case.
    pub name: AccountName,
    /// Whom it belongs to: at most 100 characters, may be empty.
    pub organisation: String,
    /// Who answers for it.
    pub contact: ContactEmail,
    /// What it was given; its access is this and what its templates grant.
    pub own: OwnAccess,
    /// When it was created.
    pub created_at: Instant,
    /// Since when its keys are stopped.
    pub disabled_at: Option<Instant>,
}

/// A service account's name: 1 to 64 letters, digits, `-`, `_` and `.`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountName(String);

/// Why a text is no account name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AccountNameProblem {
    /// Empty, too long, or with a control character.
    #[error(transparent)]
    Text(#[from] TextProblem),
    /// A character that isn't allowed, a space for instance.
    #[error("a character that account names don't have")]
    Character,
}

impl AccountName {
    /// Takes a text for a name.
    ///
    /// # Errors
    /// [`AccountNameProblem`].
    pub fn parse(text: &str) -> Result<Self, AccountNameProblem> {
        let name = text::required_line(text, 64)?;
        if name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
        {
            Ok(Self(name))
        } else {
            Err(AccountNameProblem::Character)
        }
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What makes it unique.
    #[must_use]
    pub fn folded(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

/// An e-mail address that mail can be sent to (RFC 5321, without display name or address literal).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactEmail(String);

/// The text is no e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address")]
pub struct InvalidEmail;

impl ContactEmail {
    /// Takes a text for an address.
    ///
    /// # Errors
    /// [`InvalidEmail`].
    pub fn parse(text: &str) -> Result<Self, InvalidEmail> {
        let options = Options::default()
            .with_required_tld()
            .without_display_text()
            .without_domain_literal();
        let text = text.trim();
        match EmailAddress::parse_with_options(text, options) {
            Ok(_) if text.is_ascii() || !text.chars().any(char::is_control) => Ok(Self(text.to_owned())),
            _ => Err(InvalidEmail),
        }
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The account is in that state already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AccountRefusal {
    /// Disabling what is disabled.
    #[error("disabled already")]
    AlreadyDisabled,
    /// Enabling what is enabled.
    #[error("enabled already")]
    AlreadyEnabled,
}

impl ServiceAccount {
    /// An organisation's name.
    ///
    /// # Errors
    /// [`TextProblem`].
    pub fn organisation(text: &str) -> Result<String, TextProblem> {
        text::line(text, 100)
    }

    /// Whether its keys are stopped.
    #[must_use]
    pub fn is_disabled(&self) -> bool {
        self.disabled_at.is_some()
    }

    /// Stops all its keys; can be undone.
    ///
    /// # Errors
    /// When it is disabled already.
    pub fn disable(mut self, at: Instant) -> Result<Self, AccountRefusal> {
        match self.disabled_at.replace(at) {
            None => Ok(self),
            Some(_) => Err(AccountRefusal::AlreadyDisabled),
        }
    }

    /// Lets its keys work again.
    ///
    /// # Errors
    /// When it is enabled already.
    pub fn enable(mut self) -> Result<Self, AccountRefusal> {
        match self.disabled_at.take() {
            Some(_) => Ok(self),
            None => Err(AccountRefusal::AlreadyEnabled),
        }
    }

    /// The digest of its row: `account/2`, or `account/1` where it has no template.
    #[must_use]
    pub fn digest(&self) -> RowDigest {
        let own = &self.own;
        let whole_fleet = own.scope == AircraftScope::WholeFleet;
        let kind = match (own.templates.is_empty(), whole_fleet) {
            (true, true) => "account/1",
            (false, true) => "account/2",
            (_, false) => "account/3",
        };
        let row = Canonical::new(kind)
            .text(self.id.as_str())
            .text(self.name.as_str())
            .text(&self.organisation)
            .text(self.contact.as_str());
        let row = own
            .encode_grants(row)
            .number(self.created_at.timestamp_millis())
            .option(self.disabled_at, |row, at| row.number(at.timestamp_millis()));
        let row = if own.templates.is_empty() && whole_fleet {
            row
        } else {
            own.encode_templates(row)
        };
        let row = if whole_fleet { row } else { own.encode_scope(row) };
        row.digest()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_a_space_or_an_accent_is_refused() {
        for text in ["svc ops", "svc-é", "svc/ops", "<b>"] {
            assert_eq!(
                AccountName::parse(text),
                Err(AccountNameProblem::Character),
                "{text}"
            );
        }
        assert_eq!(
            AccountName::parse(" "),
            Err(AccountNameProblem::Text(TextProblem::Empty))
        );
        assert_eq!(
            AccountName::parse("svc-ops_1.x")
                .map(|name| name.folded())
                .as_deref(),
            Ok("svc-ops_1.x")
        );
    }

    #[test]
    fn addresses_that_can_not_receive_are_refused() {
        for text in [
            "",
            "ops",
            "ops@",
            "@example.com",
            "a b@example.com",
            "Ops <ops@example.com>",
            "ops@localhost",
            "ops@[127.0.0.1]",
            "a@b.example\r\nBcc: x@y.example",
        ] {
            assert_eq!(ContactEmail::parse(text), Err(InvalidEmail), "{text}");
        }
        assert!(ContactEmail::parse("ops+keys@northwind.example").is_ok());
    }
}
