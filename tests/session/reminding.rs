//! Reminders while a vault is open: said once, by the window and by the desktop.

use std::time::Duration;

use keytower_contract::{LinkView, Notice, Reminders, Settings};
use keytower_desk::notifications::{Chosen, Notification};

use super::room::{PASSWORD, Room, Seat};

const DELIVERED: &Notice = &Notice::RemindersDelivered;

/// A key *ops-feed* for 30 days.
fn generate(seat: &Seat, name: &str) -> String {
    seat.generate(name).key.key_id.clone()
}

/// So many days pass, of which the computer is on for a few minutes.
fn wait(room: &Room, days: i64) {
    room.clock.jump(chrono::TimeDelta::days(days));
    room.ticks.jump(Duration::from_mins(5));
}

/// Unlocks after so many days away.
fn come_back_after(room: &Room, seat: &Seat, days: i64) {
    seat.lock();
    wait(room, days);
    seat.unlock(PASSWORD).expect("the right password");
}

/// The one notification that was shown.
fn only(room: &Room) -> (Notification, Chosen) {
    let mut shown = room.notifier.shown();
    assert_eq!(
        shown.len(),
        1,
        "{:?}",
        shown.iter().map(|(one, _)| one).collect::<Vec<_>>()
    );
    shown.remove(0)
}

/// How many days before each of what the bell tells was, newest first, and whether it was seen.
fn told(seat: &Seat) -> Vec<(u16, bool)> {
    let delivered = seat
        .run(seat.session.delivered_reminders())
        .expect("an open vault");
    delivered
        .iter()
        .map(|one| (one.reminder.days, one.seen))
        .collect()
}

#[test]
fn what_is_due_when_the_vault_is_unlocked_is_said_once() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    generate(&seat, "ops-feed");
    come_back_after(&room, &seat, 15);
    seat.person.hears(DELIVERED);
    let (notification, _) = only(&room);
    assert_eq!(notification.summary, "ops-feed expires in 15 days");
    assert!(
        notification.body.starts_with("svc-ops · "),
        "{}",
        notification.body
    );
    assert!(!notification.urgent);
    assert_eq!(told(&seat), [(15, false)]);
    seat.run(seat.session.see_reminders()).expect("an open vault");
    assert_eq!(told(&seat), [(15, true)]);

    // Neither unlocking again nor a new start says it again.
    come_back_after(&room, &seat, 0);
    drop(seat);
    let seat = room.sit_down_at_the_vault();
    // The next to come is the only one that is heard of.
    come_back_after(&room, &seat, 20);
    seat.person.hears(DELIVERED);
    let (notification, _) = only(&room);
    assert_eq!(notification.summary, "ops-feed has expired");
    assert!(notification.urgent);
    assert_eq!(told(&seat), [(0, false), (15, true)]);
}

#[test]
fn what_becomes_due_while_somebody_is_here_is_said_then() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    generate(&seat, "ops-feed");
    seat.session.touch();
    wait(&room, 23);
    seat.session.touch();
    seat.person.hears(DELIVERED);
    assert_eq!(only(&room).0.summary, "ops-feed expires in 7 days");
}

#[test]
fn many_at_once_are_one_notification_and_all_are_told_in_the_window() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    for number in 1..=5 {
        generate(&seat, &format!("feed-{number}"));
    }
    come_back_after(&room, &seat, 15);
    seat.person.hears(DELIVERED);
    let (notification, chosen) = only(&room);
    assert_eq!(notification.summary, "5 keys expire soon");
    assert!(notification.body.ends_with("and 2 more"), "{}", notification.body);
    assert_eq!(told(&seat).len(), 5);
    seat.lock();
    chosen("open");
    seat.person.hears(&Notice::LinkOpened);
    assert!(matches!(
        seat.session.link(),
        Some(LinkView::Waits {
            taken_up: true,
            to_reminders: true,
            ..
        })
    ));
    seat.unlock(PASSWORD).expect("the right password");
    assert_eq!(seat.session.link(), Some(LinkView::Reminders));
}

