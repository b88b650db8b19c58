//! Days, counted from today, and how a key comes to end on one of them.

use std::ops::RangeInclusive;

use chrono::{Datelike as _, Days, NaiveDate, TimeDelta, Weekday};
use keytower_app::domain::time::Instant;

use crate::seeded::Dice;

/// A day, counted from today: yesterday is -1.
pub type Day = i64;

/// The day on which the two years begin.
pub const FIRST: Day = -730;
/// Days between two renewals of a key that is looked after: well before its 180 are over.
const RENEWED_EVERY: Day = 160;
/// The most that a key which is generated for a chosen day can live; working days and the maximum's 365 taken into account.
const LONGEST: Day = 362;
/// The same for one that is renewed for its usual 180 days.
const LONGEST_RENEWED: Day = 178;

/// The days around today.
pub struct Calendar {
    today: NaiveDate,
}

impl Calendar {
    /// The days around an instant.
    pub fn around(now: Instant) -> Self {
        Self {
            today: now.date_naive(),
        }
    }

    pub fn date(&self, day: Day) -> NaiveDate {
        self.today + TimeDelta::days(day)
    }

    /// A minute of a day's working hours, or of the last working day before it.
    pub fn at(&self, day: Day, minute: i64) -> Instant {
        let mut date = self.date(day);
        while is_weekend(date) {
            date = date - Days::new(1);
        }
        date.and_time(chrono::NaiveTime::MIN).and_utc() + TimeDelta::minutes(7 * 60 + minute)
    }

    /// The day itself, or the next on which people are at work.
    pub fn working(&self, mut day: Day) -> Day {
        while is_weekend(self.date(day)) {
            day += 1;
        }
        day
    }

    /// A working day in the middle of May, between two months and a year from now.
    pub fn next_spring(&self) -> Day {
        let may = |year| NaiveDate::from_ymd_opt(year, 5, 20).unwrap_or(self.today);
        let days = |date: NaiveDate| (date - self.today).num_days();
        let year = self.today.year();
        let day = Some(days(may(year)))
            .filter(|day| *day >= 60)
            .unwrap_or_else(|| days(may(year + 1)));
        // After the spring of this year the next is up to fourteen months away: the latest day that a key can have then.
        self.working(day.min(LONGEST - 32))
    }
}

fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

/// How a key came to end on a day.
pub struct Life {
    /// When it was generated.
    pub generated: Day,
    /// When it would have ended at first.
    pub first_end: Day,
    /// When it was renewed: for its usual period, the last one until the very day.
    pub renewed: Vec<Day>,
    /// It had expired when it was renewed.
    pub late: bool,
}

impl Life {
    /// A life that ends on `end`, with nothing done before `from` or after `until`.
    pub fn ending(end: Day, between: RangeInclusive<Day>, dice: &mut Dice) -> Self {
        let (from, until) = between.into_inner();
        let latest = until.min(end - 22);
        let earliest = from.max(end - LONGEST_RENEWED);
        let room = latest - from;
        if dice.in_a_hundred(50) && room >= RENEWED_EVERY && earliest <= latest {
            let last = dice.within(earliest.max(from + RENEWED_EVERY).min(latest)..=latest);
            let most = (last - from) / RENEWED_EVERY;
            let times = if most > 0 { dice.within(1..=most) } else { 0 };
            if times == 1 && last - from > 190 && dice.in_a_hundred(8) {
                return Self {
                    generated: last - 186,
                    first_end: last - 6,
                    renewed: vec![last],
                    late: true,
                };
            }
            if times > 0 {
                let generated = last - times * RENEWED_EVERY;
                return Self {
                    generated,
                    first_end: generated + 180,
                    renewed: (1..=times).map(|time| generated + time * RENEWED_EVERY).collect(),
                    late: false,
                };
            }
        }
        let generated = dice.within(from.max(end - LONGEST).min(latest)..=latest);
        Self {
            generated,
            first_end: end,
            renewed: Vec::new(),
            late: false,
        }
    }
}
