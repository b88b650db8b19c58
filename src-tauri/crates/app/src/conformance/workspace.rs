//! Creating and editing the workspace.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use std::collections::BTreeSet;

use keytower_domain::actor::Role;
use keytower_domain::event::{EventKind, Head, Subject};
use keytower_domain::text::TextProblem;

use super::desk::{Desk, changes, invalid, only, person};
use crate::{
    ChainReport, CreateWorkspace, DescribeError, EditWorkspace, Preset, Reason, Store, check_chain,
    check_workspace, create_workspace, edit_workspace,
};

const NORTHWIND: CreateWorkspace<'_> = CreateWorkspace {
    name: "Northwind Ops",
    time_zone: "Europe/Warsaw",
    preset: Preset::Leon,
};

pub fn a_workspace_starts_with_leons_38_codes_and_an_event_for_everything_in_it<S: Store>(store: &S) {
    let desk = Desk::empty(store);
    let kinds: Vec<EventKind> = [EventKind::WorkspaceCreated]
        .into_iter()
        .chain(Preset::Leon.resources().iter().map(|_| EventKind::ResourceAdded))
        .chain([EventKind::PersonAdded])
        .collect();
    let (created, events) = desk.leaves(&kinds, || create_workspace(store, &desk.caller(), &NORTHWIND));
    let created = created.expect("an empty store takes a workspace");
    assert_eq!(desk.workspace(), created);
    assert_eq!(
        (created.administrator.as_str(), created.created_at),
        ("Ada Lovelace", desk.now())
    );
    assert_eq!(created.expiry_time.to_string(), "10:00:00");
    let resources = desk.read(|tx| tx.resources());
    let codes: BTreeSet<_> = resources
        .iter()
        .flat_map(|resource| resource.description.levels.values())
        .collect();
    assert_eq!((resources.len(), codes.len()), (27, 38));
    assert_eq!(events[0].body.subject, Subject::Workspace(created.account_id));
    let told = [
        ("name", None, Some("Northwind Ops")),
        ("time_zone", None, Some("Europe/Warsaw")),
        ("administrator", None, Some("Ada Lovelace")),
    ];
    assert_eq!(changes(&events[0]), told);
    assert_eq!(changes(&events[1]), [("title", None, Some("Flights"))]);
}

pub fn the_generic_preset_starts_with_its_few_resources_as_described<S: Store>(store: &S) {
    let desk = Desk::empty(store);
    create_workspace(
        store,
        &desk.caller(),
        &CreateWorkspace {
            preset: Preset::Generic,
            ..NORTHWIND
        },
    )
    .expect("in order");
    let mut kept: Vec<_> = desk
        .read(|tx| tx.resources())
        .into_iter()
        .map(|resource| resource.description)
        .collect();
    let mut described = Preset::Generic.resources();
    kept.sort_by(|a, b| a.title.cmp(&b.title));
    described.sort_by(|a, b| a.title.cmp(&b.title));
    assert_eq!(kept, described);
}

pub fn a_store_without_a_workspace_says_so_and_has_no_events<S: Store>(store: &S) {
    let desk = Desk::empty(store);
    assert_eq!(desk.read(|tx| tx.workspace()), None);
    assert_eq!(desk.head(), Head::START);
    assert_eq!(desk.events(), []);
}

pub fn every_wrong_field_of_a_new_workspace_is_named_at_once_and_nothing_is_made<S: Store>(store: &S) {
    let desk = Desk::empty(store);
    let nobody = person(" ", Role::SystemAdministrator);
    let request = CreateWorkspace {
        name: "\t",
        time_zone: "Europe/Warszawa",
        preset: Preset::Leon,
    };
    let wrong = vec![
        Reason::Text(TextProblem::Empty).at("name"),
        Reason::Text(TextProblem::Empty).at("your_name"),
        Reason::TimeZone.at("time_zone"),
    ];
    let refusal = desk.refuses(|| create_workspace(store, &desk.caller_as(&nobody), &request));
    assert_eq!(invalid(refusal), wrong);
    assert_eq!(
        invalid(check_workspace(&request, " ").expect_err("the same check")),
        wrong
    );
    assert_eq!(desk.read(|tx| tx.workspace()), None);
}

