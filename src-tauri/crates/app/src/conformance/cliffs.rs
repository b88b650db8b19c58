//! A day on which many keys end together is said before another is added.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use keytower_domain::id::{KeyId, ServiceAccountId};

use super::desk::{Desk, same};
use super::inventory::loaded;
use crate::{
    Cliff, EditKey, Expiry, GenerateKey, KeyLifeError, Reason, Store, check_key, check_renewal, edit_key,
    generate_key, overview,
};

fn on<S: Store>(desk: &Desk<'_, S>, owner: ServiceAccountId, name: &str, day: &str) -> KeyId {
    let request = GenerateKey {
        expiry: Expiry::On(day.to_owned()),
        ..desk.request(owner, name)
    };
    let made = generate_key(desk.store, &desk.caller(), &request).expect("in order");
    made.key.id
}

/// So many keys that end on a day.
fn many_on<S: Store>(desk: &Desk<'_, S>, owner: ServiceAccountId, count: usize, day: &str) -> Vec<KeyId> {
    let name = |number| format!("of {day} {number}");
    (0..count)
        .map(|number| on(desk, owner, &name(number), day))
        .collect()
}

fn falls<S: Store>(desk: &Desk<'_, S>, owner: ServiceAccountId, day: &str) -> Option<Cliff> {
    let request = GenerateKey {
        expiry: Expiry::On(day.to_owned()),
        ..desk.request(owner, "another")
    };
    let draft = check_key(&loaded(desk), &desk.caller(), &request).expect("readable");
    draft.cliff
}

fn instead(keys: usize, day: &str) -> Cliff {
    Cliff {
        keys,
        instead: Some(day.parse().expect("a day")),
    }
}

pub fn a_day_on_which_twenty_end_together_is_said_with_the_working_day_before_it<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    // A Wednesday, and the Monday after the weekend before it.
    many_on(&desk, owner, 19, "2027-05-19");
    assert_eq!(falls(&desk, owner, "2027-05-19"), None);
    on(&desk, owner, "the twentieth", "2027-05-19");
    assert_eq!(falls(&desk, owner, "2027-05-19"), Some(instead(20, "2027-05-18")));
    assert_eq!(falls(&desk, owner, "2027-05-18"), None);
    many_on(&desk, owner, 25, "2027-05-17");
    assert_eq!(
        falls(&desk, owner, "2027-05-17"),
        Some(instead(25, "2027-05-14")),
        "not the weekend"
    );
    let calendar = overview(&mut loaded(&desk), &desk.caller())
        .expect("readable")
        .calendar;
    assert_eq!(calendar.many, 20, "as the overview has it");
}

pub fn what_is_offered_instead_is_never_today_nor_earlier_than_a_key_ends_already<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let workspace = desk.workspace();
    let today = workspace.day_of(desk.now());
    let far = today + chrono::Days::new(300);
    many_on(&desk, owner, 25, &far.to_string());
    // Keys that end all over the year make tomorrow's twenty stand out.
    let tomorrow = (today + chrono::Days::new(1)).to_string();
    many_on(&desk, owner, 25, &tomorrow);
    let cliff = falls(&desk, owner, &tomorrow).expect("twenty-five");
    assert_eq!(
        cliff,
        Cliff {
            keys: 25,
            instead: None
        }
    );
    let request = |days, key: KeyId| EditKey {
        renewal_days: days,
        ..same(&desk.kept_key(key))
    };
    // It ends the day before: there is nothing between.
    let day_before = (far - chrono::Days::new(1)).to_string();
    let key = on(&desk, owner, "renewed", &day_before);
    edit_key(store, &desk.caller(), &request(300, key)).expect("live");
    let (end, cliff) = check_renewal(&loaded(&desk), &desk.caller(), key, None).expect("later");
    assert_eq!(workspace.day_of(end), far);
    assert_eq!(
        cliff,
        Some(Cliff {
            keys: 25,
            instead: None
        })
    );
}

pub fn renewing_says_its_end_and_counts_all_but_the_key_itself<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let keys = many_on(&desk, owner, 21, "2027-03-01");
    desk.wait(1);
    let until = |day: &str| check_renewal(&loaded(&desk), &desk.caller(), keys[0], Some(day));
    let (_, cliff) = until("2027-03-02").expect("within its period");
    assert_eq!(cliff, None);
    many_on(&desk, owner, 20, "2027-03-02");
    let (_, cliff) = until("2027-03-02").expect("within its period");
    assert_eq!(
        cliff,
        Some(Cliff {
            keys: 20,
            instead: None
        })
    );
    let (_, cliff) = until("2027-03-05").expect("within its period");
    assert_eq!(cliff, None);
    assert!(matches!(until("2027-03-01"), Err(KeyLifeError::Life(_))));
    let Err(KeyLifeError::Invalid(wrong)) = until("soon") else {
        panic!("no date");
    };
    assert_eq!(wrong, vec![Reason::Date.at("until")]);
}
