//! What a reminder says, on a desktop as in a mail.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

/// When a key ends, seen from `at`: in whole days of the zone's calendar. What ends tonight ends today, however many
/// hours that is.
#[must_use]
pub fn when(expires_at: DateTime<Utc>, at: DateTime<Utc>, zone: Tz) -> String {
    let day = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
    match (day(expires_at) - day(at)).num_days() {
        _ if expires_at <= at => "has expired".to_owned(),
        ..=0 => "expires today".to_owned(),
        1 => "expires tomorrow".to_owned(),
        days => format!("expires in {days} days"),
    }
}

/// What to do about a key.
#[must_use]
pub fn advice(renewable: bool, expired: bool) -> &'static str {
    match (renewable, expired) {
        (true, true) => "Renew it, or replace it.",
        (true, false) => "Renew it before.",
        (false, true) => "Replace it.",
        (false, false) => "Replace it before.",
    }
}

/// Of several keys, how many have expired and how many are going to.
#[must_use]
pub fn counted(expired: usize, ending: usize) -> String {
    let keys = |count: usize| match count {
        1 => "1 key".to_owned(),
        count => format!("{count} keys"),
    };
    match (expired, ending) {
        (0, _) => format!("{} expire soon", keys(ending)),
        (_, 0) => format!("{} have expired", keys(expired)),
        (_, 1) => format!("{} expired, 1 key expires soon", keys(expired)),
        _ => format!("{} expired, {} expire soon", keys(expired), keys(ending)),
    }
}

/// An end, to the minute: *Tue 18 May 2027, 10:00 (UTC)*.
#[must_use]
pub fn moment(expires_at: DateTime<Utc>, zone: Tz) -> String {
    expires_at
        .with_timezone(&zone)
        .format("%a %-d %b %Y, %H:%M (%Z)")
        .to_string()
}
