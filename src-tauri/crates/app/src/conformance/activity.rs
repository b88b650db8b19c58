//! Finding events in the log.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use chrono::TimeDelta;
use keytower_domain::actor::Role;
use keytower_domain::event::{EventKind, Subject};

use super::desk::{Desk, person};
use super::scripts::Script;
use crate::{
    Activity, EventQuery, Inventory, Logged, Named, Store, delete_key, events_of, named, read_event,
    revoke_key,
};

/// The log as it is loaded anew.
fn loaded<S: Store>(desk: &Desk<'_, S>) -> Activity {
    let mut activity = Activity::default();
    refresh(desk, &mut activity);
    activity
}

fn refresh<S: Store>(desk: &Desk<'_, S>, activity: &mut Activity) -> bool {
    let mut inventory = Inventory::default();
    desk.read(|tx| inventory.refresh(tx));
    desk.read(|tx| activity.refresh(tx, &inventory))
}

fn words(text: &str) -> EventQuery {
    EventQuery {
        text: text.to_owned(),
        ..EventQuery::default()
    }
}

fn about(subject: Subject) -> EventQuery {
    EventQuery {
        subject: Some(subject),
        ..EventQuery::default()
    }
}

/// The kinds of the events that a query finds, newest first.
fn kinds<S: Store>(desk: &Desk<'_, S>, query: &EventQuery) -> Vec<EventKind> {
    let found = loaded(desk).find(query);
    let event = |seq| desk.read(|tx| tx.event(seq)).expect("an event that is there");
    found.into_iter().map(|seq| event(seq).body.kind).collect()
}

fn called<S: Store>(desk: &Desk<'_, S>, subject: Subject) -> Named {
    let mut inventory = Inventory::default();
    desk.read(|tx| inventory.refresh(tx));
    desk.read(|tx| named(tx, &inventory, subject))
}

pub fn events_are_found_by_what_they_are_about_by_who_and_by_what_happened<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let id = desk.key(owner, "Größe").id;
    let mia = person("Mia Łoś", Role::ApiTokenManager);
    revoke_key(store, &desk.caller_as(&mia), id).expect("live");
    let life = [
        EventKind::KeyRevoked,
        EventKind::KeyHandedOut,
        EventKind::KeyGenerated,
    ];
    assert_eq!(kinds(&desk, &words("große")), life);
    assert_eq!(kinds(&desk, &words(&format!("ktw_{id}_••••"))), life);
    assert_eq!(kinds(&desk, &words("GROSSE")), []);
    assert_eq!(kinds(&desk, &words("łos")), [EventKind::KeyRevoked]);
    assert_eq!(
        kinds(&desk, &words("größe ada generated")),
        [EventKind::KeyGenerated]
    );
    assert_eq!(
        kinds(&desk, &words("svc-ops")),
        [EventKind::AccountGranted, EventKind::AccountCreated]
    );
    assert_eq!(
        kinds(&desk, &words(" ")).len(),
        usize::try_from(desk.head().seq).expect("a few events")
    );
    assert!(words(" ").finds_all() && !words("a").finds_all());
    assert_eq!(loaded(&desk).actors(), ["Ada Lovelace", "Mia Łoś"]);
}

