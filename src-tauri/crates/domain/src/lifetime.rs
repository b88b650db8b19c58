//! How long keys live: which end may be chosen for a new key and for a renewed one.

use chrono::{Days, NaiveDate};

use crate::policy::Lifetime;
use crate::time::Instant;
use crate::workspace::Workspace;

/// Longest life that a policy sets unless it says otherwise, in calendar days from issue or renewal.
pub const MAXIMUM_DAYS: u16 = 365;
/// Life and renewal period that are offered first, in calendar days.
pub const DEFAULT_DAYS: u16 = 180;
/// The shorter life that is offered beside it.
pub const SHORT_DAYS: u16 = 30;
/// A key with so many days left, or fewer, is expiring soon.
pub const SOON_DAYS: i64 = 15;
/// For so many days an expired key can be renewed, unless a policy says otherwise.
pub const GRACE_DAYS: u16 = 14;

/// When a new key shall end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expiry {
    /// As the policy says where nothing is chosen: after its default, or never.
    Default,
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
    /// Keys have no end here.
    #[error("keys have no end")]
    Endless,
    /// Another life than those that are offered.
    #[error("not offered")]
    NotOffered,
    /// Later than the latest day allowed.
    #[error("later than {latest}")]
    BeyondMaximum {
        /// The latest day allowed.
        latest: NaiveDate,
    },
}

/// Decides when a new key ends, at the workspace's expiry time on a day after today; `None` for never.
///
/// # Errors
/// [`ExpiryRefusal`].
pub fn end_of_new(
    expiry: Expiry,
    workspace: &Workspace,
    now: Instant,
) -> Result<Option<Instant>, ExpiryRefusal> {
    let (maximum, default, offered, custom) = match &workspace.policy.lifetime {
        Lifetime::Endless if expiry == Expiry::Default => return Ok(None),
        Lifetime::Endless => return Err(ExpiryRefusal::Endless),
        Lifetime::Limited {
            maximum,
            default,
            offered,
            custom,
            ..
        } => (*maximum, *default, offered, *custom),
    };
    let on = |day| end_within(day, maximum, workspace, now).map(Some);
    match expiry {
        Expiry::Default => on(days_from_now(default.into(), workspace, now)),
        Expiry::Days(days) => {
            let end = on(days_from_now(days, workspace, now))?;
            let offered = offered
                .iter()
                .chain([&default])
                .any(|one| u32::from(*one) == days);
            if custom || offered {
                Ok(end)
            } else {
                Err(ExpiryRefusal::NotOffered)
            }
        }
        Expiry::On(day) => {
            let end = on(day)?;
            if custom {
                Ok(end)
            } else {
                Err(ExpiryRefusal::NotOffered)
            }
        }
    }
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
    let maximum = renewal_days_at_most(renewal_days, workspace).ok_or(ExpiryRefusal::Endless)?;
    let day = until.unwrap_or_else(|| latest_day(maximum, workspace, now));
    end_within(day, maximum, workspace, now)
}

/// The days that a renewal adds at most: a key's renewal period, as far as the policy has it; `None` where keys have no
/// end.
#[must_use]
pub fn renewal_days_at_most(renewal_days: u16, workspace: &Workspace) -> Option<u16> {
    Some(renewal_days.min(workspace.policy.lifetime.maximum()?))
}

/// The latest day that a life of so many days can end on.
#[must_use]
pub fn latest_day(days: u16, workspace: &Workspace, now: Instant) -> NaiveDate {
    days_from_now(days.into(), workspace, now)
}

fn days_from_now(days: u32, workspace: &Workspace, now: Instant) -> NaiveDate {
    workspace
        .day_of(now)
        .checked_add_days(Days::new(days.into()))
        .unwrap_or(NaiveDate::MAX)
}

