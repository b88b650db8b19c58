use proptest::prelude::*;

use super::*;
use crate::due::Ledger;
use crate::id::KeyId;
use crate::schedule::{Addressee, Reason, Scheduled};

const MINUTE: TimeDelta = TimeDelta::minutes(1);

fn at(text: &str) -> Instant {
    text.parse().expect("an instant")
}

fn key(byte: u8) -> KeyId {
    KeyId::new(&mut |bytes| bytes.fill(byte))
}

fn scheduled(byte: u8, expires_at: Instant, to: &[&str]) -> Scheduled {
    let reasons = std::collections::BTreeSet::from([Reason::Personnel]);
    Scheduled {
        key: key(byte),
        name: format!("feed-{byte}"),
        owner: "svc-ops".to_owned(),
        expires_at,
        since: at("2027-01-01T08:00:00Z"),
        days: vec![15, 7, 0],
        renewable_until: None,
        addressees: to
            .iter()
            .map(|to| Addressee {
                to: (*to).to_owned(),
                reasons: reasons.clone(),
            })
            .collect(),
    }
}

fn schedule(keys: Vec<Scheduled>) -> Schedule {
    Schedule {
        account: AccountId::new(&mut |bytes| bytes.fill(1)),
        workspace: "Northwind".to_owned(),
        zone: chrono_tz::Europe::Warsaw,
        keys,
    }
}

fn end() -> Instant {
    at("2027-06-20T08:00:00Z")
}

fn failure(kind: MailFailureKind) -> MailFailure {
    MailFailure {
        kind,
        said: "451 busy".to_owned(),
    }
}

/// What changed in it, and when more becomes due.
fn take_up(outbox: &mut Outbox, schedule: &Schedule, now: Instant) -> (Changed, Option<Instant>) {
    let agenda = schedule.agenda(&Ledger::default(), now);
    (outbox.take_up(schedule, &agenda.due, now), agenda.next)
}

fn sent(outbox: &Outbox) -> usize {
    outbox.iter().filter(|mail| mail.is_sent()).count()
}

#[test]
fn what_becomes_due_together_goes_to_each_address_in_one_message() {
    let schedule = schedule(vec![
        scheduled(1, end(), &["ops@x.example", "ada@x.example"]),
        scheduled(2, end(), &["ops@x.example"]),
    ]);
    let mut outbox = Outbox::default();
    let (early, next) = take_up(&mut outbox, &schedule, at("2027-06-05T06:59:59Z"));
    assert!(early.is_empty());
    let next = next.expect("fifteen days before");
    assert_eq!(next, at("2027-06-05T07:00:00Z"));
    let (due, _) = take_up(&mut outbox, &schedule, next);
    assert_eq!(due.kept.len(), 3);
    let messages = outbox.to_send(next);
    let mut told: Vec<_> = messages
        .iter()
        .map(|one| (&*one.to, one.reminders.len()))
        .collect();
    told.sort_unstable();
    assert_eq!(told, [("ada@x.example", 1), ("ops@x.example", 2)]);
    for message in &messages {
        outbox.settle(&message.id, None, next);
    }
    assert_eq!((outbox.to_send(next), outbox.next(next)), (vec![], None));
    assert!(take_up(&mut outbox, &schedule, next).0.is_empty(), "once");
}

#[test]
fn a_message_keeps_its_id_whoever_makes_it() {
    let schedule = schedule(vec![
        scheduled(1, end(), &["ops@x.example"]),
        scheduled(2, end(), &["ops@x.example"]),
    ]);
    let id = |schedule: &Schedule| {
        let mut outbox = Outbox::default();
        take_up(&mut outbox, schedule, end());
        outbox.to_send(end()).remove(0).id
    };
    let mut other_way_round = schedule.clone();
    other_way_round.keys.reverse();
    assert_eq!(id(&schedule), id(&other_way_round));
    assert_eq!(id(&schedule).len(), 32);
    let elsewhere = Schedule {
        account: AccountId::new(&mut |bytes| bytes.fill(2)),
        ..schedule.clone()
    };
    assert_ne!(id(&schedule), id(&elsewhere));
}

