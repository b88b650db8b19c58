//! Whether keys are good for what is asked of them.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use keytower_domain::access::{Grants, Level};
use keytower_domain::aircraft_scope::{AircraftScope, Reach};
use keytower_domain::id::ServiceAccountId;
use keytower_domain::key::HandedOut;
use keytower_domain::key_text::KeyText;
use keytower_domain::verification::{Denial, Finding, FromWhere, Outcome, Step};

use super::desk::{Desk, invalid, only};
use super::instruments::SeededEntropy;
use super::inventory::loaded;
use crate::{
    AskedResource, DescribeGroup, DescribeMembers, EditAccess, Entropy as _, Generated, Reason, Store,
    Verified, VerifyKey, create_group, delete_group, delete_key, disable_account, disable_key, edit_access,
    enable_account, enable_key, expire_key, generate_key, hand_out_key, revoke_key, rotate_key, verify_key,
    verify_whole,
};

/// What a text comes to for a question.
fn ask<S: Store>(desk: &Desk<'_, S>, text: &str, request: &VerifyKey) -> Verified {
    let inventory = loaded(desk);
    desk.changes_nothing(|| verify_key(desk.store, &inventory, &desk.caller(), text, request))
}

fn denial<S: Store>(desk: &Desk<'_, S>, text: &str, request: &VerifyKey) -> Option<Denial> {
    ask(desk, text, request).verification.denial()
}

/// *Flights* at a level, for an aircraft.
fn flights<S: Store>(desk: &Desk<'_, S>, level: Level, aircraft: &str) -> VerifyKey {
    VerifyKey {
        resource: AskedResource::At(desk.resource("Flights").id, Some(level)),
        aircraft: aircraft.to_owned(),
        address: String::new(),
    }
}

/// A key for *Flights* at *view* and one aircraft, from one network.
fn confined<S: Store>(desk: &Desk<'_, S>, owner: ServiceAccountId) -> Generated {
    let request = crate::GenerateKey {
        scope: AircraftScope::Only([desk.aircraft("SP-KTA").id].into()),
        networks: vec!["203.0.113.0/24".into(), "2001:db8::/32".into()],
        ..desk.request(owner, "confined")
    };
    generate_key(desk.store, &desk.caller(), &request).expect("in order")
}

pub fn a_key_that_is_good_passes_every_step_and_says_what_was_not_looked_at<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let generated = desk.generate(owner, "feed");
    desk.aircraft("SP-KTA");
    let whole = ask(
        &desk,
        generated.text.reveal(),
        &flights(&desk, Level::View, "sp-kta"),
    );
    assert_eq!(
        (whole.verification.denial(), whole.key),
        (None, Some(generated.key.id))
    );
    let steps = whole.verification.steps();
    assert!(steps.iter().all(|step| step.outcome() == Outcome::Passed));
    assert_eq!(steps[1], Step::Found(Finding::Whole));
    assert_eq!(whole.reach, None, "an aircraft was asked about");

    let id_alone = ask(
        &desk,
        &format!("ktw_{}_••••", generated.key.id),
        &VerifyKey::default(),
    );
    assert_eq!(id_alone.verification.denial(), None);
    assert_eq!(id_alone.verification.steps()[1], Step::Found(Finding::IdOnly));
    assert_eq!(id_alone.reach, Some(Reach::WholeFleet));
}

pub fn an_old_secret_is_good_until_its_deadline_and_revoked_from_then_on<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let old = desk.generate(owner, "feed");
    let id = old.key.id;
    hand_out_key(store, &desk.caller(), id, HandedOut::Copied).expect("there");
    let new = rotate_key(store, &desk.caller(), id, 7, "").expect("live");
    let until = new.key.rotating_until(desk.now()).expect("rotating");
    let asked = flights(&desk, Level::View, "");
    for (text, finding) in [(&new, Finding::Whole), (&old, Finding::Old { until })] {
        let answer = ask(&desk, text.text.reveal(), &asked);
        assert_eq!(answer.verification.denial(), None);
        assert_eq!(answer.verification.steps()[1], Step::Found(finding));
    }
    desk.wait(7);
    let answer = ask(&desk, old.text.reveal(), &asked);
    assert_eq!(
        (answer.verification.denial(), answer.key),
        (Some(Denial::Revoked), Some(id))
    );
    assert_eq!(denial(&desk, new.text.reveal(), &asked), None);
    revoke_key(store, &desk.caller(), id).expect("live");
    assert_eq!(denial(&desk, new.text.reveal(), &asked), Some(Denial::Revoked));
}

