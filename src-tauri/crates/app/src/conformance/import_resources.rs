//! Bringing a catalogue in from a document.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use std::fmt::Write as _;

use keytower_domain::access::Level;
use keytower_domain::event::EventKind;
use keytower_domain::resource::PermissionCode;

use super::desk::{Desk, changes};
use crate::{
    DescribeResource, DocumentProblem, ImportResourcesError, MAXIMUM_RESOURCES, Reason, ResourceOutcome,
    ResourcePlan, ResourceRefusal, Store, add_resource, confirm_resource_import, preview_resource_import,
    prove_key, read_key, retire_resource,
};

fn preview<S: Store>(desk: &Desk<'_, S>, content: &str) -> ResourcePlan {
    desk.changes_nothing(|| preview_resource_import(desk.store, &desk.caller(), content.as_bytes()))
}

fn confirm<S: Store>(desk: &Desk<'_, S>, plan: &ResourcePlan) {
    confirm_resource_import(desk.store, &desk.caller(), plan).expect("as shown");
}

fn outcomes(plan: &ResourcePlan) -> Vec<&'static str> {
    let word = |outcome: &ResourceOutcome| match outcome {
        ResourceOutcome::Added(_) => "added",
        ResourceOutcome::Changed { .. } => "changed",
        ResourceOutcome::Unchanged(_) => "unchanged",
        ResourceOutcome::Refused(_) => "refused",
    };
    plan.rows.iter().map(|row| word(&row.outcome)).collect()
}

fn refusals(plan: &ResourcePlan) -> Vec<ResourceRefusal> {
    let refusals = plan.rows.iter().filter_map(|row| match &row.outcome {
        ResourceOutcome::Refused(refusal) => Some(refusal.clone()),
        _ => None,
    });
    refusals.collect()
}

/// What the catalogue holds of a group, a line each.
fn group<S: Store>(desk: &Desk<'_, S>, group: &str) -> Vec<String> {
    let mut lines: Vec<_> = desk
        .read(|tx| tx.resources())
        .into_iter()
        .filter(|resource| resource.description.group == group)
        .map(|resource| {
            let described = resource.description;
            let levels = described.levels.iter();
            let levels: Vec<_> = levels
                .map(|(level, code)| format!("{level} {}", code.as_str()))
                .collect();
            format!("{}|{}|{}", described.title, described.summary, levels.join(", "))
        })
        .collect();
    lines.sort();
    lines
}

const OWN: &str = r#"[
    {"title": "Flights and legs", "group": "Flights", "levels": {"view": "GRAPHQL_FLIGHT", "modify_all": "FLIGHT_ADMIN"}},
    {"title": "Flight watch", "group": "Flights", "levels": {"view": "GRAPHQL_FLIGHT_WATCH"}},
    {"title": "Weather", "group": "Weather", "description": "METAR and TAF", "levels": {"view": "WX"}},
    {"title": "", "group": "Weather", "levels": {"view": "WX_OTHER"}}
]"#;

pub fn an_import_adds_and_changes_what_its_preview_says_and_takes_no_level_away<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let (flights, watch) = (desk.resource("Flights"), desk.resource("Flight watch"));
    let count = desk.read(|tx| tx.resources()).len();
    desk.wait(1);
    let plan = preview(&desk, OWN);
    assert_eq!(outcomes(&plan), ["changed", "unchanged", "added", "refused"]);
    let (done, events) = desk.leaves(&[EventKind::ResourceEdited, EventKind::ResourceAdded], || {
        confirm_resource_import(store, &desk.caller(), &plan)
    });
    done.expect("as shown");
    assert_eq!(
        changes(&events[0]),
        [
            ("title", Some("Flights"), Some("Flights and legs")),
            (
                "levels",
                Some("view GRAPHQL_FLIGHT, modify GRAPHQL_FLIGHT_EDIT"),
                Some("view GRAPHQL_FLIGHT, modify GRAPHQL_FLIGHT_EDIT, modify_all FLIGHT_ADMIN")
            ),
        ]
    );
    let changed = desk.resource("Flights and legs");
    assert_eq!(
        (changed.id, changed.description.summary),
        (flights.id, flights.description.summary)
    );
    assert_eq!(desk.resource("Flight watch"), watch);
    assert_eq!(group(&desk, "Weather"), ["Weather|METAR and TAF|view WX"]);
    assert_eq!(desk.read(|tx| tx.resources()).len(), count + 1);
}

