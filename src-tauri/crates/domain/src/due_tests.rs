use proptest::prelude::*;

use super::*;
use crate::key::tests::key;
use crate::reminders::ReminderDays;
use crate::workspace::tests::workspace;

fn at(text: &str) -> Instant {
    text.parse().expect("an instant")
}

/// A key generated on 1 January 2027 that ends when it is said.
fn ending(expires_at: &str) -> Key {
    let mut key = key(at(expires_at).timestamp());
    key.generated_at = at("2027-01-01T08:00:00Z");
    key
}

fn agenda<'a>(keys: impl IntoIterator<Item = &'a Key>, ledger: &Ledger, now: Instant) -> Agenda {
    let (workspace, keys) = (workspace(), keys.into_iter());
    let usual = workspace.reminder_days();
    Agenda::of(
        keys.filter_map(|key| End::of(key, &usual)),
        workspace.zone,
        ledger,
        now,
    )
}

fn due(key: &Key, ledger: &Ledger, now: &str) -> Vec<u16> {
    let agenda = agenda([key], ledger, at(now));
    agenda.due.iter().map(|reminder| reminder.days).collect()
}

fn next(key: &Key, now: &str) -> Option<Instant> {
    agenda([key], &Ledger::default(), at(now)).next
}

/// Delivers all that is due.
fn deliver(key: &Key, ledger: &mut Ledger, now: Instant) -> Vec<Reminder> {
    let agenda = agenda([key], ledger, now);
    for reminder in &agenda.due {
        ledger.add(Delivery::now(*reminder, now));
    }
    agenda.due
}

#[test]
fn reminders_come_at_nine_on_their_days_and_at_the_end_itself() {
    // Warsaw is two hours ahead then.
    let key = ending("2027-06-20T08:00:00Z");
    let none = Ledger::default();
    assert_eq!(
        next(&key, "2027-05-01T00:00:00Z"),
        Some(at("2027-06-05T07:00:00Z"))
    );
    for (now, days) in [
        ("2027-06-05T06:59:59.999Z", None),
        ("2027-06-05T07:00:00Z", Some(15)),
        ("2027-06-13T06:59:59.999Z", Some(15)),
        ("2027-06-13T07:00:00Z", Some(7)),
        ("2027-06-20T07:59:59.999Z", Some(7)),
        ("2027-06-20T08:00:00Z", Some(0)),
        ("2027-07-20T08:00:00Z", Some(0)),
        ("2027-07-20T08:00:00.001Z", None),
    ] {
        assert_eq!(due(&key, &none, now), Vec::from_iter(days), "{now}");
    }
    assert_eq!(next(&key, "2027-06-13T07:00:00Z"), key.expires_at);
    assert_eq!(next(&key, "2027-06-20T08:00:00Z"), None);
}

#[test]
fn where_clocks_change_on_the_way_it_is_nine_all_the_same() {
    // Forward on 28 March 2027, back on 31 October.
    let spring = ending("2027-03-30T08:00:00Z");
    assert_eq!(
        next(&spring, "2027-03-10T00:00:00Z"),
        Some(at("2027-03-15T08:00:00Z"))
    );
    let autumn = ending("2027-11-05T09:00:00Z");
    assert_eq!(
        next(&autumn, "2027-10-10T00:00:00Z"),
        Some(at("2027-10-21T07:00:00Z"))
    );
    assert_eq!(
        next(&autumn, "2027-10-21T07:00:00Z"),
        Some(at("2027-10-29T07:00:00Z"))
    );
    // Seven days before 7 March of a leap year is 29 February.
    let leap = ending("2028-03-07T09:00:00Z");
    assert_eq!(
        next(&leap, "2028-02-25T00:00:00Z"),
        Some(at("2028-02-29T08:00:00Z"))
    );
}

#[test]
fn nothing_is_due_of_a_time_before_it_got_its_end_nor_of_what_was_stopped() {
    let mut key = ending("2027-01-09T09:00:00Z");
    let none = Ledger::default();
    // Generated eight days before its end: the 15 were over.
    assert_eq!(due(&key, &none, "2027-01-01T09:00:00Z"), [0_u16; 0]);
    assert_eq!(due(&key, &none, "2027-01-02T09:00:00Z"), [7]);
    key.renewed_at = Some(at("2027-01-03T09:00:00Z"));
    assert_eq!(due(&key, &none, "2027-01-04T09:00:00Z"), [0_u16; 0]);
    let disabled = key.clone().disable(at("2027-01-04T09:00:00Z")).expect("active");
    assert_eq!(due(&disabled, &none, "2027-01-10T09:00:00Z"), [0_u16; 0]);
    assert_eq!(due(&key, &none, "2027-01-10T09:00:00Z"), [0]);
    key.expires_at = None;
    assert_eq!(due(&key, &none, "2027-01-10T09:00:00Z"), [0_u16; 0]);
}

#[test]
fn days_of_its_own_count_in_place_of_the_workspaces() {
    let mut key = ending("2027-06-20T08:00:00Z");
    key.description.reminders.days = ReminderDays::from_iter([30, 1]);
    let none = Ledger::default();
    assert_eq!(due(&key, &none, "2027-05-21T07:00:00Z"), [30]);
    assert_eq!(due(&key, &none, "2027-06-19T07:00:00Z"), [1]);
    assert_eq!(
        due(&key, &none, "2027-06-20T08:00:00Z"),
        [1],
        "it says nothing of its end itself"
    );
}

