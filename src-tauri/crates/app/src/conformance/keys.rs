//! Reading, identifying and editing keys.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use keytower_domain::access::{AircraftScope, Grants, Level, Rights};
use keytower_domain::actor::{Actor, KeySetup, Role};
use keytower_domain::event::{EventKind, Subject};
use keytower_domain::key::{Key, KeyState, LifeRefusal};
use keytower_domain::key_text::KeyText;
use keytower_domain::text::TextProblem;

use super::desk::{Desk, changes, invalid_key, only, person};
use super::instruments::SeededEntropy;
use crate::{
    EditKey, Entropy as _, GenerateKey, Identified, KeyLifeError, ReadError, Reason, Store, delete_key,
    edit_key, events_of, generate_key, identify_key, read_key, revoke_key,
};

/// An edit that changes nothing.
fn same(key: &Key) -> EditKey {
    let described = key.description.clone();
    EditKey {
        id: key.id,
        name: described.name,
        description: described.description,
        rights: described.rights,
        scope: described.scope,
        renewal_days: described.renewal_days.into(),
        approved_by: described.approved_by,
        reason: described.reason,
    }
}

pub fn a_whole_key_and_a_lone_id_are_known_with_white_space_around<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let generated = desk.generate(owner, "feed");
    let id = generated.key.id;
    let identify = |text: &str| identify_key(store, &desk.caller(), text).expect("readable");
    let whole = generated.text.reveal();
    assert_eq!(identify(whole), Identified::Known { id, whole: true });
    assert_eq!(
        identify(&format!("\n  {whole}\t\n")),
        Identified::Known { id, whole: true }
    );
    for text in [
        format!("ktw_{id}"),
        format!(" ktw_{id}_"),
        format!("ktw_{id}_••••"),
    ] {
        assert_eq!(identify(&text), Identified::Known { id, whole: false }, "{text}");
    }
}

pub fn another_secret_an_unknown_id_and_a_typo_are_told_apart<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let generated = desk.generate(owner, "feed");
    let id = generated.key.id;
    let identify = |text: &str| identify_key(store, &desk.caller(), text).expect("readable");
    let others = SeededEntropy::new(99);
    let forged = KeyText::generate(id, &mut |bytes| others.fill(bytes));
    assert_eq!(identify(forged.reveal()), Identified::SecretDiffers(id));
    let unknown = desk.unknown_key();
    let foreign = KeyText::generate(unknown, &mut |bytes| others.fill(bytes));
    assert_eq!(identify(foreign.reveal()), Identified::Unknown(unknown));
    assert_eq!(identify(&format!("ktw_{unknown}")), Identified::Unknown(unknown));
    let typo = generated.text.reveal().replacen("ktw_", "ktx_", 1);
    for text in [
        typo.as_str(),
        &generated.text.reveal()[..69],
        "",
        "feed",
        id.as_str(),
    ] {
        assert_eq!(identify(text), Identified::Malformed, "{text}");
    }
}

pub fn a_deleted_key_is_recognised_with_when_and_no_list_has_it<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let generated = desk.generate(owner, "feed");
    let id = generated.key.id;
    revoke_key(store, &desk.caller(), id).expect("live");
    desk.wait(1);
    delete_key(store, &desk.caller(), id).expect("revoked");
    let deleted = Identified::Deleted(id, desk.now());
    desk.wait(1);
    for text in [generated.text.reveal(), &format!("ktw_{id}")] {
        assert_eq!(
            identify_key(store, &desk.caller(), text).expect("readable"),
            deleted
        );
    }
    assert!(desk.read(|tx| tx.keys()).is_empty());
    let refusal = desk.refuses(|| read_key(store, &desk.caller(), id).map(|_| ()));
    assert!(matches!(refusal, ReadError::NotFound), "{refusal:?}");
    let kinds: Vec<_> = desk
        .read(|tx| events_of(tx, Subject::Key(id), 9))
        .iter()
        .filter_map(|logged| Some(logged.event()?.body.kind))
        .collect();
    assert_eq!(
        kinds,
        [
            EventKind::KeyDeleted,
            EventKind::KeyRevoked,
            EventKind::KeyGenerated
        ]
    );
}

pub fn a_key_is_read_with_all_that_is_known_of_it<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let (later, sooner) = (desk.aircraft("SP-KTB"), desk.aircraft("SP-KTA"));
    let request = GenerateKey {
        rights: desk.chosen(&[
            ("Quotes", Level::Modify),
            ("Flights", Level::View),
            ("Duties", Level::View),
        ]),
        scope: AircraftScope::Only([later.id, sooner.id].into()),
        ..desk.request(owner, "feed")
    };
    let id = generate_key(store, &desk.caller(), &request)
        .expect("in order")
        .key
        .id;
    let new = GenerateKey {
        replaces: Some(id),
        ..desk.request(owner, "feed")
    };
    let new = generate_key(store, &desk.caller(), &new)
        .expect("in order")
        .key
        .id;
    let dossier = read_key(store, &desk.caller(), id).expect("there");
    assert_eq!(dossier.key.digest(), desk.kept_key(id).digest());
    assert_eq!(
        (dossier.owner, dossier.workspace),
        (desk.kept_account(owner), desk.workspace())
    );
    assert_eq!((dossier.state, dossier.now), (KeyState::NotHandedOut, desk.now()));
    let titles: Vec<_> = dossier
        .grants
        .iter()
        .map(|(resource, level)| (resource.description.title.as_str(), *level))
        .collect();
    assert_eq!(
        titles,
        [
            ("Duties", Level::View),
            ("Flights", Level::View),
            ("Quotes", Level::Modify)
        ]
    );
    assert_eq!(dossier.aircraft, [sooner, later]);
    assert_eq!(dossier.replaced_by, Some(new));
    assert_eq!(
        dossier
            .events
            .iter()
            .filter_map(|logged| Some(logged.event()?.body.kind))
            .collect::<Vec<_>>(),
        [EventKind::KeyGenerated]
    );
}

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
        ("renewal_days", Some("180"), Some("30")),
        ("approved_by", None, Some("Jan Nowak")),
        ("reason", None, Some("OPS-118")),
    ];
    assert_eq!(changes(&events[0]), told);
    desk.changes_nothing(|| edit_key(store, &desk.caller(), &request));
    desk.changes_nothing(|| edit_key(store, &desk.caller(), &same(&edited)));
    let back = EditKey {
        scope: AircraftScope::WholeFleet,
        ..same(&edited)
    };
    edit_key(store, &desk.caller(), &back).expect("in order");
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
    assert_eq!(Rights::Chosen(desk.kept_account(owner).grants), wide);
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
        Rights::Chosen(desk.kept_account(owner).grants),
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
    assert!(matches!(refusal, KeyLifeError::Forbidden(_)), "{refusal:?}");
    let renamed = EditKey {
        name: "other".into(),
        ..same(&key)
    };
    edit_key(store, &desk.caller_as(&clerk), &renamed).expect("nothing to grant");
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
                scope: AircraftScope::Only([].into()),
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
