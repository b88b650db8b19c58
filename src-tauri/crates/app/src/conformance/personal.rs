//! Personal keys: whose owner is a person.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use keytower_domain::access::{Grants, Level, Rights};
use keytower_domain::actor::{Actor, KeySetup, Role};
use keytower_domain::aircraft_scope::{AircraftScope, Reach};
use keytower_domain::event::{EventKind, Subject};
use keytower_domain::id::PersonId;
use keytower_domain::key::{HandedOut, KeyState};
use keytower_domain::party::PartyId;
use keytower_domain::person::Person;
use keytower_domain::resource::everything;
use keytower_domain::verification::Denial;

use super::desk::{Desk, changes, invalid_key, only};
use super::inventory::{all, loaded};
use super::people::described;
use super::templates::{MODIFY, VIEW, effective, template, wanted};
use crate::{
    DescribeError, EditAccess, Expiry, GenerateKey, KeyLifeError, KeyQuery, Reason, Source, Store, Trouble,
    VerifyKey, add_person, check_key, delete_template, edit_access, edit_person, edit_resource, generate_key,
    hand_out_key, overview, person_back, person_left, preview_access, preview_group, preview_role,
    preview_template, prove_key, read_access, read_key, read_person, retire_resource, search, verify_key,
};

pub(super) fn added<S: Store>(desk: &Desk<'_, S>, name: &str, role: Role) -> PersonId {
    let added = add_person(desk.store, &desk.caller(), &described(name, "", role));
    added.expect("in order").id
}

pub(super) fn kept<S: Store>(desk: &Desk<'_, S>, id: PersonId) -> Person {
    desk.read(|tx| tx.person(id)).expect("a person who is known")
}

pub(super) fn ada<S: Store>(desk: &Desk<'_, S>) -> PersonId {
    desk.read(|tx| tx.people())[0].id
}

/// All that its owner has, whole fleet.
pub(super) fn everything_of<S: Store>(
    desk: &Desk<'_, S>,
    owner: impl Into<PartyId>,
    name: &str,
) -> GenerateKey {
    GenerateKey {
        rights: Rights::AllOfOwner,
        ..desk.request(owner, name)
    }
}

/// Somebody as what the workspace made them.
pub(super) fn acting<S: Store>(desk: &Desk<'_, S>, id: PersonId, key_setup: KeySetup) -> Actor {
    let described = kept(desk, id).description;
    Actor {
        name: described.name,
        person: Some(id),
        role: described.role,
        key_setup,
    }
}

/// Why a key is no good for nothing in particular.
pub(super) fn denial<S: Store>(desk: &Desk<'_, S>, text: &str) -> Option<Denial> {
    let asked = VerifyKey::default();
    let verified = verify_key(desk.store, &loaded(desk), &desk.caller(), text, &asked);
    verified.expect("a question in order").verification.denial()
}

pub fn a_system_administrators_key_has_everything_in_use_as_it_is_when_asked<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let ada = ada(&desk);
    let request = everything_of(&desk, ada, "all");
    let draft = check_key(&loaded(&desk), &desk.caller(), &request).expect("may");
    assert!(draft.invalid.is_empty() && draft.newly_granted.is_empty());
    assert_eq!(draft.reach, Reach::WholeFleet);
    let (generated, _) = desk.leaves(&[EventKind::KeyGenerated], || {
        generate_key(store, &desk.caller(), &request)
    });
    let key = generated.expect("nothing to grant").key;
    assert_eq!(key.owner, ada.into());
    assert_eq!(desk.kept_key(key.id).digest(), key.digest());
    let in_use = |desk: &Desk<'_, S>| everything(desk.read(|tx| tx.resources()).iter());
    let before = in_use(&desk);
    assert_eq!(effective(&desk, key.id), before);
    let mut held = loaded(&desk);
    assert_eq!(held.access(ada.into()), Some(&before));
    let flights = desk.resource("Flights").id;
    retire_resource(store, &desk.caller(), flights).expect("in use");
    let after = in_use(&desk);
    assert_eq!(
        (before.level(flights).is_some(), after.level(flights)),
        (true, None)
    );
    assert_eq!(effective(&desk, key.id), after);
    desk.read(|tx| held.refresh(tx));
    assert_eq!(held.access(ada.into()), Some(&after), "kept true by the event");
    let told = read_access(store, &desk.caller(), ada.into()).expect("there");
    assert!(told.owner.holds_all() && told.reach == Reach::WholeFleet);
    assert!(
        told.resources
            .iter()
            .all(|(_, held)| held.through[0].0 == Source::Role)
    );
    assert_eq!(kept(&desk, ada).digest(), told.owner.digest());
}