pub fn events_are_narrowed_by_kind_by_subject_by_who_and_by_time<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let (one, other) = (desk.key(owner, "one").id, desk.key(owner, "other").id);
    desk.wait(1);
    let day = desk.now();
    revoke_key(store, &desk.caller(), one).expect("live");
    desk.wait(1);
    let mia = person("Mia", Role::ApiTokenManager);
    revoke_key(store, &desk.caller_as(&mia), other).expect("live");
    let revoked = EventQuery {
        kinds: vec![EventKind::KeyRevoked, EventKind::KeyDeleted],
        ..EventQuery::default()
    };
    assert_eq!(kinds(&desk, &revoked), [EventKind::KeyRevoked; 2]);
    let found = loaded(&desk).find(&revoked);
    assert!(found[0] > found[1], "newest first: {found:?}");
    assert_eq!(
        kinds(&desk, &about(Subject::Key(one))),
        [
            EventKind::KeyRevoked,
            EventKind::KeyHandedOut,
            EventKind::KeyGenerated
        ]
    );
    assert_eq!(kinds(&desk, &about(Subject::Key(desk.unknown_key()))), []);
    let by = |name: &str| EventQuery {
        actor: Some(name.to_owned()),
        ..EventQuery::default()
    };
    assert_eq!(kinds(&desk, &by("Mia")), [EventKind::KeyRevoked]);
    assert_eq!(kinds(&desk, &by("mia")), []);
    let within = |since, until| EventQuery {
        since: Some(since),
        until: Some(until),
        ..EventQuery::default()
    };
    let moment = TimeDelta::milliseconds(1);
    assert_eq!(
        kinds(&desk, &within(day, day + moment)),
        [EventKind::KeyRevoked],
        "from its start"
    );
    assert_eq!(kinds(&desk, &within(day - moment, day)), [], "to before its end");
}

pub fn a_key_is_found_by_its_name_now_and_a_deleted_one_by_the_name_it_had<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let id = desk.key(owner, "first").id;
    let mut refreshed = loaded(&desk);
    desk.rename(id, "second");
    refresh(&desk, &mut refreshed);
    let found = |activity: &Activity, text: &str| activity.find(&words(text)).len();
    assert_eq!((found(&refreshed, "first"), found(&refreshed, "second")), (0, 3));
    revoke_key(store, &desk.caller(), id).expect("live");
    delete_key(store, &desk.caller(), id).expect("revoked");
    refresh(&desk, &mut refreshed);
    assert_eq!(
        (found(&refreshed, "second"), found(&loaded(&desk), "second")),
        (5, 5)
    );
    let named = |name: &str, exists| Named {
        name: name.to_owned(),
        exists,
    };
    assert_eq!(called(&desk, Subject::Key(id)), named("second", false));
    assert_eq!(called(&desk, Subject::Account(owner)), named("svc-ops", true));
    assert_eq!(
        called(&desk, Subject::Resource(desk.resource("Flights").id)),
        named("Flights", true)
    );
    assert_eq!(
        called(&desk, Subject::Aircraft(desk.aircraft("SP-KTA").id)),
        named("SP-KTA", true)
    );
    assert_eq!(
        called(&desk, Subject::Workspace(desk.workspace().account_id)),
        named("Northwind Ops", true)
    );
    assert_eq!(called(&desk, Subject::Key(desk.unknown_key())), named("", false));
}

pub fn a_refreshed_log_is_as_one_that_is_loaded_anew_after_every_change<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let script = Script::new(&desk, 41);
    let mut refreshed = Activity::default();
    let queries = ["", "feed", "svc", "ada", "deleted", "backup granted"].map(words);
    for step in 0..100 {
        script.step();
        refresh(&desk, &mut refreshed);
        let anew = loaded(&desk);
        for query in &queries {
            assert_eq!(
                refreshed.find(query),
                anew.find(query),
                "after step {step}: {query:?}"
            );
        }
    }
    assert!(!refresh(&desk, &mut refreshed), "nothing new");
    assert!(
        !refreshed.find(&queries[4]).is_empty(),
        "the sequence came that far"
    );
}

pub fn a_place_of_the_log_is_read_and_one_that_is_missing_is_said_to_be_so<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let id = desk.account("svc-ops").id;
    let head = desk.head();
    let read = |seq| desk.read(|tx| read_event(tx, seq));
    assert_eq!(
        read(head.seq).event().map(keytower_domain::event::Event::head),
        Some(head)
    );
    let seq = head.seq + 1;
    assert_eq!(read(seq), Logged::Unreadable { seq });
    assert_eq!(
        desk.read(|tx| events_of(tx, Subject::Account(id), 9)),
        [read(head.seq)]
    );
}
