//! Someone left: everything that names them is found, and another takes their place in one step.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use keytower_domain::actor::{Actor, KeySetup, Role};
use keytower_domain::event::EventKind;
use keytower_domain::id::{KeyId, PersonId, ServiceAccountId};
use keytower_domain::key::HandedOut;
use keytower_domain::person::Person;
use keytower_domain::policy::{KeyField, Policy};
use keytower_domain::text::TextProblem;

use super::desk::{Desk, changes, only, person};
use super::inventory::loaded;
use super::people::{added, described};
use super::policy::set;
use super::reminders::{choose, reminding};
use crate::{
    DescribeAccount, EditKey, GenerateKey, Handover, PersonStateError, Reason, SomeoneLeft, SomeoneLeftError,
    Store, confirm_someone_left, create_account, edit_key, edit_person, generate_key, hand_out_key,
    person_left, preview_someone_left, revoke_key,
};

/// Mia, who leaves, Jan, who takes over, and what names her.
struct Office {
    mia: Person,
    jan: Person,
    /// Hers, in another case.
    account: ServiceAccountId,
    reminding: KeyId,
    approved: KeyId,
    generated: KeyId,
    copied: KeyId,
}

fn office<S: Store>(desk: &Desk<'_, S>) -> Office {
    let store = desk.store;
    let mia = added(desk, "Mia Berg", "mia@northwind.example", Role::ApiTokenManager);
    let jan = added(desk, "Jan Nowak", "jan@northwind.example", Role::None);
    let account = DescribeAccount {
        name: "svc-hers",
        organisation: "",
        email: "MIA@northwind.example",
    };
    let account = create_account(store, &desk.caller(), &account)
        .expect("in order")
        .id;
    let owner = desk.account("svc-ops").id;
    let reminding = reminding(
        desk,
        owner,
        "reminding",
        choose([mia.id.into(), owner.into()], None),
    )
    .id;
    let of_a_namesake = GenerateKey {
        approved_by: "Mia Bergman".to_owned(),
        ..desk.request(owner, "namesake")
    };
    generate_key(store, &desk.caller(), &of_a_namesake).expect("in order");
    let approved = GenerateKey {
        approved_by: "Jan, and Mia Berg (OPS-7)".to_owned(),
        ..desk.request(owner, "approved")
    };
    let approved = generate_key(store, &desk.caller(), &approved)
        .expect("in order")
        .key
        .id;
    let as_mia = Actor {
        key_setup: KeySetup::None,
        ..person("Mia Berg", Role::ApiTokenManager)
    };
    let hers = desk.caller_as(&as_mia);
    let generated = generate_key(store, &hers, &desk.request(owner, "generated")).expect("in order");
    let copied = desk.generate(owner, "copied").key.id;
    hand_out_key(store, &hers, copied, HandedOut::Copied).expect("there");
    let gone = generate_key(store, &hers, &desk.request(owner, "revoked")).expect("in order");
    revoke_key(store, &desk.caller(), gone.key.id).expect("live");
    Office {
        account,
        reminding,
        approved,
        generated: generated.key.id,
        copied,
        mia,
        jan,
    }
}

fn asked(who: PersonId, instead: Option<PersonId>) -> SomeoneLeft {
    SomeoneLeft {
        who,
        instead,
        leaves: true,
    }
}

fn preview<S: Store>(desk: &Desk<'_, S>, request: SomeoneLeft) -> Handover {
    let look = || preview_someone_left(desk.store, &loaded(desk), &desk.caller(), request);
    desk.changes_nothing(look)
}

