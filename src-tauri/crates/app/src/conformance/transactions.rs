//! One transaction: whole or not at all, one after another.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use std::collections::BTreeSet;
use std::thread;

use keytower_domain::access::{Level, Rights};
use keytower_domain::account::ServiceAccount;
use keytower_domain::actor::Role;
use keytower_domain::canonical::RowDigest;
use keytower_domain::event::Head;
use keytower_domain::key::{Key, KeyDescription};

use super::desk::{Desk, person};
use super::instruments::SeededEntropy;
use crate::{
    Caller, ChainReport, DescribeAccount, GenerateKey, ReadTx, Store, StoreError, Stored, WriteTx,
    check_chain, create_account, disable_key, edit_account, generate_key,
};

/// Wrong on purpose.
const STALE: RowDigest = RowDigest([9; 32]);

pub fn a_write_that_fails_leaves_nothing_behind<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let account = desk.account("svc-ops");
    let key = desk.key(account.id, "feed");
    let account = desk.kept_account(account.id);
    let unchanged = (desk.head(), desk.rows());
    let failed: Stored<()> = store.write(|tx| {
        let renamed = ServiceAccount {
            organisation: "Other".into(),
            ..account.clone()
        };
        tx.update_account(account.digest(), &renamed)?;
        tx.update_key(
            key.digest(),
            &Key {
                generated_by: "Eve".into(),
                ..key.clone()
            },
        )?;
        tx.keep_draft(Some("half"))?;
        let event = tx.events_after(0, 1)?.remove(0);
        let next = tx.head()?.seq + 1;
        tx.append(&keytower_domain::event::Event {
            body: keytower_domain::event::EventBody {
                seq: next,
                ..event.body
            },
            mac: event.mac,
        })?;
        assert_eq!(tx.head()?.seq, next, "a transaction sees its own writes");
        assert_eq!(
            tx.account(account.id)?.map(|account| account.organisation),
            Some("Other".into())
        );
        Err(StoreError::Unavailable("on purpose".into()))
    });
    assert!(matches!(failed, Err(StoreError::Unavailable(_))), "{failed:?}");
    assert_eq!((desk.head(), desk.rows()), unchanged);
    assert_eq!(desk.read(|tx| tx.draft()), None);
    desk.account("svc-after");
}

impl<S: Store> Desk<'_, S> {
    /// A write that must be refused and leave nothing.
    fn conflicts(&self, work: impl Fn(&mut dyn WriteTx) -> Stored<()>) {
        let refusal = self.refuses(|| self.store.write(|tx| work(tx)));
        assert!(matches!(refusal, StoreError::Conflict), "{refusal:?}");
    }
}

pub fn an_update_of_a_row_that_is_no_longer_so_is_a_conflict<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let (workspace, resource, aircraft) = (
        desk.workspace(),
        desk.resource("Flights"),
        desk.aircraft("SP-KTA"),
    );
    let account = desk.account("svc-ops");
    let key = desk.revoked_key(account.id, "feed");
    desk.conflicts(|tx| tx.update_workspace(STALE, &workspace));
    desk.conflicts(|tx| tx.update_resource(STALE, &resource));
    desk.conflicts(|tx| tx.update_aircraft(STALE, &aircraft));
    desk.conflicts(|tx| tx.update_account(STALE, &account));
    desk.conflicts(|tx| tx.update_key(STALE, &key));
    desk.conflicts(|tx| tx.delete_key(STALE, key.id, desk.now()));
}

pub fn an_update_of_a_row_that_is_not_there_is_a_conflict<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let account = desk.account("svc-ops");
    let key = desk.key(account.id, "feed");
    let nobody = ServiceAccount {
        id: desk.unknown_account(),
        ..account
    };
    let nothing = Key {
        id: desk.unknown_key(),
        ..key
    };
    desk.conflicts(|tx| tx.update_account(nobody.digest(), &nobody));
    desk.conflicts(|tx| tx.update_key(nothing.digest(), &nothing));
    desk.conflicts(|tx| tx.delete_key(nothing.digest(), nothing.id, desk.now()));
}

