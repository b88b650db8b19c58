//! What a workspace asks of its keys, and what other rules do.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use std::collections::BTreeSet;

use keytower_domain::access::{Level, Rights};
use keytower_domain::aircraft_scope::AircraftScope;
use keytower_domain::event::EventKind;
use keytower_domain::id::ServiceAccountId;
use keytower_domain::key::{Attention, Key, LifeRefusal};
use keytower_domain::lifetime::ExpiryRefusal;
use keytower_domain::policy::{
    AccountNames, Breach, Deletion, Ending, KeyField, Lifetime, Owners, Policy, PolicyProblem, Preset,
    Renewal,
};
use keytower_domain::reminders::Personnel;
use keytower_domain::time::day_of;

use super::change_keys::these;
use super::desk::{Desk, invalid, invalid_key, life, same};
use super::inventory::{all, loaded};
use crate::{
    ChangeDays, ChangeReminders, DescribeAccount, EditAccess, EditKey, Expiry, GenerateKey, Invalid,
    KeyLifeError, KeyQuery, KeyVerb, NotConforming, Reason, Store, Turn, change_policy, check_key,
    create_account, delete_key, disable_key, edit_access, edit_account, edit_key, enable_key, expire_key,
    generate_key, preview_policy, read_key, renew_key, revoke_key, rotate_key,
};

fn set<S: Store>(desk: &Desk<'_, S>, policy: &Policy) {
    change_policy(desk.store, &desk.caller(), policy).expect("a policy that agrees with itself");
}

fn limited(edit: impl FnOnce(&mut u16, &mut u16, &mut Renewal)) -> Policy {
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

fn key_for<S: Store>(desk: &Desk<'_, S>, owner: ServiceAccountId, name: &str, days: u32) -> Key {
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

pub fn what_is_not_asked_is_the_default_and_giving_it_is_refused<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svcops").id;
    let access = EditAccess {
        grants: desk.grants(&[("Flights", Level::View)]),
        templates: BTreeSet::new(),
        scope: AircraftScope::WholeFleet,
    };
    edit_access(store, &desk.caller(), owner.into(), &access).expect("in order");
    set(&desk, &Preset::AirMaestro.policy());
    let request = |owner, name| GenerateKey {
        rights: Rights::AllOfOwner,
        expiry: Expiry::Default,
        ..desk.request(owner, name)
    };
    let given = GenerateKey {
        description: "for the feed".into(),
        networks: vec!["192.0.2.0/24".into()],
        approved_by: "Ada".into(),
        reason: "OPS-1".into(),
        ..desk.request(owner, "feed")
    };
    let fields: Vec<_> = invalid_key(desk.refuses(|| generate_key(store, &desk.caller(), &given)))
        .into_iter()
        .filter(|wrong| wrong.reason == Reason::NotAsked)
        .map(|wrong| wrong.field)
        .collect();
    assert_eq!(
        fields,
        ["description", "rights", "networks", "approved_by", "reason"]
    );
    let key = generate_key(store, &desk.caller(), &request(owner, "feed"))
        .expect("as asked")
        .key;
    assert_eq!(key.description.rights, Rights::AllOfOwner);
    let days = day_of(key.expires_at.expect("it ends"), desk.workspace().zone)
        - day_of(desk.now(), desk.workspace().zone);
    assert_eq!(days.num_days(), 365);

    // Where no name is asked for, it is named after its time.
    let nameless = Policy {
        owners: Owners::Both,
        asked: [KeyField::Owner].into(),
        ..Preset::AccountPreferences.policy()
    };
    set(&desk, &nameless);
    let named = desk.refuses(|| generate_key(store, &desk.caller(), &request(owner, "mine")));
    assert_eq!(invalid_key(named), [Reason::NotAsked.at("name")]);
    let key = generate_key(store, &desk.caller(), &request(owner, ""))
        .expect("nothing else is asked")
        .key;
    let local = desk.now().with_timezone(&desk.workspace().zone);
    assert_eq!(
        key.description.name,
        local.format("Key of %Y-%m-%d %H:%M:%S").to_string()
    );
    assert_eq!(key.expires_at, None);
    // Another of the same second has the same name: nobody chose it.
    let again = generate_key(store, &desk.caller(), &request(owner, "")).expect("nothing else is asked");
    assert_eq!(again.key.description.name, key.description.name);
}

pub fn only_owners_and_approved_keys_of_the_policy_are_generated<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    set(
        &desk,
        &Policy {
            owners: Owners::People,
            approval_required: true,
            ..Policy::default()
        },
    );
    let refused = desk.refuses(|| generate_key(store, &desk.caller(), &desk.request(owner, "feed")));
    assert_eq!(
        invalid_key(refused),
        [
            Reason::OwnerByPolicy.at("owner_id"),
            Reason::ApprovalRequired.at("approved_by")
        ]
    );
    set(
        &desk,
        &Policy {
            approval_required: true,
            ..Policy::default()
        },
    );
    let request = GenerateKey {
        approved_by: "Ada".into(),
        ..desk.request(owner, "feed")
    };
    let key = generate_key(store, &desk.caller(), &request)
        .expect("approved")
        .key;
    let without = EditKey {
        approved_by: String::new(),
        ..same(&key)
    };
    let refused = desk.refuses(|| edit_key(store, &desk.caller(), &without));
    assert_eq!(invalid_key(refused), [Reason::ApprovalRequired.at("approved_by")]);
}

