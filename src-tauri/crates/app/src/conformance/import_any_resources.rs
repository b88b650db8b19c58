//! Bringing a catalogue in from whatever document.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use keytower_domain::resource::Resource;

use super::desk::Desk;
use super::instruments::SeededEntropy;
use crate::{
    Entropy as _, PlannedResource, ResourceOutcome, Store, confirm_resource_import, preview_resource_import,
    retire_resource,
};

/// A row of a made-up table: each cell is one of these, or empty.
fn made_up(draw: &mut impl FnMut(usize) -> usize) -> String {
    const TITLES: [&str; 6] = ["Flights", "Flight watch", "Weather", "FLIGHTS", "Airports", ""];
    const GROUPS: [&str; 3] = ["Flights", "Weather", ""];
    const CODES: [&str; 9] = [
        "",
        "",
        "",
        "GRAPHQL_FLIGHT",
        "GRAPHQL_FLIGHT_EDIT",
        "GRAPHQL_AIRPORT",
        "WX",
        "WX_EDIT",
        "W X",
    ];
    let code = |draw: &mut dyn FnMut(usize) -> usize| CODES[draw(CODES.len())];
    [
        TITLES[draw(TITLES.len())],
        GROUPS[draw(GROUPS.len())],
        code(draw),
        code(draw),
        code(draw),
    ]
    .join(",")
}

pub fn what_a_preview_of_resources_says_is_what_comes_whatever_the_document<S: Store>(store: &S) {
    let desk = Desk::open(store);
    retire_resource(store, &desk.caller(), desk.resource("Airports").id).expect("granted so far");
    let chance = SeededEntropy::new(7);
    let mut draw = |below: usize| {
        let mut byte = [0];
        chance.fill(&mut byte);
        usize::from(byte[0]) % below
    };
    for _ in 0..150 {
        let rows: Vec<_> = (0..=draw(6)).map(|_| made_up(&mut draw)).collect();
        let file = format!("Title,Group,View,Modify,Modify all\n{}\n", rows.join("\n"));
        // A table of nothing but empty cells has no rows.
        let Ok(plan) = preview_resource_import(store, &desk.caller(), file.as_bytes()) else {
            continue;
        };
        let before = desk.read(|tx| tx.resources());
        confirm_resource_import(store, &desk.caller(), &plan).expect("as shown");
        let after = desk.read(|tx| tx.resources());
        let is_added = |row: &&PlannedResource| matches!(row.outcome, ResourceOutcome::Added(_));
        let added = plan.rows.iter().filter(is_added).count();
        assert_eq!(after.len(), before.len() + added, "{file}");
        for row in &plan.rows {
            match &row.outcome {
                ResourceOutcome::Added(description) => {
                    let is_it = |resource: &&Resource| resource.description == *description;
                    assert_eq!(after.iter().filter(is_it).count(), 1, "{file}");
                }
                ResourceOutcome::Changed {
                    resource,
                    description,
                } => {
                    let wanted = Resource {
                        description: description.clone(),
                        ..resource.clone()
                    };
                    assert!(after.contains(&wanted), "{file}");
                }
                ResourceOutcome::Unchanged(resource) => assert!(after.contains(resource), "{file}"),
                ResourceOutcome::Refused(_) => {}
            }
        }
        let untouched = |resource: &&Resource| {
            plan.rows.iter().all(|row| match &row.outcome {
                ResourceOutcome::Changed {
                    resource: changed, ..
                } => changed.id != resource.id,
                _ => true,
            })
        };
        for resource in before.iter().filter(untouched) {
            assert!(after.contains(resource), "{file}");
        }
        let again = preview_resource_import(store, &desk.caller(), file.as_bytes()).expect("the same file");
        for (then, now) in plan.rows.iter().zip(&again.rows) {
            let settled = match &then.outcome {
                ResourceOutcome::Refused(refusal) => now.outcome == ResourceOutcome::Refused(refusal.clone()),
                _ => matches!(now.outcome, ResourceOutcome::Unchanged(_)),
            };
            assert!(settled, "{file}\n{then:?}\n{now:?}");
        }
    }
}
