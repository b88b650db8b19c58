//! Mails that remind people: who gets them, each until it is sent, and what was mailed while the workspace was locked.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use keytower_domain::actor::Role;
use keytower_domain::due::{Delivery, Ledger, Reminder};
use keytower_domain::id::{DeviceId, KeyId};
use keytower_domain::key::Key;
use keytower_domain::mailing::{MailFailure, MailFailureKind, MailState, Mailing, Outbox};
use keytower_domain::schedule::{Reason, Scheduled};

use super::desk::{Desk, person};
use super::inventory::loaded;
use super::people::added;
use super::policy::set;
use super::reminders::{choose, reminding};
use crate::reminder_schedule::first_to_end;
use crate::{
    ReadError, Store, delete_key, delivered_reminders, disable_account, mail_reminders, mails, person_left,
    reminder_schedule, renew_key, revoke_key, settle_mail, take_in_reminders, try_mails_again,
};

fn mail<S: Store>(desk: &Desk<'_, S>) -> Mailing {
    desk.changes_nothing(|| mail_reminders(desk.store, &loaded(desk), &desk.caller()))
}

/// Who is told of the end now, in order.
fn told(mailing: &Mailing) -> Vec<&str> {
    let mut told: Vec<&str> = mailing.messages.iter().map(|one| &*one.to).collect();
    told.sort_unstable();
    told
}

fn settle<S: Store>(desk: &Desk<'_, S>, message: &str, failure: Option<MailFailureKind>) {
    let failure = failure.map(|kind| MailFailure {
        kind,
        said: "550 no such user".to_owned(),
    });
    desk.changes_nothing(|| settle_mail(desk.store, &desk.caller(), message, failure.as_ref()));
}

/// A key for 30 days whose end is mailed to `ops@` and `mia@northwind.example`.
fn key<S: Store>(desk: &Desk<'_, S>) -> Key {
    let owner = desk.account("svc-ops").id;
    let mia = added(desk, "Mia Berg", "mia@northwind.example", Role::None).id;
    reminding(desk, owner, "feed", choose([mia.into()], None))
}

const BOTH: [&str; 2] = ["mia@northwind.example", "ops@northwind.example"];

pub fn each_address_is_mailed_once_and_again_only_until_it_is_sent<S: Store>(store: &S) {
    let desk = Desk::open(store);
    key(&desk);
    let early = mail(&desk);
    assert_eq!(early.messages, []);
    assert!(early.next.is_some_and(|next| next > desk.now()));
    desk.wait(16);
    let due = mail(&desk);
    assert_eq!(told(&due), BOTH);
    assert_eq!(
        mail(&desk).messages,
        due.messages,
        "until it is said what became of them"
    );
    settle(&desk, &due.messages[0].id, None);
    settle(&desk, &due.messages[1].id, Some(MailFailureKind::Unreachable));
    let waiting = mail(&desk);
    assert_eq!(waiting.messages, []);
    let in_minutes = waiting.next.map(|next| (next - desk.now()).num_minutes());
    assert_eq!(in_minutes, Some(1));
    desk.wait(1);
    let again = mail(&desk);
    assert_eq!(again.messages, [due.messages[1].clone()], "under the same id");
    settle(&desk, &again.messages[0].id, None);
    assert_eq!(mail(&desk).messages, []);
}

pub fn who_is_mailed_follows_the_policy_and_the_key_and_says_why<S: Store>(store: &S) {
    let desk = Desk::open(store);
    added(&desk, "Tom Roth", "tom@northwind.example", Role::ApiTokenManager);
    let gone = added(&desk, "Gone", "gone@northwind.example", Role::ApiTokenManager).id;
    person_left(store, &desk.caller(), gone).expect("there");
    added(&desk, "No Mail", "", Role::ApiTokenManager);
    key(&desk);
    let reasons = |desk: &Desk<'_, S>| -> Vec<(String, Vec<Reason>)> {
        let schedule = reminder_schedule(&loaded(desk), &desk.caller()).expect("they may read");
        let [Scheduled { addressees, .. }] = &*schedule.keys else {
            panic!("one key");
        };
        let told = addressees
            .iter()
            .map(|one| (one.to.clone(), one.reasons.iter().copied().collect()));
        told.collect()
    };
    let (ops, mia, tom) = (
        ("ops@northwind.example".to_owned(), vec![Reason::OwnerContact]),
        ("mia@northwind.example".to_owned(), vec![Reason::Personnel]),
        ("tom@northwind.example".to_owned(), vec![Reason::TokenManager]),
    );
    let mut policy = desk.workspace().policy;
    policy.reminders.token_managers = false;
    set(&desk, &policy);
    assert_eq!(reasons(&desk), [ops, mia.clone()]);
    policy.reminders.token_managers = true;
    policy.reminders.owner = false;
    set(&desk, &policy);
    assert_eq!(reasons(&desk), [mia, tom]);
}

