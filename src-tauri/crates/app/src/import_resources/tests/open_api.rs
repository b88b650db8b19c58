//! What OpenAPI documents tell.

use std::fmt::Write as _;

use super::super::{DocumentProblem, Format, MAXIMUM_REFERENCES, ReferenceProblem};
use super::{lines, read, refused};

const PETS: &str = r#"
openapi: 3.0.3
info: { title: Pet shop, version: "1" }
paths:
  /pet: &pet
    put: { tags: [pet], operationId: updatePet }
    post: { tags: [pet], operationId: addPet }
  /pet/findByStatus:
    get: { tags: [pet], operationId: findPetsByStatus }
  /pet/{petId}:
    get: { tags: [pet], operationId: getPetById }
    delete: { tags: [pet], operationId: deletePet, responses: { 200: { description: gone } } }
  /store/inventory:
    get: { tags: [store], operationId: getInventory }
  /store/order/{orderId}:
    delete: { tags: [store], operationId: delete order }
  /health:
    get: {}
components:
  securitySchemes:
    petstore_auth:
      type: oauth2
      flows:
        implicit:
          scopes:
            write:pets: modify pets in your account
            read:pets: read your pets
"#;

#[test]
fn operations_are_grouped_by_tag_and_first_word_and_scopes_are_paired() {
    let listing = read(PETS);
    assert_eq!(listing.format, Format::OpenApi);
    assert_eq!(
        lines(&listing),
        [
            "pet / Pet: view pet:view, modify pet:modify, modify_all deletePet",
            // A text with a space is no code, so it isn't taken for one.
            "store / Store: view getInventory, modify_all store:modify_all",
            "Pet shop / Health: view pet-shop.health:view",
            "Scopes of petstore_auth / Pets: view read:pets, modify write:pets",
        ]
    );
    let row = &listing.rows[0];
    assert_eq!(row.number, 1);
    assert_eq!(row.source, "/pet, /pet/findByStatus, /pet/{petId}");
    assert_eq!(
        row.summary,
        "POST, PUT /pet; GET /pet/findByStatus; GET, DELETE /pet/{petId}"
    );
    assert_eq!(
        listing.rows[3].summary,
        "read your pets; modify pets in your account"
    );
}

#[test]
fn what_all_paths_begin_with_names_nothing_and_versions_never_do() {
    for (paths, wanted) in [
        (
            &[
                ("/airline/v1/flights", "Ops"),
                ("/airline/v1/crew-members/{id}", "Crew"),
            ][..],
            &[
                "Ops / Flights: view ops.flights:view",
                "Crew / Crew members: view crew.crew-members:view",
            ][..],
        ),
        (
            &[
                ("/api/v2/flightPlans", "Ops"),
                ("/api/v2/flightPlans/{id}", "Ops"),
            ],
            &["Ops / Flight plans: view ops.flightplans:view"],
        ),
        (
            &[("/pets/list", "pets"), ("/pets/find", "pets")],
            &["pets / Pets: view pets:view"],
        ),
        (
            &[("/{tenant}/flights", "Ops"), ("/{tenant}", "Tenant")],
            &[
                "Ops / Flights: view ops.flights:view",
                "Tenant / Tenant: view tenant:view",
            ],
        ),
        (
            &[("/flights", "Ops"), ("/legs", "Ops")],
            &[
                "Ops / Flights: view ops.flights:view",
                "Ops / Legs: view ops.legs:view",
            ],
        ),
    ] {
        let mut document = String::from("openapi: 3.1.0\npaths:\n");
        for (path, tag) in paths {
            writeln!(document, "  {path}: {{ get: {{ tags: [{tag}] }} }}").expect("strings take text");
        }
        assert_eq!(lines(&read(&document)), wanted, "{document}");
    }
}

#[test]
fn scopes_become_levels_by_their_verbs() {
    for (scopes, wanted) in [
        (
            &["read:flights", "write:flights"][..],
            &["Flights: view read:flights, modify write:flights"][..],
        ),
        (
            &["flights.read", "flights:modify"],
            &["Flights: view flights.read, modify flights:modify"],
        ),
        (
            &["read:org", "write:org", "admin:org"],
            &["Org: view read:org, modify write:org, modify_all admin:org"],
        ),
        (
            &["view-users", "manage-users"],
            &["Users: view view-users, modify_all manage-users"],
        ),
        (
            &["Mail.ReadWrite", "Mail.Read"],
            &["Mail: view Mail.Read, modify Mail.ReadWrite"],
        ),
        (&["repo"], &["Repo: view repo"]),
        (
            &["repo", "repo:write"],
            &["Repo: modify repo:write, modify_all repo"],
        ),
        (
            &["offline_access", "openid"],
            &["Offline access: view offline_access", "Openid: view openid"],
        ),
        (
            &["create:flights", "update:flights"],
            &[
                "Flights: modify create:flights",
                "update:flights: modify update:flights",
            ],
        ),
        (
            &[
                "https://api.example/auth/calendar",
                "https://api.example/auth/calendar.readonly",
            ],
            &[
                "https://api.example/auth/calendar: view https://api.example/auth/calendar.readonly, \
               modify_all https://api.example/auth/calendar",
            ],
        ),
        (&["read"], &["Read: view read"]),
        (&[":read"], &[":read: view :read"]),
    ] {
        let mut document = String::from(
            "openapi: 3.0.0\ncomponents:\n  securitySchemes:\n    a:\n      type: oauth2\n      flows:\n        x:\n          scopes:\n",
        );
        for scope in scopes {
            writeln!(document, "            \"{scope}\": \"\"").expect("strings take text");
        }
        let wanted: Vec<_> = wanted
            .iter()
            .map(|line| format!("Scopes of a / {line}"))
            .collect();
        assert_eq!(lines(&read(&document)), wanted, "{scopes:?}");
    }
}

