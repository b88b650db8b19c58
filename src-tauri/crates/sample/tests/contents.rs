//! What is in sample data, by the same reading that the window does.

use std::collections::{BTreeMap, HashMap, HashSet};

use keytower_app::conformance::instruments::{JumpingClock, SeededEntropy};
use keytower_app::domain::access::Rights;
use keytower_app::domain::actor::Role;
use keytower_app::domain::aircraft_scope::AircraftScope;
use keytower_app::domain::event::EventKind;
use keytower_app::domain::key::{HandedOut, Key, KeyState};
use keytower_app::domain::time::Instant;
use keytower_app::{Caller, ChainReport, Inventory, Store as _, check_chain};
use keytower_sample::{ORIGIN, SEED, administrator, make_sample};
use keytower_store_sqlite::SqliteStore;

/// Each day of the week: in November, as a year begins and ends, near spring and just after it, on a leap day.
const NOWS: [&str; 7] = [
    "2026-11-22T12:34:56Z",
    "2027-01-01T00:00:00Z",
    "2027-03-22T23:59:00Z",
    "2027-05-22T08:00:00Z",
    "2027-06-30T15:00:00Z",
    "2027-12-30T04:20:00Z",
    "2028-02-29T06:30:00Z",
];

fn sample(now: &str, seed: u64) -> (SqliteStore, Instant) {
    let store = SqliteStore::in_memory().expect("an empty store");
    let now = now.parse().expect("an instant");
    make_sample(&store, now, seed).expect("the use cases refuse nothing of it");
    (store, now)
}

fn inventory(store: &SqliteStore) -> Inventory {
    let mut inventory = Inventory::default();
    store
        .read(|tx| inventory.refresh(tx))
        .expect("a store that can be read");
    inventory
}

#[test]
fn every_state_is_there_whatever_the_day_and_most_keys_work() {
    for now in NOWS {
        let (store, now) = sample(now, SEED);
        let inventory = inventory(&store);
        let mut states: BTreeMap<KeyState, usize> = BTreeMap::new();
        for entry in inventory.entries() {
            *states.entry(inventory.state(&entry.key, now)).or_default() += 1;
        }
        let count = |state| states.get(&state).copied().unwrap_or_default();
        assert_eq!(inventory.len(), 1_304, "{now}");
        assert_eq!(inventory.accounts().count(), 90, "{now}");
        assert_eq!(count(KeyState::Expiring), 5, "{now}");
        assert_eq!(count(KeyState::NotHandedOut), 6, "{now}");
        assert_eq!(count(KeyState::Rotating), 2, "{now}");
        assert_eq!(count(KeyState::Disabled), 17, "{now}");
        assert_eq!(count(KeyState::Expired), 4 + 6 + 3, "{now}: {states:?}");
        assert_eq!(count(KeyState::Revoked), 124 + 18, "{now}");
        assert!(count(KeyState::OwnerDisabled) >= 20, "{now}: {states:?}");
        assert!(count(KeyState::Active) > 1_000, "{now}: {states:?}");
        let workspace = inventory.workspace().expect("a workspace");
        let renewal = workspace.policy.lifetime.renewal();
        let attention = inventory
            .entries()
            .filter(|entry| entry.key.attention(renewal, now).is_some());
        assert_eq!(
            attention.count(),
            5 + 6,
            "{now}: those that expire soon or can still be renewed"
        );
    }
}

#[test]
fn keys_are_for_fleet_groups_by_tag_and_by_choice() {
    let (store, _) = sample(NOWS[0], SEED);
    let inventory = inventory(&store);
    let groups = inventory.fleet().groups();
    let held: BTreeMap<&str, usize> = groups
        .iter()
        .map(|(group, held)| (group.description.name.as_str(), held.len()))
        .collect();
    assert_eq!(held, BTreeMap::from([("Cargo", 2), ("Turboprops", 10)]));
    let named = inventory
        .entries()
        .filter(|entry| entry.key.description.scope.names_groups());
    assert_eq!(named.count(), 12);
}

#[test]
fn many_keys_end_on_one_day_in_spring_and_nowhere_else_so_many() {
    let (store, now) = sample(NOWS[0], SEED);
    let mut ends: BTreeMap<_, usize> = BTreeMap::new();
    for entry in inventory(&store).entries() {
        if let Some(at) = entry.key.expires_at.filter(|at| now < *at) {
            *ends.entry(at.date_naive()).or_default() += 1;
        }
    }
    let cliff = "2027-05-20".parse().expect("a day");
    assert!(ends.remove(&cliff).is_some_and(|many| many >= 46));
    assert!(ends.values().all(|many| *many < 23), "{ends:?}");
}

