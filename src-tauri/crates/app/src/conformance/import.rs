//! Bringing a fleet in from a file.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use std::fmt::Write as _;

use keytower_domain::event::EventKind;

use super::desk::{Desk, changes};
use crate::{
    DescribeAircraft, FileProblem, ImportError, MAXIMUM_ROWS, Outcome, Plan, Reason, RowRefusal, Store,
    add_aircraft, confirm_import, preview_import, retire_aircraft,
};

fn preview<S: Store>(desk: &Desk<'_, S>, content: &str) -> Plan {
    desk.changes_nothing(|| preview_import(desk.store, &desk.caller(), content.as_bytes()))
}

fn outcomes(plan: &Plan) -> Vec<&'static str> {
    let word = |outcome: &Outcome| match outcome {
        Outcome::Added(_) => "added",
        Outcome::Changed { .. } => "changed",
        Outcome::Unchanged => "unchanged",
        Outcome::Refused(_) => "refused",
    };
    plan.rows.iter().map(|row| word(&row.outcome)).collect()
}

fn fleet<S: Store>(desk: &Desk<'_, S>) -> Vec<String> {
    let mut fleet: Vec<_> = desk
        .read(|tx| tx.fleet())
        .into_iter()
        .map(|aircraft| {
            let described = aircraft.description;
            let address = described
                .icao_address
                .map(|address| address.to_string())
                .unwrap_or_default();
            [
                described.registration.as_str(),
                &address,
                &described.aircraft_type,
                &described.operator,
            ]
            .join("|")
        })
        .collect();
    fleet.sort();
    fleet
}

pub fn an_import_adds_changes_and_leaves_what_its_preview_says<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let (changed, unchanged) = (desk.aircraft("SP-KTA").id, desk.aircraft("SP-KTB").id);
    let before = desk.read(|tx| tx.aircraft(unchanged));
    desk.wait(1);
    let file = "Reg,Type,Operator,Hex\nSP-KTA,A320,Northwind,48AE01\nSP-KTB,B738,Northwind,\nSP-KTC,B38M,Łódź,\n-,,,\n";
    let plan = preview(&desk, file);
    assert_eq!(outcomes(&plan), ["changed", "unchanged", "added", "refused"]);
    let (done, events) = desk.leaves(&[EventKind::AircraftEdited, EventKind::AircraftAdded], || {
        confirm_import(store, &desk.caller(), &plan)
    });
    done.expect("as shown");
    let told = [
        ("icao_address", None, Some("48AE01")),
        ("aircraft_type", Some("B738"), Some("A320")),
    ];
    assert_eq!(changes(&events[0]), told);
    assert_eq!(
        fleet(&desk),
        [
            "SP-KTA|48AE01|A320|Northwind",
            "SP-KTB||B738|Northwind",
            "SP-KTC||B38M|Łódź"
        ]
    );
    assert_eq!(desk.read(|tx| tx.aircraft(unchanged)), before);
    assert!(
        desk.read(|tx| tx.aircraft(changed)).is_some(),
        "the same aircraft, by its id"
    );
}

pub fn the_same_file_twice_changes_nothing_the_second_time<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let file = "Reg,Type\nSP-KTA,A320\nSP-KTB,B738\n";
    confirm_import(store, &desk.caller(), &preview(&desk, file)).expect("as shown");
    let again = preview(&desk, file);
    assert_eq!(outcomes(&again), ["unchanged", "unchanged"]);
    desk.changes_nothing(|| confirm_import(store, &desk.caller(), &again));
}

pub fn an_empty_cell_or_a_missing_column_changes_nothing<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let request = DescribeAircraft {
        registration: "SP-KTA",
        icao_address: "48AE01",
        aircraft_type: "B738",
        operator: "Northwind",
        tags: &[],
    };
    add_aircraft(store, &desk.caller(), &request).expect("free");
    for file in ["Reg\nSP-KTA\n", "Reg,Type,Operator,Hex\nsp-kta,,  ,\n"] {
        let plan = preview(&desk, file);
        assert_eq!(outcomes(&plan), ["unchanged"], "{file}");
        desk.changes_nothing(|| confirm_import(store, &desk.caller(), &plan));
    }
}

pub fn a_registration_on_two_lines_counts_once_and_the_second_names_the_first<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let plan = preview(&desk, "Reg,Type\nSP-KTA,A320\n\nSP-KTB,\nspkta,B738\n");
    assert_eq!(outcomes(&plan), ["added", "added", "refused"]);
    assert_eq!(
        plan.rows[2].outcome,
        Outcome::Refused(RowRefusal::Duplicate { line: 2 })
    );
    assert_eq!(plan.rows[2].row.line, 5);
    confirm_import(store, &desk.caller(), &plan).expect("as shown");
    assert_eq!(fleet(&desk), ["SP-KTA||A320|", "SP-KTB|||"]);
}

