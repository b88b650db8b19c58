//! Resources, and what becomes of those who hold them.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use keytower_domain::access::Level;
use keytower_domain::event::{EventKind, Subject};
use keytower_domain::resource::{PermissionCode, Resource};
use keytower_domain::text::TextProblem;

use super::desk::{Desk, changes, invalid, invalid_key, only};
use crate::{
    DescribeError, DescribeResource, GenerateKey, Reason, RetireError, Store, add_resource, delete_key,
    edit_resource, generate_key, restore_resource, retire_resource, revoke_key,
};

fn weather(levels: Vec<(Level, &'static str)>) -> DescribeResource<'static> {
    DescribeResource {
        title: "Weather",
        group: "Flights",
        summary: "METAR and TAF.",
        levels,
    }
}

fn codes(resource: &Resource) -> Vec<(Level, &str)> {
    resource
        .description
        .levels
        .iter()
        .map(|(level, code)| (*level, PermissionCode::as_str(code)))
        .collect()
}

pub fn a_resource_is_added_with_its_levels_and_its_event<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let levels = vec![
        (Level::View, "WX"),
        (Level::Modify, "WX_EDIT"),
        (Level::ModifyAll, "WX_ALL"),
    ];
    let request = weather(levels.clone());
    let (added, events) = desk.leaves(&[EventKind::ResourceAdded], || {
        add_resource(store, &desk.caller(), &request)
    });
    let added = added.expect("in order");
    assert_eq!(desk.read(|tx| tx.resource(added.id)), Some(added.clone()));
    assert_eq!(desk.resource("Weather"), added);
    assert_eq!(codes(&added), levels);
    assert_eq!(events[0].body.subject, Subject::Resource(added.id));
    let told = [
        ("title", None, Some("Weather")),
        ("group", None, Some("Flights")),
        ("description", None, Some("METAR and TAF.")),
        ("levels", None, Some("view WX, modify WX_EDIT, modify_all WX_ALL")),
    ];
    assert_eq!(changes(&events[0]), told);
}

pub fn every_wrong_field_of_a_resource_is_named_at_once<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let request = DescribeResource {
        title: "",
        group: " ",
        summary: "a\nb",
        levels: vec![],
    };
    let wrong = vec![
        Reason::Text(TextProblem::Empty).at("title"),
        Reason::Text(TextProblem::Empty).at("group"),
        Reason::Text(TextProblem::ControlCharacter).at("description"),
        Reason::NoLevels.at("levels"),
    ];
    assert_eq!(
        invalid(desk.refuses(|| add_resource(store, &desk.caller(), &request))),
        wrong
    );
    let refusal = desk.refuses(|| add_resource(store, &desk.caller(), &weather(vec![(Level::View, "W X")])));
    assert_eq!(invalid(refusal), only(Reason::PermissionCode, "levels"));
}

pub fn a_permission_code_means_one_thing_in_the_workspace<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let own = desk.resource("Airports");
    let taken = only(Reason::PermissionCodeTaken, "levels");
    for levels in [
        vec![(Level::View, "GRAPHQL_FLIGHT")],
        vec![(Level::View, "WX"), (Level::Modify, "GRAPHQL_FLIGHT")],
        vec![(Level::View, "WX"), (Level::Modify, "WX")],
    ] {
        assert_eq!(
            invalid(desk.refuses(|| add_resource(store, &desk.caller(), &weather(levels.clone())))),
            taken
        );
        let edit = || edit_resource(store, &desk.caller(), own.id, &weather(levels.clone()));
        assert_eq!(invalid(desk.refuses(edit)), taken);
    }
}

pub fn editing_a_resource_leaves_its_event_and_its_levels_can_swap_codes<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let id = desk.resource("Flights").id;
    desk.wait(1);
    let levels = vec![
        (Level::View, "GRAPHQL_FLIGHT_EDIT"),
        (Level::Modify, "GRAPHQL_FLIGHT"),
    ];
    let request = DescribeResource {
        title: "Flights",
        group: "Flights",
        summary: "Planned and flown legs: times, routes, loads.",
        levels: levels.clone(),
    };
    let (edited, events) = desk.leaves(&[EventKind::ResourceEdited], || {
        edit_resource(store, &desk.caller(), id, &request)
    });
    assert_eq!(Some(edited.expect("in order")), desk.read(|tx| tx.resource(id)));
    assert_eq!(codes(&desk.resource("Flights")), levels);
    let told = [(
        "levels",
        Some("view GRAPHQL_FLIGHT, modify GRAPHQL_FLIGHT_EDIT"),
        Some("view GRAPHQL_FLIGHT_EDIT, modify GRAPHQL_FLIGHT"),
    )];
    assert_eq!(changes(&events[0]), told);
    desk.changes_nothing(|| edit_resource(store, &desk.caller(), id, &request));
}

