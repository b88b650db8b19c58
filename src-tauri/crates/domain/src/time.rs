//! Instants and calendar days.

use chrono::{LocalResult, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// A point in time, UTC, kept to the millisecond everywhere (code, wire, database).
pub type Instant = chrono::DateTime<Utc>;

/// The calendar day of an instant in a zone.
#[must_use]
pub fn day_of(at: Instant, zone: Tz) -> NaiveDate {
    at.with_timezone(&zone).date_naive()
}

/// The instant at which a zone's clocks show `time` on `day`. Where clocks jump over it, the first minute after
/// the gap; where they show it twice, the first of the two.
#[must_use]
pub fn instant_on(day: NaiveDate, time: NaiveTime, zone: Tz) -> Instant {
    let wanted = day.and_time(time);
    // No zone has skipped more than a day; where that day is missing altogether, the wanted time is read as UTC.
    (0..=24 * 60)
        .find_map(
            |minutes| match zone.from_local_datetime(&(wanted + TimeDelta::minutes(minutes))) {
                LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => Some(at.with_timezone(&Utc)),
                LocalResult::None => None,
            },
        )
        .unwrap_or_else(|| Utc.from_utc_datetime(&wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(day: &str, time: &str) -> Instant {
        let day = day.parse().expect("a day");
        let time = NaiveTime::parse_from_str(time, "%H:%M").expect("a time");
        instant_on(day, time, chrono_tz::Europe::Warsaw)
    }

    #[test]
    fn a_day_in_summer_and_one_in_winter_differ_by_the_zones_offset() {
        assert_eq!(
            on("2027-05-20", "10:00").to_rfc3339(),
            "2027-05-20T08:00:00+00:00"
        );
        assert_eq!(
            on("2027-01-20", "10:00").to_rfc3339(),
            "2027-01-20T09:00:00+00:00"
        );
    }

    #[test]
    fn a_time_that_clocks_jump_over_is_the_first_minute_after_the_gap() {
        assert_eq!(
            on("2027-03-28", "02:30").to_rfc3339(),
            "2027-03-28T01:00:00+00:00"
        );
    }

    #[test]
    fn a_time_that_clocks_show_twice_is_the_first_of_the_two() {
        assert_eq!(
            on("2027-10-31", "02:30").to_rfc3339(),
            "2027-10-31T00:30:00+00:00"
        );
    }
}