pub fn each_code_is_the_first_that_applies<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let generated = confined(&desk, owner);
    desk.aircraft("SP-KTB");
    let (text, id) = (generated.text.reveal(), generated.key.id);
    // Everything that can stand against it does, and goes one by one.
    let mut asked = flights(&desk, Level::Modify, "SP-KTB");
    asked.address = "198.51.100.1".into();
    assert_eq!(denial(&desk, &text[..69], &asked), Some(Denial::Malformed));
    let others = SeededEntropy::new(99);
    let forged = KeyText::generate(id, &mut |bytes| others.fill(bytes));
    let foreign = KeyText::generate(desk.unknown_key(), &mut |bytes| others.fill(bytes));
    for text in [forged.reveal(), foreign.reveal()] {
        let answer = ask(&desk, text, &asked);
        assert_eq!(
            (answer.verification.denial(), answer.key),
            (Some(Denial::NotFound), None)
        );
    }
    disable_account(store, &desk.caller(), owner).expect("enabled");
    disable_key(store, &desk.caller(), id).expect("live");
    assert_eq!(denial(&desk, text, &asked), Some(Denial::Disabled));
    enable_key(store, &desk.caller(), id).expect("disabled");
    assert_eq!(denial(&desk, text, &asked), Some(Denial::OwnerDisabled));
    enable_account(store, &desk.caller(), owner).expect("disabled");
    assert_eq!(denial(&desk, text, &asked), Some(Denial::NetworkDenied));
    asked.address = "203.0.113.7".into();
    assert_eq!(denial(&desk, text, &asked), Some(Denial::ResourceDenied));
    asked.resource = flights(&desk, Level::View, "").resource;
    assert_eq!(denial(&desk, text, &asked), Some(Denial::AircraftDenied));
    asked.aircraft = "SP-KTA".into();
    assert_eq!(denial(&desk, text, &asked), None);
    expire_key(store, &desk.caller(), id).expect("live");
    assert_eq!(denial(&desk, text, &asked), Some(Denial::Expired));
    revoke_key(store, &desk.caller(), id).expect("ended, not revoked");
    assert_eq!(denial(&desk, text, &asked), Some(Denial::Revoked));
    delete_key(store, &desk.caller(), id).expect("revoked");
    for text in [text, &format!("ktw_{id}")] {
        let gone = ask(&desk, text, &asked);
        assert_eq!(
            (gone.verification.denial(), gone.key),
            (Some(Denial::NotFound), None)
        );
        assert_eq!(
            gone.verification.steps()[1],
            Step::Found(Finding::Deleted { at: desk.now() })
        );
    }
}

pub fn a_resource_is_asked_by_id_or_by_code_and_an_aircraft_by_id_or_registration<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let generated = confined(&desk, owner);
    let text = generated.text.reveal();
    let aircraft = desk.read(|tx| tx.fleet()).remove(0).id;
    let resource = desk.resource("Flights");
    let outcome = |resource: AskedResource, aircraft: &str| {
        let request = VerifyKey {
            resource,
            aircraft: aircraft.to_owned(),
            address: "2001:db8::7".into(),
        };
        denial(&desk, text, &request)
    };
    let code = |level: Level| AskedResource::Code(resource.description.levels[&level].as_str().to_owned());
    assert_eq!(outcome(code(Level::View), "spkta"), None);
    assert_eq!(outcome(code(Level::Modify), ""), Some(Denial::ResourceDenied));
    assert_eq!(
        outcome(AskedResource::At(resource.id, None), ""),
        None,
        "its lowest level"
    );
    assert_eq!(outcome(AskedResource::Any, aircraft.as_str()), None);
    for unknown in ["NO_SUCH_CODE", "", "two words"] {
        assert_eq!(
            outcome(AskedResource::Code(unknown.to_owned()), ""),
            Some(Denial::ResourceDenied),
            "{unknown}"
        );
    }
    let unknown = AskedResource::At(desk.unknown_resource(), Some(Level::View));
    assert_eq!(outcome(unknown, ""), Some(Denial::ResourceDenied));
    for unknown in ["SP-NOT", "🛩️", &desk.unknown_aircraft().to_string()] {
        assert_eq!(
            outcome(AskedResource::Any, unknown),
            Some(Denial::AircraftDenied),
            "{unknown}"
        );
    }
}