pub fn a_level_that_somebody_holds_stays_and_one_that_nobody_holds_can_go<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let id = desk.resource("Flights").id;
    let owner = desk.account("svc-ops").id;
    desk.generate(owner, "feed");
    let only_modify = || weather(vec![(Level::Modify, "GRAPHQL_FLIGHT_EDIT")]);
    let refusal = desk.refuses(|| edit_resource(store, &desk.caller(), id, &only_modify()));
    assert_eq!(invalid(refusal), only(Reason::LevelInUse, "levels"));
    // The account is raised to *modify*; the key still holds *view*.
    let more = GenerateKey {
        rights: desk.chosen(&[("Flights", Level::Modify)]),
        ..desk.request(owner, "more")
    };
    generate_key(store, &desk.caller(), &more).expect("in order");
    let refusal = desk.refuses(|| edit_resource(store, &desk.caller(), id, &only_modify()));
    assert_eq!(invalid(refusal), only(Reason::LevelInUse, "levels"));
    // The account keeps *Contacts* although the key that it was granted with is gone.
    let contacts = GenerateKey {
        rights: desk.chosen(&[("Contacts", Level::Modify)]),
        ..desk.request(owner, "gone")
    };
    let gone = generate_key(store, &desk.caller(), &contacts)
        .expect("in order")
        .key
        .id;
    revoke_key(store, &desk.caller(), gone).expect("live");
    delete_key(store, &desk.caller(), gone).expect("revoked");
    let request = weather(vec![(Level::View, "GRAPHQL_CONTACT")]);
    let refusal =
        desk.refuses(|| edit_resource(store, &desk.caller(), desk.resource("Contacts").id, &request));
    assert_eq!(invalid(refusal), only(Reason::LevelInUse, "levels"));
    let unheld = desk.resource("Passengers").id;
    let request = weather(vec![(Level::View, "GRAPHQL_PASSENGER")]);
    let edited = edit_resource(store, &desk.caller(), unheld, &request).expect("nobody holds it");
    assert_eq!(codes(&edited), [(Level::View, "GRAPHQL_PASSENGER")]);
}

pub fn a_resource_is_retired_once_and_restored_once<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let id = desk.resource("Flights").id;
    desk.wait(1);
    let (retired, events) = desk.leaves(&[EventKind::ResourceRetired], || {
        retire_resource(store, &desk.caller(), id)
    });
    assert_eq!(retired.expect("granted so far").retired_at, Some(desk.now()));
    assert_eq!(
        changes(&events[0]),
        [("retired_at", None, Some("2026-11-22T12:00:00.123Z"))]
    );
    let refusal = desk.refuses(|| retire_resource(store, &desk.caller(), id));
    assert!(matches!(refusal, RetireError::AlreadyRetired), "{refusal:?}");
    let (restored, _) = desk.leaves(&[EventKind::ResourceRestored], || {
        restore_resource(store, &desk.caller(), id)
    });
    assert_eq!(Some(restored.expect("retired")), desk.read(|tx| tx.resource(id)));
    let refusal = desk.refuses(|| restore_resource(store, &desk.caller(), id));
    assert!(matches!(refusal, RetireError::NotRetired), "{refusal:?}");
}

pub fn a_resource_that_is_not_there_is_not_found<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let id = desk.unknown_resource();
    let refusal =
        desk.refuses(|| edit_resource(store, &desk.caller(), id, &weather(vec![(Level::View, "WX")])));
    assert!(matches!(refusal, DescribeError::NotFound), "{refusal:?}");
    for refusal in [
        desk.refuses(|| retire_resource(store, &desk.caller(), id)),
        desk.refuses(|| restore_resource(store, &desk.caller(), id)),
    ] {
        assert!(matches!(refusal, RetireError::NotFound), "{refusal:?}");
    }
}

pub fn a_retired_resource_stays_with_those_who_hold_it_and_is_granted_to_nobody_else<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let (holder, other) = (desk.account("svc-ops").id, desk.account("svc-other").id);
    let key = desk.key(holder, "feed");
    retire_resource(store, &desk.caller(), desk.resource("Flights").id).expect("granted so far");
    let held = desk.grants(&[("Flights", Level::View)]);
    assert_eq!(
        desk.kept_key(key.id)
            .description
            .rights
            .effective(&desk.kept_account(holder).own.grants),
        held
    );
    generate_key(store, &desk.caller(), &desk.request(holder, "second")).expect("its owner has it");
    let refusal = desk.refuses(|| generate_key(store, &desk.caller(), &desk.request(other, "feed")));
    assert_eq!(invalid_key(refusal), only(Reason::ResourceRetired, "rights"));
    let higher = GenerateKey {
        rights: desk.chosen(&[("Flights", Level::Modify)]),
        ..desk.request(holder, "third")
    };
    let refusal = desk.refuses(|| generate_key(store, &desk.caller(), &higher));
    assert_eq!(invalid_key(refusal), only(Reason::ResourceRetired, "rights"));
}