#[test]
fn what_is_chosen_on_a_notification_leads_to_the_key_also_when_it_is_locked_by_then() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let key_id = generate(&seat, "ops-feed");
    come_back_after(&room, &seat, 15);
    seat.person.hears(DELIVERED);
    let (_, chosen) = only(&room);
    seat.lock();
    chosen("renew");
    seat.person.hears(&Notice::LinkOpened);
    assert!(matches!(
        seat.session.link(),
        Some(LinkView::Waits { taken_up: true, .. })
    ));
    seat.unlock(PASSWORD).expect("the right password");
    let renews = true;
    assert_eq!(seat.session.link(), Some(LinkView::Here { key_id, renews }));
}

#[test]
fn a_reminder_that_is_put_off_comes_again_tomorrow_also_when_it_is_locked_by_then() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    generate(&seat, "ops-feed");
    come_back_after(&room, &seat, 15);
    seat.person.hears(DELIVERED);
    let (_, chosen) = only(&room);
    seat.lock();
    chosen("tomorrow");
    seat.unlock(PASSWORD).expect("the right password");
    // The bell says when it comes again.
    seat.person.hears(DELIVERED);
    come_back_after(&room, &seat, 1);
    seat.person.hears(DELIVERED);
    let (notification, _) = only(&room);
    assert_eq!(notification.summary, "ops-feed expires in 14 days");
}

#[test]
fn days_of_its_own_are_looked_at_soon_after_they_were_chosen() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let request = keytower_contract::GenerateKey {
        reminders: Reminders {
            days: Some(vec!["29".to_owned()]),
            ..Reminders::default()
        },
        ..seat.request("ops-feed")
    };
    seat.run(seat.session.generate_key(request)).expect("in order");
    seat.session.touch();
    wait(&room, 2);
    seat.session.touch();
    seat.person.hears(DELIVERED);
    assert_eq!(told(&seat), [(29, false)]);
}

#[test]
fn where_the_desktop_shall_not_be_notified_the_bell_tells_it() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    generate(&seat, "ops-feed");
    let quiet = Settings {
        notifications: false,
        ..seat.session.settings()
    };
    seat.run(seat.session.save_settings(quiet))
        .expect("a writable folder");
    come_back_after(&room, &seat, 15);
    seat.person.hears(DELIVERED);
    assert!(room.notifier.shown().is_empty());
    assert_eq!(told(&seat), [(15, false)]);
}

#[test]
fn an_end_that_is_over_is_said_to_be_also_where_only_days_before_were_chosen() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let request = keytower_contract::GenerateKey {
        reminders: Reminders {
            days: Some(vec!["7".to_owned()]),
            ..Reminders::default()
        },
        ..seat.request("ops-feed")
    };
    seat.run(seat.session.generate_key(request)).expect("in order");
    come_back_after(&room, &seat, 33);
    seat.person.hears(DELIVERED);
    let (notification, _) = only(&room);
    assert_eq!(notification.summary, "ops-feed has expired");
    assert!(
        notification.body.ends_with("Renew it, or replace it."),
        "{}",
        notification.body
    );
}

#[test]
fn where_keys_are_not_renewed_no_renewal_is_offered() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    generate(&seat, "ops-feed");
    let presets = keytower_contract::convert::policy_presets();
    let level_access = presets
        .into_iter()
        .find(|policy| policy.preset == keytower_contract::PolicyPreset::LevelAccess);
    seat.run(seat.backend().change_policy(level_access.expect("a preset")))
        .expect("a policy in order");
    come_back_after(&room, &seat, 15);
    seat.person.hears(DELIVERED);
    let (notification, _) = only(&room);
    assert!(
        notification.body.ends_with("Replace it before."),
        "{}",
        notification.body
    );
    let offered: Vec<_> = notification.actions.iter().map(|(action, _)| *action).collect();
    assert_eq!(offered, ["open", "tomorrow"]);
}
