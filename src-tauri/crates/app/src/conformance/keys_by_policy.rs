//! What a policy says of keys: what is asked, what may change, and how they end.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use std::collections::BTreeSet;

use keytower_domain::access::{Level, Rights};
use keytower_domain::aircraft_scope::AircraftScope;
use keytower_domain::key::{Attention, LifeRefusal};
use keytower_domain::lifetime::{ExpiryRefusal, latest_day};
use keytower_domain::policy::{Deletion, Ending, KeyField, Owners, Policy, Preset, Renewal};
use keytower_domain::reminders::Personnel;
use keytower_domain::time::day_of;

use super::change_keys::{RENEW, these};
use super::desk::{Desk, invalid_key, life, same};
use super::inventory::loaded;
use super::policy::{key_for, limited, set};
use crate::{
    ChangeDays, ChangeReminders, EditAccess, EditKey, Expiry, GenerateKey, Invalid, KeyVerb, Reason, Store,
    Turn, check_key, check_renewal, delete_key, disable_key, edit_access, edit_key, enable_key, expire_key,
    generate_key, renew_key, revoke_key,
};

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

pub fn a_renewal_under_a_lowered_maximum_ends_at_the_maximum_alone_or_with_others<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let [one, two] = ["one", "two"].map(|name| key_for(&desk, owner, name, 10).id);
    assert!(desk.kept_key(one).description.renewal_days > 90);
    set(
        &desk,
        &limited(|maximum, default, _| (*maximum, *default) = (90, 90)),
    );
    let workspace = desk.workspace();
    let latest = workspace.expiry_on(latest_day(90, &workspace, desk.now()));
    let (asked, _) = check_renewal(&loaded(&desk), &desk.caller(), one, None).expect("it can be");
    assert_eq!(asked, latest);
    let plan = desk.preview(&these([two]), &RENEW);
    assert_eq!(plan.changing[0].end, Some(latest));
    desk.confirm(&plan, "").expect("as shown");
    let one = renew_key(store, &desk.caller(), one, None, "").expect("as asked");
    assert_eq!(
        (one.expires_at, desk.kept_key(two).expires_at),
        (Some(latest), Some(latest))
    );
}
