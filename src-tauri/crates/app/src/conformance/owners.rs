//! What owners have, by themselves and through templates, and what a change of it does to their keys.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use std::collections::{BTreeMap, BTreeSet};

use keytower_domain::access::{Grants, Level, Rights};
use keytower_domain::aircraft_scope::{AircraftScope, Reach};
use keytower_domain::event::EventKind;
use keytower_domain::id::KeyId;

use super::desk::{Desk, changes, invalid, only, same};
use super::inventory::loaded;
use super::scripts::Script;
use super::templates::{MODIFY, VIEW, effective, give, key, template, wanted};
use crate::{
    AccessPreview, DescribeError, DescribeResource, EditAccess, EditKey, GenerateKey, Held, InForce,
    KeyAccess, Reason, Source, Store, add_resource, disable_key, edit_access, edit_key, expire_key,
    generate_key, preview_access, preview_template, read_account, retire_resource,
};

pub fn an_account_has_its_own_and_its_templates_grants_and_says_through_what<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let (ops, crew) = (template(&desk, "Ops", MODIFY), template(&desk, "Crew", VIEW));
    let owner = desk.account("svc-ops").id;
    let request = wanted(&desk, VIEW, &[ops.id, crew.id]);
    let (edited, events) = desk.leaves(&[EventKind::AccountAccessEdited], || {
        edit_access(store, &desk.caller(), owner.into(), &request)
    });
    let edited = edited.expect("in order");
    assert_eq!(edited.own().templates, BTreeSet::from([ops.id, crew.id]));
    let told = [
        ("grants", None, Some("Flights view")),
        ("templates", None, Some("Crew, Ops")),
    ];
    assert_eq!(changes(&events[0]), told);
    let dossier = read_account(store, &desk.caller(), owner).expect("there");
    assert_eq!(
        loaded(&desk).access(owner.into()),
        Some(&desk.grants(MODIFY)),
        "the higher level wins"
    );
    let flights = &dossier.access.resources[0];
    assert_eq!(flights.0.description.title, "Flights");
    let (through, views) = flights.1.through.split_first().expect("a source");
    assert_eq!(*through, (Source::Template(ops.id), Level::Modify));
    assert_eq!(
        views,
        [
            (Source::Own, Level::View),
            (Source::Template(crew.id), Level::View)
        ]
    );
    let log = Held {
        resource: desk.resource("Journey log").id,
        level: Level::View,
        through: vec![(Source::Template(ops.id), Level::View)],
    };
    assert_eq!(dossier.access.resources[1].1, log);
    desk.changes_nothing(|| edit_access(store, &desk.caller(), owner.into(), &request));
}

pub fn narrowing_an_owner_narrows_its_keys_at_once_and_widening_gives_it_back<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let id = key(&desk, owner, "feed", desk.chosen(MODIFY));
    assert_eq!(effective(&desk, id), desk.grants(MODIFY));
    for (own, left) in [(VIEW, VIEW), (&[], &[]), (MODIFY, MODIFY)] {
        edit_access(store, &desk.caller(), owner.into(), &wanted(&desk, own, &[])).expect("in order");
        assert_eq!(effective(&desk, id), desk.grants(left));
    }
}

pub fn what_a_template_grants_is_not_granted_again_along_with_a_key<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let (ops, owner) = (template(&desk, "Ops", VIEW), desk.account("svc-ops").id);
    give(&desk, owner, &[ops.id]);
    let request = desk.request(owner, "feed");
    let (generated, _) = desk.leaves(&[EventKind::KeyGenerated], || {
        generate_key(store, &desk.caller(), &request)
    });
    generated.expect("in order");
    assert!(desk.kept_account(owner).own.grants.is_empty());
    let request = GenerateKey {
        rights: desk.chosen(MODIFY),
        ..desk.request(owner, "more")
    };
    let kinds = [EventKind::AccountGranted, EventKind::KeyGenerated];
    desk.leaves(&kinds, || generate_key(store, &desk.caller(), &request))
        .0
        .expect("in order");
    assert_eq!(
        desk.kept_account(owner).own.grants,
        desk.grants(MODIFY),
        "only what it lacked"
    );
}

/// For the whole fleet.
fn in_force(grants: Grants) -> InForce {
    InForce {
        grants,
        aircraft: Reach::WholeFleet,
    }
}

