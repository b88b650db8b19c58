//! What a notification says.

use chrono_tz::Tz;
use keytower_contract::DeliveredReminder;
use keytower_desk::notifications::Notification;

const OPEN: &str = "open";
pub(super) const RENEW: &str = "renew";
pub(super) const TOMORROW: &str = "tomorrow";
const OF_ONE: &[(&str, &str)] = &[(OPEN, "Open"), (RENEW, "Renew"), (TOMORROW, "Remind me tomorrow")];
const OF_ONE_NOT_RENEWED: &[(&str, &str)] = &[(OPEN, "Open"), (TOMORROW, "Remind me tomorrow")];
const OF_MANY: &[(&str, &str)] = &[(OPEN, "Open")];

/// Of one reminder.
pub(super) fn of_one(one: &DeliveredReminder, zone: Tz) -> Notification {
    let end = one.reminder.expires_at.with_timezone(&zone);
    let expired = has_expired(one);
    // After an absence there are fewer left than it was to come before.
    let left = (end.date_naive() - one.delivered_at.with_timezone(&zone).date_naive()).num_days();
    let when = match left {
        _ if expired => "has expired".to_owned(),
        ..=0 => "expires today".to_owned(),
        1 => "expires tomorrow".to_owned(),
        days => format!("expires in {days} days"),
    };
    let what = match (one.renewable, expired) {
        (true, true) => "Renew it, or replace it.",
        (true, false) => "Renew it before.",
        (false, true) => "Replace it.",
        (false, false) => "Replace it before.",
    };
    Notification {
        summary: format!("{} {when}", one.name),
        body: format!(
            "{} · {}\n{what}",
            one.owner,
            end.format("%a %-d %b %Y, %H:%M (%Z)")
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
    let ending = reminders.len() - expired;
    let keys = |count: usize| match count {
        1 => "1 key".to_owned(),
        count => format!("{count} keys"),
    };
    let summary = match (expired, ending) {
        (0, _) => format!("{} expire soon", keys(ending)),
        (_, 0) => format!("{} have expired", keys(expired)),
        (_, 1) => format!("{} expired, 1 key expires soon", keys(expired)),
        _ => format!("{} expired, {} expire soon", keys(expired), keys(ending)),
    };
    let mut names: Vec<&str> = reminders.iter().map(|one| &*one.name).take(at_most).collect();
    let more = format!("and {} more", reminders.len() - names.len());
    names.push(&more);
    Notification {
        summary,
        body: names.join(", "),
        urgent: expired > 0,
        actions: OF_MANY,
    }
}