#[test]
fn what_failed_is_tried_again_after_longer_and_longer() {
    let schedule = schedule(vec![scheduled(1, end(), &["ops@x.example"])]);
    let mut outbox = Outbox::default();
    let mut now = end();
    take_up(&mut outbox, &schedule, now);
    let mut pauses = Vec::new();
    for _ in 0..7 {
        let message = outbox.to_send(now).remove(0);
        outbox.settle(&message.id, Some(&failure(MailFailureKind::TimedOut)), now);
        assert!(outbox.to_send(now).is_empty());
        let next = outbox.next(now).expect("it waits");
        pauses.push((next - now).num_minutes());
        now = next;
    }
    assert_eq!(pauses, [1, 5, 30, 120, 480, 480, 480]);
    let message = outbox.to_send(now).remove(0);
    outbox.settle(&message.id, None, now);
    assert_eq!(sent(&outbox), 1);
}

#[test]
fn a_refused_address_waits_for_somebody_to_ask_again() {
    let schedule = schedule(vec![scheduled(1, end(), &["gone@x.example", "ops@x.example"])]);
    let mut outbox = Outbox::default();
    take_up(&mut outbox, &schedule, end());
    for message in outbox.to_send(end()) {
        let refused = failure(MailFailureKind::AddressRefused);
        let failure = message.to.starts_with("gone").then_some(&refused);
        outbox.settle(&message.id, failure, end());
    }
    assert_eq!((sent(&outbox), outbox.next(end())), (1, None));
    assert!(take_up(&mut outbox, &schedule, end() + MINUTE).0.is_empty());
    let asked = outbox.try_again(end() + MINUTE);
    assert_eq!(asked.kept.len(), 1, "what was sent stays sent");
    assert_eq!(outbox.to_send(end() + MINUTE)[0].to, "gone@x.example");
}

#[test]
fn what_waits_goes_when_its_key_is_renewed_or_something_more_urgent_comes() {
    let mut schedule = schedule(vec![scheduled(1, end(), &["ops@x.example"])]);
    let mut outbox = Outbox::default();
    let early = at("2027-06-06T00:00:00Z");
    take_up(&mut outbox, &schedule, early);
    let late = at("2027-06-14T00:00:00Z");
    let (changed, _) = take_up(&mut outbox, &schedule, late);
    assert_eq!((changed.gone.len(), changed.kept.len()), (1, 1));
    assert_eq!(changed.kept[0].reminder.days, 7);
    schedule.keys[0].expires_at = end() + TimeDelta::days(180);
    schedule.keys[0].since = late;
    let (changed, _) = take_up(&mut outbox, &schedule, late);
    assert_eq!((changed.gone.len(), changed.kept.len()), (1, 0));
    assert_eq!(outbox, Outbox::default());
}

#[test]
fn what_a_clock_that_ran_ahead_put_off_for_long_is_tried_now() {
    let schedule = schedule(vec![scheduled(1, end(), &["ops@x.example"])]);
    let mut outbox = Outbox::default();
    take_up(&mut outbox, &schedule, end());
    let message = outbox.to_send(end()).remove(0);
    let ahead = end() + TimeDelta::days(20);
    outbox.settle(&message.id, Some(&failure(MailFailureKind::TimedOut)), ahead);
    assert_eq!(outbox.to_send(end()), [message]);
    assert_eq!(outbox.next(end()), Some(end()));
}