pub fn what_the_policy_locks_stays_as_it_is<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let key = desk.key(owner, "feed");
    set(
        &desk,
        &Policy {
            editable: [KeyField::Description].into(),
            ..Policy::default()
        },
    );
    let all_of_it = EditKey {
        name: "other".into(),
        description: "for the feed".into(),
        rights: Rights::AllOfOwner,
        renewal_days: 30,
        reason: "OPS-1".into(),
        networks: vec!["192.0.2.1".into()],
        ..same(&key)
    };
    let locked = |field: &'static str| Invalid {
        field,
        reason: Reason::Locked,
    };
    assert_eq!(
        invalid_key(desk.refuses(|| edit_key(store, &desk.caller(), &all_of_it))),
        ["name", "rights", "networks", "renewal_days", "reason"].map(locked)
    );
    let described = EditKey {
        description: "for the feed".into(),
        ..same(&key)
    };
    let key = edit_key(store, &desk.caller(), &described).expect("that may change");
    assert_eq!(key.description.description, "for the feed");
}

pub fn keys_end_as_the_policy_has_it<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let (one, two) = (desk.key(owner, "one"), desk.key(owner, "two"));
    disable_key(store, &desk.caller(), two.id).expect("it is active");
    set(
        &desk,
        &Policy {
            endings: [Ending::Expire].into(),
            deletion: Deletion::Never,
            ..Policy::default()
        },
    );
    let caller = desk.caller();
    let by_policy = |refused| assert_eq!(life(refused), LifeRefusal::NotByPolicy);
    by_policy(desk.refuses(|| disable_key(store, &caller, one.id)));
    by_policy(desk.refuses(|| revoke_key(store, &caller, one.id)));
    by_policy(desk.refuses(|| delete_key(store, &caller, one.id)));
    enable_key(store, &caller, two.id).expect("what was disabled can be enabled");
    let many = |turn| desk.preview(&these([one.id, two.id]), &KeyVerb::Turn(turn));
    let revoking = many(Turn::Revoke);
    assert_eq!(revoking.changing, []);
    assert!(
        revoking
            .refused
            .iter()
            .all(|(_, why)| *why == LifeRefusal::NotByPolicy.into())
    );
    assert_eq!(many(Turn::Expire).changing.len(), 2);
    set(
        &desk,
        &Policy {
            editable: [KeyField::ReminderDays].into(),
            ..desk.workspace().policy
        },
    );
    let reminding = |personnel: Option<Personnel>| {
        let days = ChangeDays::Own(vec!["1".to_owned()]);
        let remind = KeyVerb::Remind(ChangeReminders { personnel, days });
        desk.preview(&these([one.id, two.id]), &remind).changing.len()
    };
    assert_eq!((reminding(None), reminding(Some(Personnel::default()))), (2, 0));
    expire_key(store, &caller, one.id).expect("that is how they end");

    // Deleted at once, and for ever.
    set(&desk, &Preset::AccountPreferences.policy());
    delete_key(store, &caller, two.id).expect("whatever its state");
    assert!(
        desk.read(|tx| Ok((tx.key(two.id)?.is_none(), tx.deleted_at(two.id)?.is_some()))) == (true, true)
    );
}

pub fn keys_are_renewed_as_the_policy_has_it<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let key = key_for(&desk, owner, "feed", 30);
    desk.wait(40);
    let attention = || {
        let mut inventory = loaded(&desk);
        let (_, tally) = inventory.counted(desk.now());
        tally.attention
    };
    let renew = || renew_key(store, &desk.caller(), key.id, None, "forgotten");
    assert_eq!(attention(), 1);
    set(
        &desk,
        &limited(|_, _, renewal| *renewal = Renewal::Within { grace_days: 5 }),
    );
    assert_eq!(life(desk.refuses(renew)), LifeRefusal::GraceOver { days: 5 });
    assert_eq!(attention(), 0);
    let mut never = limited(|_, _, renewal| *renewal = Renewal::Never);
    never.asked.remove(&KeyField::RenewalPeriod);
    never.editable.remove(&KeyField::RenewalPeriod);
    set(&desk, &never);
    assert_eq!(life(desk.refuses(renew)), LifeRefusal::NotByPolicy);
    let inventory = loaded(&desk);
    let told = inventory.key(key.id).and_then(|key| {
        let renewal = Renewal::Within { grace_days: 20 };
        key.attention(renewal, desk.now())
    });
    assert_eq!(told, Some(Attention::StillRenewable));
    set(
        &desk,
        &limited(|_, _, renewal| *renewal = Renewal::Within { grace_days: 20 }),
    );
    renew().expect("within its grace");

    set(&desk, &Preset::Leon.policy());
    let ends = GenerateKey {
        expiry: Expiry::Days(30),
        ..desk.request(owner, "other")
    };
    let draft = check_key(&loaded(&desk), &desk.caller(), &ends).expect("it is judged");
    assert!(
        draft
            .invalid
            .contains(&Reason::Expiry(ExpiryRefusal::Endless).at("expiry"))
    );
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
