//! Who does what, and when: drawn first, done after.

mod later;
mod surroundings;

use chrono::{NaiveDate, TimeDelta};
use keytower_app::domain::access::Level;
use keytower_app::domain::key::HandedOut;
use keytower_app::domain::time::Instant;

use crate::airline::{APPROVERS, LATE_REASONS, MANAGERS, REASONS};
use crate::fleet::AIRCRAFT;
use crate::keys::{Account, Fate, REPLACED, accounts, fates};
use crate::life::{Calendar, Day, Life};
use crate::seeded::Dice;

/// A key to be generated.
pub struct PlannedKey {
    /// Its account, by its place.
    pub owner: usize,
    pub name: String,
    pub description: &'static str,
    /// Resources by their titles; `None` for all that the owner has.
    pub access: Option<Vec<(&'static str, Level)>>,
    /// Aircraft by their numbers; none for the whole fleet.
    pub aircraft: Vec<u32>,
    /// None for any address.
    pub networks: Vec<String>,
    pub first_end: NaiveDate,
    /// Who approved it; empty where nobody wrote that down.
    pub approved_by: &'static str,
    pub reason: String,
    /// The key that it replaces, by its place.
    pub replaces: Option<usize>,
}

/// What is done; keys and accounts by their places in the plan, aircraft by their numbers.
pub enum Act {
    CreateWorkspace,
    /// By their place among the airline's.
    AddPerson(usize),
    /// The last of them looks after keys no more, and is gone soon after.
    TakeRole,
    PersonLeft,
    ImportFleet(usize),
    RetireAircraft(u32),
    RestoreAircraft(u32),
    AddResource,
    RetireResource,
    /// By its place among the airline's.
    CreateTemplate(usize),
    /// The last one loses what its kind doesn't need any more.
    NarrowTemplate,
    GiveTemplate {
        account: usize,
        template: usize,
    },
    CreateAccount(usize),
    EditAccount(usize),
    DisableAccount(usize),
    Generate(usize),
    HandOut(usize, HandedOut),
    Renew {
        key: usize,
        until: Option<NaiveDate>,
        reason: &'static str,
    },
    /// All turboprops get their tag.
    TagTurboprops,
    /// By its place among the airline's.
    CreateGroup(usize),
    /// A key is for a group from now on.
    NameGroup {
        key: usize,
        group: usize,
    },
    Rotate {
        key: usize,
        overlap_days: u32,
    },
    RetireOldSecret(usize),
    Describe(usize, &'static str),
    Disable(usize),
    Enable(usize),
    Expire(usize),
    Revoke(usize),
    Delete(usize),
    /// A personal key, by its place among theirs.
    GeneratePersonal(usize),
}

impl Act {
    /// Whether only a system administrator does it here.
    pub fn is_administrators(&self) -> bool {
        matches!(
            self,
            Self::CreateWorkspace
                | Self::AddPerson(_)
                | Self::TakeRole
                | Self::PersonLeft
                | Self::AddResource
                | Self::RetireResource
                | Self::GeneratePersonal(_)
        )
    }
}

/// Somebody does something.
pub struct Step {
    pub at: Instant,
    pub who: &'static str,
    pub act: Act,
}

/// Two years of it.
pub struct Plan {
    pub accounts: Vec<Account>,
    pub keys: Vec<PlannedKey>,
    pub steps: Vec<Step>,
}

/// Aircraft that go out of service, and when.
const RETIRED: [(u32, Day); 4] = [(3, -420), (29, -260), (30, -258), (44, -33)];
/// The day on which the second file of aircraft comes.
const SECOND_FILE: Day = -365;

impl Plan {
    /// Draws the two years before an instant.
    pub fn drawn(now: Instant, seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let calendar = Calendar::around(now);
        let accounts = accounts(&mut dice);
        let fates = fates(&accounts, &calendar, &mut dice);
        let mut drawing = Drawing {
            plan: Self {
                accounts,
                keys: Vec::new(),
                steps: Vec::new(),
            },
            calendar,
            now,
            dice,
            settled: Vec::new(),
        };
        drawing.surroundings();
        let mut replaced = drawing.keys(&fates);
        replaced.truncate(REPLACED);
        for (key, generated) in replaced {
            drawing.replaced(key, generated);
        }
        drawing.all_of_owner();
        drawing.approvals();
        drawing.networks();
        drawing.later();
        let mut plan = drawing.plan;
        plan.steps.sort_by_key(|step| step.at);
        plan
    }
}

struct Drawing {
    plan: Plan,
    calendar: Calendar,
    now: Instant,
    dice: Dice,
    /// Keys that have worked for long and go on working, whose owner does too.
    settled: Vec<usize>,
}

impl Drawing {
    /// Somebody does something in the working hours of a day; answers when.
    fn on(&mut self, day: Day, act: Act) -> Instant {
        let at = self.calendar.at(day, self.dice.within(0..=500));
        self.then(at, act)
    }

