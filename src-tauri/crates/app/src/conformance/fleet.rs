//! Aircraft.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use keytower_domain::aircraft_scope::AircraftScope;
use keytower_domain::event::{EventKind, Subject};
use keytower_domain::text::TextProblem;

use super::desk::{Desk, changes, invalid, only};
use crate::{
    ChooseReminders, DescribeAircraft, DescribeError, EditKey, GenerateKey, Reason, RetireError, Store,
    add_aircraft, edit_aircraft, edit_key, generate_key, restore_aircraft, retire_aircraft,
};

const KTA: DescribeAircraft<'_> = DescribeAircraft {
    registration: "sp-kta",
    icao_address: "48ae01",
    aircraft_type: "B738",
    operator: "Northwind",
    tags: &[],
};

pub fn an_aircraft_is_added_in_upper_case_with_its_event<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let (added, events) = desk.leaves(&[EventKind::AircraftAdded], || {
        add_aircraft(store, &desk.caller(), &KTA)
    });
    let added = added.expect("the registration is free");
    assert_eq!(desk.read(|tx| tx.aircraft(added.id)), Some(added.clone()));
    assert_eq!(desk.read(|tx| tx.fleet()), std::slice::from_ref(&added));
    assert_eq!(events[0].body.subject, Subject::Aircraft(added.id));
    let told = [
        ("registration", None, Some("SP-KTA")),
        ("icao_address", None, Some("48AE01")),
        ("aircraft_type", None, Some("B738")),
        ("operator", None, Some("Northwind")),
    ];
    assert_eq!(changes(&events[0]), told);
}

pub fn every_wrong_field_of_an_aircraft_is_named_at_once<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let long = "x".repeat(101);
    let request = DescribeAircraft {
        registration: "=cmd()",
        icao_address: "48AE0",
        aircraft_type: &long,
        operator: "a\u{1b}[31m",
        tags: &[],
    };
    let wrong = vec![
        Reason::Registration.at("registration"),
        Reason::IcaoAddress.at("icao_address"),
        Reason::Text(TextProblem::TooLong { limit: 100 }).at("aircraft_type"),
        Reason::Text(TextProblem::ControlCharacter).at("operator"),
    ];
    assert_eq!(
        invalid(desk.refuses(|| add_aircraft(store, &desk.caller(), &request))),
        wrong
    );
}

pub fn a_registration_is_taken_without_case_and_hyphen<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let (first, second) = (desk.aircraft("SP-KTA"), desk.aircraft("SP-KTB"));
    let same = DescribeAircraft {
        registration: "spkta",
        ..KTA
    };
    let taken = only(Reason::RegistrationTaken, "registration");
    assert_eq!(
        invalid(desk.refuses(|| add_aircraft(store, &desk.caller(), &same))),
        taken
    );
    assert_eq!(
        invalid(desk.refuses(|| edit_aircraft(store, &desk.caller(), second.id, &same))),
        taken
    );
    edit_aircraft(store, &desk.caller(), first.id, &same).expect("its own registration, written otherwise");
    let found = desk.read(|tx| tx.aircraft_registered("SPKTA")).expect("there");
    assert_eq!(
        (found.id, found.description.registration.as_str()),
        (first.id, "SPKTA")
    );
}

pub fn editing_an_aircraft_leaves_its_event_with_what_differs<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let id = add_aircraft(store, &desk.caller(), &KTA).expect("free").id;
    desk.wait(1);
    let request = DescribeAircraft {
        icao_address: "",
        operator: "Southwind",
        tags: &[],
        ..KTA
    };
    let (edited, events) = desk.leaves(&[EventKind::AircraftEdited], || {
        edit_aircraft(store, &desk.caller(), id, &request)
    });
    assert_eq!(Some(edited.expect("in order")), desk.read(|tx| tx.aircraft(id)));
    let told = [
        ("icao_address", Some("48AE01"), None),
        ("operator", Some("Northwind"), Some("Southwind")),
    ];
    assert_eq!(changes(&events[0]), told);
    desk.changes_nothing(|| edit_aircraft(store, &desk.caller(), id, &request));
}

pub fn an_aircraft_is_retired_once_and_restored_once<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let id = desk.aircraft("SP-KTA").id;
    desk.wait(1);
    let (retired, events) = desk.leaves(&[EventKind::AircraftRetired], || {
        retire_aircraft(store, &desk.caller(), id)
    });
    assert_eq!(retired.expect("in service").retired_at, Some(desk.now()));
    assert_eq!(
        changes(&events[0]),
        [("retired_at", None, Some("2026-11-22T12:00:00.123Z"))]
    );
    let refusal = desk.refuses(|| retire_aircraft(store, &desk.caller(), id));
    assert!(matches!(refusal, RetireError::AlreadyRetired), "{refusal:?}");
    let (restored, _) = desk.leaves(&[EventKind::AircraftRestored], || {
        restore_aircraft(store, &desk.caller(), id)
    });
    assert_eq!(Some(restored.expect("retired")), desk.read(|tx| tx.aircraft(id)));
    let refusal = desk.refuses(|| restore_aircraft(store, &desk.caller(), id));
    assert!(matches!(refusal, RetireError::NotRetired), "{refusal:?}");
}

pub fn an_aircraft_that_is_not_there_is_not_found<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let id = desk.unknown_aircraft();
    let refusal = desk.refuses(|| edit_aircraft(store, &desk.caller(), id, &KTA));
    assert!(matches!(refusal, DescribeError::NotFound), "{refusal:?}");
    for refusal in [
        desk.refuses(|| retire_aircraft(store, &desk.caller(), id)),
        desk.refuses(|| restore_aircraft(store, &desk.caller(), id)),
    ] {
        assert!(matches!(refusal, RetireError::NotFound), "{refusal:?}");
    }
}

pub fn a_retired_aircraft_stays_with_its_keys_and_no_other_key_can_choose_it<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let (gone, here) = (desk.aircraft("SP-KTA").id, desk.aircraft("SP-KTB").id);
    let scope = AircraftScope::Only([gone, here].into());
    let request = GenerateKey {
        scope: scope.clone(),
        ..desk.request(owner, "feed")
    };
    let kept = generate_key(store, &desk.caller(), &request)
        .expect("both in service")
        .key;
    let other = desk.key(owner, "other");
    retire_aircraft(store, &desk.caller(), gone).expect("in service");
    assert_eq!(desk.kept_key(kept.id).description.scope, scope);
    let renamed =
        edit_key(store, &desk.caller(), &edit(&kept, "feed 2", scope.clone())).expect("it had that aircraft");
    assert_eq!(renamed.description.scope, scope);
    let refusal = desk.refuses(|| edit_key(store, &desk.caller(), &edit(&other, "other", scope.clone())));
    assert_eq!(
        super::desk::invalid_key(refusal),
        only(Reason::AircraftRetired, "scope")
    );
    let request = GenerateKey {
        name: "third".into(),
        ..request
    };
    let refusal = desk.refuses(|| generate_key(store, &desk.caller(), &request));
    assert_eq!(
        super::desk::invalid_key(refusal),
        only(Reason::AircraftRetired, "scope")
    );
}

fn edit(key: &keytower_domain::key::Key, name: &str, scope: AircraftScope) -> EditKey {
    EditKey {
        id: key.id,
        name: name.to_owned(),
        description: String::new(),
        rights: key.description.rights.clone(),
        scope,
        renewal_days: key.description.renewal_days.into(),
        networks: Vec::new(),
        reminders: ChooseReminders::default(),
        approved_by: String::new(),
        reason: String::new(),
    }
}
