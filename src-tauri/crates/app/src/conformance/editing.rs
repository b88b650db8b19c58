//! Editing keys.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use keytower_domain::access::{Grants, Level, Rights};
use keytower_domain::actor::{Actor, KeySetup, Role};
use keytower_domain::aircraft_scope::{AircraftScope, FleetChoice};
use keytower_domain::event::EventKind;
use keytower_domain::key::LifeRefusal;
use keytower_domain::text::TextProblem;

use super::desk::{Desk, changes, invalid_key, only, person, same};
use crate::{EditKey, KeyLifeError, Reason, Store, edit_key};

pub fn editing_a_key_leaves_its_event_with_what_differs<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let key = desk.key(owner, "feed");
    let aircraft = desk.aircraft("SP-KTA").id;
    desk.wait(1);
    let request = EditKey {
        name: " Feed ".into(),
        description: "for ops".into(),
        scope: AircraftScope::Only([aircraft].into()),
        networks: vec!["203.0.113.7".into(), "10.0.0.0/8".into()],
        renewal_days: 30,
        approved_by: " Jan Nowak ".into(),
        reason: "OPS-118".into(),
        ..same(&key)
    };
    let (edited, events) = desk.leaves(&[EventKind::KeyEdited], || {
        edit_key(store, &desk.caller(), &request)
    });
    let edited = edited.expect("in order");
    assert_eq!(desk.kept_key(key.id).digest(), edited.digest());
    assert_eq!(
        (edited.expires_at, edited.life, edited.handed_out),
        (key.expires_at, key.life, key.handed_out)
    );
    let told = [
        ("name", Some("feed"), Some("Feed")),
        ("description", None, Some("for ops")),
        ("scope", Some("whole fleet"), Some("SP-KTA")),
        ("networks", None, Some("10.0.0.0/8, 203.0.113.7")),
        ("renewal_days", Some("180"), Some("30")),
        ("approved_by", None, Some("Jan Nowak")),
        ("reason", None, Some("OPS-118")),
    ];
    assert_eq!(changes(&events[0]), told);
    desk.changes_nothing(|| edit_key(store, &desk.caller(), &request));
    desk.changes_nothing(|| edit_key(store, &desk.caller(), &same(&edited)));
    let back = EditKey {
        scope: AircraftScope::WholeFleet,
        networks: Vec::new(),
        ..same(&edited)
    };
    edit_key(store, &desk.caller(), &back).expect("in order");
    assert!(desk.kept_key(key.id).description.networks.is_empty());
    assert_eq!(desk.kept_key(key.id).description.scope, AircraftScope::WholeFleet);
}

pub fn editing_grants_exactly_what_the_owner_lacks_and_narrowing_a_key_leaves_its_owner<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let key = desk.key(owner, "feed");
    let wide = desk.chosen(&[("Flights", Level::View), ("Contacts", Level::Modify)]);
    let request = EditKey {
        rights: wide.clone(),
        ..same(&key)
    };
    let (edited, events) = desk.leaves(&[EventKind::AccountGranted, EventKind::KeyEdited], || {
        edit_key(store, &desk.caller(), &request)
    });
    let edited = edited.expect("in order");
    assert_eq!(changes(&events[0]), [("grants", None, Some("Contacts modify"))]);
    assert_eq!(
        changes(&events[1]),
        [(
            "rights",
            Some("Flights view"),
            Some("Contacts modify, Flights view")
        )]
    );
    assert_eq!(Rights::Chosen(desk.kept_account(owner).own.grants), wide);
    let narrow = EditKey {
        rights: desk.chosen(&[("Contacts", Level::View)]),
        ..same(&edited)
    };
    let (narrowed, _) = desk.leaves(&[EventKind::KeyEdited], || {
        edit_key(store, &desk.caller(), &narrow)
    });
    assert_eq!(narrowed.expect("in order").description.rights, narrow.rights);
    assert_eq!(desk.kept_key(key.id).description.rights, narrow.rights);
    assert_eq!(
        Rights::Chosen(desk.kept_account(owner).own.grants),
        wide,
        "an owner keeps what it was granted"
    );
    let all = EditKey {
        rights: Rights::AllOfOwner,
        ..same(&edited)
    };
    let (_, events) = desk.leaves(&[EventKind::KeyEdited], || {
        edit_key(store, &desk.caller(), &all).expect("in order")
    });
    assert_eq!(
        changes(&events[0]),
        [("rights", Some("Contacts view"), Some("all of owner"))]
    );
    assert_eq!(desk.kept_key(key.id).description.rights, Rights::AllOfOwner);
}

