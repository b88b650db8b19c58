//! Addresses.

use lettre::Address;
use thiserror::Error;

use crate::line::line;

/// Whom a mail is from or to: an address, with a name where there is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    pub(crate) name: Option<String>,
    pub(crate) address: Address,
}

/// It is no address that mails can be sent to, or one that only few servers could be given.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("not an address that mail can be sent to")]
pub struct NotAnAddress;

impl Mailbox {
    /// The mailbox of that address. What a name can't hold, such as a line break, is left out of it.
    ///
    /// # Errors
    ///
    /// An address is `somebody@some.where`, in ASCII and without spaces. Others are addresses too (RFC 6531 and
    /// quoted names), but not every server on the way takes them, and whoever doesn't can read them wrongly.
    pub fn new(name: &str, address: &str) -> Result<Self, NotAnAddress> {
        let plain = |c: char| c.is_ascii_graphic() && !r#"<>()[]\,;:""#.contains(c);
        if !address.chars().all(plain) {
            return Err(NotAnAddress);
        }
        let address: Address = address.parse().map_err(|_| NotAnAddress)?;
        let name = line(name);
        Ok(Self {
            name: (!name.is_empty()).then_some(name),
            address,
        })
    }

    /// The address alone.
    #[must_use]
    pub fn address(&self) -> &str {
        self.address.as_ref()
    }

    pub(crate) fn header(&self) -> lettre::message::Mailbox {
        lettre::message::Mailbox::new(self.name.clone(), self.address.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_plain() {
        for address in [
            "ann@example.com",
            "a.b+c_d-e@mail.example.com",
            "o'neil@example.com",
        ] {
            assert_eq!(Mailbox::new("", address).expect(address).address(), address);
        }
        for address in [
            "",
            "ann",
            "@example.com",
            "ann@",
            "ann@exa mple.com",
            "a@b@example.com",
            "ann@example.com\r\nBcc: evil@example.com",
            "ann@example.com, evil@example.com",
            "<ann@example.com>",
            "\"an n\"@example.com",
            "änn@example.com",
            "ann@exämple.com",
        ] {
            assert_eq!(Mailbox::new("", address), Err(NotAnAddress), "{address}");
        }
    }

    #[test]
    fn a_name_stays_on_its_line() {
        let mailbox = Mailbox::new("Ann\r\nBcc: evil", "ann@example.com").expect("an address");
        assert_eq!(mailbox.name.as_deref(), Some("Ann Bcc: evil"));
        assert_eq!(mailbox.address(), "ann@example.com");
    }
}