pub fn the_same_document_twice_changes_nothing_the_second_time<S: Store>(store: &S) {
    let desk = Desk::open(store);
    confirm(&desk, &preview(&desk, OWN));
    let again = preview(&desk, OWN);
    assert_eq!(
        outcomes(&again),
        ["unchanged", "unchanged", "unchanged", "refused"]
    );
    desk.changes_nothing(|| confirm_resource_import(store, &desk.caller(), &again));
}

pub fn what_a_document_no_longer_has_is_named_and_stays<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let before = desk.read(|tx| tx.resources());
    retire_resource(store, &desk.caller(), desk.resource("Airports").id).expect("granted so far");
    let plan = preview(&desk, OWN);
    assert_eq!(plan.missing.len(), before.len() - 3);
    assert!(plan.missing.contains(&"Journey log".to_owned()));
    for named in ["Flights", "Flight watch", "Airports"] {
        assert!(!plan.missing.contains(&named.to_owned()), "{named}");
    }
    confirm(&desk, &plan);
    let after = desk.read(|tx| tx.resources());
    assert!(
        before
            .iter()
            .all(|resource| after.iter().any(|now| now.id == resource.id))
    );
    assert_eq!(
        after
            .iter()
            .filter(|resource| resource.retired_at.is_some())
            .count(),
        1
    );
}

pub fn a_resource_is_found_by_its_codes_before_its_title<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let (flights, watch) = (desk.resource("Flights").id, desk.resource("Flight watch").id);
    // What was Flights has another name, and something new has its name.
    let plan = preview(
        &desk,
        "Title,Group,View\nFlights,Flights,NEW_FLIGHT\nLegs,Flights,GRAPHQL_FLIGHT\nFLIGHT WATCH,flights,NEW_WATCH\n",
    );
    assert_eq!(outcomes(&plan), ["added", "changed", "changed"]);
    confirm(&desk, &plan);
    assert_eq!(desk.resource("Legs").id, flights);
    assert_ne!(desk.resource("Flights").id, flights);
    let renamed = desk.resource("FLIGHT WATCH");
    assert_eq!(renamed.id, watch);
    assert_eq!(
        renamed
            .description
            .levels
            .get(&Level::View)
            .map(PermissionCode::as_str),
        Some("NEW_WATCH")
    );
}

pub fn rows_that_contradict_one_another_or_the_catalogue_are_left_out_and_say_why<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let plan = preview(
        &desk,
        "Title,Group,View,Modify\n\
         Wind,Weather,WX,WX\n\
         Rain,Weather,RAIN,\n\
         Snow,Weather,SNOW,RAIN\n\
         rain,WEATHER,RAIN_2,\n\
         Both,Flights,GRAPHQL_FLIGHT,GRAPHQL_FLIGHT_WATCH\n\
         Legs,Flights,,GRAPHQL_FLIGHT\n\
         Journey log,Flights,GRAPHQL_JOURNEY_LOG,\n\
         Log,Flights,,GRAPHQL_JOURNEY_LOG_EDIT\n\
         Hail,,HAIL,\n\
         Fog,Weather,F O G,\n\
         Dew,Weather,,\n\
         Frost\n",
    );

    assert_eq!(
        refusals(&plan),
        [
            ResourceRefusal::Invalid(Reason::PermissionCodeTaken.at("levels")),
            ResourceRefusal::CodeTwice {
                code: "RAIN".into(),
                number: 3
            },
            ResourceRefusal::TitleTwice { number: 3 },
            ResourceRefusal::Several {
                titles: vec!["Flights".into(), "Flight watch".into()]
            },
            ResourceRefusal::CodeTwice {
                code: "GRAPHQL_FLIGHT".into(),
                number: 6
            },
            ResourceRefusal::SameResource { number: 8 },
            ResourceRefusal::Invalid(Reason::Text(keytower_domain::text::TextProblem::Empty).at("group")),
            ResourceRefusal::Invalid(Reason::PermissionCode.at("levels")),
            ResourceRefusal::Invalid(Reason::NoLevels.at("levels")),
            ResourceRefusal::FieldCount,
        ]
    );
    assert_eq!(outcomes(&plan).iter().filter(|word| **word == "added").count(), 1);
    confirm(&desk, &plan);
    assert_eq!(group(&desk, "Weather"), ["Rain||view RAIN"]);
    assert_eq!(
        refusals(&preview(&desk, "Modify\nGRAPHQL_POSITIONING_SEE\n")),
        [ResourceRefusal::LevelMoves {
            code: "GRAPHQL_POSITIONING_SEE".into(),
            level: Level::View
        }]
    );
}