pub fn a_row_is_inserted_once_and_a_deleted_key_never_again<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let account = desk.account("svc-ops");
    let (live, deleted) = (desk.key(account.id, "feed"), desk.revoked_key(account.id, "gone"));
    crate::delete_key(store, &desk.caller(), deleted.id).expect("revoked");
    let refuse = |work: &dyn Fn(&mut dyn WriteTx) -> Stored<()>| desk.refuses(|| store.write(|tx| work(tx)));
    refuse(&|tx| tx.insert_key(&live));
    refuse(&|tx| tx.insert_key(&deleted));
    refuse(&|tx| tx.insert_account(&account));
    refuse(&|tx| {
        tx.insert_account(&ServiceAccount {
            id: desk.unknown_account(),
            ..account.clone()
        })
    });
    let event = desk.events().pop().expect("there are events");
    refuse(&|tx| tx.append(&event));
}

pub fn events_are_read_in_order_by_place_and_newest_first_by_subject<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let account = desk.account("svc-ops");
    for name in ["a", "b", "c"] {
        let request = DescribeAccount {
            name,
            organisation: "",
            email: "ops@northwind.example",
        };
        edit_account(store, &desk.caller(), account.id, &request).expect("free");
    }
    let head = desk.head().seq;
    let seqs = |events: Vec<keytower_domain::event::Event>| {
        events.iter().map(|event| event.body.seq).collect::<Vec<_>>()
    };
    assert_eq!(seqs(desk.events()), (1..=head).collect::<Vec<_>>());
    assert_eq!(
        seqs(desk.read(|tx| tx.events_after(head - 3, 2))),
        [head - 2, head - 1]
    );
    assert!(seqs(desk.read(|tx| tx.events_after(head, 10))).is_empty());
    let subject = keytower_domain::event::Subject::Account(account.id);
    assert_eq!(desk.read(|tx| tx.places_of(subject, 2)), [head, head - 1]);
    assert_eq!(
        desk.events().last().map(keytower_domain::event::Event::head),
        Some(desk.head())
    );
}

pub fn a_read_sees_one_state_while_others_write<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let account = desk.account("svc-ops");
    let keys = |tx: &dyn ReadTx| -> Stored<(Head, usize)> { Ok((tx.head()?, tx.keys()?.len())) };
    thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for number in 0..40 {
                desk.key(account.id, &format!("key {number}"));
            }
        });
        while !writer.is_finished() {
            let (head, count) = desk.read(keys);
            let generated = desk.read(|tx| tx.events_after(0, head.seq));
            let is_key = |event: &&keytower_domain::event::Event| {
                event.body.kind == keytower_domain::event::EventKind::KeyGenerated
            };
            assert_eq!(
                generated.iter().filter(is_key).count(),
                count,
                "as many keys as events of keys at {}",
                head.seq
            );
        }
        writer.join().expect("the writer is done");
    });
}

pub fn many_writers_make_one_chain_without_holes<S: Store>(store: &S) {
    const WRITERS: u64 = 8;
    const EACH: usize = 12;
    let desk = Desk::open(store);
    let before = desk.head();
    thread::scope(|scope| {
        for writer in 0..WRITERS {
            let desk = &desk;
            scope.spawn(move || {
                let (entropy, actor) = (
                    SeededEntropy::new(1_000 + writer),
                    person("Ada", Role::ApiTokenManager),
                );
                let caller = Caller {
                    actor: &actor,
                    origin: "desktop",
                    clock: &desk.clock,
                    entropy: &entropy,
                };
                for number in 0..EACH {
                    let name = format!("svc-{writer}-{number}");
                    let request = DescribeAccount {
                        name: &name,
                        organisation: "",
                        email: "ops@northwind.example",
                    };
                    let owner = create_account(store, &caller, &request)
                        .expect("a name of its own")
                        .id;
                    let key = generate_key(store, &caller, &desk.request(owner, "feed"))
                        .expect("in order")
                        .key
                        .id;
                    disable_key(store, &caller, key).expect("live");
                }
            });
        }
    });
    // Created, granted, generated, disabled.
    let events = desk.read(|tx| tx.events_after(before.seq, u32::MAX));
    assert_eq!(events.len(), 8 * EACH * 4);
    desk.follow(before, &events);
    assert_eq!(desk.read(|tx| tx.keys()).len(), 8 * EACH);
    let intact = ChainReport::Intact {
        events: desk.head().seq,
    };
    assert_eq!(
        check_chain(store, &desk.caller(), Some(before)).expect("readable"),
        intact
    );
}

