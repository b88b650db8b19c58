//! Who asks the workspace whether a key is good.

use std::fmt;
use std::str::FromStr;

use crate::canonical::Canonical;
use crate::key_text;
use crate::text::{self, TextProblem};

/// Who asks the workspace whether a key is good.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum CheckedBy {
    /// Nobody yet: keys are kept account of, and checked nowhere.
    #[default]
    Nobody,
    /// Another system has the keys too. What ends here goes on working there until it is removed.
    AnotherSystem(OtherSystem),
}

/// A system that checks keys by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherSystem {
    /// What it is called: 1 to 100 characters.
    pub name: String,
    /// Where its keys are managed.
    pub address: WebAddress,
}

impl OtherSystem {
    /// Its name.
    ///
    /// # Errors
    /// [`TextProblem`].
    pub fn name(text: &str) -> Result<String, TextProblem> {
        text::required_line(text, 100)
    }
}

impl CheckedBy {
    /// The system that has to be told what ends here.
    #[must_use]
    pub fn another_system(&self) -> Option<&OtherSystem> {
        match self {
            Self::Nobody => None,
            Self::AnotherSystem(system) => Some(system),
        }
    }

    /// Adds it to an encoding, under its name.
    pub(crate) fn encode(&self, row: Canonical) -> Canonical {
        match self {
            Self::Nobody => row,
            Self::AnotherSystem(system) => row
                .text("checked_by")
                .text("another_system")
                .text(&system.name)
                .text(system.address.as_str()),
        }
    }
}

impl fmt::Display for CheckedBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nobody => f.write_str("nobody yet"),
            Self::AnotherSystem(system) => write!(f, "{} ({})", system.name, system.address.as_str()),
        }
    }
}

/// An address that a browser may be sent to: `http` or `https`, a host, and nobody's password (RFC 3986).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebAddress(String);

/// Why a text is no such address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressProblem {
    /// Its text.
    #[error(transparent)]
    Text(#[from] TextProblem),
    /// Neither `http://` nor `https://`, no host, or characters that no address has.
    #[error("not a web address")]
    NotAWebAddress,
    /// A name or a password before the host.
    #[error("a name or a password in it")]
    Credentials,
}

impl WebAddress {
    /// Characters at most.
    pub const LIMIT: u16 = 500;

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for WebAddress {
    type Err = AddressProblem;

    fn from_str(text: &str) -> Result<Self, AddressProblem> {
        let text = text::required_line(text, Self::LIMIT)?;
        let (scheme, rest) = text.split_once("://").ok_or(AddressProblem::NotAWebAddress)?;
        let scheme = scheme.to_ascii_lowercase();
        let usual = |c: char| c.is_ascii_graphic() && !r#""<>\^`{|}"#.contains(c);
        if !matches!(scheme.as_str(), "http" | "https") || !rest.chars().all(usual) {
            return Err(AddressProblem::NotAWebAddress);
        }
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if authority.contains('@') {
            return Err(AddressProblem::Credentials);
        }
        if !is_host_and_port(authority) {
            return Err(AddressProblem::NotAWebAddress);
        }
        if key_text::contains_key(rest) {
            return Err(TextProblem::ContainsKey.into());
        }
        Ok(Self(format!("{scheme}://{rest}")))
    }
}

fn is_host_and_port(authority: &str) -> bool {
    let (host, port) = match authority.rsplit_once(':') {
        // Within an address of IPv6, a colon says nothing of a port.
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let in_brackets = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let is_host = in_brackets.map_or_else(
        || is_name(host),
        |host| host.parse::<std::net::Ipv6Addr>().is_ok(),
    );
    let is_port = |port: &str| {
        port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|port| port > 0)
    };
    is_host && port.is_none_or(is_port)
}

/// Labels with dots between them; one may stand at the end.
fn is_name(host: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let label = |label: &str| !label.is_empty() && label.chars().all(plain);
    host.strip_suffix('.').unwrap_or(host).split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_browser_opens_is_an_address() {
        for text in [
            "https://leon.example",
            "https://leon.example/settings/api-keys?tab=keys#all",
            "http://localhost:8080/keys",
            "https://[2001:db8::7]:8443/",
            "http://192.0.2.7",
            "https://xn--bcher-kva.example/%C3%BC",
            "https://leon.example./",
        ] {
            assert_eq!(text.parse::<WebAddress>().map(|one| one.0), Ok(text.to_owned()));
        }
        let typed = "  HTTPS://Leon.example/Keys ".parse::<WebAddress>();
        assert_eq!(typed.map(|one| one.0), Ok("https://Leon.example/Keys".to_owned()));
    }

    #[test]
    fn whatever_else_could_be_started_is_none() {
        for text in [
            "leon.example",
            "ftp://leon.example",
            "file:///etc/passwd",
            "javascript://leon.example/%0aalert(1)",
            "https:leon.example",
            "https://",
            "https:///keys",
            "https://.example",
            "https://leon..example",
            "https://leon example",
            "https://leon.example:0",
            "https://leon.example:99999",
            "https://leon.example:+1",
            "https://[::1",
            "https://[nonsense]",
            "https://bücher.example",
            "https://leon.example\\@evil.example",
            "https://leon.example/<script>",
            "-https://leon.example",
        ] {
            let read = text.parse::<WebAddress>();
            assert_eq!(read, Err(AddressProblem::NotAWebAddress), "{text}");
        }
    }

    #[test]
    fn nobodys_password_is_kept_in_it_and_no_key() {
        for text in [
            "https://ops:secret@leon.example",
            "https://leon.example@evil.example/",
        ] {
            assert_eq!(
                text.parse::<WebAddress>(),
                Err(AddressProblem::Credentials),
                "{text}"
            );
        }
        let long = format!("https://leon.example/{}", "a".repeat(500));
        let too_long = TextProblem::TooLong { limit: 500 };
        assert_eq!(long.parse::<WebAddress>(), Err(too_long.into()));
        assert_eq!("  ".parse::<WebAddress>(), Err(TextProblem::Empty.into()));
    }
}
