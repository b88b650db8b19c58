//! The keys: whose, called what, for what, and what becomes of each.

use keytower_app::domain::access::Level;

use crate::airline::{PURPOSES, SYSTEMS, System};
use crate::life::{Calendar, Day, FIRST};
use crate::seeded::Dice;

/// What becomes of a key by today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Works until a day.
    Active(Day),
    /// Worked until a day, and can still be renewed or no longer.
    Expired(Day),
    /// Works, but nobody ever took it.
    NotHandedOut(Day),
    /// Stopped on a day; can be enabled.
    Disabled(Day),
    /// Ended by hand on a day.
    ExpiredByHand(Day),
    /// Ended for good on a day.
    Revoked(Day),
    /// Ended for good on a day, and deleted some weeks after.
    Deleted(Day),
}

/// A service account: its system, and whether it is the one for tests.
pub struct Account {
    pub system: &'static System,
    pub is_test: bool,
    /// The day on which it is created.
    pub created: Day,
    /// The day on which it is disabled.
    pub disabled: Option<Day>,
    /// Names that its keys don't have yet, and what each is for.
    names: Vec<(String, &'static str)>,
}

impl Account {
    pub fn name(&self) -> String {
        format!(
            "{}{}",
            self.system.account,
            if self.is_test { "-test" } else { "" }
        )
    }

    /// Who answers for it.
    pub fn email(&self, mailbox: &str) -> String {
        let organisation: String = self
            .system
            .organisation
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect();
        format!("{mailbox}@{}.example", organisation.to_ascii_lowercase())
    }

    /// Another name for a key of it, and what that key is for.
    pub fn next_name(&mut self) -> (String, &'static str) {
        self.names.pop().unwrap_or_default()
    }

    /// Some of what its system asks for.
    pub fn some_access(&self, dice: &mut Dice) -> Vec<(&'static str, Level)> {
        let mut access = self.system.access.to_vec();
        dice.shuffle(&mut access);
        let most = i64::try_from(access.len()).unwrap_or(1);
        access.truncate(usize::try_from(dice.within(1..=most.min(4))).unwrap_or(1));
        access
    }
}

/// Accounts that are disabled, by their place, and since when.
const DISABLED_ACCOUNTS: [(usize, Day); 3] = [(13, -210), (61, -95), (78, -12)];

/// All service accounts, in the order in which they are created.
pub fn accounts(dice: &mut Dice) -> Vec<Account> {
    let both = [false, true].into_iter().flat_map(|is_test| {
        (0i64..)
            .zip(&SYSTEMS)
            .map(move |(number, system)| (number, system, is_test))
    });
    let accounts = both.map(|(number, system, is_test)| {
        let mut names: Vec<_> = system
            .stems
            .iter()
            .flat_map(|stem| PURPOSES.map(|(purpose, line)| (format!("{stem}-{purpose}"), line)))
            .collect();
        dice.shuffle(&mut names);
        Account {
            system,
            is_test,
            created: FIRST + 1 + number * 2 + if is_test { 25 } else { 0 },
            disabled: None,
            names,
        }
    });
    let mut accounts: Vec<Account> = accounts.collect();
    for (place, day) in DISABLED_ACCOUNTS {
        accounts[place].disabled = Some(day);
    }
    accounts
}

/// How many keys a service account gets: a system's own two dozen, its tests' half a dozen.
const KEYS_OF: [usize; 2] = [22, 7];
/// How many are listed in the end.
const LISTED: usize = 1_300;
/// Keys that another one replaces, and that work for another week; they are planned after the others.
pub const REPLACED: usize = 18;
/// Ends of the keys that expire soon.
const SOON: [Day; 5] = [3, 6, 9, 12, 14];
/// Ends of those that have expired and can still be renewed.
const RENEWABLE: [Day; 6] = [-2, -4, -6, -9, -11, -13];
/// Keys that end on the one day in spring.
const CLIFF: usize = 46;

/// Which account has which key, and what becomes of it: those of accounts that are disabled all work by themselves.
pub fn fates(accounts: &[Account], calendar: &Calendar, dice: &mut Dice) -> Vec<(usize, Fate)> {
    let mut owners: Vec<usize> = accounts
        .iter()
        .enumerate()
        .flat_map(|(place, account)| std::iter::repeat_n(place, KEYS_OF[usize::from(account.is_test)]))
        .collect();
    let special = specials(calendar, dice);
    let deleted = special
        .iter()
        .filter(|fate| matches!(fate, Fate::Deleted(_)))
        .count();
    let usual = owners.len();
    // What is missing to the number goes to the systems' own accounts, one each.
    owners
        .extend((0..(LISTED - REPLACED + deleted).saturating_sub(usual)).map(|place| place % SYSTEMS.len()));
    dice.shuffle(&mut owners);
    let mut special = special.into_iter();
    owners
        .into_iter()
        .map(|owner| {
            let disabled = accounts[owner].disabled;
            let fate = if disabled.is_none() { special.next() } else { None };
            // The keys of a disabled account were all generated before it was disabled.
            let latest = disabled.map_or(345, |day| (day + 340).min(345));
            let works = || Fate::Active(calendar.working(dice.within(17..=latest)));
            (owner, fate.unwrap_or_else(works))
        })
        .collect()
}

/// What becomes of the keys that don't just work.
fn specials(calendar: &Calendar, dice: &mut Dice) -> Vec<Fate> {
    let mut fates = Vec::new();
    let mut add = |count: usize, fate: &mut dyn FnMut() -> Fate| {
        fates.extend(std::iter::repeat_with(fate).take(count));
    };
    let spring = calendar.next_spring();
    add(CLIFF, &mut || Fate::Active(spring));
    add(4, &mut || Fate::Expired(dice.within(-320..=-20)));
    add(6, &mut || Fate::NotHandedOut(dice.within(40..=180)));
    add(17, &mut || Fate::Disabled(dice.within(-70..=-2)));
    add(3, &mut || Fate::ExpiredByHand(dice.within(-400..=-5)));
    add(124, &mut || Fate::Revoked(dice.within(-450..=-3)));
    add(24, &mut || Fate::Deleted(dice.within(-450..=-60)));
    fates.extend(SOON.map(Fate::Active));
    fates.extend(RENEWABLE.map(Fate::Expired));
    fates
}
