//! How lists and tables are read, and what is refused whatever it is.

use std::fmt::Write as _;

use super::super::document::{MAXIMUM_DEPTH, MAXIMUM_VALUES, json, yaml};
use super::super::{
    DocumentProblem, Format, Listing, MAXIMUM_DOCUMENT_BYTES, MAXIMUM_RESOURCES, ResourceRefusal,
};
use super::{lines, read, refused};

#[test]
fn lists_are_read_in_json_and_yaml() {
    let json = read(
        r#"[{"title": "Flights", "group": "Ops", "description": "Legs", "owner": "x",
             "levels": {"modify": "FL_EDIT", "view": "FL", "modify_all": null}}, 7,
            {"title": ["no"], "group": "Ops"}, {"title": "Crew", "levels": {"own": "X"}}]"#,
    );
    assert_eq!(json.format, Format::List);
    assert_eq!(lines(&json)[0], "Ops / Flights: modify FL_EDIT, view FL");
    assert_eq!(json.ignored, ["owner"]);
    let refusals: Vec<_> = json.rows.iter().map(|row| row.refusal.clone()).collect();
    assert_eq!(
        refusals[1..],
        [
            Some(ResourceRefusal::NoFields),
            Some(ResourceRefusal::NotText { field: "title" }),
            Some(ResourceRefusal::UnknownLevel { name: "own".into() }),
        ]
    );
    assert_eq!(json.rows[3].title, "Crew");
    let yaml = read("- title: 2024\n  group: Ops\n  levels: {view: yes}\n");
    assert_eq!(lines(&yaml), ["Ops / 2024: view yes"]);
}

#[test]
fn tables_are_read_by_their_headings() {
    let listing =
        read("Resource;Gruppe;Group;View code;MODIFY;Modify-all\nFlights;x;Ops;FL;;FL_ADMIN\nCrew\n");
    assert_eq!(listing.format, Format::Csv);
    assert_eq!(lines(&listing)[0], "Ops / Flights: view FL, modify_all FL_ADMIN");
    assert_eq!(listing.ignored, ["Gruppe"]);
    assert_eq!(listing.rows[1].number, 3);
    assert_eq!(listing.rows[1].refusal, Some(ResourceRefusal::FieldCount));
}

#[test]
fn what_a_document_is_not_is_told_apart() {
    let not_recognised = |found: &[&str]| DocumentProblem::NotRecognised {
        found: found.iter().map(|&name| name.to_owned()).collect(),
    };
    for (text, problem) in [
        ("", DocumentProblem::Empty),
        (" \n", DocumentProblem::Empty),
        ("[]", DocumentProblem::NothingInIt),
        ("openapi: 3.0.0\npaths: {}\n", DocumentProblem::NothingInIt),
        ("Title,View\n", DocumentProblem::Empty),
        ("\u{1}", DocumentProblem::NotText),
        ("swagger: '2.0'\npaths: {}\n", DocumentProblem::Swagger),
        (r#"{"swagger": 2.0}"#, DocumentProblem::Swagger),
        (
            "info: {}\nopenapi: 4.0.0\n",
            DocumentProblem::Version {
                found: "4.0.0".into(),
            },
        ),
        (
            r#"{"openapi": {}}"#,
            DocumentProblem::Version { found: String::new() },
        ),
        (r#"{"title": "Flights"}"#, not_recognised(&["title"])),
        (
            "Registration,Type\nSP-KTA,B738\n",
            not_recognised(&["Registration", "Type"]),
        ),
        ("{\n \"a\": 1,\n}", DocumentProblem::Broken { line: 3, column: 1 }),
        (
            r#"{"openapi": "3.0.0"} {}"#,
            DocumentProblem::Broken { line: 1, column: 22 },
        ),
        (
            r#"[{"title": "A", "title": "B"}]"#,
            DocumentProblem::NameTwice { name: "title".into() },
        ),
        (
            "openapi: 3.0.0\nopenapi: 3.0.1\n",
            DocumentProblem::NameTwice {
                name: "openapi".into(),
            },
        ),
    ] {
        assert_eq!(refused(text), problem, "{text}");
    }
    assert!(matches!(
        refused("openapi: 3.0.0\n  paths: [\n"),
        DocumentProblem::Broken { line: 2.., .. }
    ));
    let large = vec![b' '; MAXIMUM_DOCUMENT_BYTES + 1];
    assert_eq!(Listing::read(&large), Err(DocumentProblem::TooLarge));
    let many = format!("Title,View\n{}", "A,B\n".repeat(MAXIMUM_RESOURCES + 1));
    assert_eq!(refused(&many), DocumentProblem::TooLarge);
}

#[test]
fn depth_and_size_are_bounded_and_so_are_aliases() {
    let nested = |open: &str, close: &str, depth: usize| open.repeat(depth) + &close.repeat(depth);
    for reader in [json, yaml] {
        reader(&nested("[", "]", MAXIMUM_DEPTH)).expect("not too deep");
        assert_eq!(
            reader(&nested("[", "]", MAXIMUM_DEPTH + 1)),
            Err(DocumentProblem::TooDeep)
        );
    }
    let deep = refused(&nested("[", "]", 1_000_000));
    assert_eq!(deep, DocumentProblem::TooDeep);
    let indented = (0..5_000).fold(String::from("openapi:\n"), |text, depth| {
        text + &" ".repeat(depth % 200 + 1) + "a:\n"
    });
    refused(&indented);
    let values = format!("[{}0]", "0,".repeat(MAXIMUM_VALUES));
    assert_eq!(json(&values), Err(DocumentProblem::TooManyValues));
    // Each line repeats the one before it nine times.
    let mut laughs = String::from("openapi: 3.0.0\na0: &a0 [x]\n");
    for number in 1..12 {
        let before = format!("*a{}, ", number - 1).repeat(9);
        writeln!(laughs, "a{number}: &a{number} [{before}]").expect("strings take text");
    }
    assert_eq!(refused(&laughs), DocumentProblem::TooManyValues);
    let own = refused("openapi: 3.0.0\na: &a [*a]\n");
    assert!(matches!(own, DocumentProblem::Broken { .. }), "{own}");
}