pub fn an_open_api_document_adds_levels_and_leaves_the_words_of_what_is_there<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let log = desk.resource("Journey log");
    let document = "openapi: 3.0.0\npaths:\n  /logs:\n    get: {tags: [Ops], operationId: GRAPHQL_JOURNEY_LOG}\n    \
                    delete: {tags: [Ops], operationId: LOG_DELETE}\n  /crew: {get: {tags: [Ops]}}\n";
    let plan = preview(&desk, document);
    assert_eq!(outcomes(&plan), ["changed", "added"]);
    confirm(&desk, &plan);
    let after = desk.resource("Journey log");
    assert_eq!(
        (after.id, &after.description.summary),
        (log.id, &log.description.summary)
    );
    assert_eq!(
        after
            .description
            .levels
            .get(&Level::ModifyAll)
            .map(PermissionCode::as_str),
        Some("LOG_DELETE")
    );
    assert_eq!(group(&desk, "Ops"), ["Crew|GET /crew|view ops.crew:view"]);
    assert_eq!(outcomes(&preview(&desk, document)), ["unchanged", "unchanged"]);
}

pub fn a_preview_of_resources_that_no_longer_holds_is_stale_and_writes_nothing<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let plan = preview(&desk, OWN);
    let request = DescribeResource {
        title: "Wind",
        group: "Weather",
        summary: "",
        levels: vec![(Level::View, "WX")],
    };
    add_resource(store, &desk.caller(), &request).expect("the code is free");
    let refusal = desk.refuses(|| confirm_resource_import(store, &desk.caller(), &plan));
    assert!(matches!(refusal, ImportResourcesError::Stale), "{refusal:?}");
    confirm(&desk, &preview(&desk, OWN));
    assert_eq!(group(&desk, "Weather"), ["Weather|METAR and TAF|view WX"]);
}

pub fn a_retired_resource_that_comes_again_stays_retired_and_readable_on_its_keys<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let key = desk.key(desk.account("svc-ops").id, "feed").id;
    let flights = desk.resource("Flights").id;
    retire_resource(store, &desk.caller(), flights).expect("granted so far");
    let plan = preview(&desk, OWN);
    assert_eq!(outcomes(&plan)[0], "changed");
    confirm(&desk, &plan);
    let retired = desk.resource("Flights and legs");
    assert_eq!(retired.id, flights);
    assert!(
        retired.retired_at.is_some(),
        "an import brings nothing back by itself"
    );
    let dossier = read_key(store, &desk.caller(), key).expect("a key that is there");
    assert_eq!(dossier.grants, [(retired.clone(), Level::View)]);
    let evidence = prove_key(store, &desk.caller(), key).expect("a key that is there");
    assert_eq!(evidence.dossier.grants, [(retired, Level::View)]);
}

pub fn a_document_that_is_no_catalogue_is_refused_as_a_whole<S: Store>(store: &S) {
    let desk = Desk::open(store);
    for (content, problem) in [
        ("", DocumentProblem::Empty),
        ("swagger: '2.0'\n", DocumentProblem::Swagger),
        (
            "Registration\nSP-KTA\n",
            DocumentProblem::NotRecognised {
                found: vec!["Registration".into()],
            },
        ),
    ] {
        let refusal = desk.refuses(|| preview_resource_import(store, &desk.caller(), content.as_bytes()));
        assert!(
            matches!(&refusal, ImportResourcesError::Document(found) if *found == problem),
            "{refusal:?}"
        );
    }
}

pub fn as_many_resources_as_there_may_be_are_imported_in_one_write<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let mut file = String::from("Title,Group,View,Modify\n");
    for number in 0..MAXIMUM_RESOURCES {
        writeln!(file, "Resource {number},Many,R{number},R{number}_EDIT").expect("strings take text");
    }
    let plan = preview(&desk, &file);
    let (done, _) = desk.leaves(&[EventKind::ResourceAdded; MAXIMUM_RESOURCES], || {
        confirm_resource_import(store, &desk.caller(), &plan)
    });
    done.expect("as shown");
    assert_eq!(group(&desk, "Many").len(), MAXIMUM_RESOURCES);
}
