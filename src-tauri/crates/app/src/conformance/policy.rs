//! What a workspace asks of its keys, and what other rules do.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use keytower_domain::event::EventKind;
use keytower_domain::id::ServiceAccountId;
use keytower_domain::key::{Key, LifeRefusal};
use keytower_domain::policy::{
    AccountNames, Breach, Ending, Lifetime, Policy, PolicyProblem, Preset, Renewal,
};

use super::change_keys::{RENEW, these};
use super::desk::{Desk, invalid, life, same};
use super::inventory::{all, loaded};
use crate::{
    ChangeKeysError, DescribeAccount, EditKey, Expiry, GenerateKey, KeyLifeError, KeyQuery, NotConforming,
    Reason, Store, change_policy, check_key, check_renewal, create_account, disable_key, edit_account,
    edit_key, expire_key, generate_key, overview, preview_policy, read_key, renew_key, revoke_key,
    rotate_key,
};

pub(super) fn set<S: Store>(desk: &Desk<'_, S>, policy: &Policy) {
    change_policy(desk.store, &desk.caller(), policy).expect("a policy that agrees with itself");
}

pub(super) fn limited(edit: impl FnOnce(&mut u16, &mut u16, &mut Renewal)) -> Policy {
    let mut policy = Policy::default();
    if let Lifetime::Limited {
        maximum,
        default,
        offered,
        renewal,
        ..
    } = &mut policy.lifetime
    {
        edit(maximum, default, renewal);
        offered.retain(|days| *days <= *maximum);
    }
    policy
}

pub(super) fn key_for<S: Store>(desk: &Desk<'_, S>, owner: ServiceAccountId, name: &str, days: u32) -> Key {
    let request = GenerateKey {
        expiry: Expiry::Days(days),
        ..desk.request(owner, name)
    };
    let key = generate_key(desk.store, &desk.caller(), &request);
    key.expect("a request in order").key
}

pub fn a_policy_is_set_with_its_event_and_changes_no_key<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let key = desk.key(owner, "ops-feed");
    let before = desk.head().seq;
    for preset in Preset::ALL.iter().rev() {
        set(&desk, &preset.policy());
        assert_eq!(desk.workspace().policy, preset.policy(), "{preset:?}");
    }
    let events = desk.events();
    let new: Vec<_> = events.iter().filter(|event| event.body.seq > before).collect();
    assert_eq!(new.len(), Preset::ALL.len());
    assert!(
        new.iter()
            .all(|event| event.body.kind == EventKind::PolicyChanged)
    );
    let told = |field: &str| {
        let changes = &new[0].body.changes;
        let change = changes
            .iter()
            .find(|change| change.field == field)
            .expect("it differs");
        (change.before.clone(), change.after.clone())
    };
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(told("preset"), (text("keytower"), text("level_access")));
    assert_eq!(told("asked").1, text("name, expiry"));
    assert_eq!(told("editable").1, None);
    assert_eq!(told("renewal"), (text("until 14 days after"), text("never")));
    assert_eq!(desk.kept_key(key.id).digest(), key.digest());
    // The same again is no change.
    let head = desk.head();
    set(&desk, &Policy::default());
    assert_eq!(desk.head(), head);
}

pub fn a_policy_that_contradicts_itself_is_refused_and_nothing_changes<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let contradicting = Policy {
        endings: [Ending::Disable].into(),
        ..limited(|maximum, _, _| *maximum = 90)
    };
    let named = vec![
        Reason::Policy(PolicyProblem::BeyondMaximum { maximum: 90 }).at("default_days"),
        Reason::Policy(PolicyProblem::NoEnding).at("endings"),
        Reason::Policy(PolicyProblem::NeverRevoked).at("deletion"),
    ];
    let preview = preview_policy(&loaded(&desk), &desk.caller(), &contradicting).expect("it is judged");
    assert_eq!(preview.invalid, named);
    let refused = desk.refuses(|| change_policy(store, &desk.caller(), &contradicting));
    assert_eq!(invalid(refused), named);
    assert_eq!(desk.workspace().policy, Policy::default());
}