pub fn a_preview_names_the_keys_that_lose_and_gain_and_writes_nothing<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let ops = template(&desk, "Ops", MODIFY);
    let (owner, other) = (desk.account("svc-ops").id, desk.account("svc-other").id);
    give(&desk, owner, &[ops.id]);
    let narrow = key(&desk, owner, "narrow", desk.chosen(VIEW));
    let wide = key(&desk, owner, "wide", desk.chosen(MODIFY));
    let all = key(&desk, owner, "all", Rights::AllOfOwner);
    key(&desk, other, "elsewhere", desk.chosen(MODIFY));
    let ended = key(&desk, owner, "ended", desk.chosen(MODIFY));
    expire_key(store, &desk.caller(), ended).expect("live");
    let stopped = key(&desk, owner, "stopped", desk.chosen(MODIFY));
    disable_key(store, &desk.caller(), stopped).expect("live");
    let inventory = loaded(&desk);
    let lost = |id, before: &[(&str, Level)], after: &[(&str, Level)]| KeyAccess {
        key: id,
        before: in_force(desk.grants(before)),
        after: in_force(desk.grants(after)),
    };
    let preview =
        desk.changes_nothing(|| preview_template(&inventory, &desk.caller(), ops.id, &desk.grants(VIEW)));
    let told = AccessPreview {
        owners: 1,
        narrowed: 3,
        widened: 0,
        keys: vec![
            lost(all, MODIFY, VIEW),
            lost(stopped, MODIFY, VIEW),
            lost(wide, MODIFY, VIEW),
        ],
    };
    assert_eq!(
        preview, told,
        "{narrow:?} keeps what it has, and what has ended isn't counted"
    );
    let crew = [
        ("Flights", Level::Modify),
        ("Journey log", Level::View),
        ("Crew members", Level::View),
    ];
    let preview = desk.changes_nothing(|| {
        let request = wanted(&desk, &[("Crew members", Level::View)], &[ops.id]);
        preview_access(&inventory, &desk.caller(), owner.into(), &request)
    });
    let told = AccessPreview {
        owners: 1,
        narrowed: 0,
        widened: 1,
        keys: vec![lost(all, MODIFY, &crew)],
    };
    assert_eq!(preview, told, "only what has all of its owner gains");
    let preview = desk.changes_nothing(|| {
        preview_access(
            &inventory,
            &desk.caller(),
            owner.into(),
            &wanted(&desk, &[], &[ops.id]),
        )
    });
    assert_eq!(preview, AccessPreview::default());
}

pub fn access_that_can_not_be_given_is_refused_in_the_preview_as_when_it_is_saved<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let request = wanted(&desk, &[("Flights", Level::ModifyAll)], &[]);
    let saved = desk.refuses(|| edit_access(store, &desk.caller(), owner.into(), &request));
    let inventory = loaded(&desk);
    let foretold = desk.refuses(|| preview_access(&inventory, &desk.caller(), owner.into(), &request));
    assert_eq!(invalid(saved), only(Reason::NoSuchLevel, "grants"));
    assert_eq!(invalid(foretold), only(Reason::NoSuchLevel, "grants"));
    let nobody = desk.unknown_account();
    let nothing = wanted(&desk, &[], &[]);
    for refusal in [
        desk.refuses(|| edit_access(store, &desk.caller(), nobody.into(), &nothing)),
        desk.refuses(|| preview_access(&inventory, &desk.caller(), nobody.into(), &nothing)),
    ] {
        assert!(matches!(refusal, DescribeError::NotFound), "{refusal:?}");
    }
}

pub fn what_an_owner_had_of_a_retired_resource_may_stay<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let duties = &[("Duties", Level::View)];
    edit_access(store, &desk.caller(), owner.into(), &wanted(&desk, duties, &[])).expect("in order");
    retire_resource(store, &desk.caller(), desk.resource("Duties").id).expect("granted so far");
    let more = &[("Duties", Level::View), ("Flights", Level::View)];
    edit_access(store, &desk.caller(), owner.into(), &wanted(&desk, more, &[])).expect("it had that");
    edit_access(store, &desk.caller(), owner.into(), &wanted(&desk, VIEW, &[])).expect("given up");
    let refusal =
        desk.refuses(|| edit_access(store, &desk.caller(), owner.into(), &wanted(&desk, duties, &[])));
    assert_eq!(invalid(refusal), only(Reason::ResourceRetired, "grants"));
}

