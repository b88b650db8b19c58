//! A document of resources: any bytes are refused as a whole, or planned row by row so that the plan adds up, does what
//! it says, and done twice changes nothing.

use std::collections::HashSet;

use keytower_app::conformance::desk::Desk;
use keytower_app::conformance::instruments::SeededEntropy;
use keytower_app::domain::resource::Resource;
use keytower_app::{
    ImportResourcesError, MAXIMUM_RESOURCES, ResourceOutcome, ResourcePlan, confirm_resource_import,
    preview_resource_import, retire_resource,
};
use keytower_store_sqlite::SqliteStore;

use crate::tower::Tower;

/// Plans of more rows are not carried out: it would take long, and show no more.
const ROWS: usize = 40;

thread_local! {
    static TOWER: Tower = Tower::furnished(|desk| {
        let retired = desk.resource("Airports").id;
        retire_resource(desk.store, &desk.caller(), retired).expect("it is in use");
    });
}

/// Presents the bytes as a document.
pub fn check(bytes: &[u8]) {
    TOWER.with(|tower| {
        let desk = Desk::empty(&tower.store);
        let plan = match preview_resource_import(&tower.store, &desk.caller(), bytes) {
            Ok(plan) => plan,
            Err(ImportResourcesError::Document(_)) => return,
            Err(other) => panic!("{other}"),
        };
        adds_up(&plan);
        if plan.rows.len() <= ROWS {
            does_what_it_says(&tower.copy(), bytes, &plan);
        }
    });
}

fn adds_up(plan: &ResourcePlan) {
    assert!((1..=MAXIMUM_RESOURCES).contains(&plan.rows.len()));
    let (mut last, mut codes, mut resources) = (0, HashSet::new(), HashSet::new());
    for planned in &plan.rows {
        assert!(planned.told.number > last, "{} after {last}", planned.told.number);
        last = planned.told.number;
        let description = match &planned.outcome {
            ResourceOutcome::Refused(_) => continue,
            ResourceOutcome::Added(description) => description,
            ResourceOutcome::Changed {
                resource,
                description,
            } => {
                assert_ne!(*description, resource.description);
                for level in resource.description.levels.keys() {
                    assert!(description.levels.contains_key(level), "no level is taken away");
                }
                assert!(resources.insert(resource.id), "one row for a resource");
                description
            }
            ResourceOutcome::Unchanged(resource) => {
                assert!(resources.insert(resource.id), "one row for a resource");
                &resource.description
            }
        };
        assert!(!description.title.is_empty() && !description.group.is_empty());
        for code in description.levels.values() {
            assert!(codes.insert(code.clone()), "{code:?} means one thing");
        }
    }
}

fn does_what_it_says(store: &SqliteStore, bytes: &[u8], plan: &ResourcePlan) {
    let mut desk = Desk::empty(store);
    // The first numbers are taken: they are the ids of what is there.
    desk.entropy = SeededEntropy::new(2);
    let count =
        |wanted: fn(&ResourceOutcome) -> bool| plan.rows.iter().filter(|row| wanted(&row.outcome)).count();
    let added = count(|outcome| matches!(outcome, ResourceOutcome::Added(_)));
    let changed = count(|outcome| matches!(outcome, ResourceOutcome::Changed { .. }));
    let (before, events) = (desk.read(|tx| tx.resources()), desk.events().len());
    confirm_resource_import(store, &desk.caller(), plan).expect("as it was shown");
    let after = desk.read(|tx| tx.resources());
    assert_eq!(after.len(), before.len() + added);
    assert_eq!(desk.events().len(), events + added + changed, "an event each");
    let retired = |resources: &[Resource]| {
        let retired = resources.iter().filter(|resource| resource.retired_at.is_some());
        retired.map(|resource| resource.id).collect::<HashSet<_>>()
    };
    assert_eq!(
        retired(&before),
        retired(&after),
        "nothing is retired or restored"
    );

    let again = preview_resource_import(store, &desk.caller(), bytes).expect("the same document");
    assert_eq!(again.rows.len(), plan.rows.len());
    for (then, now) in plan.rows.iter().zip(&again.rows) {
        assert_eq!(then.told, now.told);
        match &then.outcome {
            ResourceOutcome::Refused(_) => {
                assert!(matches!(now.outcome, ResourceOutcome::Refused(_)), "{now:?}");
            }
            _ => assert!(matches!(now.outcome, ResourceOutcome::Unchanged(_)), "{now:?}"),
        }
    }
    let head = desk.head();
    confirm_resource_import(store, &desk.caller(), &again).expect("nothing is left to do");
    assert_eq!(
        desk.head(),
        head,
        "the same document twice changes nothing the second time"
    );
}
