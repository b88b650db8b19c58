//! Instants as other programs write them.

use chrono::{FixedOffset, LocalResult, NaiveDate, NaiveTime, Offset as _, TimeZone as _, Utc};
use chrono_tz::Tz;
use keytower_domain::time::Instant;

/// An instant in ISO 8601: a date and a time, with an offset, `Z` or `UTC`, or without any in a zone. `None` for
/// anything else, and for a time that the zone's clocks jump over. Of one that they show twice, the first.
pub(super) fn instant(text: &str, zone: Tz) -> Option<Instant> {
    let (day, rest) = text.trim().split_at_checked(10)?;
    let date_has = |places: [usize; 2]| places.iter().all(|place| day.as_bytes()[*place] == b'-');
    if !date_has([4, 7]) || !day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
        return None;
    }
    let day: NaiveDate = day.parse().ok()?;
    let rest = rest.strip_prefix(['T', 't', ' '])?.trim();
    let (time, offset) = offset(rest)?;
    let local = day.and_time(time_of_day(time)?);
    let at = match offset {
        Some(offset) => offset.from_local_datetime(&local).single()?.with_timezone(&Utc),
        None => match zone.from_local_datetime(&local) {
            LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => at.with_timezone(&Utc),
            LocalResult::None => return None,
        },
    };
    Instant::from_timestamp_millis(at.timestamp_millis())
}

/// What stands before an offset, and the offset; `None` for one that can't be.
fn offset(text: &str) -> Option<(&str, Option<FixedOffset>)> {
    for utc in ["Z", "z", "UTC", "GMT"] {
        if let Some(time) = text.strip_suffix(utc) {
            return Some((time.trim_end(), Some(Utc.fix())));
        }
    }
    let Some(place) = text.rfind(['+', '-']) else {
        return Some((text, None));
    };
    let (time, said) = (text[..place].trim_end(), &text[place + 1..]);
    let (hours, minutes) = match (said.len(), said.split_once(':')) {
        (5, Some(parts)) => parts,
        (4, None) => said.split_at_checked(2)?,
        (2, None) => (said, "0"),
        _ => return None,
    };
    let number = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| text.parse::<i32>().ok())?
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    if hours > 18 || minutes > 59 {
        return None;
    }
    let seconds = hours * 3600 + minutes * 60;
    let east = if text[place..].starts_with('-') {
        -seconds
    } else {
        seconds
    };
    Some((time, Some(FixedOffset::east_opt(east)?)))
}

fn time_of_day(text: &str) -> Option<NaiveTime> {
    let text = text.replace(',', ".");
    let formats = ["%H:%M:%S%.f", "%H:%M"];
    formats
        .iter()
        .find_map(|format| NaiveTime::parse_from_str(&text, format).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        let at = instant(text, Tz::Europe__Warsaw)?;
        Some(at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true))
    }

    #[test]
    fn one_instant_in_its_many_spellings() {
        for text in [
            "2026-11-12T09:14:07Z",
            "2026-11-12 09:14:07 UTC",
            "2026-11-12t09:14:07.000z",
            "2026-11-12T10:14:07+01:00",
            "2026-11-12 10:14:07 +0100",
            "2026-11-12T10:14:07,000+01",
            "2026-11-12T04:14:07-05:00",
            "2026-11-12T10:14:07",
            " 2026-11-12 10:14:07 ",
        ] {
            assert_eq!(read(text).as_deref(), Some("2026-11-12T09:14:07.000Z"), "{text}");
        }
        assert_eq!(
            read("2026-11-12 10:14").as_deref(),
            Some("2026-11-12T09:14:00.000Z")
        );
        assert_eq!(
            read("2026-07-12 10:14").as_deref(),
            Some("2026-07-12T08:14:00.000Z")
        );
        assert_eq!(
            read("2026-11-12T09:14:07.1239Z").as_deref(),
            Some("2026-11-12T09:14:07.123Z")
        );
    }

    #[test]
    fn a_local_time_that_never_was_is_none_and_one_that_was_twice_the_first() {
        assert_eq!(read("2027-03-28 02:30"), None);
        assert_eq!(
            read("2027-10-31 02:30").as_deref(),
            Some("2027-10-31T00:30:00.000Z")
        );
    }

    #[test]
    fn a_day_a_number_or_another_order_is_no_instant() {
        for text in [
            "",
            "never",
            "2026-11-12",
            "2026-11-12T",
            "2026-02-30T09:14Z",
            "2026-11-12T25:00Z",
            "12.11.2026 09:14",
            "11/12/2026 9:14 AM",
            "1763000000",
            "2026-11-12T09:14+99:00",
            "2026-11-12T09:14+1:00",
            "2026-11-12T09:14:07+01:00:00",
            "+026-11-12T09:14Z",
            "ä026-11-12T09:14Z",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_written_in_rfc_3339_reads_back() {
        for seconds in (0..4_102_444_800_i64).step_by(98_765_432) {
            let at = Instant::from_timestamp_millis(seconds * 1000 + seconds % 1000).expect("in range");
            assert_eq!(instant(&at.to_rfc3339(), Tz::UTC), Some(at));
        }
    }
}
