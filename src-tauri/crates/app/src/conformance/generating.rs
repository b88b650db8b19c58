//! Generating keys.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use keytower_domain::access::{Level, Rights};
use keytower_domain::actor::{Actor, KeySetup, Role};
use keytower_domain::aircraft_scope::AircraftScope;
use keytower_domain::event::{EventKind, Subject};
use keytower_domain::key::{HandedOut, KeyState, Life};
use keytower_domain::key_text::KeyText;

use super::desk::{Desk, changes, invalid_key, only, person};
use super::inventory::loaded;
use crate::networks::describe_networks;
use crate::{
    ChooseReminders, Expiry, GenerateKey, Reason, Store, check_key, generate_key, identify_key, revoke_key,
};

pub fn a_key_is_generated_as_asked_and_is_not_handed_out_yet<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let (first, second) = (desk.aircraft("SP-KTB").id, desk.aircraft("SP-KTA").id);
    desk.generate(owner, "before");
    let request = GenerateKey {
        owner: Some(owner.into()),
        name: "  Größe مفتاح 🛩️ ".into(),
        description: "line one\nline two\t<b>".into(),
        rights: desk.chosen(&[("Flights", Level::View)]),
        scope: AircraftScope::Only([first, second].into()),
        networks: vec![
            "203.0.113.7/32".into(),
            "10.0.0.0/8".into(),
            " 203.0.113.7".into(),
        ],
        expiry: Expiry::On("2027-11-21".into()),
        renewal_days: 90,
        reminders: ChooseReminders::default(),
        approved_by: " Jan Nowak".into(),
        reason: "OPS-118".into(),
        replaces: None,
    };
    let (generated, events) = desk.leaves(&[EventKind::KeyGenerated], || {
        generate_key(store, &desk.caller(), &request)
    });
    let key = generated.expect("in order").key;
    let kept = desk.kept_key(key.id);
    assert_eq!(kept.digest(), key.digest());
    assert_eq!(kept.description.name, "Größe مفتاح 🛩️");
    assert_eq!(
        (&kept.description.description, kept.description.renewal_days),
        (&request.description, 90)
    );
    assert_eq!(
        (
            kept.description.approved_by.as_str(),
            kept.description.reason.as_str()
        ),
        ("Jan Nowak", "OPS-118")
    );
    assert_eq!(
        (kept.description.rights, kept.description.scope),
        (request.rights, request.scope)
    );
    assert_eq!(
        describe_networks(&kept.description.networks),
        "10.0.0.0/8, 203.0.113.7"
    );
    assert_eq!(
        (kept.owner, kept.generated_at, &*kept.generated_by),
        (owner.into(), desk.now(), "Ada Lovelace")
    );
    assert_eq!(kept.expires_at, "2027-11-21T09:00:00Z".parse().ok());
    assert_eq!(
        (kept.life, kept.handed_out, kept.renewed_at),
        (Life::Active, HandedOut::Never, None)
    );
    assert_eq!(desk.state(key.id), KeyState::NotHandedOut);
    assert_eq!(events[0].body.subject, Subject::Key(key.id));
    let told = [
        ("name", None, Some("Größe مفتاح 🛩️")),
        ("owner", None, Some("svc-ops")),
        ("rights", None, Some("Flights view")),
        ("scope", None, Some("SP-KTA, SP-KTB")),
        ("networks", None, Some("10.0.0.0/8, 203.0.113.7")),
        ("expires_at", None, Some("2027-11-21T09:00:00.000Z")),
        ("renewal_days", None, Some("90")),
        ("approved_by", None, Some("Jan Nowak")),
        ("reason", None, Some("OPS-118")),
    ];
    assert_eq!(changes(&events[0]), told);
}

pub fn generating_grants_exactly_what_the_owner_lacks_with_an_event_of_its_own<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let first = [("Flights", Level::Modify), ("Airports", Level::View)];
    generate_key(
        store,
        &desk.caller(),
        &GenerateKey {
            rights: desk.chosen(&first),
            ..desk.request(owner, "one")
        },
    )
    .expect("in order");
    let second = [
        ("Flights", Level::View),
        ("Airports", Level::View),
        ("Contacts", Level::Modify),
    ];
    let request = GenerateKey {
        rights: desk.chosen(&second),
        ..desk.request(owner, "two")
    };
    let draft = check_key(&loaded(&desk), &desk.caller(), &request).expect("readable");
    assert_eq!(draft.newly_granted, desk.grants(&[("Contacts", Level::Modify)]));
    let (_, events) = desk.leaves(&[EventKind::AccountGranted, EventKind::KeyGenerated], || {
        generate_key(store, &desk.caller(), &request).expect("in order")
    });
    assert_eq!(events[0].body.subject, Subject::Account(owner));
    assert_eq!(changes(&events[0]), [("grants", None, Some("Contacts modify"))]);
    let all = [
        ("Flights", Level::Modify),
        ("Airports", Level::View),
        ("Contacts", Level::Modify),
    ];
    assert_eq!(desk.kept_account(owner).own.grants, desk.grants(&all));
}

