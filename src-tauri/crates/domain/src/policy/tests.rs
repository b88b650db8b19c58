use proptest::prelude::*;

use super::*;
use crate::canonical::Canonical;
use crate::key::tests::{NOW, key};
use crate::time::Instant;
use crate::workspace::tests::workspace;

fn limited(edit: impl FnOnce(&mut u16, &mut u16, &mut BTreeSet<u16>, &mut bool)) -> Policy {
    let mut policy = Policy::default();
    if let Lifetime::Limited {
        maximum,
        default,
        offered,
        custom,
        ..
    } = &mut policy.lifetime
    {
        edit(maximum, default, offered, custom);
    }
    policy
}

fn problems(policy: &Policy) -> Vec<(&'static str, PolicyProblem)> {
    policy.problems()
}

#[test]
fn no_preset_contradicts_itself_and_each_keeps_its_name() {
    for preset in Preset::ALL {
        let policy = preset.policy();
        assert_eq!(policy.preset, *preset);
        assert_eq!(policy.problems(), [], "{preset:?}");
        assert!(policy.is_on);
    }
    assert_eq!(Preset::Keytower.policy(), Policy::default());
}

#[test]
fn each_preset_is_its_row_of_the_table() {
    use KeyField::{
        Aircraft, Description, Expiry, Name, Owner, Personnel, ReminderDays, RenewalPeriod, Resources,
    };
    type Row = (
        Preset,
        Owners,
        &'static [KeyField],
        Retrieval,
        Option<u16>,
        &'static [KeyField],
        &'static [Ending],
        Deletion,
    );
    let rows: [Row; 5] = [
        (
            Preset::Leon,
            Owners::People,
            &[Name, Description, Resources, Aircraft],
            Retrieval::Once,
            None,
            &[Name, Description, Resources],
            &[Ending::Revoke],
            Deletion::Never,
        ),
        (
            Preset::SmartOnboarding,
            Owners::People,
            &[Name],
            Retrieval::Revealable,
            None,
            &[],
            &[Ending::Revoke],
            Deletion::Never,
        ),
        (
            Preset::AccountPreferences,
            Owners::People,
            &[],
            Retrieval::Once,
            None,
            &[],
            &[],
            Deletion::Always,
        ),
        (
            Preset::AirMaestro,
            Owners::Accounts,
            &[Owner, Name, Expiry, RenewalPeriod, Personnel, ReminderDays],
            Retrieval::Once,
            Some(365),
            &[Personnel, ReminderDays],
            &[Ending::Expire],
            Deletion::Never,
        ),
        (
            Preset::LevelAccess,
            Owners::People,
            &[Name, Expiry],
            Retrieval::Once,
            Some(365),
            &[],
            &[Ending::Revoke],
            Deletion::Never,
        ),
    ];
    for (preset, owners, asked, retrieval, maximum, editable, endings, deletion) in rows {
        let policy = preset.policy();
        assert_eq!(policy.owners, owners, "{preset:?}");
        assert_eq!(
            policy.asked.iter().copied().collect::<Vec<_>>(),
            asked,
            "{preset:?}"
        );
        assert_eq!(policy.retrieval, retrieval, "{preset:?}");
        assert_eq!(policy.lifetime.maximum(), maximum, "{preset:?}");
        assert_eq!(
            policy.editable.iter().copied().collect::<Vec<_>>(),
            editable,
            "{preset:?}"
        );
        assert_eq!(
            policy.endings.iter().copied().collect::<Vec<_>>(),
            endings,
            "{preset:?}"
        );
        assert_eq!(policy.deletion, deletion, "{preset:?}");
    }
    let level_access = Preset::LevelAccess.policy();
    assert!(level_access.reminders.token_managers);
    assert_eq!(level_access.reminders.days, [0, 7, 15].into());
    let offered = matches!(&level_access.lifetime,
        Lifetime::Limited { offered, custom: true, renewal: Renewal::Never, .. } if *offered == [30, 180].into());
    assert!(offered);
    assert_eq!(
        Preset::AirMaestro.policy().account_names,
        AccountNames::LettersAndDigits
    );
}

