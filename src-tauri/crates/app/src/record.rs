//! The event of a change, in the same transaction.

use keytower_domain::canonical::RowDigest;
use keytower_domain::event::{Change, Event, EventBody, EventKind, Subject};
use keytower_domain::time::Instant;

use crate::caller::Caller;
use crate::store::{Stored, WriteTx};

/// Appends the event of a change to the chain.
pub(crate) fn record(
    tx: &mut (impl WriteTx + ?Sized),
    caller: &Caller<'_>,
    at: Instant,
    kind: EventKind,
    subject: Subject,
    changes: Changes,
    row: RowDigest,
) -> Stored<()> {
    let head = tx.head()?;
    let body = EventBody {
        seq: head.seq + 1,
        at,
        actor: caller.actor.name.clone(),
        origin: caller.origin.to_owned(),
        kind,
        subject,
        changes: changes.0,
        row,
    };
    let mac = tx.secrets()?.chain_key.link(head.mac, &body);
    tx.append(&Event { body, mac })
}

/// Fields before and after, of those that differ.
#[derive(Default)]
pub(crate) struct Changes(Vec<Change>);

#[expect(
    clippy::needless_pass_by_value,
    reason = "callers hand over texts, and values made for it"
)]
impl Changes {
    /// A field that came to be.
    pub(crate) fn set(self, field: &str, after: impl ToString) -> Self {
        self.push(field, None, Some(after.to_string()))
    }

    /// A field, if it differs. Empty text is no value.
    pub(crate) fn field(self, field: &str, before: impl ToString, after: impl ToString) -> Self {
        let text = |value: String| if value.is_empty() { None } else { Some(value) };
        self.push(field, text(before.to_string()), text(after.to_string()))
    }

    /// An instant, if it differs; ISO 8601.
    pub(crate) fn instant(self, field: &str, before: Option<Instant>, after: Option<Instant>) -> Self {
        let text = |at: Instant| at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true);
        self.push(field, before.map(text), after.map(text))
    }

    /// Whether nothing differs.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn push(mut self, field: &str, before: Option<String>, after: Option<String>) -> Self {
        if before != after {
            self.0.push(Change {
                field: field.to_owned(),
                before,
                after,
            });
        }
        self
    }
}