pub fn who_is_no_longer_administrator_has_keys_that_narrow_at_once_and_the_preview_says_so<S: Store>(
    store: &S,
) {
    let desk = Desk::open(store);
    let mia = added(&desk, "Mia", Role::SystemAdministrator);
    let key = generate_key(store, &desk.caller(), &everything_of(&desk, mia, "mine"))
        .expect("in order")
        .key
        .id;
    let narrow = edit_access(store, &desk.caller(), mia.into(), &wanted(&desk, VIEW, &[]));
    narrow.expect("in order");
    let all = everything(desk.read(|tx| tx.resources()).iter());
    assert_eq!(
        effective(&desk, key),
        all,
        "a system administrator has everything"
    );
    let inventory = loaded(&desk);
    let look = |role| desk.changes_nothing(|| preview_role(&inventory, &desk.caller(), mia, role));
    let told = look(Role::ApiTokenManager);
    assert_eq!((told.owners, told.narrowed, told.widened), (1, 1, 0));
    assert_eq!(told.keys[0].key, key);
    assert_eq!(told.keys[0].after.grants, desk.grants(VIEW));
    assert_eq!(look(Role::SystemAdministrator).owners, 0);
    let manager = described("Mia", "", Role::ApiTokenManager);
    edit_person(store, &desk.caller(), mia, &manager).expect("somebody else is administrator");
    assert_eq!(effective(&desk, key), desk.grants(VIEW));
    assert_eq!(
        preview_role(&loaded(&desk), &desk.caller(), mia, Role::SystemAdministrator)
            .expect("may")
            .widened,
        1
    );
}

pub fn a_person_is_given_access_as_an_account_is<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let kim = added(&desk, "Kim", Role::Auditor);
    let digest = kept(&desk, kim).digest();
    let ops = template(&desk, "Ops", VIEW);
    let aircraft = desk.aircraft("SP-KTA").id;
    let request = EditAccess {
        scope: AircraftScope::Only([aircraft].into()),
        ..wanted(&desk, MODIFY, &[ops.id])
    };
    let preview = preview_access(&loaded(&desk), &desk.caller(), kim.into(), &request);
    assert_eq!(preview.expect("in order").owners, 1);
    let (edited, events) = desk.leaves(&[EventKind::PersonAccessEdited], || {
        edit_access(store, &desk.caller(), kim.into(), &request)
    });
    assert_eq!(edited.expect("in order").own(), &kept(&desk, kim).own);
    assert_eq!(
        (events[0].body.subject, events[0].body.row),
        (Subject::Person(kim), kept(&desk, kim).digest())
    );
    let told = [
        ("grants", None, Some("Flights modify, Journey log view")),
        ("templates", None, Some("Ops")),
        ("scope", Some("whole fleet"), Some("SP-KTA")),
    ];
    let fields: Vec<_> = changes(&events[0]).iter().map(|(field, ..)| *field).collect();
    assert_eq!(fields, told.map(|(field, ..)| field));
    desk.changes_nothing(|| edit_access(store, &desk.caller(), kim.into(), &request));
    let key = generate_key(store, &desk.caller(), &everything_of(&desk, kim, "mine"));
    let key = key.expect("in order").key;
    assert_eq!(effective(&desk, key.id), desk.grants(MODIFY));
    let dossier = read_key(store, &desk.caller(), key.id).expect("there");
    assert_eq!(dossier.reach, Reach::Only([aircraft].into()));
    assert_eq!(dossier.owner.name(), "Kim");
    let person = read_person(store, &desk.caller(), kim).expect("there");
    assert_eq!(person.access.templates.len(), 1);
    let nothing = EditAccess {
        grants: Grants::none(),
        templates: [].into(),
        scope: AircraftScope::WholeFleet,
    };
    edit_access(store, &desk.caller(), kim.into(), &nothing).expect("given up");
    assert_eq!(kept(&desk, kim).digest(), digest, "as if nothing had been given");
}

pub fn what_a_person_has_is_in_use<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let kim = added(&desk, "Kim", Role::None);
    let ops = template(&desk, "Ops", VIEW);
    let request = wanted(&desk, MODIFY, &[ops.id]);
    edit_access(store, &desk.caller(), kim.into(), &request).expect("in order");
    let refusal = desk.refuses(|| delete_template(store, &desk.caller(), ops.id));
    assert!(
        matches!(&refusal, DescribeError::Invalid(invalid) if invalid[0].reason == Reason::TemplateInUse(1)),
        "{refusal:?}"
    );
    let flights = desk.resource("Flights");
    let only_view = crate::DescribeResource {
        title: "Flights",
        group: "Operations",
        summary: "",
        levels: vec![(Level::View, "GRAPHQL_FLIGHT")],
    };
    let refusal = desk.refuses(|| edit_resource(store, &desk.caller(), flights.id, &only_view));
    assert!(
        matches!(&refusal, DescribeError::Invalid(invalid) if invalid[0].reason == Reason::LevelInUse),
        "{refusal:?}"
    );
    let key = generate_key(store, &desk.caller(), &everything_of(&desk, kim, "mine"));
    let key = key.expect("in order").key.id;
    let narrower = desk.grants(&[("Journey log", Level::View)]);
    let told = preview_template(&loaded(&desk), &desk.caller(), ops.id, &narrower).expect("in order");
    assert_eq!(told.owners, 0, "they have all of it by themselves");
    let aircraft = desk.aircraft("SP-KTA").id;
    let group = crate::DescribeGroup {
        name: "Mail",
        members: crate::DescribeMembers::Chosen([aircraft].into()),
    };
    let group = crate::create_group(store, &desk.caller(), &group)
        .expect("in order")
        .id;
    let scoped = EditAccess {
        scope: AircraftScope::Only(keytower_domain::aircraft_scope::FleetChoice::from([group])),
        ..request
    };
    edit_access(store, &desk.caller(), kim.into(), &scoped).expect("in order");
    let told = preview_group(&loaded(&desk), &desk.caller(), group, None).expect("there");
    assert_eq!((told.owners, told.narrowed, told.keys[0].key), (1, 1, key));
}

