//! The inventory in memory: as fresh as the store.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use std::fmt::Write as _;

use keytower_domain::canonical::RowDigest;
use keytower_domain::id::KeyId;
use keytower_domain::key::KeyState;
use keytower_domain::time::Instant;

use super::desk::Desk;
use super::scripts::Script;
use crate::{Entry, Inventory, KeyQuery, KeySort, Store, confirm_import, disable_key, preview_import};

pub(super) const SORTS: [KeySort; 7] = [
    KeySort::Name,
    KeySort::Owner,
    KeySort::Resources,
    KeySort::Aircraft,
    KeySort::State,
    KeySort::Expires,
    KeySort::Generated,
];

/// Every key, by name.
pub(super) fn all() -> KeyQuery {
    KeyQuery {
        text: String::new(),
        states: vec![],
        owners: vec![],
        resources: vec![],
        aircraft: vec![],
        expires_within_days: None,
        sort: KeySort::Name,
        descending: false,
    }
}

pub(super) fn search(text: &str) -> KeyQuery {
    KeyQuery {
        text: text.to_owned(),
        ..all()
    }
}

pub(super) fn loaded<S: Store>(desk: &Desk<'_, S>) -> Inventory {
    let mut inventory = Inventory::default();
    desk.read(|tx| inventory.refresh(tx));
    inventory
}

pub(super) fn ids(inventory: &Inventory, query: &KeyQuery, now: Instant) -> Vec<KeyId> {
    inventory
        .find(query, now)
        .into_iter()
        .filter_map(|place| inventory.entry(place))
        .map(|entry| entry.key.id)
        .collect()
}

/// All that an inventory says, in an order of its own.
#[derive(Debug, PartialEq)]
struct Told {
    keys: Vec<(KeyId, RowDigest, KeyState, [u32; 3])>,
    owners: Vec<RowDigest>,
    found: Vec<Vec<KeyId>>,
}

fn told(inventory: &Inventory, now: Instant) -> Told {
    let tell = |entry: &Entry| {
        let key = &entry.key;
        (
            key.id,
            key.digest(),
            inventory.state(key, now),
            inventory.counts(key),
        )
    };
    let mut keys: Vec<_> = inventory.entries().map(tell).collect();
    keys.sort_by_key(|(id, ..)| *id);
    let mut owners: Vec<_> = inventory
        .owners()
        .map(|account| (account.id, account.digest()))
        .collect();
    owners.sort_by_key(|(id, _)| *id);
    let sorted = |sort| {
        [false, true].map(|descending| {
            ids(
                inventory,
                &KeyQuery {
                    sort,
                    descending,
                    ..all()
                },
                now,
            )
        })
    };
    let found = SORTS
        .into_iter()
        .flat_map(sorted)
        .chain([ids(inventory, &search("svc-1"), now)])
        .collect();
    Told {
        keys,
        owners: owners.into_iter().map(|(_, digest)| digest).collect(),
        found,
    }
}

pub fn an_inventory_is_empty_until_there_are_keys_and_reads_only_what_is_new<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let mut inventory = Inventory::default();
    assert!(desk.read(|tx| inventory.refresh(tx)) && inventory.is_empty());
    assert!(!desk.read(|tx| inventory.refresh(tx)), "nothing new");
    let owner = desk.account("svc-ops").id;
    let key = desk.key(owner, "feed");
    assert!(desk.read(|tx| inventory.refresh(tx)));
    assert_eq!(
        (inventory.len(), inventory.owner(owner)),
        (1, Some(&desk.kept_account(owner)))
    );
    assert_eq!(
        inventory.entry(0).map(|entry| entry.key.digest()),
        Some(key.digest())
    );
    assert!(inventory.entry(1).is_none());
}

pub fn a_refreshed_inventory_is_as_one_that_is_loaded_anew_after_every_change<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let script = Script::new(&desk, 31);
    let mut refreshed = Inventory::default();
    for step in 0..100 {
        script.step();
        desk.read(|tx| refreshed.refresh(tx));
        assert_eq!(
            told(&refreshed, desk.now()),
            told(&loaded(&desk), desk.now()),
            "after step {step}"
        );
    }
    assert!(refreshed.len() > 5, "the sequence made keys");
}

pub fn an_inventory_that_missed_many_changes_is_as_one_that_is_loaded_anew<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let (gone, stays) = (desk.revoked_key(owner, "gone").id, desk.key(owner, "stays").id);
    let mut refreshed = loaded(&desk);
    crate::delete_key(store, &desk.caller(), gone).expect("revoked");
    disable_key(store, &desk.caller(), stays).expect("live");
    let mut file = String::from("Reg\n");
    for number in 0..1_000 {
        writeln!(file, "R{number}").expect("strings take text");
    }
    let plan = preview_import(store, &desk.caller(), file.as_bytes()).expect("readable");
    confirm_import(store, &desk.caller(), &plan).expect("as shown");
    desk.key(owner, "new");
    assert!(desk.read(|tx| refreshed.refresh(tx)));
    assert_eq!(told(&refreshed, desk.now()), told(&loaded(&desk), desk.now()));
}
