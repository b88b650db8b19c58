//! Requests for keys that are refused, each with its reason at its field.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use keytower_domain::access::{Grants, Level, Rights};
use keytower_domain::aircraft_scope::{AircraftScope, FleetChoice};
use keytower_domain::lifetime::ExpiryRefusal;
use keytower_domain::network::{Network, NetworkProblem};
use keytower_domain::text::TextProblem;

use super::desk::{Desk, invalid_key, only};
use super::inventory::loaded;
use crate::{
    ChooseReminders, Expiry, GenerateKey, Reason, Store, check_key, disable_account, disable_key, expire_key,
    generate_key,
};

pub fn every_wrong_field_of_a_request_is_named_at_once_and_the_check_says_the_same<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let request = GenerateKey {
        owner: None,
        name: " ".into(),
        description: "a\0b".into(),
        rights: Rights::Chosen(Grants::none()),
        scope: AircraftScope::Only(FleetChoice::default()),
        networks: vec!["10.1.2.3/8".into(), "10.0.0.0/8".into(), "fe80::1%eth0".into()],
        expiry: Expiry::On("soon".into()),
        renewal_days: 366,
        reminders: ChooseReminders {
            personnel: [desk.unknown_account().into()].into_iter().collect(),
            days: Some(vec!["7".into(), "-1".into(), "400".into()]),
        },
        approved_by: "a\nb".into(),
        reason: "a\u{202e}b".into(),
        replaces: None,
    };
    let wrong = vec![
        Reason::NotFound.at("owner_id"),
        Reason::Text(TextProblem::Empty).at("name"),
        Reason::Text(TextProblem::ControlCharacter).at("description"),
        Reason::NoResources.at("rights"),
        Reason::NoAircraft.at("scope"),
        Reason::Network {
            entry: 0,
            problem: "10.1.2.3/8".parse::<Network>().expect_err("host bits"),
        }
        .at("networks"),
        Reason::Network {
            entry: 2,
            problem: NetworkProblem::Zone,
        }
        .at("networks"),
        Reason::Date.at("expiry"),
        Reason::RenewalDays(365).at("renewal_days"),
        Reason::NotFound.at("personnel"),
        Reason::ReminderDay { entry: 1, limit: 365 }.at("reminder_days"),
        Reason::ReminderDay { entry: 2, limit: 365 }.at("reminder_days"),
        Reason::Text(TextProblem::ControlCharacter).at("approved_by"),
        Reason::Text(TextProblem::ControlCharacter).at("reason"),
    ];
    assert_eq!(
        invalid_key(desk.refuses(|| generate_key(store, &desk.caller(), &request))),
        wrong
    );
    let draft = desk.changes_nothing(|| check_key(&loaded(&desk), &desk.caller(), &request));
    assert_eq!((draft.invalid, draft.expires_at), (wrong, None));
}

pub fn a_name_that_a_live_key_of_the_owner_has_is_refused_in_any_case<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let (owner, other) = (desk.account("svc-ops").id, desk.account("svc-other").id);
    let live = desk.key(owner, "Ops Feed").id;
    let again = || generate_key(store, &desk.caller(), &desk.request(owner, "oPS fEED"));
    assert_eq!(
        invalid_key(desk.refuses(again)),
        only(Reason::LiveKeyHasName(live), "name")
    );
    disable_key(store, &desk.caller(), live).expect("live");
    assert_eq!(
        invalid_key(desk.refuses(again)),
        only(Reason::LiveKeyHasName(live), "name")
    );
    generate_key(store, &desk.caller(), &desk.request(other, "Ops Feed")).expect("another owner's");
}

pub fn a_name_is_free_once_its_key_is_revoked_expired_or_ended_by_hand<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    desk.revoked_key(owner, "feed");
    let second = desk.key(owner, "feed").id;
    expire_key(store, &desk.caller(), second).expect("live");
    desk.key(owner, "feed");
    desk.wait(31);
    desk.key(owner, "feed");
    let named = desk
        .read(|tx| tx.key_names_of(owner.into()))
        .iter()
        .filter(|(_, name)| name == "feed")
        .count();
    assert_eq!(named, 4);
}

pub fn a_key_that_is_not_there_can_not_be_replaced<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let request = GenerateKey {
        replaces: Some(desk.unknown_key()),
        ..desk.request(owner, "feed")
    };
    let refusal = desk.refuses(|| generate_key(store, &desk.caller(), &request));
    assert_eq!(invalid_key(refusal), only(Reason::NotFound, "replaces"));
}

pub fn a_disabled_owner_and_one_that_is_not_there_get_no_key<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    disable_account(store, &desk.caller(), owner).expect("enabled before");
    let refusal = desk.refuses(|| generate_key(store, &desk.caller(), &desk.request(owner, "feed")));
    assert_eq!(invalid_key(refusal), only(Reason::OwnerDisabled, "owner_id"));
    let unknown = desk.unknown_account();
    let refusal = desk.refuses(|| generate_key(store, &desk.caller(), &desk.request(unknown, "feed")));
    assert_eq!(invalid_key(refusal), only(Reason::NotFound, "owner_id"));
}