pub fn editing_takes_the_right_to_change_accounts_when_it_grants<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let key = desk.key(owner, "feed");
    let clerk = Actor {
        key_setup: KeySetup::ModifyAll,
        ..person("Ben", Role::None)
    };
    let wider = EditKey {
        rights: desk.chosen(&[("Airports", Level::View)]),
        ..same(&key)
    };
    let refusal = desk.refuses(|| edit_key(store, &desk.caller_as(&clerk), &wider));
    assert_eq!(invalid_key(refusal), [Reason::MayNotGrant.at("rights")]);
    let renamed = EditKey {
        name: "other".into(),
        ..same(&key)
    };
    edit_key(store, &desk.caller_as(&clerk), &renamed).expect("nothing to grant");
}

pub fn a_key_is_not_written_into_a_description<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let generated = desk.generate(desk.account("svc-ops").id, "feed");
    let request = EditKey {
        description: format!("for the feed: {}", generated.text.reveal()),
        ..same(&generated.key)
    };
    let refused = invalid_key(desk.refuses(|| edit_key(store, &desk.caller(), &request)));
    assert_eq!(
        refused,
        only(Reason::Text(TextProblem::ContainsKey), "description")
    );
}

pub fn a_wrong_edit_is_refused_at_its_field<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let key = desk.key(owner, "feed");
    let live = desk.key(owner, "Taken").id;
    for (request, reason, field) in [
        (
            EditKey {
                name: String::new(),
                ..same(&key)
            },
            Reason::Text(TextProblem::Empty),
            "name",
        ),
        (
            EditKey {
                name: "tAKEN".into(),
                ..same(&key)
            },
            Reason::LiveKeyHasName(live),
            "name",
        ),
        (
            EditKey {
                description: "a\0".into(),
                ..same(&key)
            },
            Reason::Text(TextProblem::ControlCharacter),
            "description",
        ),
        (
            EditKey {
                renewal_days: 0,
                ..same(&key)
            },
            Reason::RenewalDays(365),
            "renewal_days",
        ),
        (
            EditKey {
                renewal_days: 366,
                ..same(&key)
            },
            Reason::RenewalDays(365),
            "renewal_days",
        ),
        (
            EditKey {
                renewal_days: 65_536 + 30,
                ..same(&key)
            },
            Reason::RenewalDays(365),
            "renewal_days",
        ),
        (
            EditKey {
                rights: Rights::Chosen(Grants::none()),
                ..same(&key)
            },
            Reason::NoResources,
            "rights",
        ),
        (
            EditKey {
                rights: desk.chosen(&[("Airports", Level::Modify)]),
                ..same(&key)
            },
            Reason::NoSuchLevel,
            "rights",
        ),
        (
            EditKey {
                scope: AircraftScope::Only(FleetChoice::default()),
                ..same(&key)
            },
            Reason::NoAircraft,
            "scope",
        ),
        (
            EditKey {
                scope: AircraftScope::Only([desk.unknown_aircraft()].into()),
                ..same(&key)
            },
            Reason::NotFound,
            "scope",
        ),
    ] {
        assert_eq!(
            invalid_key(desk.refuses(|| edit_key(store, &desk.caller(), &request))),
            only(reason, field)
        );
    }
    let shouted = EditKey {
        name: "FEED".into(),
        ..same(&key)
    };
    edit_key(store, &desk.caller(), &shouted).expect("its own name in another case");
}

pub fn an_approval_or_a_reason_that_is_refused_is_refused_at_its_field<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let key = desk.key(desk.account("svc-ops").id, "feed");
    let approved = |by: &str| EditKey {
        approved_by: by.to_owned(),
        ..same(&key)
    };
    let because = |reason: &str| EditKey {
        reason: reason.to_owned(),
        ..same(&key)
    };
    let (long, limit) = ("n".repeat(501), |limit| TextProblem::TooLong { limit });
    for (request, problem, field) in [
        (approved(&long[..101]), limit(100), "approved_by"),
        (approved("a\nb"), TextProblem::ControlCharacter, "approved_by"),
        (because(&long), limit(500), "reason"),
        (because("a\nb"), TextProblem::ControlCharacter, "reason"),
    ] {
        assert_eq!(
            invalid_key(desk.refuses(|| edit_key(store, &desk.caller(), &request))),
            only(Reason::Text(problem), field)
        );
    }
}

pub fn an_ended_key_and_one_that_is_not_there_are_not_edited<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let (revoked, expired) = (desk.revoked_key(owner, "gone"), desk.key(owner, "old"));
    desk.wait(31);
    for (key, why) in [(&revoked, LifeRefusal::Revoked), (&expired, LifeRefusal::Expired)] {
        let rights = desk.chosen(&[("Contacts", Level::Modify)]);
        let refusal = desk.refuses(|| edit_key(store, &desk.caller(), &EditKey { rights, ..same(key) }));
        assert!(
            matches!(refusal, KeyLifeError::Life(refused) if refused == why),
            "{refusal:?}"
        );
    }
    let unknown = EditKey {
        id: desk.unknown_key(),
        ..same(&expired)
    };
    let refusal = desk.refuses(|| edit_key(store, &desk.caller(), &unknown));
    assert!(matches!(refusal, KeyLifeError::NotFound), "{refusal:?}");
}
