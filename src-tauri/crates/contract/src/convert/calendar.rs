//! The ends of keys as a calendar (RFC 5545), to be imported elsewhere.

use chrono::TimeDelta;
use icalendar::{Calendar, Component as _, Event, EventLike as _, EventStatus};
use keytower_app::domain::link::KeyLink;
use keytower_app::domain::policy::Renewal;
use keytower_app::domain::time::Instant;
use keytower_app::domain::workspace::Workspace;
use keytower_app::{Inventory, KeyEnd};

/// So long an end is drawn: some calendars hide what takes no time.
const DRAWN: TimeDelta = TimeDelta::minutes(15);

/// An event for each end, the same whenever it is made: `UID` is the key's, and `SEQUENCE` grows with each change of it,
/// so that importing again updates what is there. Of a key that somebody ended before, the event is cancelled.
#[must_use]
pub fn calendar(ends: &[KeyEnd<'_>], workspace: &Workspace, inventory: &Inventory, now: Instant) -> String {
    let mut calendar = Calendar::empty();
    calendar.append_property(("VERSION", "2.0"));
    calendar.append_property(("PRODID", "-//Keytower//Keytower//EN"));
    calendar.append_property(("CALSCALE", "GREGORIAN"));
    calendar.name(&text(&format!("{}: API keys", workspace.name)));
    let what_to_do = match workspace.policy.renewal() {
        Renewal::Never => "Replace the key before.",
        Renewal::Within { .. } => "Renew the key before, or replace it.",
    };
    for end in ends {
        let (Some(at), key) = (end.key.expires_at, end.key) else {
            continue;
        };
        let owner = inventory.owner(key.owner).map_or("", |owner| owner.name());
        let link = KeyLink {
            account_id: workspace.account_id,
            key_id: key.id,
        };
        let mut event = Event::new();
        event
            .uid(&format!("{}@{}.keytower", key.id, workspace.account_id))
            .sequence(end.revision)
            .timestamp(now)
            .starts(at)
            .ends(at + DRAWN)
            .summary(&format!("{} of {owner} expires", key.description.name))
            .description(&format!(
                "Open Keytower, press Ctrl+K and paste ktw_{}. {}",
                key.id, what_to_do
            ))
            .url(&link.to_string())
            .status(if end.cancelled {
                EventStatus::Cancelled
            } else {
                EventStatus::Confirmed
            })
            // It takes nobody's time.
            .add_property("TRANSP", "TRANSPARENT");
        calendar.push(event.done());
    }
    calendar.to_string()
}

/// A text as a value (RFC 5545, 3.3.11), where the crate takes a property for anything else.
fn text(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,")
}