pub fn everything_that_names_them_is_found_and_nothing_is_written<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let office = office(&desk);
    let found = preview(&desk, asked(office.mia.id, Some(office.jan.id)));
    assert_eq!(found.accounts, [office.account]);
    assert_eq!(found.reminding, [office.reminding]);
    assert_eq!(found.approved, [office.approved]);
    assert_eq!(
        found.held,
        [office.copied, office.generated],
        "by name, without the revoked"
    );
    assert!(!found.last_administrator && !found.accounts_stay && found.invalid.is_empty());
    // By the names that she had then.
    let renamed = described("Mia Stone", "mia@northwind.example", Role::ApiTokenManager);
    edit_person(store, &desk.caller(), office.mia.id, &renamed).expect("in order");
    let found = preview(&desk, asked(office.mia.id, None));
    assert_eq!(found.held, [office.copied, office.generated]);
    assert_eq!(found.approved, [office.approved]);
}

pub fn another_takes_their_place_in_one_step_with_an_event_each<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let office = office(&desk);
    let approved = desk.kept_key(office.approved).digest();
    let plan = preview(&desk, asked(office.mia.id, Some(office.jan.id)));
    let kinds = [
        EventKind::AccountEdited,
        EventKind::KeyEdited,
        EventKind::PersonLeft,
    ];
    let (done, events) = desk.leaves(&kinds, || confirm_someone_left(store, &desk.caller(), &plan));
    done.expect("as shown");
    let contact = (
        "email",
        Some("MIA@northwind.example"),
        Some("jan@northwind.example"),
    );
    assert_eq!(changes(&events[0]), [contact]);
    let personnel = ("personnel", Some("Mia Berg, svc-ops"), Some("Jan Nowak, svc-ops"));
    assert_eq!(changes(&events[1]), [personnel]);
    let account = desk.kept_account(office.account);
    assert_eq!(account.contact.as_str(), "jan@northwind.example");
    assert_eq!(desk.kept_key(office.approved).digest(), approved, "history stays");
    let mia = desk.read(|tx| tx.person(office.mia.id)).expect("stays listed");
    assert!(!mia.is_there());
    // She left already: there is nothing more to do.
    let plan = preview(&desk, asked(office.mia.id, Some(office.jan.id)));
    desk.changes_nothing(|| confirm_someone_left(store, &desk.caller(), &plan));
}

pub fn who_cannot_take_over_is_said_before<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let office = office(&desk);
    let kim = added(&desk, "Kim", "", Role::None).id;
    let gone = added(&desk, "Gone", "", Role::None).id;
    person_left(store, &desk.caller(), gone).expect("was there");
    for (instead, reason) in [
        (office.mia.id, Reason::SamePerson),
        (gone, Reason::PersonLeft("Gone".to_owned())),
        (desk.unknown(PersonId::new), Reason::NotFound),
    ] {
        let plan = preview(&desk, asked(office.mia.id, Some(instead)));
        assert_eq!(plan.invalid, only(reason.clone(), "instead_id"));
        let refused = desk.refuses(|| confirm_someone_left(store, &desk.caller(), &plan));
        assert!(matches!(refused, SomeoneLeftError::Invalid(wrong) if wrong.reason == reason));
    }
    let plan = preview(&desk, asked(office.mia.id, None));
    let refused = desk.refuses(|| confirm_someone_left(store, &desk.caller(), &plan));
    let missing = Reason::Text(TextProblem::Empty);
    assert!(matches!(refused, SomeoneLeftError::Invalid(wrong) if wrong.reason == missing));
    // Kim has no e-mail address: keys remind her, and the account stays as it is.
    let plan = preview(&desk, asked(office.mia.id, Some(kim)));
    assert!(plan.accounts_stay);
    confirm_someone_left(store, &desk.caller(), &plan).expect("as shown");
    let account = desk.kept_account(office.account);
    assert_eq!(account.contact.as_str(), "MIA@northwind.example");
    let personnel = desk.kept_key(office.reminding).description.reminders.personnel;
    assert!(personnel.contains(kim.into()));
    let unknown = desk.unknown(PersonId::new);
    let inventory = loaded(&desk);
    let refused =
        desk.refuses(|| preview_someone_left(store, &inventory, &desk.caller(), asked(unknown, None)));
    assert!(matches!(refused, SomeoneLeftError::NotFound));
}