pub fn what_is_allowed_follows_the_owner_at_once<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let generated = desk.generate(owner, "feed");
    let text = generated.text.reveal();
    let aircraft = desk.aircraft("SP-KTA");
    let described = DescribeGroup {
        name: "Mail",
        members: DescribeMembers::Chosen([aircraft.id].into()),
    };
    let group = create_group(store, &desk.caller(), &described).expect("in order");
    let asked = flights(&desk, Level::View, "SP-KTA");
    assert_eq!(denial(&desk, text, &asked), None);
    let give = |grants: Grants, scope: AircraftScope| {
        let access = EditAccess {
            grants,
            templates: [].into(),
            scope,
        };
        edit_access(store, &desk.caller(), owner.into(), &access).expect("in order");
    };
    let view = desk.grants(&[("Flights", Level::View)]);
    give(view.clone(), AircraftScope::Only([group.id].into()));
    assert_eq!(denial(&desk, text, &asked), None);
    delete_group(store, &desk.caller(), group.id).expect("there");
    assert_eq!(
        denial(&desk, text, &asked),
        Some(Denial::AircraftDenied),
        "a deleted group is no aircraft, and never the fleet"
    );
    give(Grants::none(), AircraftScope::WholeFleet);
    assert_eq!(denial(&desk, text, &asked), Some(Denial::ResourceDenied));
    give(view, AircraftScope::WholeFleet);
    assert_eq!(denial(&desk, text, &asked), None);
}

pub fn an_address_is_denied_outside_the_networks_of_a_key_and_where_it_is_missing<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let generated = confined(&desk, owner);
    let from = |address: &str| {
        let request = VerifyKey {
            address: address.to_owned(),
            ..VerifyKey::default()
        };
        ask(&desk, generated.text.reveal(), &request).verification
    };
    for inside in ["203.0.113.7", " ::ffff:203.0.113.7 ", "2001:db8::1"] {
        assert_eq!(from(inside).denial(), None, "{inside}");
    }
    for outside in ["203.0.114.7", "2001:db9::1", "::"] {
        assert_eq!(from(outside).denial(), Some(Denial::NetworkDenied), "{outside}");
    }
    let missing = from("");
    assert_eq!(missing.denial(), Some(Denial::NetworkDenied));
    assert_eq!(
        missing.steps()[6],
        Step::Network(FromWhere::Missing { networks: 2 })
    );
    let anywhere = desk.generate(owner, "feed");
    let request = |address: &str| VerifyKey {
        address: address.to_owned(),
        ..VerifyKey::default()
    };
    for address in ["", "203.0.114.7"] {
        assert_eq!(denial(&desk, anywhere.text.reveal(), &request(address)), None);
    }
    for wrong in [
        "203.0.113",
        "203.0.113.0/24",
        "fe80::1%eth0",
        "vpn.northwind.example",
    ] {
        let refused = desk.refuses(|| {
            verify_key(store, &loaded(&desk), &desk.caller(), "ktw_", &request(wrong)).map(|_| ())
        });
        assert_eq!(invalid(refused), only(Reason::Address, "address"), "{wrong}");
    }
}

pub fn a_clock_set_back_makes_no_expired_key_good<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let generated = desk.generate(owner, "feed");
    let text = generated.text.reveal();
    desk.wait(29);
    assert_eq!(denial(&desk, text, &VerifyKey::default()), None);
    desk.wait(1);
    assert_eq!(denial(&desk, text, &VerifyKey::default()), Some(Denial::Expired));
    desk.account("svc-later");
    desk.wait(-400);
    assert_eq!(denial(&desk, text, &VerifyKey::default()), Some(Denial::Expired));
}

pub fn asking_leaves_no_event_and_is_the_same_from_memory_alone<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let generated = confined(&desk, owner);
    let head = desk.head();
    let inventory = loaded(&desk);
    let pepper = desk.read(|tx| tx.secrets()).pepper;
    for level in Level::ALL {
        let request = VerifyKey {
            address: "203.0.113.7".into(),
            ..flights(&desk, level, "SP-KTA")
        };
        let asked = request.asked(&inventory).expect("in order");
        let answer =
            verify_whole(&inventory, &pepper, desk.now(), &generated.text, &asked).expect("an owner");
        let read = ask(&desk, generated.text.reveal(), &request);
        assert_eq!(answer.verification, read.verification, "{level}");
    }
    assert_eq!(desk.head(), head);
}
