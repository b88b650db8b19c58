//! The workspace at a glance.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use std::rc::Rc;

use chrono::{Days as DayCount, NaiveDate, TimeDelta};
use keytower_domain::id::{KeyId, ServiceAccountId};
use keytower_domain::key::{Attention, HandedOut};

use super::desk::Desk;
use super::instruments::SeededEntropy;
use super::inventory::{all, ids, loaded};
use crate::{
    Calendar, ChooseReminders, Days, EditKey, EditWorkspace, Expiring, Expiry, GenerateKey, KeyQuery,
    Overview, Store, Trouble, accept_clock, disable_account, disable_key, edit_key, edit_workspace,
    expire_key, generate_key, hand_out_key, overview, renew_key, revoke_key,
};

fn told<S: Store>(desk: &Desk<'_, S>) -> Overview {
    overview(&mut loaded(desk), &desk.caller()).expect("readable")
}

/// A key that somebody has, of an end.
fn key<S: Store>(desk: &Desk<'_, S>, owner: ServiceAccountId, name: &str, expiry: Expiry) -> KeyId {
    let request = GenerateKey {
        expiry,
        ..desk.request(owner, name)
    };
    let id = generate_key(desk.store, &desk.caller(), &request)
        .expect("in order")
        .key
        .id;
    hand_out_key(desk.store, &desk.caller(), id, HandedOut::Copied).expect("there");
    id
}

fn on(day: &str) -> Expiry {
    Expiry::On(day.to_owned())
}

fn in_zone<S: Store>(desk: &Desk<'_, S>, time_zone: &str, expiry_time: &str) {
    let request = EditWorkspace {
        name: "Northwind Ops",
        time_zone,
        expiry_time,
    };
    edit_workspace(desk.store, &desk.caller(), &request).expect("a zone and a time");
}

/// The days of a quarter, on each of which keys are generated and one of them is stopped or ended.
fn a_quarter<'a, S: Store>(desk: &'a Desk<'_, S>) -> impl Iterator<Item = impl FnOnce() + 'a> {
    let owner = desk.account("svc-ops").id;
    let dice = Rc::new(SeededEntropy::new(17));
    (0..90).map(move |day| {
        let dice = Rc::clone(&dice);
        move || {
            desk.wait(1);
            let days = |most| Expiry::Days(u32::try_from(1 + dice.below(most)).expect("few"));
            key(desk, owner, &format!("{day} short"), days(40));
            key(desk, owner, &format!("{day} long"), days(364));
            let id = key(desk, owner, &format!("{day} touched"), days(60));
            let (store, caller) = (desk.store, desk.caller());
            match dice.below(4) {
                0 => disable_key(store, &caller, id),
                1 => expire_key(store, &caller, id),
                2 => revoke_key(store, &caller, id),
                _ => renew_key(store, &caller, id, None, ""),
            }
            .expect("live");
        }
    })
}

/// The days of a calendar on which anything ends, and how much.
fn ends(calendar: &Calendar) -> Vec<(String, usize)> {
    let days = calendar.from.iter_days().zip(&calendar.days);
    days.filter(|(_, count)| **count > 0)
        .map(|(day, count)| (day.to_string(), *count))
        .collect()
}

fn last_day(calendar: &Calendar) -> Option<NaiveDate> {
    calendar.from.iter_days().nth(calendar.days.len() - 1)
}

pub fn a_vault_without_keys_tells_of_nothing<S: Store>(store: &S) {
    let desk = Desk::open(store);
    desk.account("svc-ops");
    let told = told(&desk);
    assert_eq!(
        (told.live, told.stopped, told.owners, told.expiring),
        (0, 0, 0, 0)
    );
    assert_eq!(told.broken.first, []);
    assert_eq!(
        (ends(&told.calendar), told.calendar.later, told.calendar.never),
        (vec![], 0, 0)
    );
}

