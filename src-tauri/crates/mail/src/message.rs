//! A mail, before anybody sends it.

use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Body, MultiPart, SinglePart};

use crate::document::{Block, Document};
use crate::error::SendError;
use crate::line::line;
use crate::mailbox::Mailbox;

/// A mail to one address, whole but for whom it is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub(crate) to: Mailbox,
    /// What its Message-ID begins with, before the sender's domain.
    pub(crate) id: String,
    pub(crate) at: DateTime<Utc>,
    pub(crate) document: Document,
}

/// Separates the parts. No encoded line can hold it: there, hexadecimal digits or nothing follow a `=`
/// (RFC 2045, 6.7).
const BOUNDARY: &str = "=_keytower";

impl Message {
    /// A mail that only shows that reminders reach this address.
    ///
    /// # Errors
    ///
    /// [`AddressRefused`](SendError::AddressRefused) when `to` is none.
    pub fn test(to: &str, workspace: &str, at: DateTime<Utc>) -> Result<Self, SendError> {
        let title = "Reminders of Keytower can reach you".to_owned();
        let workspace = line(workspace);
        Ok(Self {
            to: recipient(to)?,
            id: format!("test-{:x}", at.timestamp_micros()),
            at,
            document: Document {
                title: title.clone(),
                blocks: vec![
                    Block::Heading(title),
                    Block::Paragraph(format!(
                        "This is a test. Mails about keys of {workspace} that expire can reach this address."
                    )),
                    Block::Paragraph("There is nothing to do.".to_owned()),
                    Block::Rule,
                    Block::Small(
                        "You get this because somebody asked Keytower to try this address.".to_owned(),
                    ),
                    Block::Small(format!("Sent by Keytower for {workspace}.")),
                ],
            },
        })
    }

    /// Whom it is to.
    #[must_use]
    pub fn to(&self) -> &Mailbox {
        &self.to
    }

    /// What it is about, in a line.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.document.title
    }

    /// What it says, as text.
    #[must_use]
    pub fn text(&self) -> String {
        self.document.text()
    }

    /// What it says, as HTML.
    #[must_use]
    pub fn html(&self) -> String {
        self.document.html()
    }

    /// All of it, as a server takes it (RFC 5322): ASCII in short lines.
    pub(crate) fn written(&self, from: &Mailbox) -> Result<Vec<u8>, SendError> {
        let id = id_part(&self.id);
        let domain = id_part(from.address.domain());
        let parts = MultiPart::alternative()
            .boundary(BOUNDARY)
            .singlepart(part(ContentType::TEXT_PLAIN, self.text())?)
            .singlepart(part(ContentType::TEXT_HTML, self.html())?);
        let message = lettre::Message::builder()
            .message_id(Some(format!("<{id}@{domain}>")))
            .date(date(self.at))
            .from(from.header())
            .to(self.to.header())
            .subject(self.subject())
            // No holiday notice is to answer it (RFC 3834).
            .raw_header(HeaderValue::new(
                HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".to_owned(),
            ))
            .multipart(parts);
        Ok(message.map_err(|_| not_written())?.formatted())
    }
}

/// Whom a mail is to.
///
/// # Errors
///
/// [`AddressRefused`](SendError::AddressRefused): no server needs to be asked.
pub fn recipient(to: &str) -> Result<Mailbox, SendError> {
    Mailbox::new("", to).map_err(|error| SendError::AddressRefused {
        said: error.to_string(),
    })
}

fn part(kind: ContentType, content: String) -> Result<SinglePart, SendError> {
    let body = Body::new_with_encoding(content, ContentTransferEncoding::QuotedPrintable)
        .map_err(|_| not_written())?;
    Ok(SinglePart::builder().header(kind).body(body))
}

/// What an identifier can hold of this (RFC 5322, 3.6.4).
fn id_part(text: &str) -> String {
    text.chars()
        .filter(|&c| c.is_ascii_alphanumeric() || "-._".contains(c))
        .collect()
}

/// The `Date` header knows the years from 1970 to 9999.
fn date(at: DateTime<Utc>) -> SystemTime {
    const YEAR_9999: u64 = 253_370_764_800;
    let seconds = u64::try_from(at.timestamp()).unwrap_or_default();
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds.min(YEAR_9999))
}

/// Nothing that comes here makes it happen: there is a sender, a recipient, and an encoding for every text.
fn not_written() -> SendError {
    SendError::Other {
        said: "the mail could not be written".to_owned(),
    }
}