pub fn no_update_is_lost_when_many_widen_the_same_account<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let resources = desk.read(|tx| tx.resources());
    let wanted: Vec<_> = resources
        .iter()
        .filter(|r| r.description.levels.contains_key(&Level::View))
        .take(24)
        .collect();
    thread::scope(|scope| {
        for (writer, part) in wanted.chunks(3).enumerate() {
            let desk = &desk;
            scope.spawn(move || {
                for (number, resource) in part.iter().enumerate() {
                    let rights = Rights::Chosen([(resource.id, Level::View)].into_iter().collect());
                    let request = GenerateKey {
                        rights,
                        ..desk.request(owner, &format!("key {writer} {number}"))
                    };
                    generate_key(store, &desk.caller(), &request).expect("in order");
                }
            });
        }
    });
    let granted: BTreeSet<_> = desk
        .kept_account(owner)
        .own
        .grants
        .iter()
        .map(|(id, _)| id)
        .collect();
    assert_eq!(granted, wanted.iter().map(|resource| resource.id).collect());
    let intact = ChainReport::Intact {
        events: desk.head().seq,
    };
    assert_eq!(
        check_chain(store, &desk.caller(), None).expect("readable"),
        intact
    );
}

pub fn of_many_who_want_the_same_name_one_gets_it<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let before = desk.head();
    let created: usize = thread::scope(|scope| {
        let writers: Vec<_> = (0..8)
            .map(|_| {
                scope.spawn(|| {
                    let request = DescribeAccount {
                        name: "svc-ops",
                        organisation: "",
                        email: "ops@northwind.example",
                    };
                    usize::from(create_account(store, &desk.caller(), &request).is_ok())
                })
            })
            .collect();
        writers
            .into_iter()
            .map(|writer| writer.join().expect("no writer panics"))
            .sum()
    });
    assert_eq!((created, desk.head().seq), (1, before.seq + 1));
    assert_eq!(desk.read(|tx| tx.accounts()).len(), 1);
}

pub fn every_kind_of_row_reads_back_by_id_by_name_and_in_its_list<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let (account, other) = (desk.account("svc-ops"), desk.account("svc-other"));
    let (first, second) = (desk.key(account.id, "feed"), desk.key(other.id, "feed"));
    let description = KeyDescription {
        rights: Rights::AllOfOwner,
        renewal_days: 1,
        ..first.description.clone()
    };
    let changed = Key {
        description,
        ..first.clone()
    };
    store
        .write::<_, StoreError>(|tx| tx.update_key(first.digest(), &changed))
        .expect("as it was");
    assert_eq!(desk.kept_key(first.id).digest(), changed.digest());
    let of_owner = desk.read(|tx| tx.key_names_of(other.id.into()));
    assert_eq!(of_owner, [(second.id, second.description.name.clone())]);
    let all: BTreeSet<_> = desk.read(|tx| tx.keys()).iter().map(|key| key.id).collect();
    assert_eq!(all, [first.id, second.id].into());
    assert_eq!(
        desk.read(|tx| tx.account_named("svc-other")),
        Some(desk.kept_account(other.id))
    );
    assert_eq!(desk.read(|tx| tx.account_named("svc-nobody")), None);
    assert_eq!(desk.read(|tx| tx.aircraft_registered("SPKTA")), None);
    assert_eq!(desk.read(|tx| tx.deleted_at(first.id)), None);
}