pub fn who_left_has_stopped_keys_until_they_are_back<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let mia = added(&desk, "Mia", Role::SystemAdministrator);
    let generated =
        generate_key(store, &desk.caller(), &everything_of(&desk, mia, "mine")).expect("in order");
    let (id, text) = (generated.key.id, generated.text.reveal().to_owned());
    hand_out_key(store, &desk.caller(), id, HandedOut::Copied).expect("there");
    assert_eq!((desk.state(id), denial(&desk, &text)), (KeyState::Active, None));
    let before = desk.kept_key(id);
    person_left(store, &desk.caller(), mia).expect("there");
    assert_eq!(
        (desk.state(id), denial(&desk, &text)),
        (KeyState::OwnerDisabled, Some(Denial::OwnerDisabled))
    );
    assert_eq!(
        desk.kept_key(id).digest(),
        before.digest(),
        "the key itself stays"
    );
    let told = overview(&mut loaded(&desk), &desk.caller()).expect("may");
    assert_eq!((told.live, told.stopped, told.broken.owners_stopped), (1, 1, 1));
    let stops = |trouble: &Trouble| matches!(trouble, Trouble::OwnerStopped { owner, keys: 1, .. } if *owner == PartyId::from(mia));
    assert!(told.broken.first.iter().any(stops), "{:?}", told.broken.first);
    let request = everything_of(&desk, mia, "another");
    let refusal = desk.refuses(|| generate_key(store, &desk.caller(), &request));
    assert_eq!(invalid_key(refusal), only(Reason::OwnerLeft, "owner_id"));
    let draft = check_key(&loaded(&desk), &desk.caller(), &request).expect("may");
    assert_eq!(draft.invalid, only(Reason::OwnerLeft, "owner_id"));
    person_back(store, &desk.caller(), mia).expect("left");
    assert_eq!((desk.state(id), denial(&desk, &text)), (KeyState::Active, None));
}

pub fn personal_keys_are_found_counted_and_proved_by_their_persons_name<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let (ada, account) = (ada(&desk), desk.account("svc-ops").id);
    let theirs = generate_key(store, &desk.caller(), &everything_of(&desk, ada, "feed"));
    let theirs = theirs.expect("in order").key.id;
    let other = desk.key(account, "feed").id;
    let mut inventory = loaded(&desk);
    let now = inventory.now(desk.caller().clock);
    let find = |query: KeyQuery| -> Vec<_> {
        let found = inventory.find(&query, now);
        let entries = found.iter().filter_map(|place| inventory.entry(*place));
        entries.map(|entry| entry.key.id).collect()
    };
    let of = |owner: PartyId| KeyQuery {
        owners: vec![owner],
        ..all()
    };
    assert_eq!(find(of(ada.into())), [theirs]);
    assert_eq!(find(of(account.into())), [other]);
    let named = KeyQuery {
        text: "lovelace".to_owned(),
        ..all()
    };
    assert_eq!(find(named), [theirs]);
    let found = search("lovelace", &inventory, now);
    assert_eq!(
        (found.keys.len(), found.people.len(), found.accounts.len()),
        (1, 1, 0)
    );
    let tally = inventory.counted(now).1;
    assert_eq!((tally.of_owner(ada.into()).all, tally.owners_of_live()), (1, 2));
    let proof = prove_key(store, &desk.caller(), theirs).expect("there");
    assert_eq!(proof.dossier.owner.name(), "Ada Lovelace");
    let twice = everything_of(&desk, ada, "Feed");
    let refusal = desk.refuses(|| generate_key(store, &desk.caller(), &twice));
    assert_eq!(invalid_key(refusal), only(Reason::LiveKeyHasName(theirs), "name"));
}

pub fn a_person_who_is_not_there_owns_nothing<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let nobody: PartyId = desk.unknown(PersonId::new).into();
    let request = GenerateKey {
        expiry: Expiry::Days(30),
        ..desk.request(nobody, "feed")
    };
    let refusal = desk.refuses(|| generate_key(store, &desk.caller(), &request));
    assert!(
        matches!(&refusal, KeyLifeError::Invalid(invalid) if invalid[0] == Reason::NotFound.at("owner_id"))
    );
    let wanted = wanted(&desk, VIEW, &[]);
    for refusal in [
        desk.refuses(|| edit_access(store, &desk.caller(), nobody, &wanted)),
        desk.refuses(|| preview_access(&loaded(&desk), &desk.caller(), nobody, &wanted)),
    ] {
        assert!(matches!(refusal, DescribeError::NotFound), "{refusal:?}");
    }
}
