//! Reminders are delivered on each computer, each once.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use keytower_domain::actor::Role;
use keytower_domain::due::Reminder;
use keytower_domain::id::{DeviceId, KeyId, ServiceAccountId};
use keytower_domain::time::Instant;

use super::desk::{Desk, person};
use super::inventory::loaded;
use super::policy::key_for;
use crate::{
    Delivered, ReadError, Store, delete_key, deliver_reminders, delivered_reminders, disable_account,
    disable_key, next_to_end, put_reminder_off, renew_key, revoke_key, see_reminders,
};

fn device(byte: u8) -> DeviceId {
    DeviceId::new(&mut |bytes| bytes.fill(byte))
}

fn deliver<S: Store>(desk: &Desk<'_, S>, device: DeviceId) -> Delivered {
    let deliver = || deliver_reminders(desk.store, &loaded(desk), &desk.caller(), device);
    desk.changes_nothing(deliver)
}

fn days(delivered: &Delivered) -> Vec<(KeyId, u16)> {
    delivered
        .now
        .iter()
        .map(|reminder| (reminder.key, reminder.days))
        .collect()
}

/// A key for 20 days, and who owns it.
fn for_20_days<S: Store>(desk: &Desk<'_, S>) -> (KeyId, ServiceAccountId) {
    let owner = desk.account("svc-ops").id;
    (key_for(desk, owner, "feed", 20).id, owner)
}

pub fn each_reminder_is_delivered_once_on_each_computer<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let (key, _) = for_20_days(&desk);
    let (here, there) = (device(1), device(2));
    let first = deliver(&desk, here);
    assert_eq!(first.now, []);
    let next = first.next.expect("fifteen days before");
    desk.wait(6);
    assert!(next < desk.now());
    assert_eq!(days(&deliver(&desk, here)), [(key, 15)]);
    assert_eq!(days(&deliver(&desk, here)), []);
    assert_eq!(days(&deliver(&desk, there)), [(key, 15)]);
    // After an absence, only the most urgent.
    desk.wait(20);
    let late = deliver(&desk, here);
    assert_eq!((days(&late), late.next), (vec![(key, 0)], None));
    let mut told: Vec<_> = delivered_reminders(store, &desk.caller(), here)
        .expect("they are read")
        .iter()
        .map(|one| (one.reminder.days, one.seen))
        .collect();
    told.sort_unstable();
    assert_eq!(told, [(0, false), (15, false)]);
    see_reminders(store, &desk.caller(), here).expect("they are seen");
    let seen = |device| {
        let all = delivered_reminders(store, &desk.caller(), device).expect("they are read");
        all.iter().all(|one| one.seen)
    };
    assert!(seen(here) && !seen(there), "on the other computer nobody has");
}

pub fn a_renewed_key_reminds_anew_and_what_was_stopped_not_at_all<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let (key, owner) = for_20_days(&desk);
    desk.wait(14);
    assert_eq!(days(&deliver(&desk, device(1))), [(key, 7)]);
    renew_key(store, &desk.caller(), key, None, "").expect("a live key");
    assert_eq!(days(&deliver(&desk, device(1))), []);
    desk.wait(166);
    assert_eq!(days(&deliver(&desk, device(1))), [(key, 15)]);
    let other = key_for(&desk, owner, "other", 3).id;
    revoke_key(store, &desk.caller(), other).expect("a live key");
    desk.wait(9);
    disable_account(store, &desk.caller(), owner).expect("enabled");
    assert_eq!(days(&deliver(&desk, device(1))), []);
}

pub fn a_reminder_that_is_put_off_comes_again_tomorrow_at_nine<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let (key, _) = for_20_days(&desk);
    desk.wait(6);
    let here = device(1);
    let [reminder]: [Reminder; 1] = deliver(&desk, here).now.try_into().expect("one");
    let unknown = Reminder { days: 3, ..reminder };
    let refused = desk.refuses(|| put_reminder_off(store, &desk.caller(), here, unknown, None));
    assert!(matches!(refused, ReadError::NotFound), "{refused:?}");
    let again_at = put_reminder_off(store, &desk.caller(), here, reminder, None).expect("it was delivered");
    let workspace = desk.workspace();
    let local = again_at.with_timezone(&workspace.zone);
    assert_eq!(local.format("%H:%M").to_string(), "09:00");
    assert_eq!(
        (workspace.day_of(again_at) - workspace.day_of(desk.now())).num_days(),
        1
    );
    let waiting = deliver(&desk, here);
    assert_eq!((days(&waiting), waiting.next), (vec![], Some(again_at)));
    desk.wait(1);
    let asked: Instant = desk.now();
    assert!(again_at <= asked);
    assert_eq!(days(&deliver(&desk, here)), [(key, 15)]);
    assert_eq!(days(&deliver(&desk, here)), []);
}

pub fn only_the_most_urgent_is_put_off_and_from_when_that_was_chosen<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let (key, _) = for_20_days(&desk);
    desk.wait(6);
    let here = device(1);
    let [early]: [Reminder; 1] = deliver(&desk, here).now.try_into().expect("one");
    desk.wait(8);
    let chosen_at = desk.now();
    let [late]: [Reminder; 1] = deliver(&desk, here).now.try_into().expect("one");
    let refused = desk.refuses(|| put_reminder_off(store, &desk.caller(), here, early, None));
    assert!(matches!(refused, ReadError::NotFound), "{refused:?}");
    // Chosen two days ago, on a vault that was locked: its morning is over.
    desk.wait(2);
    let again_at = put_reminder_off(store, &desk.caller(), here, late, Some(chosen_at)).expect("delivered");
    assert!(again_at < desk.now());
    assert_eq!(days(&deliver(&desk, here)), [(key, 7)]);
}

pub fn what_was_delivered_of_a_deleted_key_goes_with_it<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let (key, _) = for_20_days(&desk);
    desk.wait(6);
    assert_eq!(days(&deliver(&desk, device(1))), [(key, 15)]);
    revoke_key(store, &desk.caller(), key).expect("a live key");
    delete_key(store, &desk.caller(), key).expect("it was revoked");
    let told = delivered_reminders(store, &desk.caller(), device(1)).expect("they are read");
    assert_eq!(told, []);
}

pub fn what_ends_next_is_of_a_key_that_works<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let next = || {
        let inventory = loaded(&desk);
        let key = next_to_end(&inventory, &desk.caller()).expect("it is read");
        key.map(|key| key.id)
    };
    assert_eq!(next(), None);
    let (later, owner) = for_20_days(&desk);
    assert_eq!(next(), Some(later));
    let sooner = key_for(&desk, owner, "sooner", 10).id;
    let soonest = key_for(&desk, owner, "soonest", 3).id;
    assert_eq!(next(), Some(soonest));
    disable_key(store, &desk.caller(), soonest).expect("a live key");
    assert_eq!(next(), Some(sooner), "not one that was stopped");
    desk.wait(11);
    assert_eq!(next(), Some(later), "not one that has expired");
    disable_account(store, &desk.caller(), owner).expect("enabled");
    assert_eq!(next(), None, "not one whose owner was stopped");
}

pub fn who_may_not_read_is_reminded_of_nothing<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let (key, _) = for_20_days(&desk);
    desk.wait(6);
    let nobody = person("Kim", Role::None);
    let caller = desk.caller_as(&nobody);
    let refused = desk.refuses(|| deliver_reminders(store, &loaded(&desk), &caller, device(1)));
    assert!(matches!(refused, ReadError::Forbidden(_)), "{refused:?}");
    assert_eq!(days(&deliver(&desk, device(1))), [(key, 15)]);
}