    /// The same, but after something else.
    fn on_after(&mut self, before: Instant, day: Day, act: Act) -> Instant {
        let at = self.calendar.at(day, self.dice.within(0..=500));
        self.then(at.max(before + TimeDelta::minutes(2)), act)
    }

    fn then(&mut self, at: Instant, act: Act) -> Instant {
        let who = self.dice.pick(&MANAGERS);
        self.plan.steps.push(Step { at, who, act });
        at
    }

    /// Every key with its life. Answers those that another one could be replaced by, with the day of their making.
    fn keys(&mut self, fates: &[(usize, Fate)]) -> Vec<(usize, Day)> {
        let mut could_replace = Vec::new();
        let mut just_made = TimeDelta::minutes(58);
        for (owner, fate) in fates {
            match *fate {
                Fate::Active(end) => {
                    let (key, life) = self.live(*owner, end, -1);
                    self.small_things(key, &life);
                    let owner = &self.plan.accounts[*owner];
                    if !life.renewed.is_empty() && end > 60 && owner.disabled.is_none() {
                        self.settled.push(key);
                    }
                    if life.renewed.is_empty() && (-300..=-30).contains(&life.generated) {
                        could_replace.push((key, life.generated));
                    }
                }
                Fate::Expired(end) => {
                    self.live(*owner, end, end - 17);
                }
                Fate::NotHandedOut(end) => {
                    let key = self.key(*owner, self.calendar.date(end), -1);
                    // While the day isn't over: somebody was interrupted just now.
                    just_made -= TimeDelta::minutes(9);
                    self.then(self.now - just_made, Act::Generate(key));
                }
                Fate::Disabled(day) => self.stopped(*owner, day, 20, Act::Disable),
                Fate::ExpiredByHand(day) => self.stopped(*owner, day, day + 30, Act::Expire),
                Fate::Revoked(day) => self.stopped(*owner, day, day + 30, Act::Revoke),
                Fate::Deleted(day) => {
                    let weeks = self.dice.within(20..=50);
                    self.stopped(*owner, day, day + 30, Act::Revoke);
                    let key = self.plan.keys.len() - 1;
                    self.on(day + weeks, Act::Delete(key));
                }
            }
        }
        could_replace
    }

    /// A key that ends on a day, with nothing done after `until`.
    fn live(&mut self, owner: usize, end: Day, until: Day) -> (usize, Life) {
        let account = &self.plan.accounts[owner];
        let until = account.disabled.map_or(until, |day| until.min(day - 3));
        let life = Life::ending(end, account.created + 4..=until, &mut self.dice);
        let key = self.key(owner, self.calendar.date(life.first_end), life.generated);
        let mut at = self.on(life.generated, Act::Generate(key));
        let how = *self.dice.pick(&[
            HandedOut::Copied,
            HandedOut::Copied,
            HandedOut::Copied,
            HandedOut::Saved,
            HandedOut::Stored,
        ]);
        at = self.then(at + TimeDelta::seconds(40), Act::HandOut(key, how));
        for (number, day) in life.renewed.iter().enumerate() {
            let is_last = number + 1 == life.renewed.len();
            let reason = if life.late {
                *self.dice.pick(&LATE_REASONS)
            } else {
                ""
            };
            let until = is_last.then(|| self.calendar.date(end));
            at = self.on_after(at, *day, Act::Renew { key, until, reason });
        }
        (key, life)
    }

    /// A key that somebody stopped or ended on a day, before its end on another, or some months after that.
    fn stopped(&mut self, owner: usize, day: Day, end: Day, act: fn(usize) -> Act) {
        let end = end + self.dice.within(0..=130);
        let (key, _) = self.live(owner, self.calendar.working(end), day - 10);
        self.on(day, act(key));
    }