pub fn of_many_keys_those_that_end_first_are_scheduled<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let [renewed, first, second] = ["renewed", "first", "second"].map(|name| {
        desk.wait(1);
        reminding(&desk, owner, name, choose([], None)).id
    });
    renew_key(store, &desk.caller(), renewed, None, "").expect("a live key");
    let scheduled = |at_most| -> Vec<KeyId> {
        let schedule = first_to_end(&loaded(&desk), desk.now(), at_most).expect("a workspace");
        schedule.keys.iter().map(|one| one.key).collect()
    };
    assert_eq!(scheduled(1), [first]);
    assert_eq!(scheduled(2), [first, second]);
    assert_eq!(scheduled(3), [first, second, renewed]);
    assert_eq!(scheduled(4), scheduled(3));
}

pub fn nobody_is_mailed_of_a_key_that_was_renewed_stopped_or_deleted_meanwhile<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let key = key(&desk);
    desk.wait(16);
    assert_eq!(told(&mail(&desk)), BOTH);
    renew_key(store, &desk.caller(), key.id, None, "").expect("a live key");
    assert_eq!(mail(&desk).messages, []);
    assert_eq!(mails(store, &desk.caller()).expect("they may read"), []);
    desk.wait(166);
    assert_eq!(told(&mail(&desk)), BOTH);
    let owner = key.owner.account().expect("an account");
    disable_account(store, &desk.caller(), owner).expect("enabled");
    assert_eq!(mail(&desk).messages, []);
    let other = reminding(&desk, desk.account("svc-more").id, "more", choose([], None));
    desk.wait(16);
    let sent = mail(&desk);
    assert_eq!(told(&sent), ["ops@northwind.example"]);
    settle(&desk, &sent.messages[0].id, None);
    revoke_key(store, &desk.caller(), other.id).expect("a live key");
    delete_key(store, &desk.caller(), other.id).expect("it was revoked");
    assert_eq!(mails(store, &desk.caller()).expect("they may read"), []);
}

pub fn a_refused_address_is_tried_when_somebody_asks<S: Store>(store: &S) {
    let desk = Desk::open(store);
    key(&desk);
    desk.wait(16);
    let due = mail(&desk);
    settle(&desk, &due.messages[0].id, Some(MailFailureKind::AddressRefused));
    settle(&desk, &due.messages[1].id, None);
    desk.wait(1);
    assert_eq!(mail(&desk).messages, []);
    let refused = mails(store, &desk.caller()).expect("they may read");
    let said = refused.iter().find_map(|mail| match &mail.state {
        MailState::Refused { failure, .. } => Some(&*failure.said),
        MailState::Waiting { .. } | MailState::Sent { .. } => None,
    });
    assert_eq!(said, Some("550 no such user"));
    desk.changes_nothing(|| try_mails_again(store, &desk.caller()));
    assert_eq!(mail(&desk).messages, [due.messages[0].clone()]);
}

pub fn what_was_done_while_it_was_locked_is_taken_in<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let key = key(&desk);
    desk.wait(16);
    let schedule = reminder_schedule(&loaded(&desk), &desk.caller()).expect("they may read");
    let mut elsewhere = Outbox::default();
    let agenda = schedule.agenda(&Ledger::default(), desk.now());
    elsewhere.take_up(&schedule, &agenda.due, desk.now());
    let message = elsewhere.to_send(desk.now()).remove(0);
    elsewhere.settle(&message.id, None, desk.now());
    let here = DeviceId::new(&mut |bytes| bytes.fill(3));
    let reminder = message.reminders[0];
    let gone = Reminder {
        key: desk.unknown_key(),
        ..reminder
    };
    let deliveries = [
        Delivery::now(reminder, desk.now()),
        Delivery::now(gone, desk.now()),
    ];
    let mut mailed: Vec<_> = elsewhere.iter().cloned().collect();
    let unknown = mailed[0].clone();
    mailed.push(keytower_domain::mailing::Mail {
        reminder: gone,
        ..unknown
    });
    for _ in 0..2 {
        desk.changes_nothing(|| take_in_reminders(store, &desk.caller(), here, &deliveries, &mailed));
        let told_here = delivered_reminders(store, &desk.caller(), here).expect("they may read");
        assert_eq!(told_here, deliveries[..1]);
    }
    let left = mail(&desk);
    assert_eq!(left.messages.len(), 1, "the one that wasn't sent");
    assert_ne!(left.messages[0].to, message.to);
    assert_eq!(key.id, reminder.key);
}

pub fn who_may_not_read_mails_nothing<S: Store>(store: &S) {
    let desk = Desk::open(store);
    key(&desk);
    desk.wait(16);
    let nobody = person("Kim", Role::None);
    let caller = desk.caller_as(&nobody);
    let refused = desk.refuses(|| mail_reminders(store, &loaded(&desk), &caller));
    assert!(matches!(refused, ReadError::Forbidden(_)), "{refused:?}");
    let refused = desk.refuses(|| reminder_schedule(&loaded(&desk), &caller));
    assert!(matches!(refused, ReadError::Forbidden(_)), "{refused:?}");
    assert_eq!(told(&mail(&desk)), BOTH);
}
