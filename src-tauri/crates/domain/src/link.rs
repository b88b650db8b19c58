//! The link that opens a key: `keytower://open/<account id>/key/<key id>`. It selects, and never acts.

use std::fmt;
use std::str::FromStr;

use crate::id::{AccountId, KeyId};

/// What every link of this program starts with.
pub const SCHEME: &str = "keytower:";

const START: &str = "keytower://open/";
const MIDDLE: &str = "/key/";

/// A link to a key of a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyLink {
    /// The workspace.
    pub account_id: AccountId,
    /// The key.
    pub key_id: KeyId,
}

/// The text is no such link: there is one spelling of each, and nothing before or after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a link to a key")]
pub struct NotALink;

impl fmt::Display for KeyLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{START}{}{MIDDLE}{}", self.account_id, self.key_id)
    }
}

impl FromStr for KeyLink {
    type Err = NotALink;

    fn from_str(text: &str) -> Result<Self, NotALink> {
        let ids = text.strip_prefix(START).and_then(|rest| rest.split_once(MIDDLE));
        let (account_id, key_id) = ids.ok_or(NotALink)?;
        Ok(Self {
            account_id: account_id.parse().map_err(|_| NotALink)?,
            key_id: key_id.parse().map_err(|_| NotALink)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LINK: &str = "keytower://open/acct_4Kf0aZ9Q/key/7Hq2mXc9LpR4tZ0a";

    #[test]
    fn a_link_reads_back_as_written() {
        let link: KeyLink = LINK.parse().expect("a link");
        assert_eq!(link.account_id.to_string(), "acct_4Kf0aZ9Q");
        assert_eq!(link.key_id.as_str(), "7Hq2mXc9LpR4tZ0a");
        assert_eq!(link.to_string(), LINK);
        assert!(LINK.starts_with(SCHEME));
    }

    #[test]
    fn whatever_is_spelt_otherwise_is_no_link() {
        let long = format!("{LINK}{}", "a".repeat(1 << 20));
        for wrong in [
            "",
            "keytower:",
            "keytower://open/",
            "keytower://open/acct_4Kf0aZ9Q",
            "keytower://open/acct_4Kf0aZ9Q/key/",
            "keytower://open/acct_4Kf0aZ9Q/key/7Hq2mXc9LpR4tZ0",
            "keytower://open/acct_4Kf0aZ9Q/key/7Hq2mXc9LpR4tZ0a/",
            "keytower://open/acct_4Kf0aZ9Q/key/7Hq2mXc9LpR4tZ0a?revoke=1",
            "keytower://open/acct_4Kf0aZ9Q/key/7Hq2mXc9LpR4tZ0a#x",
            "keytower://open/acct_4Kf0aZ9Q/key/../key/7Hq2mXc9LpR4tZ0a",
            "keytower://open/acct_4Kf0aZ9Q/key/%37Hq2mXc9LpR4tZ0a",
            "keytower://open/acct_4Kf0aZ9Q/key/ktw_7Hq2mXc9LpR4tZ0a",
            "keytower://open/acct_4Kf0aZ9Q/revoke/7Hq2mXc9LpR4tZ0a",
            "keytower://open/4Kf0aZ9Q/key/7Hq2mXc9LpR4tZ0a",
            "keytower://revoke/acct_4Kf0aZ9Q/key/7Hq2mXc9LpR4tZ0a",
            "keytower://open:80/acct_4Kf0aZ9Q/key/7Hq2mXc9LpR4tZ0a",
            "keytower://x@open/acct_4Kf0aZ9Q/key/7Hq2mXc9LpR4tZ0a",
            "KEYTOWER://open/acct_4Kf0aZ9Q/key/7Hq2mXc9LpR4tZ0a",
            "https://open/acct_4Kf0aZ9Q/key/7Hq2mXc9LpR4tZ0a",
            " keytower://open/acct_4Kf0aZ9Q/key/7Hq2mXc9LpR4tZ0a",
            &long,
        ] {
            assert_eq!(wrong.parse::<KeyLink>(), Err(NotALink), "{wrong:.80}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(account in "[0-9A-Za-z]{8}", key in "[0-9A-Za-z]{16}") {
            let text = format!("keytower://open/acct_{account}/key/{key}");
            let link: KeyLink = text.parse().expect("a link");
            prop_assert_eq!(link.to_string(), text);
        }

        #[test]
        fn one_changed_character_makes_another_link_or_none(place in 0..LINK.len(), other in any::<char>()) {
            let text: String = LINK.chars().enumerate().map(|(at, c)| if at == place { other } else { c }).collect();
            let link = text.parse::<KeyLink>();
            prop_assert_eq!(link.is_ok_and(|link| link.to_string() == text), link.is_ok());
            prop_assert!(link.is_ok() || text != LINK);
        }

        #[test]
        fn no_text_makes_reading_panic(text: String) {
            prop_assert_eq!(text.parse::<KeyLink>(), Err(NotALink));
            let _ = format!("{START}{text}").parse::<KeyLink>();
        }
    }
}
