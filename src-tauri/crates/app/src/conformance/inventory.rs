//! The inventory in memory: as fresh as the store.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use std::fmt::Write as _;

use keytower_domain::access::Grants;
use keytower_domain::canonical::RowDigest;
use keytower_domain::id::{AircraftId, KeyId, PersonId, ResourceId, TemplateId};
use keytower_domain::key::KeyState;
use keytower_domain::time::Instant;
use keytower_domain::workspace::Workspace;

use super::desk::Desk;
use super::scripts::Script;
use crate::{
    Entry, Inventory, KeyQuery, KeySort, OwnerKeys, Store, confirm_import, disable_key, edit_aircraft,
    preview_import,
};

pub(super) const SORTS: [KeySort; 8] = [
    KeySort::Name,
    KeySort::Owner,
    KeySort::Resources,
    KeySort::Aircraft,
    KeySort::State,
    KeySort::Expires,
    KeySort::Generated,
    KeySort::LastUsed,
];

/// Every key, by name.
pub(super) fn all() -> KeyQuery {
    KeyQuery {
        text: String::new(),
        states: vec![],
        owners: vec![],
        resources: vec![],
        aircraft: vec![],
        groups: vec![],
        personnel: Vec::new(),
        expires_within_days: None,
        ends: None,
        attention: vec![],
        not_conforming: false,
        sort: KeySort::Name,
        unused: None,
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
    workspace: Option<RowDigest>,
    people: Vec<(PersonId, RowDigest)>,
    keys: Vec<(KeyId, RowDigest, KeyState, [u32; 3])>,
    owners: Vec<(RowDigest, OwnerKeys, Option<Grants>)>,
    templates: Vec<(TemplateId, RowDigest)>,
    aircraft: Vec<(AircraftId, RowDigest, usize)>,
    in_service: usize,
    resources: Vec<(ResourceId, RowDigest, usize)>,
    counts: [usize; 3],
    found: Vec<Vec<KeyId>>,
}

fn told(inventory: &mut Inventory, now: Instant) -> Told {
    let (inventory, tally) = inventory.counted(now);
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
        .map(|owner| {
            let id = owner.id();
            let access = inventory.access(id).cloned();
            (id, (owner.digest(), tally.of_owner(id), access))
        })
        .collect();
    owners.sort_by_key(|(id, _)| *id);
    let mut people: Vec<_> = inventory.people().map(|it| (it.id, it.digest())).collect();
    people.sort_by_key(|(id, _)| *id);
    let mut templates: Vec<_> = inventory.templates().map(|it| (it.id, it.digest())).collect();
    templates.sort_by_key(|(id, _)| *id);
    let fleet = inventory.fleet();
    let mut aircraft: Vec<_> = fleet
        .airframes()
        .map(|airframe| {
            let aircraft = &airframe.aircraft;
            assert_eq!(
                fleet.registered(&airframe.registration),
                Some(aircraft),
                "found by registration"
            );
            (aircraft.id, aircraft.digest(), tally.of_aircraft(aircraft.id))
        })
        .collect();
    aircraft.sort_by_key(|(id, ..)| *id);
    let mut resources: Vec<_> = inventory
        .resources()
        .map(|resource| (resource.id, resource.digest(), tally.of_resource(resource.id)))
        .collect();
    resources.sort_by_key(|(id, ..)| *id);
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
        workspace: inventory.workspace().map(Workspace::digest),
        people,
        keys,
        owners: owners.into_iter().map(|(_, told)| told).collect(),
        templates,
        aircraft,
        in_service: fleet.in_service(),
        resources,
        counts: [tally.live, tally.attention, tally.owners_of_live()],
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
        (inventory.len(), inventory.owner(owner.into())),
        (1, Some(&desk.kept_account(owner).into()))
    );
    assert_eq!(
        inventory.entry(0).map(|entry| entry.key.digest()),
        Some(key.digest())
    );
    assert!(inventory.entry(1).is_none());
}

pub fn a_refreshed_inventory_is_as_one_that_is_loaded_anew_after_every_change<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let script = Script::new(&desk, 35);
    let mut refreshed = Inventory::default();
    for step in 0..160 {
        script.step();
        desk.read(|tx| refreshed.refresh(tx));
        let now = refreshed.now(&desk.clock);
        assert_eq!(
            told(&mut refreshed, now),
            told(&mut loaded(&desk), now),
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
    assert_eq!(
        told(&mut refreshed, desk.now()),
        told(&mut loaded(&desk), desk.now())
    );
    assert_eq!(refreshed.fleet().in_service(), 1_000);
    for number in 0..=1_000 {
        desk.generate(owner, &format!("many {number}"));
    }
    assert!(desk.read(|tx| refreshed.refresh(tx)));
    assert_eq!(
        told(&mut refreshed, desk.now()),
        told(&mut loaded(&desk), desk.now())
    );
    assert_eq!(refreshed.len(), 1_003);
}

pub fn a_registration_that_was_given_up_is_another_aircrafts_in_memory_too<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let (first, second) = (desk.aircraft("SP-KTA"), desk.aircraft("SP-KTB"));
    let mut inventory = loaded(&desk);
    let named = |registration| crate::DescribeAircraft {
        registration,
        icao_address: "",
        aircraft_type: "",
        operator: "",
        tags: &[],
    };
    edit_aircraft(store, &desk.caller(), first.id, &named("SP-KTC")).expect("free");
    edit_aircraft(store, &desk.caller(), second.id, &named("SP-KTA")).expect("given up");
    desk.read(|tx| inventory.refresh(tx));
    let of = |registration| {
        inventory
            .fleet()
            .registered(registration)
            .map(|aircraft| aircraft.id)
    };
    assert_eq!(
        [of("SPKTA"), of("SPKTB"), of("SPKTC")],
        [Some(second.id), None, Some(first.id)]
    );
}

pub fn what_is_counted_of_keys_follows_the_passing_of_time<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let mut inventory = loaded(&desk);
    desk.key(owner, "feed");
    desk.read(|tx| inventory.refresh(tx));
    let mut counted = |now| {
        let tally = inventory.counted(now).1;
        (tally.live, tally.attention, tally.of_owner(owner.into()).all)
    };
    let end = desk
        .kept_key(loaded(&desk).entry(0).expect("one").key.id)
        .expires_at
        .expect("it ends");
    let (day, moment) = (chrono::TimeDelta::days(1), chrono::TimeDelta::milliseconds(1));
    for (now, wanted) in [
        (desk.now(), (1, 0, 1)),
        (end - day * 15 - moment, (1, 0, 1)),
        (end - day * 15, (1, 1, 1)),
        (end, (0, 1, 1)),
        (end + day * 14, (0, 1, 1)),
        (end + day * 14 + moment, (0, 0, 1)),
        // The clock was accepted, further back than anything was counted.
        (desk.now() - day, (1, 0, 1)),
    ] {
        assert_eq!(counted(now), wanted, "at {now}");
    }
}
