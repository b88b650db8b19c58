//! Fleet groups and tags, and the aircraft that come of them for keys and accounts.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use keytower_domain::access::Level;
use keytower_domain::aircraft::Aircraft;
use keytower_domain::aircraft_scope::{AircraftScope, AircraftSet, FleetChoice, Reach};
use keytower_domain::event::{EventKind, Subject};
use keytower_domain::fleet_group::{FleetGroup, TagProblem};
use keytower_domain::id::{FleetGroupId, KeyId, ServiceAccountId};
use keytower_domain::text::TextProblem;

use super::desk::{Desk, changes, invalid, invalid_key, only, same};
use super::inventory::{all, loaded};
use crate::{
    DescribeAircraft, DescribeError, DescribeGroup, DescribeMembers, EditAccess, EditKey, GenerateKey,
    KeyQuery, Reason, Store, add_aircraft, check_key, create_group, delete_group, edit_access, edit_aircraft,
    edit_group, edit_key, generate_key, preview_access, preview_group, read_account, read_key,
    retire_aircraft,
};

fn chosen<'a>(name: &'a str, aircraft: &[&Aircraft]) -> DescribeGroup<'a> {
    DescribeGroup {
        name,
        members: DescribeMembers::Chosen(aircraft.iter().map(|one| one.id).collect()),
    }
}

fn tagged<'a>(name: &'a str, tag: &'a str) -> DescribeGroup<'a> {
    DescribeGroup {
        name,
        members: DescribeMembers::Tagged(tag),
    }
}

fn group<S: Store>(desk: &Desk<'_, S>, request: &DescribeGroup<'_>) -> FleetGroup {
    create_group(desk.store, &desk.caller(), request).expect("in order")
}

/// The same aircraft with tags.
fn tag<S: Store>(desk: &Desk<'_, S>, aircraft: &Aircraft, tags: &[&str]) {
    let tags: Vec<String> = tags.iter().map(|tag| (*tag).to_owned()).collect();
    let described = &aircraft.description;
    let request = DescribeAircraft {
        registration: described.registration.as_str(),
        icao_address: "",
        aircraft_type: &described.aircraft_type,
        operator: &described.operator,
        tags: &tags,
    };
    edit_aircraft(desk.store, &desk.caller(), aircraft.id, &request).expect("in order");
}

fn only_groups<const N: usize>(groups: [FleetGroupId; N]) -> AircraftScope {
    AircraftScope::Only(groups.into())
}

fn key<S: Store>(desk: &Desk<'_, S>, owner: ServiceAccountId, name: &str, scope: AircraftScope) -> KeyId {
    let request = GenerateKey {
        scope,
        ..desk.request(owner, name)
    };
    let generated = generate_key(desk.store, &desk.caller(), &request).expect("in order");
    generated.key.id
}

/// The aircraft that a key is for now, as its page says and as the lists do.
fn reach<S: Store>(desk: &Desk<'_, S>, id: KeyId) -> Reach {
    let told = read_key(desk.store, &desk.caller(), id).expect("there").reach;
    let inventory = loaded(desk);
    let key = inventory.key(id).expect("there");
    assert_eq!(inventory.reach(key), told);
    told
}

fn reaches(aircraft: &[&Aircraft]) -> Reach {
    Reach::Only(aircraft.iter().map(|one| one.id).collect())
}

/// The whole of *Flights* at *view*, for some aircraft.
fn access<S: Store>(desk: &Desk<'_, S>, scope: AircraftScope) -> EditAccess {
    EditAccess {
        grants: desk.grants(&[("Flights", Level::View)]),
        templates: [].into(),
        scope,
    }
}

pub fn a_group_is_created_with_what_it_holds_and_its_event<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let (kta, ktb) = (desk.aircraft("SP-KTA"), desk.aircraft("SP-KTB"));
    let request = chosen(" Night mail ", &[&ktb, &kta]);
    let (created, events) = desk.leaves(&[EventKind::FleetGroupCreated], || {
        create_group(store, &desk.caller(), &request)
    });
    let created = created.expect("in order");
    assert_eq!(desk.read(|tx| tx.fleet_group(created.id)), Some(created.clone()));
    assert_eq!(desk.read(|tx| tx.fleet_groups()), std::slice::from_ref(&created));
    assert_eq!(events[0].body.subject, Subject::FleetGroup(created.id));
    let told = [
        ("name", None, Some("Night mail")),
        ("members", None, Some("SP-KTA, SP-KTB")),
    ];
    assert_eq!(changes(&events[0]), told);
    let (_, events) = desk.leaves(&[EventKind::FleetGroupEdited], || {
        edit_group(store, &desk.caller(), created.id, &tagged("Night mail", "Mail"))
    });
    let told = [("members", Some("SP-KTA, SP-KTB"), Some("all tagged mail"))];
    assert_eq!(changes(&events[0]), told);
    let again = tagged("Night mail", "MAIL");
    desk.changes_nothing(|| edit_group(store, &desk.caller(), created.id, &again));
}