#[test]
fn scopes_of_open_id_connect_are_those_that_are_required() {
    let listing = read(
        r##"{"openapi": "3.1.0",
            "security": [{"sso": ["flights:read"]}],
            "paths": {"/flights": {"post": {"security": [{"sso": ["flights:write"], "other": ["x"]}]}}},
            "components": {"securitySchemes": {"sso": {"$ref": "#/components/x"}}, "x": {"type": "openIdConnect"}}}"##,
    );
    assert_eq!(
        lines(&listing)[1..],
        ["Scopes of sso / Flights: view flights:read, modify flights:write"]
    );
}

#[test]
fn a_path_that_is_referred_to_counts_where_it_is_referred_from() {
    let listing = read(
        r##"{"openapi": "3.1.0",
            "paths": {"/flights": {"$ref": "#/components/pathItems/fl~1ights%20x"}},
            "components": {"pathItems": {"fl/ights x": {"get": {"operationId": "flights", "tags": ["Ops"]}}}}}"##,
    );
    assert_eq!(lines(&listing), ["Ops / Flights: view flights"]);
}

/// A document with so many schemas, each of which is only a reference to the next.
fn chain(length: usize, last: &str) -> String {
    let mut schemas = String::new();
    for number in 1..length {
        write!(
            schemas,
            r##""A{number}": {{"$ref": "#/components/schemas/A{}"}}, "##,
            number + 1
        )
        .expect("strings take text");
    }
    format!(
        r#"{{"openapi": "3.0.0", "paths": {{"/a": {{"get": {{}}}}}},
            "components": {{"schemas": {{{schemas} "A{length}": {last}}}}}}}"#
    )
}

#[test]
fn references_that_lead_nowhere_in_a_circle_or_too_far_are_refused() {
    let reference = |problem| match problem {
        DocumentProblem::Reference(problem) => problem,
        other => panic!("{other}"),
    };
    read(&chain(MAXIMUM_REFERENCES + 1, "{}"));
    let too_long = reference(refused(&chain(MAXIMUM_REFERENCES + 2, "{}")));
    assert!(matches!(too_long, ReferenceProblem::TooLong(_)), "{too_long}");
    let hundred = reference(refused(&chain(100, "{}")));
    assert!(matches!(hundred, ReferenceProblem::TooLong(_)), "{hundred}");
    let cycle = reference(refused(&chain(3, r##"{"$ref": "#/components/schemas/A1"}"##)));
    assert!(matches!(cycle, ReferenceProblem::Cycle(_)), "{cycle}");
    for (last, wanted) in [
        (
            "#/components/schemas/None",
            ReferenceProblem::Dangling as fn(String) -> _,
        ),
        ("#/components/schemas/A1/0", ReferenceProblem::Dangling),
        ("#/%zz", ReferenceProblem::Dangling),
        ("other.yaml#/Pet", ReferenceProblem::Elsewhere),
        ("https://api.example/pet.json", ReferenceProblem::Elsewhere),
    ] {
        let problem = reference(refused(&chain(1, &format!(r#"{{"$ref": "{last}"}}"#))));
        assert_eq!(problem, wanted(last.to_owned()));
    }
}

#[test]
fn a_schema_may_refer_to_itself_and_examples_are_data() {
    for last in [
        r##"{"properties": {"child": {"$ref": "#/components/schemas/A1"}}}"##,
        r#"{"example": {"$ref": "nowhere"}, "x-own": {"$ref": "nowhere"}}"#,
        r#"{"properties": {"$ref": {"type": "string"}}}"#,
    ] {
        read(&chain(1, last));
    }
}

#[test]
fn an_anchor_of_yaml_is_read_where_it_is_repeated() {
    let text = "openapi: 3.0.0\npaths:\n  /a: &a { get: { tags: [x] } }\n  /b: *a\n";
    assert_eq!(
        lines(&read(text)),
        ["x / A: view x.a:view", "x / B: view x.b:view"]
    );
}
