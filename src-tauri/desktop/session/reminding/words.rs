//! What a notification says.

use chrono_tz::Tz;
use keytower_contract::DeliveredReminder;
use keytower_desk::notifications::Notification;
use keytower_mail::words;

const OPEN: &str = "open";
pub(super) const RENEW: &str = "renew";
pub(super) const TOMORROW: &str = "tomorrow";
const OF_ONE: &[(&str, &str)] = &[(OPEN, "Open"), (RENEW, "Renew"), (TOMORROW, "Remind me tomorrow")];
const OF_ONE_NOT_RENEWED: &[(&str, &str)] = &[(OPEN, "Open"), (TOMORROW, "Remind me tomorrow")];
const OF_MANY: &[(&str, &str)] = &[(OPEN, "Open")];

/// Of one reminder.
pub(super) fn of_one(one: &DeliveredReminder, zone: Tz) -> Notification {
    let (ends, at) = (one.reminder.expires_at, one.delivered_at);
    let expired = has_expired(one);
    Notification {
        summary: format!("{} {}", one.name, words::when(ends, at, zone)),
        body: format!(
            "{} · {}\n{}",
            one.owner,
            words::moment(ends, zone),
            words::advice(one.renewable, expired)
        ),
        urgent: expired,
        actions: if one.renewable { OF_ONE } else { OF_ONE_NOT_RENEWED },
    }
}

fn has_expired(one: &DeliveredReminder) -> bool {
    one.reminder.expires_at <= one.delivered_at
}

/// Of many at once, of which so many are named at most.
pub(super) fn of_many(reminders: &[DeliveredReminder], at_most: usize) -> Notification {
    let expired = reminders.iter().filter(|one| has_expired(one)).count();
    let mut names: Vec<&str> = reminders.iter().map(|one| &*one.name).take(at_most).collect();
    let more = format!("and {} more", reminders.len() - names.len());
    names.push(&more);
    Notification {
        summary: words::counted(expired, reminders.len() - expired),
        body: names.join(", "),
        urgent: expired > 0,
        actions: OF_MANY,
    }
}
