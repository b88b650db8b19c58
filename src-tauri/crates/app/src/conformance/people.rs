//! People: what becomes of them, and who holds a vault.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use chrono::TimeDelta;
use keytower_domain::actor::{KeySetup, Role};
use keytower_domain::event::{EventKind, Subject};
use keytower_domain::id::PersonId;
use keytower_domain::person::{Person, PersonRefusal};
use keytower_domain::text::TextProblem;

use super::desk::{Desk, changes, invalid, only};
use super::inventory::loaded;
use crate::{
    ChainReport, DescribeError, DescribePerson, PersonStateError, Reason, Store, accept_clock, add_creator,
    add_person, check_chain, edit_person, holder, named, person_back, person_left, read_person,
};

pub(super) fn described<'a>(name: &'a str, email: &'a str, role: Role) -> DescribePerson<'a> {
    DescribePerson {
        name,
        email,
        role,
        key_setup: KeySetup::None,
    }
}

pub(super) fn added<S: Store>(desk: &Desk<'_, S>, name: &str, email: &str, role: Role) -> Person {
    add_person(desk.store, &desk.caller(), &described(name, email, role)).expect("in order")
}

fn kept<S: Store>(desk: &Desk<'_, S>, id: PersonId) -> Person {
    desk.read(|tx| tx.person(id)).expect("a person who is known")
}

fn creator<S: Store>(desk: &Desk<'_, S>) -> Person {
    let people = desk.read(|tx| tx.people());
    let ada = people
        .into_iter()
        .find(|person| person.description.name == "Ada Lovelace");
    ada.expect("whoever created the workspace")
}

/// Who holds the vault, by name.
fn held_by<S: Store>(desk: &Desk<'_, S>) -> Option<String> {
    desk.read(|tx| holder(tx)).map(|person| person.description.name)
}

pub fn a_workspace_starts_with_its_creator_as_system_administrator<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let people = desk.read(|tx| tx.people());
    assert_eq!(people.len(), 1);
    let ada = &people[0];
    assert_eq!(
        (ada.description.name.as_str(), ada.description.email()),
        ("Ada Lovelace", "")
    );
    assert_eq!(ada.description.role, Role::SystemAdministrator);
    assert_eq!((ada.created_at, ada.left_at), (desk.workspace().created_at, None));
    let event = desk.events().pop().expect("events");
    assert_eq!(
        (event.body.kind, event.body.subject),
        (EventKind::PersonAdded, Subject::Person(ada.id))
    );
    desk.changes_nothing(|| add_creator(store, &desk.caller()));
}

pub fn a_workspace_from_before_there_were_people_gets_its_creator_once<S: Store>(store: &S) {
    let desk = Desk::empty(store);
    desk.create_without_people();
    assert_eq!(held_by(&desk), None);
    desk.wait(400);
    let (done, events) = desk.leaves(&[EventKind::PersonAdded], || add_creator(store, &desk.caller()));
    done.expect("it knows nobody");
    let told = [
        ("name", None, Some("Ada Lovelace")),
        ("role", None, Some("system_administrator")),
        ("key_setup", None, Some("modify_all")),
    ];
    assert_eq!(changes(&events[0]), told);
    assert_eq!(creator(&desk).created_at, desk.now());
    assert_eq!(held_by(&desk).as_deref(), Some("Ada Lovelace"));
    desk.changes_nothing(|| add_creator(store, &desk.caller()));
}

pub fn a_person_is_added_with_their_event<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let request = DescribePerson {
        key_setup: KeySetup::Modify,
        ..described(" Mia Berg ", " Mia@Northwind.example ", Role::Auditor)
    };
    let (mia, events) = desk.leaves(&[EventKind::PersonAdded], || {
        add_person(store, &desk.caller(), &request)
    });
    let mia = mia.expect("in order");
    assert_eq!(kept(&desk, mia.id), mia);
    assert_eq!((mia.created_at, mia.is_there()), (desk.now(), true));
    let told = [
        ("name", None, Some("Mia Berg")),
        ("email", None, Some("Mia@Northwind.example")),
        ("role", None, Some("auditor")),
        ("key_setup", None, Some("modify")),
    ];
    assert_eq!(changes(&events[0]), told);
    let dossier = read_person(store, &desk.caller(), mia.id).expect("there");
    assert_eq!((dossier.person, dossier.events.len()), (mia, 1));
    assert!(!dossier.last_administrator);
    let ada = read_person(store, &desk.caller(), creator(&desk).id).expect("there");
    assert!(ada.last_administrator);
}

