//! Finding and sorting keys in the inventory.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use keytower_domain::access::{Level, Rights};
use keytower_domain::aircraft_scope::AircraftScope;
use keytower_domain::id::AircraftId;
use keytower_domain::key::{HandedOut, Key, KeyState};

use super::desk::Desk;
use super::inventory::{SORTS, all, ids, loaded, search};
use crate::{
    DescribeAccount, Expiry, GenerateKey, KeyQuery, KeySort, Store, disable_account, disable_key,
    edit_account, expire_key, generate_key, hand_out_key, revoke_key,
};

/// The names that a query finds now, in its order.
fn names<S: Store>(desk: &Desk<'_, S>, query: &KeyQuery) -> Vec<String> {
    let inventory = loaded(desk);
    let found = inventory.find(query, desk.now());
    found
        .into_iter()
        .filter_map(|place| inventory.entry(place))
        .map(|entry| entry.key.description.name.clone())
        .collect()
}

/// Four keys: *alpha* and *Bravo* of yesterday, *charlie* and *Delta* of today.
struct Example {
    aircraft: [AircraftId; 2],
    keys: [Key; 4],
}

fn example<S: Store>(desk: &Desk<'_, S>) -> Example {
    let store = desk.store;
    let (a, b) = (desk.account("svc-a").id, desk.account("SVC-B").id);
    let aircraft = [desk.aircraft("SP-KTA").id, desk.aircraft("SP-KTB").id];
    let key = |request: GenerateKey| {
        let id = generate_key(store, &desk.caller(), &request)
            .expect("in order")
            .key
            .id;
        hand_out_key(store, &desk.caller(), id, HandedOut::Copied).expect("there")
    };
    let modify = desk.chosen(&[("Flights", Level::Modify)]);
    let both = desk.chosen(&[("Flights", Level::View), ("Airports", Level::View)]);
    let one = AircraftScope::Only([aircraft[0]].into());
    let two = AircraftScope::Only(aircraft.into());
    let alpha = key(GenerateKey {
        rights: modify,
        ..desk.request(b, "alpha")
    });
    let bravo = key(GenerateKey {
        scope: one,
        expiry: Expiry::Days(10),
        ..desk.request(a, "Bravo")
    });
    desk.wait(1);
    let charlie = key(GenerateKey {
        rights: both,
        scope: two,
        ..desk.request(a, "charlie")
    });
    let delta = GenerateKey {
        rights: Rights::AllOfOwner,
        expiry: Expiry::Days(10),
        ..desk.request(b, "Delta")
    };
    let delta = key(GenerateKey {
        description: "Przyloty Łódź".into(),
        ..delta
    });
    let charlie = revoke_key(store, &desk.caller(), charlie.id).expect("live");
    let delta = disable_key(store, &desk.caller(), delta.id).expect("live");
    Example {
        aircraft,
        keys: [alpha, bravo, charlie, delta],
    }
}

pub fn search_finds_without_case_and_accents_in_every_field_and_needs_every_word<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let Example { keys, .. } = example(&desk);
    desk.key(keys[0].owner, "Größe café");
    let asked_for = GenerateKey {
        approved_by: "Zoë Łoś".into(),
        reason: "OPS-118, night shift".into(),
        ..desk.request(keys[1].owner, "Echo")
    };
    generate_key(desk.store, &desk.caller(), &asked_for).expect("in order");
    let found = |text: &str| names(&desk, &search(text));
    assert_eq!(found("ALPHA"), ["alpha"]);
    assert_eq!(found("GRÖSSE"), Vec::<String>::new());
    assert_eq!(found("größe CAFE"), ["Größe café"]);
    assert_eq!(found("  cafe   große "), ["Größe café"]);
    assert_eq!(found("przyloty łodz"), ["Delta"]);
    assert_eq!(found("svc-b delta"), ["Delta"]);
    assert_eq!(found("Svc-A"), ["Bravo", "charlie", "Echo"]);
    assert_eq!(
        (found("zoe łos"), found("ops-118")),
        (vec!["Echo".into()], vec!["Echo".into()])
    );
    assert_eq!(found("svc-a delta"), Vec::<String>::new());
    assert_eq!(found(&format!("ktw_{}", keys[1].id)), ["Bravo"]);
    assert_eq!(found(&keys[1].id.as_str()[..9].to_uppercase()), ["Bravo"]);
    assert_eq!(
        found(" \t "),
        ["alpha", "Bravo", "charlie", "Delta", "Echo", "Größe café"]
    );
}

