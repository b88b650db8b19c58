//! Who is reminded of a key, and when.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use keytower_domain::actor::Role;
use keytower_domain::event::EventKind;
use keytower_domain::id::{PersonId, ServiceAccountId};
use keytower_domain::key::Key;
use keytower_domain::party::PartyId;
use keytower_domain::reminders::{MAXIMUM_PERSONNEL, Reminders};

use super::desk::{Desk, changes, invalid_key, only, same};
use super::inventory::{all, ids, loaded, search};
use super::people::added;
use crate::{
    ChooseReminders, EditKey, GenerateKey, KeyQuery, Reason, Store, edit_account, edit_key, edit_person,
    generate_key, person_back, person_left, read_key,
};

pub(super) fn choose<const N: usize>(parties: [PartyId; N], days: Option<&[&str]>) -> ChooseReminders {
    ChooseReminders {
        personnel: parties.into_iter().collect(),
        days: days.map(|days| days.iter().map(|day| (*day).to_owned()).collect()),
    }
}

/// A key of that name and those reminders.
pub(super) fn reminding<S: Store>(
    desk: &Desk<'_, S>,
    owner: ServiceAccountId,
    name: &str,
    reminders: ChooseReminders,
) -> Key {
    let request = GenerateKey {
        reminders,
        ..desk.request(owner, name)
    };
    generate_key(desk.store, &desk.caller(), &request)
        .expect("in order")
        .key
}

fn edit(key: &Key, reminders: ChooseReminders) -> EditKey {
    EditKey {
        reminders,
        ..same(key)
    }
}

pub fn a_key_is_generated_with_who_is_reminded_and_when<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let mia = added(&desk, "Mia Berg", "mia@northwind.example", Role::None).id;
    desk.generate(owner, "before");
    let chosen = choose([owner.into(), mia.into()], Some(&["0", " 30", "30", "007"]));
    let request = GenerateKey {
        reminders: chosen,
        ..desk.request(owner, "feed")
    };
    let (generated, events) = desk.leaves(&[EventKind::KeyGenerated], || {
        generate_key(store, &desk.caller(), &request)
    });
    let key = generated.expect("in order").key;
    let kept = desk.kept_key(key.id);
    assert_eq!(kept.digest(), key.digest());
    assert_eq!(kept.description.reminders, key.description.reminders);
    assert_eq!(kept.description.reminders.days.own(), Some(&[30, 7, 0][..]));
    let told = changes(&events[0]);
    assert!(told.contains(&("personnel", None, Some("Mia Berg, svc-ops"))));
    assert!(told.contains(&(
        "reminder_days",
        None,
        Some("30 and 7 days before, and when it expires")
    )));
    let dossier = read_key(store, &desk.caller(), key.id).expect("there");
    let named: Vec<_> = dossier
        .personnel
        .iter()
        .map(|one| (one.name.as_str(), one.email.as_str(), one.left))
        .collect();
    let expected = [
        ("Mia Berg", "mia@northwind.example", false),
        ("svc-ops", "ops@northwind.example", false),
    ];
    assert_eq!(named, expected);
}

pub fn a_key_that_says_nothing_of_reminders_has_the_workspaces<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let key = desk.key(desk.account("svc-ops").id, "feed");
    let reminders = desk.kept_key(key.id).description.reminders;
    assert_eq!(reminders, Reminders::default());
    assert_eq!(reminders.days.or(&desk.workspace().reminder_days()), [15, 7, 0]);
}

pub fn days_and_people_that_can_not_be_are_refused_each_with_its_word<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let key = desk.key(owner, "feed");
    let gone = added(&desk, "Gone", "", Role::None).id;
    person_left(store, &desk.caller(), gone).expect("was there");
    let eleven: Vec<String> = (0..11).map(|day| day.to_string()).collect();
    let eleven: Vec<&str> = eleven.iter().map(String::as_str).collect();
    let many = (0..=MAXIMUM_PERSONNEL).map(|number| desk.account(&format!("svc-{number}")).id.into());
    let many = ChooseReminders {
        personnel: many.collect(),
        days: None,
    };
    let day = |entry| Reason::ReminderDay { entry, limit: 365 };
    let left = || Reason::PersonLeft("Gone".to_owned());
    for (chosen, reason, field) in [
        (choose([], Some(&["-1"])), day(0), "reminder_days"),
        (choose([], Some(&["7", "400"])), day(1), "reminder_days"),
        (choose([], Some(&["soon"])), day(0), "reminder_days"),
        (choose([], Some(&[])), Reason::NoReminderDays, "reminder_days"),
        (
            choose([], Some(&eleven)),
            Reason::TooManyReminderDays(10),
            "reminder_days",
        ),
        (choose([gone.into()], None), left(), "personnel"),
        (
            choose([desk.unknown(PersonId::new).into()], None),
            Reason::NotFound,
            "personnel",
        ),
        (
            choose([desk.unknown_account().into()], None),
            Reason::NotFound,
            "personnel",
        ),
        (many, Reason::TooManyPersonnel(50), "personnel"),
    ] {
        let request = edit(&key, chosen.clone());
        let refused = invalid_key(desk.refuses(|| edit_key(store, &desk.caller(), &request)));
        assert_eq!(refused, only(reason.clone(), field));
        let request = GenerateKey {
            reminders: chosen,
            ..desk.request(owner, "other")
        };
        let refused = desk.refuses(|| generate_key(store, &desk.caller(), &request).map(|made| made.key));
        assert_eq!(invalid_key(refused), only(reason, field));
    }
}