pub fn every_wrong_field_of_a_person_is_named_at_once<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let request = described(" ", "mia", Role::Auditor);
    let wrong = [
        Reason::Text(TextProblem::Empty).at("name"),
        Reason::Email.at("email"),
    ];
    let refusal = desk.refuses(|| add_person(store, &desk.caller(), &request));
    assert_eq!(invalid(refusal), wrong);
    let mia = added(&desk, "Mia", "", Role::None);
    let refusal = desk.refuses(|| edit_person(store, &desk.caller(), mia.id, &request));
    assert_eq!(invalid(refusal), wrong);
    for text in ["a\u{202e}b", "a\nb"] {
        let refusal = desk.refuses(|| add_person(store, &desk.caller(), &described(text, "", Role::None)));
        let reason = Reason::Text(TextProblem::ControlCharacter);
        assert_eq!(invalid(refusal), only(reason, "name"), "{text:?}");
    }
}

pub fn an_email_is_taken_in_any_case_among_those_who_are_there<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let mia = added(&desk, "Mia", "mia@northwind.example", Role::Auditor);
    let same = described("Mia", "MIA@northwind.example", Role::None);
    let refusal = desk.refuses(|| add_person(store, &desk.caller(), &same));
    assert_eq!(invalid(refusal), only(Reason::EmailTaken, "email"));
    edit_person(store, &desk.caller(), mia.id, &same).expect("her own");
    let other = added(&desk, "Mia", "", Role::None);
    added(&desk, "Mia", "", Role::None);
    let refusal = desk.refuses(|| edit_person(store, &desk.caller(), other.id, &same));
    assert_eq!(invalid(refusal), only(Reason::EmailTaken, "email"));
    person_left(store, &desk.caller(), mia.id).expect("there");
    edit_person(store, &desk.caller(), other.id, &same).expect("free now");
    edit_person(
        store,
        &desk.caller(),
        mia.id,
        &described("Mia B.", "mia@northwind.example", Role::None),
    )
    .expect("nobody is asked about somebody who has left");
    let refusal = desk.refuses(|| person_back(store, &desk.caller(), mia.id));
    assert!(matches!(refusal, PersonStateError::EmailTaken), "{refusal:?}");
    edit_person(
        store,
        &desk.caller(),
        mia.id,
        &described("Mia B.", "", Role::None),
    )
    .expect("in order");
    person_back(store, &desk.caller(), mia.id).expect("as nobody else");
}

pub fn editing_a_person_leaves_its_event_with_what_differs<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let mia = added(&desk, "Mia", "mia@northwind.example", Role::Auditor);
    let request = DescribePerson {
        key_setup: KeySetup::ModifyAll,
        ..described("Mia Berg", "", Role::ApiTokenManager)
    };
    let (edited, events) = desk.leaves(&[EventKind::PersonEdited], || {
        edit_person(store, &desk.caller(), mia.id, &request)
    });
    assert_eq!(kept(&desk, mia.id), edited.expect("in order"));
    let told = [
        ("name", Some("Mia"), Some("Mia Berg")),
        ("email", Some("mia@northwind.example"), None),
        ("role", Some("auditor"), Some("api_token_manager")),
        ("key_setup", Some("none"), Some("modify_all")),
    ];
    assert_eq!(changes(&events[0]), told);
    desk.changes_nothing(|| edit_person(store, &desk.caller(), mia.id, &request));
}

pub fn somebody_who_left_stays_listed_and_comes_back_as_what_they_were<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let mia = added(&desk, "Mia", "mia@northwind.example", Role::ApiTokenManager);
    let refusal = desk.refuses(|| person_back(store, &desk.caller(), mia.id));
    let state = |refusal: PersonStateError| match refusal {
        PersonStateError::State(refusal) => refusal,
        other => panic!("refused for another reason: {other:?}"),
    };
    assert_eq!(state(refusal), PersonRefusal::NotLeft);
    let (left, events) = desk.leaves(&[EventKind::PersonLeft], || {
        person_left(store, &desk.caller(), mia.id)
    });
    assert_eq!(left.expect("there").left_at, Some(desk.now()));
    assert_eq!(changes(&events[0]), [("left_at", None, Some(super::desk::START))]);
    let refusal = desk.refuses(|| person_left(store, &desk.caller(), mia.id));
    assert_eq!(state(refusal), PersonRefusal::AlreadyLeft);
    let inventory = loaded(&desk);
    assert_eq!(inventory.people().count(), 2);
    let called = desk.read(|tx| named(tx, &inventory, Subject::Person(mia.id)));
    assert_eq!((called.name.as_str(), called.exists), ("Mia", true));
    let (back, _) = desk.leaves(&[EventKind::PersonBack], || {
        person_back(store, &desk.caller(), mia.id)
    });
    assert_eq!(back.expect("gone"), mia);
}