fn end_within(
    day: NaiveDate,
    maximum: u16,
    workspace: &Workspace,
    now: Instant,
) -> Result<Instant, ExpiryRefusal> {
    let latest = latest_day(maximum, workspace, now);
    if day <= workspace.day_of(now) {
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
    use crate::policy::{Lifetime, Policy, Preset};
    use crate::workspace::tests::workspace;

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
        assert_eq!(end, Ok(Some(at("2026-11-22T09:00:00Z"))));
    }

    #[test]
    fn a_year_is_allowed_and_a_day_more_is_refused_with_the_latest_day() {
        let now = at("2026-11-21T12:00:00Z");
        assert_eq!(
            end_of_new(Expiry::Days(365), &workspace(), now),
            Ok(Some(at("2027-11-21T09:00:00Z")))
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
        assert_eq!(
            end("2028-02-28T12:00:00Z", 1),
            Ok(Some(at("2028-02-29T09:00:00Z")))
        );
        assert_eq!(
            end("2028-02-29T12:00:00Z", 365),
            Ok(Some(at("2029-02-28T09:00:00Z")))
        );
        assert_eq!(
            end("2027-01-31T12:00:00Z", 30),
            Ok(Some(at("2027-03-02T09:00:00Z")))
        );
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

    #[test]
    fn a_renewal_period_beyond_a_lowered_maximum_ends_at_the_maximum() {
        let mut workspace = workspace();
        workspace.policy = Preset::LevelAccess.policy();
        let maximum = workspace.policy.lifetime.maximum().expect("limited");
        let now = at("2026-11-21T12:00:00Z");
        assert_eq!(
            end_of_renewed(None, maximum + 100, &workspace, now),
            Ok(workspace.expiry_on(latest_day(maximum, &workspace, now)))
        );
    }

    #[test]
    fn where_keys_have_no_end_none_can_be_chosen() {
        let mut workspace = workspace();
        workspace.policy = Preset::Leon.policy();
        let now = at("2026-11-21T12:00:00Z");
        assert_eq!(end_of_new(Expiry::Default, &workspace, now), Ok(None));
        for expiry in [Expiry::Days(30), Expiry::On(day("2027-01-01"))] {
            assert_eq!(end_of_new(expiry, &workspace, now), Err(ExpiryRefusal::Endless));
        }
        assert_eq!(
            end_of_renewed(None, 30, &workspace, now),
            Err(ExpiryRefusal::Endless)
        );
    }

    #[test]
    fn where_no_other_day_may_be_chosen_only_what_is_offered_is_taken() {
        let mut workspace = workspace();
        workspace.policy = Policy {
            lifetime: Lifetime::Limited {
                maximum: 90,
                default: 60,
                offered: [30].into(),
                custom: false,
                renewal: workspace.policy.lifetime.renewal(),
            },
            ..Policy::default()
        };
        let now = at("2026-11-21T12:00:00Z");
        let end = |expiry| end_of_new(expiry, &workspace, now);
        assert_eq!(end(Expiry::Default), Ok(Some(at("2027-01-20T09:00:00Z"))));
        assert_eq!(end(Expiry::Days(60)), end(Expiry::Default));
        assert_eq!(end(Expiry::Days(30)), Ok(Some(at("2026-12-21T09:00:00Z"))));
        for expiry in [Expiry::Days(31), Expiry::On(day("2026-12-21"))] {
            assert_eq!(end(expiry), Err(ExpiryRefusal::NotOffered), "{expiry:?}");
        }
        assert_eq!(
            end(Expiry::Days(91)),
            Err(ExpiryRefusal::BeyondMaximum {
                latest: day("2027-02-19")
            })
        );
        assert_eq!(renewal_days_at_most(180, &workspace), Some(90));
    }

    proptest! {
        #[test]
        fn no_end_is_past_or_beyond_the_maximum(seconds in 0i64..4_000_000_000, days: u32, renewal in 1u16..=u16::MAX) {
            let now = Instant::from_timestamp(seconds, 0).expect("in range");
            let workspace = workspace();
            let latest = workspace.expiry_on(latest_day(MAXIMUM_DAYS, &workspace, now));
            let new = end_of_new(Expiry::Days(days % 500), &workspace, now);
            let renewed = end_of_renewed(None, renewal, &workspace, now);
            for end in new.ok().flatten().into_iter().chain(renewed.ok()) {
                prop_assert!(now < end && end <= latest);
            }
        }
    }
}