pub fn a_registration_written_otherwise_is_the_same_aircraft<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let id = desk.aircraft("SP-KTA").id;
    confirm_import(store, &desk.caller(), &preview(&desk, "Reg,Type\nspkta,A320\n")).expect("as shown");
    let fleet = desk.read(|tx| tx.fleet());
    assert_eq!(fleet.iter().map(|aircraft| aircraft.id).collect::<Vec<_>>(), [id]);
    assert_eq!(fleet[0].description.aircraft_type, "A320");
}

pub fn formulas_are_text_and_no_registration<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let plan = preview(&desk, "Reg,Operator\n=cmd(),Ops\n+48,\nSP-KTA,=HYPERLINK(0)\n");
    let refused = Outcome::Refused(RowRefusal::Invalid(Reason::Registration.at("registration")));
    assert_eq!(
        [&plan.rows[0].outcome, &plan.rows[1].outcome],
        [&refused, &refused]
    );
    confirm_import(store, &desk.caller(), &plan).expect("as shown");
    assert_eq!(fleet(&desk), ["SP-KTA|||=HYPERLINK(0)"]);
}

pub fn rows_with_wrong_fields_or_too_few_are_left_out_and_say_why<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let plan = preview(&desk, "Reg,Hex\nSP-KTA,XYZ\nSP-KTB\nSP-KTC,48AE01\n");
    let address = RowRefusal::Invalid(Reason::IcaoAddress.at("icao_address"));
    assert_eq!(plan.rows[0].outcome, Outcome::Refused(address));
    assert_eq!(plan.rows[1].outcome, Outcome::Refused(RowRefusal::FieldCount));
    confirm_import(store, &desk.caller(), &plan).expect("as shown");
    assert_eq!(fleet(&desk), ["SP-KTC|48AE01||"]);
}

pub fn a_preview_that_no_longer_holds_is_stale_and_writes_nothing<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let changed = desk.aircraft("SP-KTA").id;
    let adding = preview(&desk, "Reg\nSP-KTX\nSP-KTB\n");
    let changing = preview(&desk, "Reg,Type\nSP-KTX,A320\nSP-KTA,A320\n");
    let unrelated = preview(&desk, "Reg\nSP-KTZ\n");
    desk.aircraft("SP-KTB");
    retire_aircraft(store, &desk.caller(), changed).expect("in service");
    for plan in [adding, changing] {
        let refusal = desk.refuses(|| confirm_import(store, &desk.caller(), &plan));
        assert!(matches!(refusal, ImportError::Stale), "{refusal:?}");
    }
    confirm_import(store, &desk.caller(), &unrelated).expect("it would still do the same");
    let refusal = desk.refuses(|| confirm_import(store, &desk.caller(), &unrelated));
    assert!(matches!(refusal, ImportError::Stale), "{refusal:?}");
}

pub fn a_file_that_is_no_fleet_is_refused_as_a_whole<S: Store>(store: &S) {
    let desk = Desk::open(store);
    for (content, problem) in [
        (&b""[..], FileProblem::Empty),
        (b"\x00\x01\x02", FileProblem::NotText),
        (
            b"name\nx\n",
            FileProblem::NoRegistration {
                found: vec!["name".into()],
            },
        ),
    ] {
        let refusal = desk.refuses(|| preview_import(store, &desk.caller(), content));
        assert!(
            matches!(&refusal, ImportError::File(file) if *file == problem),
            "{refusal:?}"
        );
    }
}

pub fn a_hundred_thousand_rows_are_previewed_and_more_than_the_maximum_refused<S: Store>(store: &S) {
    let desk = Desk::open(store);
    desk.aircraft("R0");
    let mut file = String::from("Reg,Operator\n");
    for number in 0..100_000 {
        writeln!(file, "R{number},Northwind").expect("strings take text");
    }
    let plan = preview(&desk, &file);
    assert_eq!(plan.rows.len(), 100_000);
    let added = plan
        .rows
        .iter()
        .filter(|row| matches!(row.outcome, Outcome::Added(_)))
        .count();
    assert_eq!((added, &plan.rows[0].outcome), (99_999, &Outcome::Unchanged));
    let many = format!("Reg\n{}", "SP-KTA\n".repeat(MAXIMUM_ROWS + 1));
    let refusal = desk.refuses(|| preview_import(store, &desk.caller(), many.as_bytes()));
    assert!(
        matches!(refusal, ImportError::File(FileProblem::TooLarge)),
        "{refusal:?}"
    );
}

pub fn a_thousand_aircraft_are_imported_in_one_write_with_an_event_each<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let mut file = String::from("Reg\n");
    for number in 0..1_000 {
        writeln!(file, "R{number}").expect("strings take text");
    }
    let plan = preview(&desk, &file);
    let (done, _) = desk.leaves(&[EventKind::AircraftAdded; 1_000], || {
        confirm_import(store, &desk.caller(), &plan)
    });
    done.expect("as shown");
    assert_eq!(desk.read(|tx| tx.fleet()).len(), 1_000);
}