pub fn editing_reminders_leaves_its_event_and_back_is_as_it_was<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let mia = added(&desk, "Mia Berg", "", Role::None).id;
    let before = desk.key(owner, "feed");
    let request = edit(&before, choose([mia.into()], Some(&["1"])));
    let (edited, events) = desk.leaves(&[EventKind::KeyEdited], || {
        edit_key(store, &desk.caller(), &request)
    });
    let edited = edited.expect("in order");
    assert_ne!(edited.digest(), before.digest());
    let told = [
        ("personnel", None, Some("Mia Berg")),
        ("reminder_days", None, Some("1 day before")),
    ];
    assert_eq!(changes(&events[0]), told);
    desk.changes_nothing(|| edit_key(store, &desk.caller(), &request));
    let back = edit_key(store, &desk.caller(), &same(&before)).expect("in order");
    assert_eq!(back.digest(), before.digest());
}

pub fn somebody_who_left_stays_named_until_they_are_taken_out<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let mia = added(&desk, "Mia Berg", "", Role::None).id;
    let key = reminding(&desk, owner, "feed", choose([mia.into()], None));
    let row = desk.kept_key(key.id).digest();
    person_left(store, &desk.caller(), mia).expect("was there");
    assert_eq!(
        desk.kept_key(key.id).digest(),
        row,
        "leaving is no change of the key"
    );
    let dossier = read_key(store, &desk.caller(), key.id).expect("there");
    assert_eq!(
        (dossier.personnel[0].name.as_str(), dossier.personnel[0].left),
        ("Mia Berg", true)
    );
    // Another edit keeps them.
    desk.rename(key.id, "Feed");
    let key = desk.kept_key(key.id);
    assert!(key.description.reminders.personnel.contains(mia.into()));
    let without = edit_key(store, &desk.caller(), &edit(&key, choose([], None))).expect("in order");
    let again = edit(&without, choose([mia.into()], None));
    let refused = invalid_key(desk.refuses(|| edit_key(store, &desk.caller(), &again)));
    assert_eq!(
        refused,
        only(Reason::PersonLeft("Mia Berg".to_owned()), "personnel")
    );
    person_back(store, &desk.caller(), mia).expect("had left");
    edit_key(store, &desk.caller(), &again).expect("there again");
}

pub fn keys_are_found_by_whom_they_remind_by_choice_and_by_name<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let other = desk.account("svc-alerts").id;
    let mia = added(&desk, "Zoë Berg", "", Role::None);
    let by_mia = reminding(&desk, owner, "one", choose([mia.id.into()], None)).id;
    let by_other = reminding(&desk, owner, "two", choose([other.into()], None)).id;
    desk.key(owner, "three");
    let inventory = loaded(&desk);
    let found = |query: &KeyQuery| ids(&inventory, query, desk.now());
    let reminds = |personnel: Vec<PartyId>| KeyQuery { personnel, ..all() };
    assert_eq!(found(&reminds(vec![mia.id.into()])), [by_mia]);
    assert_eq!(
        found(&reminds(vec![mia.id.into(), other.into()])),
        [by_mia, by_other]
    );
    assert_eq!(found(&reminds(vec![desk.unknown(PersonId::new).into()])), []);
    assert_eq!(found(&search("zoe")), [by_mia]);
    assert_eq!(found(&search("alerts")), [by_other]);
    assert_eq!(found(&search("zoe two")), []);
    // By the name that they have now.
    let described = super::people::described("Ada Park", "", Role::None);
    edit_person(store, &desk.caller(), mia.id, &described).expect("in order");
    let described = crate::DescribeAccount {
        name: "svc-bells",
        organisation: "",
        email: "ops@northwind.example",
    };
    edit_account(store, &desk.caller(), other, &described).expect("in order");
    let mut inventory = inventory;
    desk.read(|tx| inventory.refresh(tx));
    let found = |text: &str| ids(&inventory, &search(text), desk.now());
    assert_eq!((found("zoe"), found("park")), (vec![], vec![by_mia]));
    assert_eq!((found("alerts"), found("bells")), (vec![], vec![by_other]));
}