pub fn a_higher_level_than_the_owner_has_raises_the_owner<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    desk.generate(owner, "one");
    let request = GenerateKey {
        rights: desk.chosen(&[("Flights", Level::Modify)]),
        ..desk.request(owner, "two")
    };
    let (_, events) = desk.leaves(&[EventKind::AccountGranted, EventKind::KeyGenerated], || {
        generate_key(store, &desk.caller(), &request).expect("in order")
    });
    assert_eq!(changes(&events[0]), [("grants", None, Some("Flights modify"))]);
    assert_eq!(
        desk.kept_account(owner).own.grants,
        desk.grants(&[("Flights", Level::Modify)])
    );
}

pub fn a_key_with_all_of_its_owner_grants_nothing_and_follows_its_owner<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let all = GenerateKey {
        rights: Rights::AllOfOwner,
        ..desk.request(owner, "all")
    };
    let refusal = desk.refuses(|| generate_key(store, &desk.caller(), &all));
    assert_eq!(invalid_key(refusal), only(Reason::NoResources, "rights"));
    desk.generate(owner, "first");
    let (generated, events) = desk.leaves(&[EventKind::KeyGenerated], || {
        generate_key(store, &desk.caller(), &all)
    });
    let key = generated.expect("its owner has something").key;
    assert!(changes(&events[0]).contains(&("rights", None, Some("all of owner"))));
    let more = GenerateKey {
        rights: desk.chosen(&[("Airports", Level::View)]),
        ..desk.request(owner, "more")
    };
    generate_key(store, &desk.caller(), &more).expect("in order");
    let access = desk.kept_account(owner).own.grants;
    assert_eq!(
        desk.kept_key(key.id).description.rights.effective(&access),
        access
    );
    assert_eq!(access.len(), 2);
}

pub fn granting_along_takes_the_right_to_change_accounts<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    desk.generate(owner, "first");
    let clerk = Actor {
        key_setup: KeySetup::ModifyAll,
        ..person("Ben", Role::None)
    };
    let wider = GenerateKey {
        rights: desk.chosen(&[("Airports", Level::View)]),
        ..desk.request(owner, "wider")
    };
    let refusal = desk.refuses(|| generate_key(store, &desk.caller_as(&clerk), &wider));
    assert_eq!(invalid_key(refusal), [Reason::MayNotGrant.at("rights")]);
    let key = generate_key(store, &desk.caller_as(&clerk), &desk.request(owner, "second"))
        .expect("nothing to grant");
    assert_eq!(&*desk.kept_key(key.key.id).generated_by, "Ben");
}

pub fn a_check_foretells_the_end_and_writes_nothing<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let request = desk.request(owner, "feed");
    let draft = desk.changes_nothing(|| check_key(&loaded(&desk), &desk.caller(), &request));
    assert_eq!(draft.invalid, []);
    let key = generate_key(store, &desk.caller(), &request)
        .expect("as foretold")
        .key;
    assert_eq!(draft.expires_at, key.expires_at);
    assert_eq!(key.expires_at, "2026-12-21T09:00:00Z".parse().ok());
}

pub fn a_key_that_replaces_another_may_have_its_name_and_both_live<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let old = desk.key(owner, "feed").id;
    assert_eq!(desk.read(|tx| tx.replacement_of(old)), None);
    let request = GenerateKey {
        replaces: Some(old),
        ..desk.request(owner, "feed")
    };
    let (generated, events) = desk.leaves(&[EventKind::KeyGenerated], || {
        generate_key(store, &desk.caller(), &request)
    });
    let new = generated.expect("the replaced key's name is allowed").key.id;
    assert!(changes(&events[0]).contains(&("replaces", None, Some(old.as_str()))));
    assert_eq!(desk.kept_key(new).replaces, Some(old));
    assert_eq!(desk.read(|tx| tx.replacement_of(old)), Some(new));
    assert_eq!(desk.kept_key(old).life, Life::Active);
    revoke_key(store, &desk.caller(), old).expect("live");
    crate::delete_key(store, &desk.caller(), old).expect("revoked");
    assert_eq!(
        desk.kept_key(new).replaces,
        Some(old),
        "what it replaced is still known"
    );
}

pub fn every_key_text_is_known_by_its_digest_and_no_event_holds_one<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let texts: Vec<KeyText> = (0..20)
        .map(|number| desk.generate(owner, &format!("key {number}")).text)
        .collect();
    let pepper = desk.read(|tx| tx.secrets()).pepper;
    for text in &texts {
        let kept = desk.kept_key(text.key_id());
        assert!(pepper.matches(text.digest(), &kept.sealed));
        let others = texts.iter().filter(|other| other.key_id() != text.key_id());
        assert!(
            others
                .into_iter()
                .all(|other| !pepper.matches(other.digest(), &kept.sealed))
        );
        let known = crate::Identified::Known {
            id: kept.id,
            whole: true,
            old_until: None,
        };
        assert_eq!(
            identify_key(store, &desk.caller(), text.reveal()).expect("readable"),
            known
        );
    }
    let log = format!("{:?}", desk.events());
    assert!(
        texts
            .iter()
            .all(|text| !log.contains(text.reveal().get(21..64).expect("a secret")))
    );
}