#[test]
fn what_was_sent_is_forgotten_once_nothing_is_due_of_its_end() {
    let schedule = schedule(vec![scheduled(1, end(), &["ops@x.example"])]);
    let mut outbox = Outbox::default();
    take_up(&mut outbox, &schedule, end());
    let message = outbox.to_send(end()).remove(0);
    outbox.settle(&message.id, None, end());
    let late = end() + TimeDelta::days(30);
    assert!(take_up(&mut outbox, &schedule, late).0.is_empty());
    let (changed, _) = take_up(&mut outbox, &schedule, late + MINUTE);
    assert_eq!((changed.gone.len(), changed.kept.len()), (1, 0));
}

#[test]
fn at_most_two_hundred_go_out_at_once() {
    let to: Vec<String> = (0..=MOST_AT_ONCE)
        .map(|number| format!("{number}@x.example"))
        .collect();
    let keys = to.chunks(100).enumerate();
    let keys = keys.map(|(byte, to)| {
        let to: Vec<&str> = to.iter().map(String::as_str).collect();
        scheduled(u8::try_from(byte).expect("few"), end(), &to)
    });
    let schedule = schedule(keys.collect());
    let mut outbox = Outbox::default();
    take_up(&mut outbox, &schedule, end());
    let first = outbox.to_send(end());
    assert_eq!(first.len(), MOST_AT_ONCE);
    for message in &first {
        outbox.settle(&message.id, None, end());
    }
    assert_eq!(outbox.to_send(end()).len(), 1);
}

proptest! {
    /// Whatever fails in between, and whenever it is looked: as long as it is looked often enough after the end, each
    /// address is told of the end; each message that is sent is settled, and none is sent once it is.
    #[test]
    fn each_address_is_told_at_least_once_and_not_after_it_was(
        looks in proptest::collection::vec((0i64..2 * 24 * 60, any::<bool>()), 1..40),
        two in any::<bool>(),
    ) {
        let to: &[&str] = if two { &["a@x.example", "b@x.example"] } else { &["a@x.example"] };
        let schedule = schedule(vec![scheduled(1, end(), to)]);
        let mut outbox = Outbox::default();
        let mut now = end();
        let mut taken: Vec<(Reminder, String)> = Vec::new();
        let over = looks.iter().map(|(wait, works)| (*wait, *works)).chain([(480, true)]);
        for (wait, works) in over {
            now += TimeDelta::minutes(wait);
            if now > end() + TimeDelta::days(30) {
                break;
            }
            take_up(&mut outbox, &schedule, now);
            for message in outbox.to_send(now) {
                let failed = failure(MailFailureKind::Unreachable);
                if works {
                    taken.extend(message.reminders.iter().map(|one| (*one, message.to.clone())));
                }
                outbox.settle(&message.id, (!works).then_some(&failed), now);
            }
        }
        let mut once = taken.clone();
        once.sort();
        once.dedup();
        prop_assert_eq!(once.len(), taken.len());
        if now <= end() + TimeDelta::days(30) {
            prop_assert_eq!(taken.len(), to.len());
        }
    }

    /// In whatever order two computers' outboxes come together, what was sent by either is sent.
    #[test]
    fn merging_knows_what_either_knew(one in 0u32..4, other in 0u32..4) {
        let schedule = schedule(vec![scheduled(1, end(), &["a@x.example"])]);
        let tried = |tries: u32| {
            let mut outbox = Outbox::default();
            take_up(&mut outbox, &schedule, end());
            let id = outbox.to_send(end()).remove(0).id;
            for _ in 0..tries.min(2) {
                outbox.settle(&id, Some(&failure(MailFailureKind::Later)), end());
            }
            if tries == 3 {
                outbox.settle(&id, None, end());
            }
            outbox
        };
        let (mut here, mut there) = (tried(one), tried(other));
        let (from_here, from_there) = (here.clone(), there.clone());
        here.merge(from_there.iter().cloned());
        there.merge(from_here.iter().cloned());
        prop_assert_eq!(sent(&here), usize::from(one == 3 || other == 3));
        prop_assert_eq!(here, there);
    }
}