pub fn a_preview_names_the_keys_that_would_not_conform_any_more<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let long = key_for(&desk, owner, "b-long", 180);
    let ended = key_for(&desk, owner, "c-ended", 180);
    key_for(&desk, owner, "a-short", 30);
    expire_key(store, &desk.caller(), ended.id).expect("it is live");
    let shorter = limited(|maximum, default, _| (*maximum, *default) = (90, 90));
    let preview = preview_policy(&loaded(&desk), &desk.caller(), &shorter).expect("it is judged");
    assert_eq!(preview.invalid, []);
    let alike = NotConforming {
        breaches: vec![Breach::BeyondMaximum],
        keys: 1,
        first: vec![long.id],
    };
    assert_eq!((preview.already, preview.newly), (0, vec![alike]));

    set(&desk, &shorter);
    // What doesn't conform already is counted, and isn't new.
    let again = preview_policy(&loaded(&desk), &desk.caller(), &shorter).expect("it is judged");
    assert_eq!((again.already, again.newly), (1, vec![]));
    let query = KeyQuery {
        not_conforming: true,
        ..all()
    };
    let inventory = loaded(&desk);
    let found = inventory.find(&query, desk.now());
    let found: Vec<_> = found
        .iter()
        .filter_map(|place| Some(inventory.entry(*place)?.key.id))
        .collect();
    assert_eq!(found, [long.id]);
    let dossier = read_key(store, &desk.caller(), long.id).expect("it is there");
    assert_eq!(dossier.breaches, [Breach::BeyondMaximum]);
    // It works on, and conforms once it is renewed for a life that the policy has.
    let edit = EditKey {
        renewal_days: 90,
        ..same(&dossier.key)
    };
    edit_key(store, &desk.caller(), &edit).expect("a period that the policy has");
    desk.wait(91);
    renew_key(store, &desk.caller(), long.id, None, "").expect("later than its end");
    let dossier = read_key(store, &desk.caller(), long.id).expect("it is there");
    assert_eq!(dossier.breaches, []);
}

pub fn where_keys_are_off_none_is_made_or_changed_and_all_can_be_stopped<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let key = desk.key(owner, "feed");
    set(
        &desk,
        &Policy {
            is_on: false,
            ..Policy::default()
        },
    );
    let caller = desk.caller();
    let off = |refused: KeyLifeError| assert!(matches!(refused, KeyLifeError::Off), "{refused:?}");
    off(desk.refuses(|| generate_key(store, &caller, &desk.request(owner, "other"))));
    off(desk.refuses(|| rotate_key(store, &caller, key.id, 7, "")));
    off(desk.refuses(|| renew_key(store, &caller, key.id, None, "")));
    off(desk.refuses(|| {
        let edit = EditKey {
            description: "x".into(),
            ..same(&key)
        };
        edit_key(store, &caller, &edit)
    }));
    off(check_key(&loaded(&desk), &caller, &desk.request(owner, "other"))
        .err()
        .expect("off"));
    disable_key(store, &caller, key.id).expect("stopping goes on");
    revoke_key(store, &caller, key.id).expect("ending goes on");
}

pub fn names_of_accounts_are_letters_and_digits_where_the_policy_says_so<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let old = desk.account("svc-ops").id;
    set(
        &desk,
        &Policy {
            account_names: AccountNames::LettersAndDigits,
            ..Policy::default()
        },
    );
    let describe = |name| DescribeAccount {
        name,
        organisation: "",
        email: "ops@northwind.example",
    };
    let wrong = vec![Reason::LettersAndDigits.at("name")];
    for name in ["svc-feed", "svc_feed", "svc.feed"] {
        let refused = desk.refuses(|| create_account(store, &desk.caller(), &describe(name)));
        assert_eq!(invalid(refused), wrong, "{name}");
    }
    create_account(store, &desk.caller(), &describe("svcfeed2")).expect("letters and digits");
    // What is there keeps its name, and gets no other like it.
    edit_account(store, &desk.caller(), old, &describe("svc-ops")).expect("its name stays");
    let refused = desk.refuses(|| edit_account(store, &desk.caller(), old, &describe("svc-opera")));
    assert_eq!(invalid(refused), wrong);
}

pub fn where_keys_are_off_none_is_renewed_or_said_to_be_renewable<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let (ending, ended) = (
        key_for(&desk, owner, "ending", 10),
        key_for(&desk, owner, "ended", 1),
    );
    desk.wait(3);
    let off = Policy {
        is_on: false,
        ..Policy::default()
    };
    let plan = desk.preview(&these([ending.id]), &RENEW);
    set(&desk, &off);
    let refused = desk.refuses(|| desk.confirm(&plan, ""));
    assert!(matches!(refused, ChangeKeysError::Stale), "{refused:?}");
    let preview = desk.preview(&these([ending.id, ended.id]), &RENEW);
    assert_eq!(preview.changing, []);
    let mut inventory = loaded(&desk);
    let asked = check_renewal(&inventory, &desk.caller(), ending.id, None);
    assert_eq!(life(asked.expect_err("off")), LifeRefusal::NotByPolicy);
    let told = overview(&mut inventory, &desk.caller()).expect("it is read");
    assert_eq!(told.expiring_first[0].renewed, None);
    assert_eq!(told.broken.expired, 0);
}
