//! Many keys renewed at once: each its own period, and spread over working days.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate, Weekday};
use keytower_domain::event::EventKind;
use keytower_domain::key::Life;
use keytower_domain::text::TextProblem;

use super::change_keys::{RENEW, all_but, mixed, these};
use super::desk::{Desk, changes, only};
use super::inventory::{all, search};
use crate::{ChangeKeysError, Expiry, GenerateKey, KeyChanges, KeyVerb, Reason, Store, generate_key};

pub fn renewing_many_ends_each_its_own_period_from_today_and_asks_a_reason_for_the_expired<S: Store>(
    store: &S,
) {
    let desk = Desk::open(store);
    let keys = mixed(&desk);
    let selection = these([keys.active, keys.disabled, keys.expired]);
    let plan = desk.preview(&selection, &RENEW);
    assert_eq!((plan.changing.len(), plan.need_reason), (3, 1));
    let refusal = desk.refuses(|| desk.confirm(&plan, "  "));
    assert!(matches!(refusal, ChangeKeysError::ReasonRequired), "{refusal:?}");
    let refusal = desk.refuses(|| desk.confirm(&plan, &"x".repeat(501)));
    let too_long = only(Reason::Text(TextProblem::TooLong { limit: 500 }), "reason");
    assert!(
        matches!(&refusal, ChangeKeysError::Invalid(invalid) if *invalid == too_long[0]),
        "{refusal:?}"
    );

    let (done, events) = desk.leaves(&[EventKind::KeyRenewed; 3], || {
        desk.confirm(&plan, "the contract was prolonged")
    });
    done.expect("as shown");
    for event in &events {
        assert_eq!(
            changes(event)[1],
            ("reason", None, Some("the contract was prolonged"))
        );
    }
    for change in &plan.changing {
        let key = desk.kept_key(change.id);
        // 180 days after 26 December 2026, at ten in Warsaw's summer.
        assert_eq!(key.expires_at, "2027-06-24T08:00:00Z".parse().ok());
        assert_eq!((key.expires_at, key.renewed_at), (change.end, Some(desk.now())));
    }
    assert!(
        matches!(desk.kept_key(keys.disabled).life, Life::Disabled { .. }),
        "what is disabled stays so"
    );
}

pub fn renewals_are_spread_over_working_days_and_never_later_than_the_period<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let keys = desk.keys_of_yesterday(39);
    // One that isn't renewed and ends on the first choice of day.
    let owner = keys[0].owner;
    let request = GenerateKey {
        expiry: Expiry::On("2027-05-21".into()),
        ..desk.request(owner, "stays")
    };
    generate_key(store, &desk.caller(), &request).expect("in order");
    let plan = desk.preview(&all_but(search("feed"), []), &KeyVerb::Renew { spread: true });
    let workspace = desk.workspace();
    let mut ending: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    for change in &plan.changing {
        let end = change.end.expect("renewed");
        let day = workspace.day_of(end);
        assert_eq!(end, workspace.expiry_on(day));
        assert!(!matches!(day.weekday(), Weekday::Sat | Weekday::Sun), "{day}");
        *ending.entry(day).or_default() += 1;
    }
    let friday: NaiveDate = "2027-05-21".parse().expect("a day");
    assert_eq!(
        ending.last_key_value(),
        Some((&friday, &1)),
        "one ends there already"
    );
    assert_eq!(
        ending.first_key_value().map(|(day, _)| day.to_string()),
        Some("2027-04-26".into())
    );
    assert_eq!((ending.len(), ending.values().max()), (20, Some(&2)));
    desk.confirm(&plan, "").expect("as shown");
    for change in &plan.changing {
        assert_eq!(desk.kept_key(change.id).expires_at, change.end);
    }
}

pub fn a_spread_renewal_ends_later_than_before_also_where_few_days_are_left<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let request = |name: &str| GenerateKey {
        expiry: Expiry::Days(180),
        ..desk.request(owner, name)
    };
    let keys: Vec<_> = ["a", "b"]
        .map(|name| {
            generate_key(store, &desk.caller(), &request(name))
                .expect("in order")
                .key
        })
        .into();
    // From Saturday to Sunday there is no working day to end on.
    desk.wait(1);
    let ends = |plan: &KeyChanges| -> Vec<_> { plan.changing.iter().map(|change| change.end).collect() };
    let spread = desk.preview(&all_but(all(), []), &KeyVerb::Renew { spread: true });
    assert_eq!(ends(&spread), ends(&desk.preview(&all_but(all(), []), &RENEW)));
    desk.wait(2);
    let spread = desk.preview(&all_but(all(), []), &KeyVerb::Renew { spread: true });
    for end in ends(&spread) {
        assert!(
            end > keys[0].expires_at && end <= "2027-05-24T08:00:00Z".parse().ok(),
            "{end:?}"
        );
    }
    desk.confirm(&spread, "").expect("as shown");
}