pub fn the_last_system_administrator_is_not_recorded_as_having_left<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let office = office(&desk);
    let ada = desk.read(|tx| tx.people());
    let ada = ada
        .iter()
        .find(|one| one.is_administrator())
        .expect("the creator")
        .id;
    let plan = preview(&desk, asked(ada, Some(office.jan.id)));
    assert!(plan.last_administrator);
    let refused = desk.refuses(|| confirm_someone_left(store, &desk.caller(), &plan));
    let last = SomeoneLeftError::Person(PersonStateError::LastAdministrator);
    assert_eq!(refused.to_string(), last.to_string());
    let without = SomeoneLeft {
        leaves: false,
        ..asked(ada, Some(office.jan.id))
    };
    let plan = preview(&desk, without);
    confirm_someone_left(store, &desk.caller(), &plan).expect("she stays");
}

pub fn what_changed_since_the_preview_makes_it_stale_and_nothing_is_half_done<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let office = office(&desk);
    let request = asked(office.mia.id, Some(office.jan.id));
    let stale = |plan: &Handover| {
        let refused = desk.refuses(|| confirm_someone_left(store, &desk.caller(), plan));
        assert!(matches!(refused, SomeoneLeftError::Stale), "{refused:?}");
    };
    let plan = preview(&desk, request);
    desk.rename(office.reminding, "renamed");
    stale(&plan);
    let plan = preview(&desk, request);
    let edited = EditKey {
        reminders: choose([], None),
        ..super::desk::same(&desk.kept_key(office.reminding))
    };
    edit_key(store, &desk.caller(), &edited).expect("live");
    stale(&plan);
    let plan = preview(&desk, request);
    let other = described("Jan Nowak", "jn@northwind.example", Role::None);
    edit_person(store, &desk.caller(), office.jan.id, &other).expect("in order");
    stale(&plan);
    let plan = preview(&desk, request);
    person_left(store, &desk.caller(), office.jan.id).expect("was there");
    stale(&plan);
}

pub fn only_who_may_change_people_accounts_and_keys_may_do_it<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let office = office(&desk);
    let request = asked(office.mia.id, Some(office.jan.id));
    let plan = preview(&desk, request);
    for role in [Role::ApiTokenManager, Role::Auditor, Role::None] {
        let actor = person("Kim", role);
        let caller = desk.caller_as(&actor);
        let refused = desk.refuses(|| preview_someone_left(store, &loaded(&desk), &caller, request));
        assert!(matches!(refused, SomeoneLeftError::Forbidden(_)));
        let refused = desk.refuses(|| confirm_someone_left(store, &caller, &plan));
        assert!(matches!(refused, SomeoneLeftError::Forbidden(_)));
    }
}

pub fn what_the_policy_locks_stays_and_the_rest_is_handed_over<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let office = office(&desk);
    let locked = Policy {
        editable: [KeyField::Description].into(),
        ..desk.workspace().policy
    };
    let before = preview(&desk, asked(office.mia.id, Some(office.jan.id)));
    set(&desk, &locked);
    let refused = desk.refuses(|| confirm_someone_left(store, &desk.caller(), &before));
    assert!(matches!(refused, SomeoneLeftError::Stale), "{refused:?}");
    let plan = preview(&desk, asked(office.mia.id, Some(office.jan.id)));
    assert_eq!(
        (&*plan.reminding, &*plan.staying),
        (&[][..], &[office.reminding][..])
    );
    let kinds = [EventKind::AccountEdited, EventKind::PersonLeft];
    let (done, _) = desk.leaves(&kinds, || confirm_someone_left(store, &desk.caller(), &plan));
    done.expect("as shown");
    let personnel = desk.kept_key(office.reminding).description.reminders.personnel;
    assert!(personnel.contains(office.mia.id.into()));
}
