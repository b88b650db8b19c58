//! What the airline took up in its second year: fleet groups, and rotating keys. Nothing is drawn for it.

use chrono::TimeDelta;
use keytower_app::domain::key::HandedOut;

use super::{Act, Drawing, Step};
use crate::airline::MANAGERS;
use crate::fleet::GROUPS;
use crate::life::Day;

/// The day since which there are fleet groups, and the one on which keys were confined to them.
const GROUPS_SINCE: Day = -150;
const CONFINED: Day = -120;
/// Keys of each group.
const KEYS_OF_GROUP: usize = 6;
/// The days on which keys were rotated. The old secret of the last two works still.
const ROTATED: [Day; 4] = [-90, -40, -3, -2];
/// How long an old secret works, calendar days.
const OVERLAP_DAYS: u32 = 14;

impl Drawing {
    pub(super) fn later(&mut self) {
        let at = self.calendar.at(GROUPS_SINCE, 60);
        self.step(at, Act::TagTurboprops);
        for group in 0..GROUPS.len() {
            self.step(at + TimeDelta::minutes(5), Act::CreateGroup(group));
        }
        let mut keys = std::mem::take(&mut self.settled).into_iter();
        let mut at = self.calendar.at(CONFINED, 100);
        for group in 0..GROUPS.len() {
            for key in keys.by_ref().take(KEYS_OF_GROUP) {
                at += TimeDelta::minutes(3);
                self.step(at, Act::NameGroup { key, group });
            }
        }
        for day in ROTATED {
            let Some(key) = keys.next() else { break };
            let at = self.calendar.at(day, 150);
            let overlap_days = OVERLAP_DAYS;
            self.step(at, Act::Rotate { key, overlap_days });
            self.step(at + TimeDelta::seconds(30), Act::HandOut(key, HandedOut::Copied));
            if day < -60 {
                self.step(self.calendar.at(day + 5, 30), Act::RetireOldSecret(key));
            }
        }
    }

    fn step(&mut self, at: keytower_app::domain::time::Instant, act: Act) {
        let who = MANAGERS[1];
        self.plan.steps.push(Step { at, who, act });
    }
}