pub fn the_last_system_administrator_neither_leaves_nor_becomes_anything_else<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let ada = creator(&desk);
    added(&desk, "Kim", "", Role::ApiTokenManager);
    let gone = added(&desk, "Sam", "", Role::SystemAdministrator);
    person_left(store, &desk.caller(), gone.id).expect("there is Ada");
    let refused = || {
        let refusal = desk.refuses(|| person_left(store, &desk.caller(), ada.id));
        assert!(
            matches!(refusal, PersonStateError::LastAdministrator),
            "{refusal:?}"
        );
        for role in [Role::ApiTokenManager, Role::Auditor, Role::None] {
            let request = described("Ada Lovelace", "", role);
            let refusal = desk.refuses(|| edit_person(store, &desk.caller(), ada.id, &request));
            assert_eq!(invalid(refusal), only(Reason::LastAdministrator, "role"));
        }
    };
    refused();
    let renamed = described("Ada King", "ada@northwind.example", Role::SystemAdministrator);
    edit_person(store, &desk.caller(), ada.id, &renamed).expect("she stays what she is");
    refused();
    person_back(store, &desk.caller(), gone.id).expect("gone");
    let request = described("Ada King", "", Role::Auditor);
    edit_person(store, &desk.caller(), ada.id, &request).expect("there is Sam");
    person_left(store, &desk.caller(), ada.id).expect("an auditor may go");
    let refusal = desk.refuses(|| person_left(store, &desk.caller(), gone.id));
    assert!(
        matches!(refusal, PersonStateError::LastAdministrator),
        "{refusal:?}"
    );
}

pub fn a_person_who_is_not_known_is_not_found<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let nobody = desk.unknown(PersonId::new);
    let request = described("Mia", "", Role::None);
    let refusal = desk.refuses(|| edit_person(store, &desk.caller(), nobody, &request));
    assert!(matches!(refusal, DescribeError::NotFound), "{refusal:?}");
    for refusal in [
        desk.refuses(|| person_left(store, &desk.caller(), nobody)),
        desk.refuses(|| person_back(store, &desk.caller(), nobody)),
    ] {
        assert!(matches!(refusal, PersonStateError::NotFound), "{refusal:?}");
    }
    desk.refuses(|| read_person(store, &desk.caller(), nobody).map(drop));
}

pub fn a_vault_is_held_by_the_system_administrator_it_has_known_longest<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let ada = creator(&desk);
    // An accepted clock dates Bea before Ada.
    desk.clock.jump(TimeDelta::days(-9));
    accept_clock(store, &desk.caller()).expect("it is behind");
    let bea = added(&desk, "Bea", "", Role::Auditor);
    let cem = added(&desk, "Cem", "", Role::SystemAdministrator);
    assert!(bea.created_at < ada.created_at);
    edit_person(
        store,
        &desk.caller(),
        bea.id,
        &described("Bea", "", Role::SystemAdministrator),
    )
    .expect("in order");
    assert_eq!(held_by(&desk).as_deref(), Some("Ada Lovelace"));
    let renamed = described("Ada King", "", Role::SystemAdministrator);
    edit_person(store, &desk.caller(), ada.id, &renamed).expect("in order");
    assert_eq!(held_by(&desk).as_deref(), Some("Ada King"));
    person_left(store, &desk.caller(), ada.id).expect("there are others");
    assert_eq!(held_by(&desk).as_deref(), Some("Bea"), "known before Cem");
    edit_person(store, &desk.caller(), bea.id, &described("Bea", "", Role::None)).expect("in order");
    assert_eq!(held_by(&desk).as_deref(), Some("Cem"));
    person_back(store, &desk.caller(), ada.id).expect("gone");
    assert_eq!(held_by(&desk).as_deref(), Some("Ada King"));
    person_left(store, &desk.caller(), cem.id).expect("there is Ada");
    let intact = ChainReport::Intact {
        events: desk.head().seq,
    };
    let checked = check_chain(store, &desk.caller(), None).expect("readable");
    assert_eq!(checked, intact);
}
