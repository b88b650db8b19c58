//! Service accounts.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use keytower_domain::access::Level;
use keytower_domain::account::{AccountNameProblem, AccountRefusal};
use keytower_domain::event::{EventKind, Subject};
use keytower_domain::key::KeyState;
use keytower_domain::text::TextProblem;

use super::desk::{Desk, changes, invalid, only};
use crate::{
    AccountStateError, DescribeAccount, DescribeError, ReadError, Reason, Store, create_account,
    disable_account, edit_account, enable_account, read_account,
};

const OPS: DescribeAccount<'_> = DescribeAccount {
    name: "svc-ops",
    organisation: "Łódź Airways 🛩️",
    email: "ops@northwind.example",
};

pub fn a_new_account_has_no_access_and_leaves_its_event<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let (created, events) = desk.leaves(&[EventKind::AccountCreated], || {
        create_account(store, &desk.caller(), &OPS)
    });
    let created = created.expect("the name is free");
    assert_eq!(desk.kept_account(created.id), created);
    assert!(created.own.grants.is_empty() && !created.is_disabled());
    assert_eq!(events[0].body.subject, Subject::Account(created.id));
    let told = [
        ("name", None, Some("svc-ops")),
        ("organisation", None, Some("Łódź Airways 🛩️")),
        ("email", None, Some("ops@northwind.example")),
    ];
    assert_eq!(changes(&events[0]), told);
}

pub fn every_wrong_field_of_an_account_is_named_at_once<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let request = DescribeAccount {
        name: "svc ops",
        organisation: "a\0b",
        email: "ops",
    };
    let refusal = desk.refuses(|| create_account(store, &desk.caller(), &request));
    let wrong = vec![
        Reason::AccountName(AccountNameProblem::Character).at("name"),
        Reason::Text(TextProblem::ControlCharacter).at("organisation"),
        Reason::Email.at("email"),
    ];
    assert_eq!(invalid(refusal), wrong);
}

pub fn an_account_name_is_taken_in_any_case<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let (ops, other) = (desk.account("svc-ops"), desk.account("svc-other"));
    let shouted = DescribeAccount {
        name: "SVC-Ops",
        ..OPS
    };
    let refusal = desk.refuses(|| create_account(store, &desk.caller(), &shouted));
    assert_eq!(invalid(refusal), only(Reason::NameTaken, "name"));
    let refusal = desk.refuses(|| edit_account(store, &desk.caller(), other.id, &shouted));
    assert_eq!(invalid(refusal), only(Reason::NameTaken, "name"));
    edit_account(store, &desk.caller(), ops.id, &shouted).expect("its own name in another case");
    assert_eq!(desk.kept_account(ops.id).name.as_str(), "SVC-Ops");
    assert_eq!(
        desk.read(|tx| tx.account_named("svc-ops"))
            .map(|account| account.id),
        Some(ops.id)
    );
}

pub fn a_name_that_was_given_up_is_free_again<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let first = desk.account("svc-ops");
    edit_account(
        store,
        &desk.caller(),
        first.id,
        &DescribeAccount {
            name: "svc-first",
            ..OPS
        },
    )
    .expect("free");
    let second = desk.account("svc-ops");
    assert_eq!(
        desk.read(|tx| tx.account_named("svc-ops"))
            .map(|account| account.id),
        Some(second.id)
    );
}

pub fn editing_an_account_leaves_its_event_and_keeps_what_it_was_granted<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let id = desk.account("svc-ops").id;
    desk.generate(id, "feed");
    desk.wait(1);
    let request = DescribeAccount {
        organisation: "",
        ..OPS
    };
    let (edited, events) = desk.leaves(&[EventKind::AccountEdited], || {
        edit_account(store, &desk.caller(), id, &request)
    });
    assert_eq!(edited.expect("in order"), desk.kept_account(id));
    assert_eq!(changes(&events[0]), [("organisation", Some("Northwind"), None)]);
    assert_eq!(
        desk.kept_account(id).own.grants,
        desk.grants(&[("Flights", Level::View)])
    );
    desk.changes_nothing(|| edit_account(store, &desk.caller(), id, &request));
}

pub fn disabling_an_account_stops_its_keys_and_enabling_lets_them_work_again<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let id = desk.account("svc-ops").id;
    let key = desk.request(id, "feed");
    let key = crate::generate_key(
        store,
        &desk.caller(),
        &crate::GenerateKey {
            expiry: crate::Expiry::Days(90),
            ..key
        },
    )
    .expect("in order")
    .key;
    crate::hand_out_key(
        store,
        &desk.caller(),
        key.id,
        keytower_domain::key::HandedOut::Saved,
    )
    .expect("there");
    desk.wait(1);
    let (disabled, events) = desk.leaves(&[EventKind::AccountDisabled], || {
        disable_account(store, &desk.caller(), id)
    });
    assert_eq!(disabled.expect("enabled before").disabled_at, Some(desk.now()));
    assert_eq!(
        changes(&events[0]),
        [("disabled_at", None, Some("2026-11-22T12:00:00.123Z"))]
    );
    assert_eq!(desk.state(key.id), KeyState::OwnerDisabled);
    let refusal = desk.refuses(|| disable_account(store, &desk.caller(), id));
    assert!(
        matches!(refusal, AccountStateError::State(AccountRefusal::AlreadyDisabled)),
        "{refusal:?}"
    );
    let (enabled, events) = desk.leaves(&[EventKind::AccountEnabled], || {
        enable_account(store, &desk.caller(), id)
    });
    assert_eq!(enabled.expect("disabled before"), desk.kept_account(id));
    assert_eq!(
        changes(&events[0]),
        [("disabled_at", Some("2026-11-22T12:00:00.123Z"), None)]
    );
    assert_eq!(desk.state(key.id), KeyState::Active);
    let refusal = desk.refuses(|| enable_account(store, &desk.caller(), id));
    assert!(
        matches!(refusal, AccountStateError::State(AccountRefusal::AlreadyEnabled)),
        "{refusal:?}"
    );
}

pub fn an_account_that_is_not_there_is_not_found<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let id = desk.unknown_account();
    let refusal = desk.refuses(|| edit_account(store, &desk.caller(), id, &OPS));
    assert!(matches!(refusal, DescribeError::NotFound), "{refusal:?}");
    for refusal in [
        desk.refuses(|| disable_account(store, &desk.caller(), id)),
        desk.refuses(|| enable_account(store, &desk.caller(), id)),
    ] {
        assert!(matches!(refusal, AccountStateError::NotFound), "{refusal:?}");
    }
    let refusal = desk.refuses(|| read_account(store, &desk.caller(), id));
    assert!(matches!(refusal, ReadError::NotFound), "{refusal:?}");
}

pub fn an_account_is_read_with_what_it_has_and_its_events_newest_first<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let id = desk.account("svc-ops").id;
    desk.account("svc-other");
    desk.generate(id, "feed");
    disable_account(store, &desk.caller(), id).expect("enabled before");
    let dossier = read_account(store, &desk.caller(), id).expect("there");
    assert_eq!(dossier.account, desk.kept_account(id));
    let held: Vec<_> = dossier
        .access
        .resources
        .iter()
        .map(|(resource, held)| (resource.description.title.as_str(), held.level))
        .collect();
    assert_eq!(held, [("Flights", Level::View)]);
    let kinds: Vec<_> = dossier
        .events
        .iter()
        .filter_map(|logged| Some(logged.event()?.body.kind))
        .collect();
    assert_eq!(
        kinds,
        [
            EventKind::AccountDisabled,
            EventKind::AccountGranted,
            EventKind::AccountCreated
        ]
    );
}