pub fn every_sort_has_its_order_both_ways_and_ties_stay_in_order_of_name<S: Store>(store: &S) {
    let desk = Desk::open(store);
    example(&desk);
    let sorted = |sort, descending| {
        names(
            &desk,
            &KeyQuery {
                sort,
                descending,
                ..all()
            },
        )
    };
    for (sort, ascending, descending) in [
        (
            KeySort::Name,
            "alpha Bravo charlie Delta",
            "Delta charlie Bravo alpha",
        ),
        (
            KeySort::Owner,
            "Bravo charlie alpha Delta",
            "alpha Delta Bravo charlie",
        ),
        (
            KeySort::Resources,
            "Bravo charlie alpha Delta",
            "alpha Delta charlie Bravo",
        ),
        (
            KeySort::Aircraft,
            "Bravo charlie alpha Delta",
            "alpha Delta charlie Bravo",
        ),
        (
            KeySort::State,
            "Bravo Delta alpha charlie",
            "charlie alpha Delta Bravo",
        ),
        (
            KeySort::Expires,
            "charlie Bravo Delta alpha",
            "alpha Delta Bravo charlie",
        ),
        (
            KeySort::Generated,
            "alpha Bravo charlie Delta",
            "charlie Delta alpha Bravo",
        ),
    ] {
        assert_eq!(sorted(sort, false).join(" "), ascending, "{sort:?}");
        assert_eq!(
            sorted(sort, true).join(" "),
            descending,
            "{sort:?}, largest first"
        );
    }
}

pub fn keys_of_the_same_name_are_in_order_of_their_ids_and_reversed_by_descending_name<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let mut inventory = loaded(&desk);
    let mut same = Vec::new();
    for _ in 0..6 {
        same.push(desk.revoked_key(owner, "feed").id);
        desk.read(|tx| inventory.refresh(tx));
    }
    same.sort();
    for sort in SORTS {
        for descending in [false, true] {
            let mut expected = same.clone();
            if (sort, descending) == (KeySort::Name, true) {
                expected.reverse();
            }
            assert_eq!(
                ids(
                    &inventory,
                    &KeyQuery {
                        sort,
                        descending,
                        ..all()
                    },
                    desk.now()
                ),
                expected,
                "{sort:?}"
            );
        }
    }
}

pub fn a_key_that_was_often_renamed_is_found_by_its_name_now<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let [before, key, after] = ["alpha", "mike", "zulu"].map(|name| desk.key(owner, name).id);
    let mut inventory = loaded(&desk);
    for name in ["november", "lima", "oscar", "kilo", "papa"] {
        desk.rename(key, name);
        desk.read(|tx| inventory.refresh(tx));
        let found = |text: &str| ids(&inventory, &search(text), desk.now());
        assert_eq!(found(name), [key]);
        assert_eq!(found("mike"), []);
        assert_eq!([found("alpha"), found("zulu")], [[before], [after]]);
        assert_eq!(found("svc-ops"), [before, key, after], "in order of their names");
    }
}

