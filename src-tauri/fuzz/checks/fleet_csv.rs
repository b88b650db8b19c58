//! A fleet list: any bytes are refused as a whole, or planned row by row so that the plan adds up, does what it says,
//! and done twice changes nothing.

use std::collections::HashMap;

use keytower_app::conformance::desk::Desk;
use keytower_app::conformance::instruments::SeededEntropy;
use keytower_app::{
    DescribeAircraft, Field, ImportError, Outcome, Plan, RowRefusal, add_aircraft, confirm_import,
    preview_import, retire_aircraft,
};
use keytower_store_sqlite::SqliteStore;

use crate::tower::Tower;

/// Plans of more rows are not carried out: it would take long, and show no more.
const ROWS: usize = 40;

thread_local! {
    static TOWER: Tower = Tower::furnished(|desk| {
        desk.aircraft("SP-KTA");
        let described = DescribeAircraft {
            registration: "D-CXNW",
            icao_address: "3C4A5B",
            aircraft_type: "C56X",
            operator: "Łódź Ops",
            tags: &[],
        };
        add_aircraft(desk.store, &desk.caller(), &described).expect("the registration is free");
        let retired = desk.aircraft("N123AB").id;
        retire_aircraft(desk.store, &desk.caller(), retired).expect("it is in service");
    });
}

/// Presents the bytes as a file.
pub fn check(bytes: &[u8]) {
    TOWER.with(|tower| {
        let desk = Desk::empty(&tower.store);
        let plan = match preview_import(&tower.store, &desk.caller(), bytes) {
            Ok(plan) => plan,
            Err(ImportError::File(_)) => return,
            Err(other) => panic!("{other}"),
        };
        adds_up(&plan);
        if let Ok(text) = str::from_utf8(bytes) {
            names_its_lines(&plan, text);
        }
        if plan.rows.len() <= ROWS {
            does_what_it_says(&tower.copy(), bytes, &plan);
        }
    });
}

fn adds_up(plan: &Plan) {
    assert_eq!(plan.columns[0].field, Field::Registration);
    for (place, column) in plan.columns.iter().enumerate() {
        let others = &plan.columns[place + 1..];
        assert!(
            others.iter().all(|other| other.field != column.field),
            "{:?}",
            plan.columns
        );
    }
    let mut lines = HashMap::new();
    let mut last = 1;
    for planned in &plan.rows {
        let row = &planned.row;
        assert!(
            row.line > last,
            "line {} after {last}: the header is the first",
            row.line
        );
        last = row.line;
        assert!(
            row.fields.iter().all(|field| !field.contains(['\n', '\r'])),
            "{row:?}"
        );
        let registration = row.fields[0].to_ascii_uppercase().replace('-', "");
        match &planned.outcome {
            Outcome::Refused(RowRefusal::FieldCount) => assert!(!row.complete),
            Outcome::Refused(RowRefusal::Duplicate { line }) => {
                assert_eq!(lines.get(&registration), Some(line), "{row:?}");
            }
            Outcome::Refused(RowRefusal::Invalid(_)) => assert!(row.complete),
            Outcome::Added(description) => {
                assert_eq!(description.registration.folded(), registration);
                assert_eq!(lines.insert(registration, row.line), None);
            }
            Outcome::Changed {
                aircraft,
                description,
            } => {
                assert_eq!(description.registration, aircraft.description.registration);
                assert_ne!(*description, aircraft.description);
                assert_eq!(lines.insert(registration, row.line), None);
            }
            Outcome::Unchanged => assert_eq!(lines.insert(registration, row.line), None),
        }
    }
}

/// A row stands on the line that it names. Where cells are quoted, one may go on over several.
fn names_its_lines(plan: &Plan, text: &str) {
    if text.contains('"') {
        return;
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.split('\n').collect();
    for planned in &plan.rows {
        let line = lines[planned.row.line as usize - 1];
        let registration = &planned.row.fields[0];
        assert!(
            line.contains(registration.as_str()),
            "{registration:?} on {line:?}"
        );
    }
}

fn does_what_it_says(store: &SqliteStore, bytes: &[u8], plan: &Plan) {
    let mut desk = Desk::empty(store);
    // The first numbers are taken: they are the ids of what is there.
    desk.entropy = SeededEntropy::new(2);
    let count = |wanted: fn(&Outcome) -> bool| plan.rows.iter().filter(|row| wanted(&row.outcome)).count();
    let added = count(|outcome| matches!(outcome, Outcome::Added(_)));
    let changed = count(|outcome| matches!(outcome, Outcome::Changed { .. }));
    let (aircraft, events) = (desk.read(|tx| tx.fleet()).len(), desk.events().len());
    confirm_import(store, &desk.caller(), plan).expect("as it was shown");
    assert_eq!(desk.read(|tx| tx.fleet()).len(), aircraft + added);
    assert_eq!(desk.events().len(), events + added + changed, "an event each");

    let again = preview_import(store, &desk.caller(), bytes).expect("the same file");
    assert_eq!(again.rows.len(), plan.rows.len());
    for (then, now) in plan.rows.iter().zip(&again.rows) {
        assert_eq!(then.row, now.row);
        match &then.outcome {
            Outcome::Refused(refusal) => assert_eq!(now.outcome, Outcome::Refused(refusal.clone())),
            _ => assert_eq!(now.outcome, Outcome::Unchanged, "{:?}", now.row),
        }
    }
    let head = desk.head();
    confirm_import(store, &desk.caller(), &again).expect("nothing is left to do");
    assert_eq!(
        desk.head(),
        head,
        "the same file twice changes nothing the second time"
    );
}