pub fn what_is_broken_is_told_with_what_its_step_needs_and_in_order<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let (ops, fuel, crew) = (
        desk.account("svc-ops").id,
        desk.account("svc-fuel").id,
        desk.account("svc-crew").id,
    );
    let later = key(&desk, ops, "later", Expiry::Days(9));
    let sooner = key(&desk, ops, "sooner", Expiry::Days(8));
    for (owner, name) in [(fuel, "a"), (crew, "b"), (crew, "c")] {
        key(&desk, owner, name, Expiry::Days(100));
    }
    // What is stopped or ended by hand isn't broken.
    let stopped = key(&desk, crew, "stopped", Expiry::Days(100));
    disable_key(store, &desk.caller(), stopped).expect("live");
    let ended = key(&desk, ops, "ended", Expiry::Days(100));
    expire_key(store, &desk.caller(), ended).expect("live");
    desk.revoked_key(ops, "revoked");
    desk.wait(1);
    let unseen = desk.generate(ops, "unseen").key.id;
    desk.generate(fuel, "of a disabled owner");
    desk.wait(10);
    for owner in [fuel, crew] {
        disable_account(store, &desk.caller(), owner).expect("enabled");
    }
    let told = told(&desk);
    let end = |id| desk.kept_key(id).expires_at.expect("it ends");
    let expired = |id| Trouble::Expired {
        key: id,
        at: end(id),
        renewable_until: end(id) + TimeDelta::days(14),
        replaced_by: None,
    };
    let disabled = |owner| Trouble::OwnerStopped {
        owner,
        since: desk.now(),
        keys: 2,
    };
    let (first, second) = (fuel.min(crew), fuel.max(crew));
    assert_eq!(
        told.broken.first,
        [
            expired(sooner),
            expired(later),
            Trouble::NotHandedOut { key: unseen },
            disabled(first.into()),
            disabled(second.into())
        ]
    );
    let broken = (
        told.broken.expired,
        told.broken.not_handed_out,
        told.broken.owners_stopped,
    );
    assert_eq!(broken, (2, 1, 2));
    assert_eq!((told.live, told.stopped, told.owners), (6, 5, 3));
}

pub fn a_list_is_cut_and_its_total_is_not<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let keys: Vec<_> = (0..12)
        .map(|number| key(&desk, owner, &number.to_string(), Expiry::Days(10)))
        .collect();
    let told_before = told(&desk);
    assert_eq!((told_before.expiring, told_before.expiring_first.len()), (12, 8));
    desk.wait(11);
    let told_after = told(&desk);
    assert_eq!(
        (told_after.broken.expired, told_after.broken.first.len()),
        (12, 8)
    );
    assert_eq!((told_after.expiring, keys.len()), (0, 12));
}

pub fn what_expires_soon_is_told_soonest_first_with_what_renewing_would_give<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let second = key(&desk, owner, "second", Expiry::Days(12));
    let first = key(&desk, owner, "first", Expiry::Days(3));
    key(&desk, owner, "in time", Expiry::Days(16));
    let stopped = key(&desk, owner, "stopped", Expiry::Days(3));
    disable_key(store, &desk.caller(), stopped).expect("live");
    let edit = EditKey {
        id: second,
        name: "second".into(),
        description: String::new(),
        rights: desk.kept_key(second).description.rights,
        scope: desk.kept_key(second).description.scope,
        renewal_days: 5,
        networks: Vec::new(),
        reminders: ChooseReminders::default(),
        approved_by: String::new(),
        reason: String::new(),
    };
    edit_key(store, &desk.caller(), &edit).expect("live");
    let successor = generate_key(
        store,
        &desk.caller(),
        &GenerateKey {
            replaces: Some(first),
            ..desk.request(owner, "first-2")
        },
    )
    .expect("in order")
    .key
    .id;
    let told = told(&desk);
    let row = |id, renewed, replaced_by| Expiring {
        key: id,
        at: desk.kept_key(id).expires_at.expect("it ends"),
        renewed,
        replaced_by,
    };
    let renewed = renew_key(store, &desk.caller(), first, None, "")
        .expect("live")
        .expires_at;
    assert_eq!(told.expiring, 2);
    let end = told.expiring_first[0].at;
    assert_eq!(Some(end), "2026-11-24T09:00:00Z".parse().ok());
    assert_eq!(
        told.expiring_first,
        [
            Expiring {
                at: end,
                ..row(first, renewed, Some(successor))
            },
            row(second, None, None)
        ]
    );
    revoke_key(store, &desk.caller(), successor).expect("live");
    desk.clock.set(end - TimeDelta::days(1));
    let again = overview(&mut loaded(&desk), &desk.caller()).expect("readable");
    assert!(
        again.expiring_first.iter().all(|row| row.replaced_by.is_none()),
        "only by a live key"
    );
}

pub fn the_number_at_keys_is_what_expires_soon_and_what_can_still_be_renewed<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let mut seen = [0; 2];
    for day in a_quarter(&desk) {
        day();
        let mut inventory = loaded(&desk);
        let now = inventory.now(&desk.clock);
        let told = overview(&mut inventory, &desk.caller()).expect("readable");
        let found = |attention: &[Attention]| {
            let query = KeyQuery {
                attention: attention.to_vec(),
                ..all()
            };
            ids(&inventory, &query, now).len()
        };
        let (soon, renewable) = (Attention::ExpiringSoon, Attention::StillRenewable);
        assert_eq!(found(&[soon]), told.expiring);
        assert_eq!(found(&[renewable]), told.broken.expired);
        assert_eq!(found(&[soon, renewable]), told.expiring + told.broken.expired);
        let number = inventory.counted(now).1.attention;
        assert_eq!(number, told.expiring + told.broken.expired);
        seen = [seen[0] + told.expiring, seen[1] + told.broken.expired];
    }
    assert!(seen.iter().all(|times| *times > 0), "the sequence made both");
}

