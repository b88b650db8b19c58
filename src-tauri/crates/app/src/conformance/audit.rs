//! The chain of events, and rows compared with it.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use std::fmt::Write as _;

use keytower_domain::account::ServiceAccount;
use keytower_domain::event::{Event, EventBody, Head, Link, Subject};
use keytower_domain::key::{Key, Life};

use super::desk::Desk;
use super::scripts::Script;
use crate::{
    ChainReport, ReadError, Store, StoreError, check_chain, check_chain_while, confirm_import, delete_key,
    disable_key, holds_seen, preview_import,
};

fn check<S: Store>(desk: &Desk<'_, S>, seen: Option<Head>) -> ChainReport {
    check_chain(desk.store, &desk.caller(), seen).expect("readable")
}

pub fn the_chain_is_intact_after_everything_that_can_be_done<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let script = Script::new(&desk, 21);
    for _ in 0..200 {
        script.step();
    }
    desk.follow(Head::START, &desk.events());
    assert_eq!(
        check(&desk, Some(desk.head())),
        ChainReport::Intact {
            events: desk.head().seq
        }
    );
}

pub fn what_was_seen_of_the_chain_before_is_still_in_it<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let mut seen = vec![Head::START, desk.head()];
    for name in ["one", "two", "three"] {
        desk.account(name);
        seen.push(desk.head());
    }
    for head in seen {
        assert!(holds_seen(store, head).expect("readable"));
        assert_eq!(
            check(&desk, Some(head)),
            ChainReport::Intact {
                events: desk.head().seq
            }
        );
    }
}

pub fn a_chain_older_than_what_was_seen_has_lost_its_tail<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let head = desk.head();
    let seen = Head {
        seq: head.seq + 2,
        ..head
    };
    assert!(!holds_seen(store, seen).expect("readable"));
    assert_eq!(
        check(&desk, Some(seen)),
        ChainReport::TailMissing {
            seen: head.seq + 2,
            found: head.seq
        }
    );
}

pub fn a_chain_that_says_otherwise_than_what_was_seen_is_broken_there<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let seen = Head {
        mac: Link([7; 32]),
        ..desk.head()
    };
    desk.account("svc-ops");
    assert!(!holds_seen(store, seen).expect("readable"));
    assert_eq!(check(&desk, Some(seen)), ChainReport::BrokenAt { seq: seen.seq });
}

pub fn a_row_changed_or_added_without_an_event_is_named<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let account = desk.account("svc-ops");
    let key = desk.key(account.id, "feed");
    disable_key(store, &desk.caller(), key.id).expect("live");
    let (disabled, seq) = (desk.kept_key(key.id), desk.head().seq);
    let enabled = Key {
        life: Life::Active,
        ..disabled.clone()
    };
    let write =
        |before: &Key, after: &Key| store.write::<_, StoreError>(|tx| tx.update_key(before.digest(), after));
    write(&disabled, &enabled).expect("as it was");
    assert_eq!(
        check(&desk, None),
        ChainReport::RowDiffers {
            subject: Subject::Key(key.id),
            seq
        }
    );
    write(&enabled, &disabled).expect("as it was");
    assert_eq!(check(&desk, None), ChainReport::Intact { events: seq });
    let name = keytower_domain::account::AccountName::parse("svc-eve").expect("a name");
    let added = ServiceAccount {
        id: desk.unknown_account(),
        name,
        ..account
    };
    store
        .write::<_, StoreError>(|tx| tx.insert_account(&added))
        .expect("the name is free");
    assert_eq!(
        check(&desk, None),
        ChainReport::RowDiffers {
            subject: Subject::Account(added.id),
            seq: 0
        }
    );
}

pub fn a_key_deleted_without_an_event_is_named<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let account = desk.account("svc-ops");
    let (first, second) = (
        desk.revoked_key(account.id, "first"),
        desk.revoked_key(account.id, "second"),
    );
    delete_key(store, &desk.caller(), first.id).expect("revoked");
    assert_eq!(
        check(&desk, None),
        ChainReport::Intact {
            events: desk.head().seq
        }
    );
    let last = desk.read(|tx| tx.places_of(Subject::Key(second.id), 1))[0];
    store
        .write::<_, StoreError>(|tx| tx.delete_key(second.digest(), second.id, desk.now()))
        .expect("as it was");
    assert_eq!(
        check(&desk, None),
        ChainReport::RowDiffers {
            subject: Subject::Key(second.id),
            seq: last
        }
    );
}

pub fn a_check_says_how_far_it_is_and_ends_when_it_shall_not_go_on<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let (of, mut told) = (desk.head().seq, Vec::new());
    let mut until = |steps: usize| {
        told.clear();
        let report = check_chain_while(store, &desk.caller(), None, &mut |progress| {
            told.push(progress.done);
            assert_eq!(progress.of, of);
            told.len() < steps
        });
        (report, told.clone())
    };
    let (report, told) = until(9);
    assert!(matches!(report, Ok(ChainReport::Intact { events }) if events == of));
    assert_eq!(told, [0, of]);
    for steps in [1, 2] {
        let (report, told) = until(steps);
        assert!(matches!(report, Err(ReadError::Stopped)), "{report:?}");
        assert_eq!(told.len(), steps);
    }
}

pub fn an_event_that_nobody_linked_breaks_the_chain<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let newest = desk.events().pop().expect("there are events");
    let seq = newest.body.seq + 1;
    let forged = Event {
        body: EventBody { seq, ..newest.body },
        mac: newest.mac,
    };
    store
        .write::<_, StoreError>(|tx| tx.append(&forged))
        .expect("the place is free");
    assert_eq!(check(&desk, None), ChainReport::BrokenAt { seq });
}

pub fn a_chain_of_more_events_than_are_read_at_once_is_walked_to_its_end<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let mut file = String::from("Reg\n");
    for number in 0..10_010 {
        writeln!(file, "R{number}").expect("strings take text");
    }
    let plan = preview_import(store, &desk.caller(), file.as_bytes()).expect("readable");
    confirm_import(store, &desk.caller(), &plan).expect("as shown");
    let head = desk.head();
    assert_eq!(head.seq, 10_010 + 29);
    assert_eq!(check(&desk, Some(head)), ChainReport::Intact { events: head.seq });
    let forged = Event {
        body: EventBody {
            seq: head.seq + 1,
            ..desk.read(|tx| tx.events_after(head.seq - 1, 1)).remove(0).body
        },
        mac: head.mac,
    };
    store
        .write::<_, StoreError>(|tx| tx.append(&forged))
        .expect("the place is free");
    assert_eq!(check(&desk, None), ChainReport::BrokenAt { seq: head.seq + 1 });
}