#[test]
fn what_contradicts_itself_is_named_at_its_field() {
    let with = |edit: fn(&mut Policy)| {
        let mut policy = Policy::default();
        edit(&mut policy);
        problems(&policy)
    };
    let none: [(&str, PolicyProblem); 0] = [];
    assert_eq!(with(|_| ()), none);
    assert_eq!(
        problems(&limited(|maximum, _, _, _| *maximum = 0)),
        [("maximum_days", PolicyProblem::Days { most: MOST_DAYS })]
    );
    let short = limited(|maximum, _, _, _| *maximum = 90);
    let beyond = PolicyProblem::BeyondMaximum { maximum: 90 };
    assert_eq!(
        problems(&short),
        [("default_days", beyond), ("offered_days", beyond)]
    );
    assert_eq!(
        problems(&limited(|_, default, _, custom| (*default, *custom) = (90, false))),
        [("default_days", PolicyProblem::DefaultNotOffered)]
    );
    assert_eq!(
        problems(&limited(|_, _, offered, custom| {
            offered.clear();
            *custom = false;
        })),
        [("offered_days", PolicyProblem::NothingOffered)]
    );
    assert_eq!(
        with(|policy| policy.lifetime = Lifetime::Endless),
        [
            ("asked", PolicyProblem::NoEnd),
            ("editable", PolicyProblem::NotRenewed)
        ]
    );
    assert_eq!(
        with(|policy| {
            policy.owners = Owners::Accounts;
            policy.asked.remove(&KeyField::Owner);
        }),
        [("asked", PolicyProblem::OwnerNotAsked)]
    );
    assert_eq!(
        with(|policy| {
            policy.approval_required = true;
            policy.asked.remove(&KeyField::Approval);
        }),
        [("approval_required", PolicyProblem::ApprovalNotAsked)]
    );
    assert_eq!(
        with(|policy| {
            policy.editable.insert(KeyField::Owner);
        }),
        [("editable", PolicyProblem::NeverChanges)]
    );
    assert_eq!(
        with(|policy| policy.endings = [Ending::Disable].into()),
        [
            ("endings", PolicyProblem::NoEnding),
            ("deletion", PolicyProblem::NeverRevoked)
        ]
    );
    assert_eq!(
        with(|policy| policy.reminders.days = [365].into()),
        [("reminder_days", PolicyProblem::BeyondMaximum { maximum: 365 })]
    );
}

#[test]
fn a_key_conforms_unless_a_rule_says_otherwise() {
    let (workspace, mut key) = (workspace(), key(NOW));
    key.generated_at = Instant::UNIX_EPOCH;
    key.expires_at =
        Some(workspace.expiry_on(workspace.day_of(Instant::UNIX_EPOCH) + chrono::Days::new(180)));
    let policy = Policy::default();
    assert_eq!(policy.breaches(&key, &workspace), []);
    let shorter = limited(|maximum, _, _, _| *maximum = 179);
    assert_eq!(shorter.breaches(&key, &workspace), [Breach::BeyondMaximum]);
    assert_eq!(
        limited(|maximum, _, _, _| *maximum = 180).breaches(&key, &workspace),
        []
    );
    key.renewed_at = Some(Instant::UNIX_EPOCH + chrono::TimeDelta::days(1));
    assert_eq!(shorter.breaches(&key, &workspace), []);
    key.expires_at = None;
    assert_eq!(shorter.breaches(&key, &workspace), [Breach::NoEnd]);
    let strict = Policy {
        owners: Owners::People,
        approval_required: true,
        lifetime: Lifetime::Endless,
        ..Policy::default()
    };
    assert_eq!(
        strict.breaches(&key, &workspace),
        [Breach::Owner, Breach::NotApproved]
    );
}

/// A store keeps no row of it, so that another default would make every such workspace another than its event says.
#[test]
fn the_default_is_encoded_as_it_always_was() {
    let digest = Policy::default().encode(Canonical::new("policy")).digest();
    assert_eq!(digest.0[..8], [138, 114, 154, 15, 112, 214, 174, 177]);
}

proptest! {
    #[test]
    fn a_key_as_long_as_the_policy_lets_it_be_conforms(
        maximum in 1u16..=MOST_DAYS, seconds in 0i64..4_000_000_000, beyond in 1u64..400
    ) {
        let (workspace, mut key) = (workspace(), key(NOW));
        let policy = limited(|at_most, _, _, _| *at_most = maximum);
        key.generated_at = Instant::from_timestamp(seconds, 0).expect("in range");
        key.renewed_at = None;
        let latest = latest_day(maximum, &workspace, key.generated_at);
        key.expires_at = Some(workspace.expiry_on(latest));
        prop_assert_eq!(policy.breaches(&key, &workspace), []);
        key.expires_at = Some(workspace.expiry_on(latest + chrono::Days::new(beyond)));
        prop_assert_eq!(policy.breaches(&key, &workspace), [Breach::BeyondMaximum]);
    }
}