pub fn a_group_with_a_wrong_name_tag_or_aircraft_is_refused<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let retired = desk.aircraft("SP-KTA");
    group(&desk, &chosen("Mail", &[&retired]));
    retire_aircraft(store, &desk.caller(), retired.id).expect("in service");
    let unknown = DescribeGroup {
        name: "Day",
        members: DescribeMembers::Chosen([desk.unknown_aircraft()].into()),
    };
    let empty = |problem| Reason::Tag(TagProblem::Text(problem));
    for (request, wrong) in [
        (chosen("", &[]), only(Reason::Text(TextProblem::Empty), "name")),
        (chosen("MAIL", &[]), only(Reason::NameTaken, "name")),
        (tagged("Day", " "), only(empty(TextProblem::Empty), "members")),
        (
            tagged("Day", "a, b"),
            only(Reason::Tag(TagProblem::Separator), "members"),
        ),
        (unknown, only(Reason::NotFound, "members")),
        (
            chosen("Day", &[&retired]),
            only(Reason::AircraftRetired, "members"),
        ),
    ] {
        let refusal = desk.refuses(|| create_group(store, &desk.caller(), &request));
        assert_eq!(invalid(refusal), wrong);
    }
}

pub fn a_deleted_group_gives_up_its_name_and_is_no_aircraft_to_any_key<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let kta = desk.aircraft("SP-KTA");
    let mail = group(&desk, &chosen("Mail", &[&kta]));
    let owner = desk.account("svc-ops").id;
    let held = key(&desk, owner, "feed", only_groups([mail.id]));
    assert_eq!(reach(&desk, held), reaches(&[&kta]));
    let (deleted, _) = desk.leaves(&[EventKind::FleetGroupDeleted], || {
        delete_group(store, &desk.caller(), mail.id)
    });
    deleted.expect("there");
    assert_eq!(reach(&desk, held), reaches(&[]), "nothing, and not the fleet");
    let named = read_key(store, &desk.caller(), held).expect("there").named;
    assert!(
        named.groups[0].0.deleted_at.is_some(),
        "it is still said what it was"
    );
    let refusal = desk.refuses(|| delete_group(store, &desk.caller(), mail.id));
    assert!(matches!(refusal, DescribeError::NotFound));
    let request = GenerateKey {
        scope: only_groups([mail.id]),
        ..desk.request(owner, "other")
    };
    let refusal = desk.refuses(|| generate_key(store, &desk.caller(), &request));
    assert_eq!(invalid_key(refusal), only(Reason::NotFound, "scope"));
    let renamed = EditKey {
        name: "renamed".to_owned(),
        ..same(&desk.kept_key(held))
    };
    edit_key(store, &desk.caller(), &renamed).expect("what it names already may stay");
    group(&desk, &chosen("Mail", &[&kta]));
    assert_eq!(
        reach(&desk, held),
        reaches(&[]),
        "another group of that name is another"
    );
}

pub fn a_tag_brings_in_what_has_it_now_and_later_and_takes_out_what_lost_it<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let (kta, ktb) = (desk.aircraft("SP-KTA"), desk.aircraft("SP-KTB"));
    let props = group(&desk, &tagged("Turboprops", "Turboprop"));
    let owner = desk.account("svc-ops").id;
    let held = key(&desk, owner, "feed", only_groups([props.id]));
    assert_eq!(reach(&desk, held), reaches(&[]));
    tag(&desk, &kta, &["turboprop", "wet lease"]);
    tag(&desk, &ktb, &["TURBOPROP"]);
    assert_eq!(reach(&desk, held), reaches(&[&kta, &ktb]));
    retire_aircraft(store, &desk.caller(), ktb.id).expect("in service");
    assert_eq!(
        reach(&desk, held),
        reaches(&[&kta]),
        "a group holds what is in service"
    );
    tag(&desk, &kta, &["wet lease"]);
    assert_eq!(reach(&desk, held), reaches(&[]));
}

