//! What keys need around them: workspace, people, fleet, catalogue, access templates and accounts.

use chrono::TimeDelta;
use keytower_app::domain::time::Instant;

use super::{Act, Drawing, Plan, RETIRED, SECOND_FILE, Step};
use crate::airline::{ADMINISTRATOR, MANAGERS, TEMPLATES};
use crate::keys::Account;
use crate::life::{Day, FIRST};
use crate::people::{EMPLOYEES, PERSONAL_KEYS};

/// The aircraft that comes back into service, and when.
const RESTORED: (u32, Day) = (44, -9);
/// The day since which there are access templates, and the one on which one of them was narrowed.
const TEMPLATES_SINCE: Day = -180;
const NARROWED: Day = -1;
/// The days on which the last of the people looked after keys no more, and left.
const ROLE_TAKEN: Day = -96;
const LEFT: Day = -75;

impl Drawing {
    /// Workspace, fleet, catalogue and accounts.
    pub(super) fn surroundings(&mut self) {
        let start = self.calendar.at(FIRST, 0);
        self.then(start, Act::CreateWorkspace);
        self.then(start + TimeDelta::minutes(20), Act::ImportFleet(0));
        self.people(start);
        self.on(SECOND_FILE, Act::ImportFleet(1));
        for (aircraft, day) in RETIRED {
            self.on(day, Act::RetireAircraft(aircraft));
        }
        self.on(RESTORED.1, Act::RestoreAircraft(RESTORED.0));
        self.on(-512, Act::AddResource);
        self.on(-141, Act::RetireResource);
        self.templates();
        for place in 0..self.plan.accounts.len() {
            let Account {
                created, disabled, ..
            } = self.plan.accounts[place];
            self.on(created, Act::CreateAccount(place));
            if place % 11 == 5 {
                let day = self.dice.within(-500..=-20);
                self.on(day, Act::EditAccount(place));
            }
            if let Some(day) = disabled {
                self.on(day, Act::DisableAccount(place));
            }
        }
    }

    /// Who is known, from the first day on; nothing is drawn for it.
    fn people(&mut self, start: Instant) {
        let mut step = |at, act| {
            let who = ADMINISTRATOR;
            self.plan.steps.push(Step { at, who, act });
        };
        let mut at = start;
        for place in 0..EMPLOYEES.len() {
            at += TimeDelta::minutes(1);
            step(at, Act::AddPerson(place));
        }
        step(self.calendar.at(ROLE_TAKEN, 90), Act::TakeRole);
        step(self.calendar.at(LEFT, 400), Act::PersonLeft);
        for (place, key) in PERSONAL_KEYS.iter().enumerate() {
            step(self.calendar.at(key.generated, 120), Act::GeneratePersonal(place));
        }
    }

    /// Access templates, and the accounts that have them since; nothing is drawn for it.
    fn templates(&mut self) {
        let who = MANAGERS[1];
        let mut at = self.calendar.at(TEMPLATES_SINCE, 30);
        let mut step = |plan: &mut Plan, act| {
            at += TimeDelta::minutes(2);
            plan.steps.push(Step { at, who, act });
        };
        for (template, described) in TEMPLATES.iter().enumerate() {
            step(&mut self.plan, Act::CreateTemplate(template));
            for account in 0..self.plan.accounts.len() {
                let Account { system, disabled, .. } = self.plan.accounts[account];
                if system.access == described.access && disabled.is_none() {
                    step(&mut self.plan, Act::GiveTemplate { account, template });
                }
            }
        }
        let at = self.calendar.at(NARROWED, 200);
        let act = Act::NarrowTemplate;
        self.plan.steps.push(Step { at, who, act });
    }
}