    /// What happens to a key that works: it is described anew, or disabled for some days.
    fn small_things(&mut self, key: usize, life: &Life) {
        let account = &self.plan.accounts[self.plan.keys[key].owner];
        let latest = account.disabled.unwrap_or(0) - 8;
        if life.late || latest - life.generated < 8 {
            return;
        }
        let day = self.dice.within(life.generated + 4..=latest);
        match self.dice.within(1..=100) {
            1..=5 => {
                self.on(day, Act::Describe(key, "Moved to the new host with the others."));
            }
            6..=8 => {
                let at = self.on(day, Act::Disable(key));
                self.on_after(at, day + 3, Act::Enable(key));
            }
            _ => {}
        }
    }

    /// A key that was replaced by another a week before it was revoked; both had the same name.
    fn replaced(&mut self, by: usize, day: Day) {
        let owner = self.plan.keys[by].owner;
        let end = self.calendar.working(day + 7 + self.dice.within(10..=40));
        let (key, _) = self.live(owner, end, day - 12);
        self.plan.keys[key].name = self.plan.keys[by].name.clone();
        self.plan.keys[by].replaces = Some(key);
        self.on(day + 7, Act::Revoke(key));
    }

    fn key(&mut self, owner: usize, first_end: NaiveDate, day: Day) -> usize {
        let account = &mut self.plan.accounts[owner];
        let (name, line) = account.next_name();
        let description = if self.dice.in_a_hundred(70) { line } else { "" };
        let access = account.some_access(&mut self.dice);
        let aircraft = self.some_aircraft(day);
        self.plan.keys.push(PlannedKey {
            owner,
            name,
            description,
            access: Some(access),
            aircraft,
            networks: Vec::new(),
            first_end,
            approved_by: "",
            reason: String::new(),
            replaces: None,
        });
        self.plan.keys.len() - 1
    }

    /// Aircraft that are in service on a day; none for the whole fleet.
    fn some_aircraft(&mut self, day: Day) -> Vec<u32> {
        if self.dice.in_a_hundred(68) {
            return Vec::new();
        }
        let known = if day > SECOND_FILE + 3 {
            AIRCRAFT[0] + AIRCRAFT[1]
        } else {
            AIRCRAFT[0]
        };
        let mut numbers: Vec<u32> = (0..u32::try_from(known).unwrap_or_default()).collect();
        numbers.retain(|number| {
            RETIRED
                .iter()
                .all(|(retired, on)| retired != number || day < on - 3)
        });
        self.dice.shuffle(&mut numbers);
        numbers.truncate(usize::try_from(self.dice.within(1..=14)).unwrap_or(1));
        numbers
    }

    /// Some keys have all that their owner has, also later; the first of an account can't, for it has nothing yet.
    fn all_of_owner(&mut self) {
        let mut first = vec![None; self.plan.accounts.len()];
        for step in &self.plan.steps {
            if let Act::Generate(key) = step.act {
                let earliest = &mut first[self.plan.keys[key].owner];
                if earliest.is_none_or(|(at, _)| step.at < at) {
                    *earliest = Some((step.at, key));
                }
            }
        }
        for (place, key) in self.plan.keys.iter_mut().enumerate() {
            let is_first = first[key.owner].is_some_and(|(_, earliest)| earliest == place);
            if !is_first && self.dice.in_a_hundred(8) {
                key.access = None;
            }
        }
    }

    /// Somebody approved most keys, for a ticket or another reason.
    fn approvals(&mut self) {
        for key in &mut self.plan.keys {
            if self.dice.in_a_hundred(60) {
                key.approved_by = *self.dice.pick(&APPROVERS);
                key.reason = if self.dice.in_a_hundred(75) {
                    format!("OPS-{}", self.dice.within(1_100..=4_900))
                } else {
                    (*self.dice.pick(&REASONS)).to_owned()
                };
            }
        }
    }

    /// Some keys may be used from where their account's system runs, and from nowhere else; nothing is drawn for it.
    fn networks(&mut self) {
        for key in self.plan.keys.iter_mut().step_by(9) {
            key.networks.push(format!("203.0.113.{}", key.owner));
            if key.owner % 3 == 0 {
                key.networks.push(format!("2001:db8:{:x}::/48", key.owner));
            }
        }
    }
}