#[test]
fn what_was_put_off_comes_again_unless_something_more_urgent_comes_first() {
    let key = ending("2027-06-20T08:00:00Z");
    let now = at("2027-06-05T20:00:00Z");
    let again_at = tomorrow(workspace().zone, now);
    assert_eq!(again_at, at("2027-06-06T07:00:00Z"));
    let reminder = Reminder {
        key: key.id,
        expires_at: at("2027-06-20T08:00:00Z"),
        days: 15,
    };
    let ledger = Ledger::from_iter([Delivery {
        again_at: Some(again_at),
        ..Delivery::now(reminder, now)
    }]);
    let agenda = agenda([&key], &ledger, now);
    assert_eq!((agenda.due, agenda.next), (vec![], Some(again_at)));
    assert_eq!(due(&key, &ledger, "2027-06-06T07:00:00Z"), [15]);
    assert_eq!(due(&key, &ledger, "2027-06-13T07:00:00Z"), [7]);
}

#[derive(Clone, Debug)]
enum Step {
    /// The clock shows another time: so many hours later, or earlier.
    Clock(i64),
    /// It is renewed for so many days.
    Renew(i64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (0_i64..240).prop_map(Step::Clock),
        1 => (-2_000_i64..0).prop_map(Step::Clock),
        1 => (200_i64..9_000).prop_map(Step::Clock),
        1 => (1_i64..400).prop_map(Step::Renew),
    ];
    prop::collection::vec(step, 0..60)
}

proptest! {
    /// On one device: each reminder at most once, one of a key at a time, and always the most urgent.
    #[test]
    fn no_clock_and_no_renewal_makes_a_reminder_come_twice(steps in steps(), own in prop::collection::vec(0_u16..=365, 0..5)) {
        let mut key = ending("2027-06-20T08:00:00Z");
        key.description.reminders.days = own.into_iter().collect();
        let (mut ledger, mut now) = (Ledger::default(), at("2027-01-02T00:00:00Z"));
        let mut delivered = Vec::new();
        for step in steps {
            match step {
                Step::Clock(hours) => now += TimeDelta::hours(hours),
                Step::Renew(days) => {
                    key.expires_at = Some(now + TimeDelta::days(days));
                    key.renewed_at = Some(now);
                }
            }
            let due = deliver(&key, &mut ledger, now);
            prop_assert!(due.len() <= 1);
            for reminder in &due {
                let workspace = workspace();
                let usual = workspace.reminder_days();
                let days = key.description.reminders.days.or(&usual);
                prop_assert!(reminder.due_at(workspace.zone) <= now);
                for days in days.iter().filter(|days| **days < reminder.days) {
                    let later = Reminder { days: *days, ..*reminder };
                    prop_assert!(later.due_at(workspace.zone) > now);
                }
            }
            delivered.extend(due);
        }
        let all = delivered.len();
        delivered.sort_unstable();
        delivered.dedup();
        prop_assert_eq!(delivered.len(), all);
    }

    /// Whoever asks whenever it says to ask again misses none.
    #[test]
    fn who_asks_when_told_to_misses_nothing(hours in 24_i64..8_000, own in prop::collection::vec(0_u16..=300, 0..5)) {
        let mut key = ending("2027-01-01T08:00:00Z");
        key.expires_at = Some(key.generated_at + TimeDelta::hours(hours));
        key.description.reminders.days = own.into_iter().collect();
        let workspace = workspace();
        let usual = workspace.reminder_days();
        let days = key.description.reminders.days.or(&usual).to_vec();
        let (mut ledger, mut now) = (Ledger::default(), key.generated_at);
        let mut delivered: Vec<u16> = Vec::new();
        loop {
            delivered.extend(deliver(&key, &mut ledger, now).iter().map(|reminder| reminder.days));
            let agenda = agenda([&key], &ledger, now);
            prop_assert_eq!(&agenda.due, &vec![]);
            let Some(next) = agenda.next else { break };
            prop_assert!(next > now);
            now = next;
        }
        let expires_at = key.expires_at.expect("it ends");
        let wanted: Vec<u16> = days
            .into_iter()
            .filter(|days| Reminder { key: key.id, expires_at, days: *days }.due_at(workspace.zone) > key.generated_at)
            .collect();
        prop_assert_eq!(delivered, wanted);
    }

    /// What is said to be next doesn't depend on the other keys.
    #[test]
    fn the_next_of_many_is_the_first_of_each(hours in prop::collection::vec(1_i64..8_000, 1..20), now in 0_i64..8_000) {
        let keys: Vec<Key> = hours
            .into_iter()
            .map(|hours| {
                let mut key = ending("2027-01-01T08:00:00Z");
                key.expires_at = Some(key.generated_at + TimeDelta::hours(hours));
                key
            })
            .collect();
        let none = Ledger::default();
        let now = at("2027-01-01T08:00:00Z") + TimeDelta::hours(now);
        let each = keys.iter().filter_map(|key| agenda([key], &none, now).next).min();
        prop_assert_eq!(agenda(&keys, &none, now).next, each);
    }
}