pub fn names_that_are_too_long_or_turn_direction_are_refused<S: Store>(store: &S) {
    let desk = Desk::empty(store);
    let long = "n".repeat(101);
    for (name, problem) in [
        (long.as_str(), TextProblem::TooLong { limit: 100 }),
        ("Ops\u{202e}spO", TextProblem::ControlCharacter),
        ("Ops\nOps", TextProblem::ControlCharacter),
    ] {
        let refusal =
            desk.refuses(|| create_workspace(store, &desk.caller(), &CreateWorkspace { name, ..NORTHWIND }));
        assert_eq!(invalid(refusal), only(Reason::Text(problem), "name"), "{name:?}");
    }
    create_workspace(
        store,
        &desk.caller(),
        &CreateWorkspace {
            name: &"ł".repeat(100),
            ..NORTHWIND
        },
    )
    .expect("a hundred characters are a name");
}

pub fn a_second_workspace_is_refused_and_the_first_stays_as_it_is<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let other = CreateWorkspace {
        name: "Another",
        ..NORTHWIND
    };
    let refusal = desk.refuses(|| create_workspace(store, &desk.caller(), &other));
    assert!(matches!(refusal, DescribeError::Store(_)), "{refusal:?}");
    assert_eq!(desk.workspace().name, "Northwind Ops");
}

pub fn editing_the_workspace_leaves_its_event_with_what_differs_and_the_rest_stays<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let before = desk.workspace();
    desk.wait(1);
    let request = EditWorkspace {
        name: "Northwind",
        time_zone: "Asia/Kathmandu",
        expiry_time: "10:00",
    };
    let (edited, events) = desk.leaves(&[EventKind::WorkspaceEdited], || {
        edit_workspace(store, &desk.caller(), &request)
    });
    let edited = edited.expect("in order");
    assert_eq!(desk.workspace(), edited);
    assert_eq!(
        (edited.account_id, edited.created_at),
        (before.account_id, before.created_at)
    );
    let told = [
        ("name", Some("Northwind Ops"), Some("Northwind")),
        ("time_zone", Some("Europe/Warsaw"), Some("Asia/Kathmandu")),
    ];
    assert_eq!(changes(&events[0]), told);
    desk.changes_nothing(|| edit_workspace(store, &desk.caller(), &request));
}

pub fn another_expiry_time_counts_for_new_keys_and_keys_keep_their_end<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let old = desk.key(owner, "old");
    let request = EditWorkspace {
        name: "Northwind Ops",
        time_zone: "Europe/Warsaw",
        expiry_time: "16:30",
    };
    edit_workspace(store, &desk.caller(), &request).expect("in order");
    let new = desk.key(owner, "new");
    assert_eq!(
        desk.kept_key(old.id).expires_at,
        "2026-12-21T09:00:00Z".parse().ok()
    );
    assert_eq!(new.expires_at, "2026-12-21T15:30:00Z".parse().ok());
}

pub fn a_wrong_name_zone_or_time_leaves_the_workspace_as_it_is<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let good = EditWorkspace {
        name: "Northwind",
        time_zone: "UTC",
        expiry_time: "09:00",
    };
    for (request, reason, field) in [
        (
            EditWorkspace { name: "", ..good },
            Reason::Text(TextProblem::Empty),
            "name",
        ),
        (
            EditWorkspace {
                time_zone: "Mars/Olympus",
                ..good
            },
            Reason::TimeZone,
            "time_zone",
        ),
        (
            EditWorkspace {
                expiry_time: "25:00",
                ..good
            },
            Reason::Time,
            "expiry_time",
        ),
        (
            EditWorkspace {
                expiry_time: "",
                ..good
            },
            Reason::Time,
            "expiry_time",
        ),
    ] {
        let refusal = desk.refuses(|| edit_workspace(store, &desk.caller(), &request));
        assert_eq!(invalid(refusal), only(reason, field));
    }
    let intact = check_chain(store, &desk.caller(), None).expect("readable");
    assert!(matches!(intact, ChainReport::Intact { .. }), "{intact:?}");
}