pub fn tags_are_kept_told_and_refused_when_they_are_none<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let tags = [
        " Wet lease ".to_owned(),
        "wet LEASE".to_owned(),
        "mail".to_owned(),
    ];
    let request = DescribeAircraft {
        registration: "SP-KTA",
        icao_address: "",
        aircraft_type: "",
        operator: "",
        tags: &tags,
    };
    let (added, events) = desk.leaves(&[EventKind::AircraftAdded], || {
        add_aircraft(store, &desk.caller(), &request)
    });
    let added = added.expect("in order");
    assert!(changes(&events[0]).contains(&("tags", None, Some("mail, wet lease"))));
    assert_eq!(desk.read(|tx| tx.aircraft(added.id)), Some(added.clone()));
    assert_eq!(desk.read(|tx| tx.fleet()), std::slice::from_ref(&added));
    assert_eq!(desk.read(|tx| tx.aircraft_registered("SPKTA")), Some(added));
    for (tag, problem) in [
        ("", TagProblem::Text(TextProblem::Empty)),
        ("a;b", TagProblem::Separator),
    ] {
        let request = DescribeAircraft {
            registration: "SP-KTB",
            tags: &[tag.to_owned()],
            ..request
        };
        let refusal = desk.refuses(|| add_aircraft(store, &desk.caller(), &request));
        assert_eq!(invalid(refusal), only(Reason::Tag(problem), "tags"));
    }
}

pub fn a_key_is_for_no_aircraft_that_its_owner_has_not<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let (kta, ktb, ktc) = (
        desk.aircraft("SP-KTA"),
        desk.aircraft("SP-KTB"),
        desk.aircraft("SP-KTC"),
    );
    let owner = desk.account("svc-ops").id;
    let all_of_it = key(&desk, owner, "all", AircraftScope::WholeFleet);
    let two = key(&desk, owner, "two", AircraftScope::Only([kta.id, ktb.id].into()));
    assert_eq!(reach(&desk, all_of_it), Reach::WholeFleet);
    let request = access(&desk, AircraftScope::Only([ktb.id, ktc.id].into()));
    let (_, events) = desk.leaves(&[EventKind::AccountAccessEdited], || {
        edit_access(store, &desk.caller(), owner.into(), &request)
    });
    let told = [("scope", Some("whole fleet"), Some("SP-KTB, SP-KTC"))];
    assert_eq!(changes(&events[0]), told);
    assert_eq!(reach(&desk, all_of_it), reaches(&[&ktb, &ktc]));
    assert_eq!(reach(&desk, two), reaches(&[&ktb]));
    let account = read_account(store, &desk.caller(), owner).expect("there");
    assert_eq!(account.access.named.aircraft.len(), 2);
    let nothing = access(&desk, AircraftScope::Only(FleetChoice::default()));
    let refusal = desk.refuses(|| edit_access(store, &desk.caller(), owner.into(), &nothing));
    assert_eq!(invalid(refusal), only(Reason::NoAircraft, "scope"));
}

pub fn aircraft_chosen_for_a_key_beyond_its_owners_are_given_to_the_owner_too<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let (kta, ktb) = (desk.aircraft("SP-KTA"), desk.aircraft("SP-KTB"));
    let mail = group(&desk, &chosen("Mail", &[&kta]));
    let owner = desk.account("svc-ops").id;
    let narrow = access(&desk, AircraftScope::Only([kta.id].into()));
    edit_access(store, &desk.caller(), owner.into(), &narrow).expect("in order");
    let request = GenerateKey {
        scope: AircraftScope::Only(FleetChoice {
            aircraft: [kta.id, ktb.id].into(),
            groups: [mail.id].into(),
        }),
        ..desk.request(owner, "feed")
    };
    let foretold = check_key(&loaded(&desk), &desk.caller(), &request).expect("it answers");
    let more = FleetChoice {
        aircraft: [ktb.id].into(),
        groups: [mail.id].into(),
    };
    assert_eq!(foretold.newly_reached, more);
    let kinds = [EventKind::AccountGranted, EventKind::KeyGenerated];
    let (generated, events) = desk.leaves(&kinds, || generate_key(store, &desk.caller(), &request));
    assert_eq!(changes(&events[0]), [("scope", None, Some("group Mail, SP-KTB"))]);
    let id = generated.expect("in order").key.id;
    assert_eq!(reach(&desk, id), reaches(&[&kta, &ktb]));
    // What the owner lost since isn't given back by an edit of something else.
    edit_access(store, &desk.caller(), owner.into(), &narrow).expect("in order");
    let renamed = EditKey {
        name: "renamed".to_owned(),
        ..same(&desk.kept_key(id))
    };
    let (edited, _) = desk.leaves(&[EventKind::KeyEdited], || {
        edit_key(store, &desk.caller(), &renamed)
    });
    edited.expect("live");
    assert_eq!(desk.kept_account(owner).own.scope, narrow.scope);
    // The whole fleet is all of the owner's: there is nothing to give.
    key(&desk, owner, "whole", AircraftScope::WholeFleet);
    assert_eq!(desk.kept_account(owner).own.scope, narrow.scope);
}