pub fn resources_that_are_not_there_or_have_no_such_level_are_refused<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let unknown: Grants = [(desk.unknown_resource(), Level::View)].into_iter().collect();
    for (rights, reason) in [
        (Rights::Chosen(unknown), Reason::NotFound),
        (desk.chosen(&[("Airports", Level::Modify)]), Reason::NoSuchLevel),
        (desk.chosen(&[("Quotes", Level::View)]), Reason::NoSuchLevel),
        (Rights::Chosen(Grants::none()), Reason::NoResources),
    ] {
        let request = GenerateKey {
            rights,
            ..desk.request(owner, "feed")
        };
        let refusal = desk.refuses(|| generate_key(store, &desk.caller(), &request));
        assert_eq!(invalid_key(refusal), only(reason, "rights"));
    }
}

pub fn a_level_that_a_resource_lacks_is_refused_also_below_what_the_owner_has<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let quotes = GenerateKey {
        rights: desk.chosen(&[("Quotes", Level::Modify)]),
        ..desk.request(owner, "quotes")
    };
    generate_key(store, &desk.caller(), &quotes).expect("in order");
    let lower = GenerateKey {
        rights: desk.chosen(&[("Quotes", Level::View)]),
        ..desk.request(owner, "lower")
    };
    let refusal = desk.refuses(|| generate_key(store, &desk.caller(), &lower));
    assert_eq!(invalid_key(refusal), only(Reason::NoSuchLevel, "rights"));
}

pub fn only_and_no_aircraft_is_an_error_and_not_the_fleet<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let unknown = AircraftScope::Only([desk.unknown_aircraft()].into());
    for (scope, reason) in [
        (AircraftScope::Only(FleetChoice::default()), Reason::NoAircraft),
        (unknown, Reason::NotFound),
    ] {
        let request = GenerateKey {
            scope,
            ..desk.request(owner, "feed")
        };
        let refusal = desk.refuses(|| generate_key(store, &desk.caller(), &request));
        assert_eq!(invalid_key(refusal), only(reason, "scope"));
    }
}

pub fn an_end_in_the_past_beyond_the_maximum_or_no_date_is_refused<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let beyond = || {
        Reason::Expiry(ExpiryRefusal::BeyondMaximum {
            latest: "2027-11-21".parse().expect("a day"),
        })
    };
    let past = || Reason::Expiry(ExpiryRefusal::InPast);
    for (expiry, reason) in [
        (Expiry::Days(0), past()),
        (Expiry::On("2026-11-21".into()), past()),
        (Expiry::On("2025-11-21".into()), past()),
        (Expiry::Days(366), beyond()),
        (Expiry::Days(u32::MAX), beyond()),
        (Expiry::On("2027-11-22".into()), beyond()),
        (Expiry::On(String::new()), Reason::Date),
        (Expiry::On("2027-02-29".into()), Reason::Date),
        (Expiry::On("21.11.2027".into()), Reason::Date),
    ] {
        let request = GenerateKey {
            expiry: expiry.clone(),
            ..desk.request(owner, "feed")
        };
        let refusal = desk.refuses(|| generate_key(store, &desk.caller(), &request));
        assert_eq!(invalid_key(refusal), only(reason, "expiry"), "{expiry:?}");
    }
    let longest = GenerateKey {
        expiry: Expiry::Days(365),
        ..desk.request(owner, "feed")
    };
    let key = generate_key(store, &desk.caller(), &longest)
        .expect("the maximum is allowed")
        .key;
    assert_eq!(key.expires_at, "2027-11-21T09:00:00Z".parse().ok());
}

pub fn texts_take_no_key_and_no_more_than_their_length<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let text = desk.generate(owner, "leaked").text;
    let good = desk.request(owner, "feed");
    let long = |limit: u16| "n".repeat(usize::from(limit) + 1);
    for (request, problem, field) in [
        (
            GenerateKey {
                name: long(100),
                ..good.clone()
            },
            TextProblem::TooLong { limit: 100 },
            "name",
        ),
        (
            GenerateKey {
                name: text.reveal().into(),
                ..good.clone()
            },
            TextProblem::ContainsKey,
            "name",
        ),
        (
            GenerateKey {
                description: long(2_000),
                ..good.clone()
            },
            TextProblem::TooLong { limit: 2_000 },
            "description",
        ),
        (
            GenerateKey {
                description: format!("it is {}.", text.reveal()),
                ..good.clone()
            },
            TextProblem::ContainsKey,
            "description",
        ),
        (
            GenerateKey {
                approved_by: long(100),
                ..good.clone()
            },
            TextProblem::TooLong { limit: 100 },
            "approved_by",
        ),
        (
            GenerateKey {
                approved_by: text.reveal().into(),
                ..good.clone()
            },
            TextProblem::ContainsKey,
            "approved_by",
        ),
        (
            GenerateKey {
                reason: long(500),
                ..good.clone()
            },
            TextProblem::TooLong { limit: 500 },
            "reason",
        ),
        (
            GenerateKey {
                reason: format!("OPS-118 {}", text.reveal()),
                ..good.clone()
            },
            TextProblem::ContainsKey,
            "reason",
        ),
    ] {
        let refusal = desk.refuses(|| generate_key(store, &desk.caller(), &request));
        assert_eq!(invalid_key(refusal), only(Reason::Text(problem), field));
    }
    let longest = GenerateKey {
        description: "ł".repeat(2_000),
        ..good
    };
    let key = generate_key(store, &desk.caller(), &longest)
        .expect("in order")
        .key;
    assert_eq!(desk.kept_key(key.id).description.description, longest.description);
}