#[test]
fn the_fleet_the_catalogue_and_the_log_hold_what_two_years_leave() {
    let (store, now) = sample(NOWS[0], SEED);
    let (fleet, resources, deleted, events) = store
        .read(|tx| {
            Ok::<_, keytower_app::StoreError>((
                tx.fleet()?,
                tx.resources()?,
                tx.deleted_keys()?,
                tx.events_after(0, u32::MAX)?,
            ))
        })
        .expect("a store that can be read");
    assert_eq!(fleet.len(), 64);
    assert_eq!(fleet.iter().filter(|one| one.retired_at.is_some()).count(), 3);
    assert_eq!(resources.iter().filter(|one| one.retired_at.is_some()).count(), 1);
    assert_eq!(deleted.len(), 24);
    let first = events.first().expect("events").body.at;
    assert!((729..=732).contains(&(now - first).num_days()), "{first}");
    assert!(
        events
            .iter()
            .all(|event| event.body.at < now && event.body.origin == ORIGIN)
    );
    let mut kinds: HashMap<&str, usize> = HashMap::new();
    for event in &events {
        *kinds.entry(event.body.kind.name()).or_default() += 1;
    }
    for kind in [
        EventKind::PersonEdited,
        EventKind::PersonLeft,
        EventKind::AircraftRestored,
        EventKind::ResourceAdded,
        EventKind::TemplateCreated,
        EventKind::TemplateEdited,
        EventKind::AccountAccessEdited,
        EventKind::AccountEdited,
        EventKind::AccountGranted,
        EventKind::KeyEdited,
        EventKind::KeyEnabled,
        EventKind::KeyRenewed,
        EventKind::KeyDeleted,
    ] {
        assert!(kinds.contains_key(kind.name()), "{}", kind.name());
    }
    let late = events.iter().filter(|event| {
        event.body.kind == EventKind::KeyRenewed
            && event.body.changes.iter().any(|change| change.field == "reason")
    });
    assert!(late.count() >= 3, "keys that were renewed after they had expired");
}

#[test]
fn a_dozen_people_are_known_of_every_role_and_whoever_did_something_is_among_them() {
    let (store, _) = sample(NOWS[0], SEED);
    let inventory = inventory(&store);
    let people: Vec<_> = inventory.people().collect();
    assert_eq!(people.len(), 12);
    for role in Role::ALL {
        let has = people.iter().filter(|person| person.description.role == role);
        assert!(has.count() > 1, "{role:?}");
    }
    assert_eq!(people.iter().filter(|person| !person.is_there()).count(), 1);
    let known: HashSet<&str> = people.iter().map(|it| it.description.name.as_str()).collect();
    let events = store
        .read(|tx| tx.events_after(0, u32::MAX))
        .expect("a store that can be read");
    for event in &events {
        assert!(known.contains(event.body.actor.as_str()), "{}", event.body.actor);
    }
    for entry in inventory.entries() {
        let by = entry.key.description.approved_by.as_str();
        assert!(by.is_empty() || known.contains(by), "{by}");
    }
    let holder = store
        .read(|tx| keytower_app::holder(tx))
        .expect("a store that can be read");
    let holder = holder.expect("a system administrator").description.name;
    assert_eq!(holder, administrator().name);
}

#[test]
fn accounts_have_templates_and_one_that_was_narrowed_narrowed_keys() {
    let (store, now) = sample(NOWS[0], SEED);
    let inventory = inventory(&store);
    assert_eq!(inventory.templates().count(), 3);
    let through = inventory
        .owners()
        .filter(|owner| !owner.own().templates.is_empty());
    assert!((20..60).contains(&through.count()));
    let narrowed = inventory.entries().filter(|entry| {
        let key = &entry.key;
        let access = inventory.access(key.owner).expect("an owner");
        key.is_live(now) && !key.description.rights.beyond(access).is_empty()
    });
    assert!(
        narrowed.count() > 5,
        "keys that were given more than their owner has now"
    );
}

#[test]
fn keys_differ_in_rights_aircraft_and_in_how_they_left() {
    let (store, _) = sample(NOWS[0], SEED);
    let inventory = inventory(&store);
    let share = |is: &dyn Fn(&Key) -> bool| inventory.entries().filter(|entry| is(&entry.key)).count();
    assert!(share(&|key| key.description.rights == Rights::AllOfOwner) > 50);
    assert!(share(&|key| key.description.scope != AircraftScope::WholeFleet) > 200);
    assert!((100..200).contains(&share(&|key| !key.description.networks.is_empty())));
    assert!(share(&|key| key.replaces.is_some()) == 18);
    assert!((600..900).contains(&share(&|key| !key.description.approved_by.is_empty())));
    assert!(share(&|key| key.description.reason.starts_with("OPS-")) > 400);
    for how in [HandedOut::Copied, HandedOut::Saved, HandedOut::Stored] {
        assert!(share(&|key| key.handed_out == how) > 100, "{how:?}");
    }
}

#[test]
fn the_chain_is_whole() {
    let (store, now) = sample(NOWS[0], SEED);
    let (actor, clock, entropy) = (administrator(), JumpingClock::at(now), SeededEntropy::new(1));
    let caller = Caller {
        actor: &actor,
        origin: ORIGIN,
        clock: &clock,
        entropy: &entropy,
    };
    let report = check_chain(&store, &caller, None).expect("a store that can be read");
    assert!(
        matches!(report, ChainReport::Intact { events } if events > 3_000),
        "{report:?}"
    );
}

#[test]
fn the_same_seed_makes_the_same_and_another_seed_another() {
    let head = |seed| {
        let (store, _) = sample(NOWS[0], seed);
        store.read(|tx| tx.head()).expect("events").mac
    };
    let first = head(SEED);
    assert_eq!(head(SEED), first);
    assert_ne!(head(SEED + 1), first);
}