pub fn filters_narrow_and_several_values_of_one_widen<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let Example { aircraft, keys } = example(&desk);
    let found = |query: KeyQuery| names(&desk, &query).join(" ");
    let states = |states: &[KeyState]| {
        found(KeyQuery {
            states: states.to_vec(),
            ..all()
        })
    };
    assert_eq!(states(&[KeyState::Active]), "alpha");
    assert_eq!(states(&[KeyState::Disabled, KeyState::Revoked]), "charlie Delta");
    assert_eq!(states(&[KeyState::Expired]), "");
    assert_eq!(
        found(KeyQuery {
            owners: vec![keys[0].owner],
            ..all()
        }),
        "alpha Delta"
    );
    assert_eq!(
        found(KeyQuery {
            owners: vec![keys[0].owner, keys[1].owner],
            ..all()
        }),
        "alpha Bravo charlie Delta"
    );
    assert_eq!(
        found(KeyQuery {
            owners: vec![desk.unknown_account().into()],
            ..all()
        }),
        ""
    );
    let (airports, flights) = (desk.resource("Airports").id, desk.resource("Flights").id);
    assert_eq!(
        found(KeyQuery {
            resources: vec![airports],
            ..all()
        }),
        "charlie"
    );
    assert_eq!(
        found(KeyQuery {
            resources: vec![airports, flights],
            ..all()
        }),
        "alpha Bravo charlie Delta"
    );
    assert_eq!(
        found(KeyQuery {
            aircraft: vec![aircraft[0]],
            ..all()
        }),
        "alpha Bravo charlie Delta"
    );
    assert_eq!(
        found(KeyQuery {
            aircraft: vec![aircraft[1]],
            ..all()
        }),
        "alpha charlie Delta"
    );
    let narrow = KeyQuery {
        aircraft: vec![aircraft[1]],
        owners: vec![keys[1].owner],
        text: "svc".into(),
        ..all()
    };
    assert_eq!(found(narrow), "charlie");
}

pub fn expiring_within_days_takes_what_still_works_up_to_the_instant<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let Example { keys, .. } = example(&desk);
    let ended = desk.key(keys[0].owner, "ended by hand").id;
    expire_key(store, &desk.caller(), ended).expect("live");
    let within = |days| {
        names(
            &desk,
            &KeyQuery {
                expires_within_days: Some(days),
                ..all()
            },
        )
        .join(" ")
    };
    assert_eq!(
        within(365),
        "alpha Bravo Delta",
        "neither revoked nor ended by hand"
    );
    assert_eq!(within(10), "Bravo Delta");
    assert_eq!(within(0), "");
    let end = keys[1].expires_at.expect("it ends");
    desk.clock.set(end - chrono::TimeDelta::days(5));
    assert_eq!(within(5), "Bravo");
    desk.clock.jump(chrono::TimeDelta::milliseconds(-1));
    assert_eq!(within(5), "");
    desk.clock.set(end);
    assert_eq!(within(5), "Delta", "what has just ended expires no more");
}

pub fn counts_are_of_each_level_and_follow_the_owner_of_all<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let Example { keys, .. } = example(&desk);
    let counts = |place: usize| loaded(&desk).counts(&keys[place]);
    assert_eq!(
        [counts(0), counts(1), counts(2), counts(3)],
        [[0, 1, 0], [0, 0, 1], [0, 0, 2], [0, 1, 0]]
    );
    let wider = GenerateKey {
        rights: desk.chosen(&[("Airports", Level::View)]),
        ..desk.request(keys[0].owner, "wider")
    };
    generate_key(store, &desk.caller(), &wider).expect("in order");
    assert_eq!([counts(0), counts(3)], [[0, 1, 0], [0, 1, 1]]);
}

pub fn a_change_of_an_owner_shows_in_its_keys<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let Example { keys, .. } = example(&desk);
    let mut inventory = loaded(&desk);
    let request = DescribeAccount {
        name: "svc-zulu",
        organisation: "",
        email: "ops@northwind.example",
    };
    edit_account(
        store,
        &desk.caller(),
        keys[1].owner.account().expect("an account"),
        &request,
    )
    .expect("free");
    disable_account(
        store,
        &desk.caller(),
        keys[1].owner.account().expect("an account"),
    )
    .expect("enabled");
    desk.read(|tx| inventory.refresh(tx));
    assert_eq!(
        ids(&inventory, &search("zulu"), desk.now()),
        [keys[1].id, keys[2].id]
    );
    assert_eq!(ids(&inventory, &search("svc-a"), desk.now()), []);
    assert_eq!(inventory.state(&keys[1], desk.now()), KeyState::OwnerDisabled);
    let by_owner = ids(
        &inventory,
        &KeyQuery {
            sort: KeySort::Owner,
            ..all()
        },
        desk.now(),
    );
    assert_eq!(by_owner, [keys[0].id, keys[3].id, keys[1].id, keys[2].id]);
}