pub fn editing_a_narrowed_key_gives_its_owner_back_nothing_but_what_is_added<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let given = [("Flights", Level::Modify), ("Journey log", Level::View)];
    let id = key(&desk, owner, "feed", desk.chosen(&given));
    edit_access(store, &desk.caller(), owner.into(), &wanted(&desk, VIEW, &[])).expect("in order");
    let edit = |rights: &[(&str, Level)]| {
        let request = EditKey {
            rights: desk.chosen(rights),
            ..same(&desk.kept_key(id))
        };
        edit_key(store, &desk.caller(), &request).expect("in order")
    };
    let (_, events) = desk.leaves(&[EventKind::KeyEdited], || edit(&given[..1]));
    assert_eq!(events.len(), 1, "its owner stays as narrow as it is");
    assert_eq!(desk.kept_account(owner).own.grants, desk.grants(VIEW));
    assert_eq!(effective(&desk, id), desk.grants(VIEW));
    let kinds = [EventKind::AccountGranted, EventKind::KeyEdited];
    desk.leaves(&kinds, || {
        edit(&[("Flights", Level::Modify), ("Airports", Level::View)])
    });
    let widened = desk.grants(&[("Flights", Level::View), ("Airports", Level::View)]);
    assert_eq!(
        desk.kept_account(owner).own.grants,
        widened,
        "only what was added"
    );
}

pub fn access_to_another_resource_of_the_same_title_is_saved<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let other = DescribeResource {
        title: "Flights",
        group: "Another API",
        summary: "",
        levels: vec![(Level::View, "OTHER_FLIGHTS")],
    };
    let other = add_resource(store, &desk.caller(), &other).expect("in order").id;
    let flights = desk.read(|tx| tx.resources());
    let flights = flights
        .iter()
        .find(|one| one.description.title == "Flights" && one.id != other)
        .expect("Leon's")
        .id;
    let owner = desk.account("svc-ops").id;
    for resource in [flights, other] {
        let request = EditAccess {
            grants: [(resource, Level::View)].into_iter().collect(),
            templates: BTreeSet::new(),
            scope: AircraftScope::WholeFleet,
        };
        let kinds = [EventKind::AccountAccessEdited];
        let (edited, _) = desk.leaves(&kinds, || {
            edit_access(store, &desk.caller(), owner.into(), &request)
        });
        assert!(edited.expect("in order").own().grants.level(resource).is_some());
    }
}

pub fn a_template_gives_a_retired_resource_to_nobody_who_lacks_it<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let ops = template(&desk, "Ops", MODIFY);
    let (had, lacks) = (desk.account("svc-had").id, desk.account("svc-lacks").id);
    give(&desk, had, &[ops.id]);
    retire_resource(store, &desk.caller(), desk.resource("Journey log").id).expect("granted so far");
    let refusal = desk.refuses(|| {
        edit_access(
            store,
            &desk.caller(),
            lacks.into(),
            &wanted(&desk, &[], &[ops.id]),
        )
    });
    assert_eq!(invalid(refusal), only(Reason::ResourceRetired, "template_ids"));
    let more = wanted(&desk, &[("Airports", Level::View)], &[ops.id]);
    edit_access(store, &desk.caller(), had.into(), &more).expect("it has the template already");
}

pub fn what_a_preview_says_of_every_key_is_what_comes<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let script = Script::new(&desk, 59);
    let live = || -> BTreeMap<KeyId, InForce> {
        let inventory = loaded(&desk);
        let now = inventory.now(&desk.clock);
        let keys = inventory.entries().map(|entry| &entry.key);
        let told = keys.filter(|key| key.is_live(now)).map(|key| {
            let owner = inventory.owner_in_force(key.owner).expect("an owner");
            (key.id, InForce::of_key(key, &owner, inventory.fleet().groups()))
        });
        told.collect()
    };
    let (mut narrowed, mut widened) = (0, 0);
    for _ in 0..600 {
        for _ in 0..3 {
            script.step();
        }
        let before = live();
        let Some(preview) = script.change_access_as_previewed() else {
            continue;
        };
        let after = live();
        let came: Vec<_> = before.keys().filter(|id| before[*id] != after[*id]).collect();
        assert_eq!(preview.keys.len(), came.len(), "every key that differs is named");
        for told in &preview.keys {
            assert_eq!(
                (&told.before, &told.after),
                (&before[&told.key], &after[&told.key])
            );
        }
        let lost = |id: &&&KeyId| {
            let (before, after) = (&before[**id], &after[**id]);
            !before.grants.beyond(&after.grants).is_empty() || !before.aircraft.is_within(&after.aircraft)
        };
        assert_eq!(preview.narrowed, came.iter().filter(lost).count());
        assert_eq!(preview.narrowed + preview.widened, came.len());
        narrowed += preview.narrowed;
        widened += preview.widened;
    }
    assert!(
        narrowed > 20 && widened > 8,
        "{narrowed} lost something, {widened} only gained"
    );
}