pub fn a_preview_of_a_group_names_the_keys_that_lose_and_gain_and_writes_nothing<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let (kta, ktb) = (desk.aircraft("SP-KTA"), desk.aircraft("SP-KTB"));
    let mail = group(&desk, &chosen("Mail", &[&kta]));
    let (owner, narrow) = (desk.account("svc-ops").id, desk.account("svc-mail").id);
    let by_group = key(&desk, owner, "by group", only_groups([mail.id]));
    let both = AircraftScope::Only(FleetChoice {
        aircraft: [kta.id].into(),
        groups: [mail.id].into(),
    });
    key(&desk, owner, "kta anyway", both);
    key(&desk, owner, "whole", AircraftScope::WholeFleet);
    edit_access(
        store,
        &desk.caller(),
        narrow.into(),
        &access(&desk, only_groups([mail.id])),
    )
    .expect("in order");
    let by_owner = key(&desk, narrow, "by owner", AircraftScope::WholeFleet);
    let inventory = loaded(&desk);
    let names = |members: Option<&DescribeMembers<'_>>| {
        let preview = desk.changes_nothing(|| preview_group(&inventory, &desk.caller(), mail.id, members));
        let keys: Vec<KeyId> = preview.keys.iter().map(|key| key.key).collect();
        (preview.owners, preview.narrowed, preview.widened, keys)
    };
    assert_eq!(names(None), (1, 2, 0, vec![by_group, by_owner]), "deleted");
    let other = DescribeMembers::Chosen([ktb.id].into());
    let (accounts, narrowed, widened, keys) = names(Some(&other));
    assert_eq!((accounts, narrowed, widened), (1, 2, 1), "{keys:?}");
    let more = DescribeMembers::Chosen([kta.id, ktb.id].into());
    assert_eq!(names(Some(&more)).2, 3, "and nothing loses anything");
    let refusal = preview_group(
        &inventory,
        &desk.caller(),
        mail.id,
        Some(&DescribeMembers::Tagged(" ")),
    );
    assert!(refusal.is_err());
    let request = access(&desk, AircraftScope::Only([kta.id].into()));
    let preview = preview_access(&inventory, &desk.caller(), owner.into(), &request).expect("in order");
    assert_eq!(
        (preview.narrowed, preview.widened),
        (1, 0),
        "the one for the whole fleet"
    );
}

pub fn keys_are_found_by_the_group_they_name_and_by_the_aircraft_it_holds<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let (kta, ktb) = (desk.aircraft("SP-KTA"), desk.aircraft("SP-KTB"));
    let mail = group(&desk, &chosen("Mail", &[&kta]));
    let owner = desk.account("svc-ops").id;
    let by_group = key(&desk, owner, "by group", only_groups([mail.id]));
    let by_aircraft = key(&desk, owner, "by aircraft", AircraftScope::Only([ktb.id].into()));
    let inventory = loaded(&desk);
    let found = |query: &KeyQuery| -> Vec<KeyId> {
        let places = inventory.find(query, desk.now());
        let ids = places.iter().filter_map(|place| inventory.entry(*place));
        ids.map(|entry| entry.key.id).collect()
    };
    let groups = vec![mail.id];
    assert_eq!(found(&KeyQuery { groups, ..all() }), [by_group]);
    for (aircraft, expected) in [(&kta, by_group), (&ktb, by_aircraft)] {
        let aircraft = vec![aircraft.id];
        assert_eq!(found(&KeyQuery { aircraft, ..all() }), [expected]);
    }
    let narrow = access(&desk, AircraftScope::Only([kta.id].into()));
    edit_access(store, &desk.caller(), owner.into(), &narrow).expect("in order");
    let inventory = loaded(&desk);
    let aircraft = vec![ktb.id];
    assert!(
        inventory
            .find(&KeyQuery { aircraft, ..all() }, desk.now())
            .is_empty(),
        "its owner isn't for it any more"
    );
    assert_eq!(
        inventory.fleet().groups().members(mail.id),
        AircraftSet::from([kta.id])
    );
}