pub fn a_day_of_the_calendar_finds_the_keys_that_it_counts<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let mut counted = 0;
    for (number, day) in a_quarter(&desk).enumerate() {
        day();
        if number % 30 > 0 {
            continue;
        }
        let mut inventory = loaded(&desk);
        let now = inventory.now(&desk.clock);
        let told = overview(&mut inventory, &desk.caller()).expect("readable");
        let found = |from, to| {
            let query = KeyQuery {
                ends: Some(Days { from, to }),
                ..all()
            };
            ids(&inventory, &query, now).len()
        };
        let calendar = &told.calendar;
        for (day, count) in calendar.from.iter_days().zip(&calendar.days) {
            assert_eq!(found(day, day), *count, "on {day}, told after {number} days");
        }
        let all: usize = calendar.days.iter().sum();
        let last = last_day(calendar).expect("a year");
        assert_eq!(found(calendar.from, last), all);
        assert_eq!(found(last + DayCount::new(1), NaiveDate::MAX), calendar.later);
        assert_eq!(all + calendar.later + calendar.never, told.live);
        counted += all;
    }
    assert!(counted > 20, "the sequence made keys");
}

pub fn the_calendar_counts_days_of_the_workspaces_zone_across_daylight_saving_and_the_year<S: Store>(
    store: &S,
) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    // Just after midnight and just before it: in UTC these are other days.
    in_zone(&desk, "Pacific/Auckland", "00:30");
    for day in ["2026-12-31", "2027-01-01", "2027-04-04", "2027-09-26"] {
        key(&desk, owner, day, on(day));
    }
    in_zone(&desk, "Pacific/Auckland", "23:30");
    for day in ["2026-12-31", "2027-04-04", "2027-09-26"] {
        key(&desk, owner, &format!("{day} late"), on(day));
    }
    let wanted = [
        ("2026-12-31", 2),
        ("2027-01-01", 1),
        ("2027-04-04", 2),
        ("2027-09-26", 2),
    ];
    let wanted: Vec<_> = wanted.map(|(day, count)| (day.to_owned(), count)).into();
    assert_eq!(ends(&told(&desk).calendar), wanted);
    assert_eq!(
        told(&desk).calendar.from.to_string(),
        "2026-11-22",
        "noon in UTC is tomorrow there"
    );
    // The same instants are told as the days of another zone.
    in_zone(&desk, "UTC", "10:00");
    let first = ends(&told(&desk).calendar);
    assert_eq!(
        first[0],
        ("2026-12-30".to_owned(), 1),
        "half past midnight in Auckland"
    );
}

pub fn the_calendar_reaches_the_same_day_next_year_and_29_february_is_on_it<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    key(&desk, owner, "longest", Expiry::Days(365));
    let calendar = told(&desk).calendar;
    assert_eq!(
        (calendar.from.to_string(), calendar.days.len()),
        ("2026-11-21".to_owned(), 366)
    );
    assert_eq!(ends(&calendar), [("2027-11-21".to_owned(), 1)]);
    assert_eq!(calendar.soon_until.to_string(), "2026-12-06");

    desk.clock
        .set("2027-03-01T12:00:00Z".parse().expect("an instant"));
    key(&desk, owner, "leap", on("2028-02-29"));
    let calendar = told(&desk).calendar;
    assert_eq!(calendar.days.len(), 367, "a year with 29 February in it");
    assert_eq!(last_day(&calendar), "2028-03-01".parse().ok());
    assert_eq!(ends(&calendar)[1], ("2028-02-29".to_owned(), 1));

    desk.clock
        .set("2028-02-29T08:00:00Z".parse().expect("an instant"));
    let calendar = told(&desk).calendar;
    assert_eq!(last_day(&calendar), "2029-02-28".parse().ok());
    assert_eq!(ends(&calendar), [("2028-02-29".to_owned(), 1)], "later today");
    desk.clock
        .set("2028-02-29T09:00:00Z".parse().expect("an instant"));
    assert_eq!(ends(&told(&desk).calendar), [], "it has ended");
}

pub fn a_clock_set_back_tells_what_the_newest_event_knew<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let expired = key(&desk, owner, "expired", Expiry::Days(10));
    desk.wait(11);
    key(&desk, owner, "live", Expiry::Days(100));
    let before = told(&desk);
    desk.wait(-300);
    let back = told(&desk);
    assert_eq!((back.now, back.calendar), (desk.head().at, before.calendar));
    assert!(matches!(back.broken.first[..], [Trouble::Expired { key, .. }] if key == expired));
    accept_clock(store, &desk.caller()).expect("allowed");
    let accepted = told(&desk);
    assert_eq!((accepted.broken.expired, accepted.live), (0, 2));
    assert_eq!(accepted.calendar.from, desk.workspace().day_of(desk.now()));
}
