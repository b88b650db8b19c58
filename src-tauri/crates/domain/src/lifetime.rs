//! How long keys live: which end may be chosen for a new key and for a renewed one.

use chrono::{Days, NaiveDate};

use crate::time::Instant;
use crate::workspace::Workspace;

/// Longest life, in calendar days from issue or renewal.
pub const MAXIMUM_DAYS: u16 = 365;
/// Life and renewal period that are offered first, in calendar days.
pub const DEFAULT_DAYS: u16 = 180;
/// A key with so many days left, or fewer, is expiring soon.
pub const SOON_DAYS: i64 = 15;
/// An expired key can be renewed for so many days.
pub const GRACE_DAYS: i64 = 14;

/// When a new key shall end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expiry {
    /// So many calendar days from today.
    Days(u32),
    /// On a day.
    On(NaiveDate),
}

/// Why an end is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExpiryRefusal {
    /// Today, or a day that has passed.
    #[error("today or in the past")]
    InPast,
    /// Later than the latest day allowed.
    #[error("later than {latest}")]
    BeyondMaximum {
        /// The latest day allowed.
        latest: NaiveDate,
    },
}

/// Decides when a new key ends, at the workspace's expiry time on a day after today.
///
/// # Errors
/// [`ExpiryRefusal`].
pub fn end_of_new(expiry: Expiry, workspace: &Workspace, now: Instant) -> Result<Instant, ExpiryRefusal> {
    end_within(expiry, MAXIMUM_DAYS, workspace, now)
}

/// Decides when a renewed key ends: its renewal period from today, or an earlier day. Never counted from its old
/// end, so that renewing twice gains nothing.
///
/// # Errors
/// [`ExpiryRefusal`].
pub fn end_of_renewed(
    until: Option<NaiveDate>,
    renewal_days: u16,
    workspace: &Workspace,
    now: Instant,
) -> Result<Instant, ExpiryRefusal> {
    let expiry = until.map_or(Expiry::Days(renewal_days.into()), Expiry::On);
    end_within(expiry, renewal_days.min(MAXIMUM_DAYS), workspace, now)
}

/// The latest day that a life of so many days can end on.
#[must_use]
pub fn latest_day(days: u16, workspace: &Workspace, now: Instant) -> NaiveDate {
    workspace
        .day_of(now)
        .checked_add_days(Days::new(days.into()))
        .unwrap_or(NaiveDate::MAX)
}

fn end_within(
    expiry: Expiry,
    maximum: u16,
    workspace: &Workspace,
    now: Instant,
) -> Result<Instant, ExpiryRefusal> {
    let today = workspace.day_of(now);
    let latest = latest_day(maximum, workspace, now);
    let day = match expiry {
        Expiry::Days(days) => today
            .checked_add_days(Days::new(days.into()))
            .unwrap_or(NaiveDate::MAX),
        Expiry::On(day) => day,
    };
    if day <= today {
        Err(ExpiryRefusal::InPast)
    } else if day > latest {
        Err(ExpiryRefusal::BeyondMaximum { latest })
    } else {
        Ok(workspace.expiry_on(day))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::id::AccountId;

    fn workspace() -> Workspace {
        Workspace {
            account_id: AccountId::new(&mut |bytes| bytes.fill(1)),
            name: "Northwind Ops".into(),
            zone: chrono_tz::Europe::Warsaw,
            expiry_time: Workspace::usual_expiry_time(),
            administrator: "Ada".into(),
            created_at: Instant::default(),
        }
    }

    fn at(text: &str) -> Instant {
        text.parse().expect("an instant")
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn days_count_from_the_workspaces_day_not_from_utc() {
        // 23:30 UTC on the 20th is the 21st in Warsaw.
        let end = end_of_new(Expiry::Days(1), &workspace(), at("2026-11-20T23:30:00Z"));
        assert_eq!(end, Ok(at("2026-11-22T09:00:00Z")));
    }

    #[test]
    fn a_year_is_allowed_and_a_day_more_is_refused_with_the_latest_day() {
        let now = at("2026-11-21T12:00:00Z");
        assert_eq!(
            end_of_new(Expiry::Days(365), &workspace(), now),
            Ok(at("2027-11-21T09:00:00Z"))
        );
        let latest = day("2027-11-21");
        for expiry in [
            Expiry::Days(366),
            Expiry::On(day("2027-11-22")),
            Expiry::Days(u32::MAX),
        ] {
            assert_eq!(
                end_of_new(expiry, &workspace(), now),
                Err(ExpiryRefusal::BeyondMaximum { latest })
            );
        }
    }

    #[test]
    fn today_and_yesterday_are_refused() {
        let now = at("2026-11-21T00:00:00Z");
        for expiry in [
            Expiry::Days(0),
            Expiry::On(day("2026-11-21")),
            Expiry::On(day("2026-11-20")),
        ] {
            assert_eq!(end_of_new(expiry, &workspace(), now), Err(ExpiryRefusal::InPast));
        }
    }

    #[test]
    fn days_are_calendar_days_across_a_leap_day_and_a_short_month() {
        let end = |now, days| end_of_new(Expiry::Days(days), &workspace(), at(now));
        assert_eq!(end("2028-02-28T12:00:00Z", 1), Ok(at("2028-02-29T09:00:00Z")));
        assert_eq!(end("2028-02-29T12:00:00Z", 365), Ok(at("2029-02-28T09:00:00Z")));
        assert_eq!(end("2027-01-31T12:00:00Z", 30), Ok(at("2027-03-02T09:00:00Z")));
    }

    #[test]
    fn a_renewal_may_end_earlier_than_its_period_and_not_later() {
        let now = at("2026-11-21T12:00:00Z");
        let end = |until: Option<&str>| end_of_renewed(until.map(day), 30, &workspace(), now);
        assert_eq!(end(None), Ok(at("2026-12-21T09:00:00Z")));
        assert_eq!(end(Some("2026-12-01")), Ok(at("2026-12-01T09:00:00Z")));
        assert_eq!(
            end(Some("2026-12-22")),
            Err(ExpiryRefusal::BeyondMaximum {
                latest: day("2026-12-21")
            })
        );
    }

    proptest! {
        #[test]
        fn no_end_is_past_or_beyond_the_maximum(seconds in 0i64..4_000_000_000, days: u32, renewal in 1u16..=u16::MAX) {
            let now = Instant::from_timestamp(seconds, 0).expect("in range");
            let workspace = workspace();
            let latest = workspace.expiry_on(latest_day(MAXIMUM_DAYS, &workspace, now));
            for end in [
                end_of_new(Expiry::Days(days % 500), &workspace, now),
                end_of_renewed(None, renewal, &workspace, now),
            ].into_iter().flatten() {
                prop_assert!(now < end && end <= latest);
            }
        }
    }
}
