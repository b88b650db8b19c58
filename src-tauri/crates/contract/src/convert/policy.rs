//! A workspace's policy.

use std::collections::BTreeSet;

use keytower_app::domain::id::KeyId;
use keytower_app::domain::policy as domain;
use keytower_app::{Inventory, NotConforming as AppNotConforming, PolicyPreview as AppPreview};

use super::count;
use crate::{
    AccountNames, Breach, Code, Deletion, Ending, KeyField, Lifetime, NotConforming, OwnedKey, Owners,
    Policy, PolicyPreset, PolicyPreview, Problem, Retrieval,
};

macro_rules! alike {
    ($($wire:ident = $domain:path { $($variant:ident)* })*) => {
        $(
            impl From<$domain> for $wire {
                fn from(value: $domain) -> Self {
                    match value {
                        $(<$domain>::$variant => Self::$variant,)*
                    }
                }
            }

            impl From<$wire> for $domain {
                fn from(value: $wire) -> Self {
                    match value {
                        $($wire::$variant => Self::$variant,)*
                    }
                }
            }
        )*
    };
}

alike! {
    PolicyPreset = domain::Preset { Keytower Leon SmartOnboarding AccountPreferences AirMaestro LevelAccess }
    Owners = domain::Owners { Accounts People Both }
    AccountNames = domain::AccountNames { Any LettersAndDigits }
    Retrieval = domain::Retrieval { Once Revealable }
    KeyField = domain::KeyField { Owner Name Description Resources Aircraft Networks Expiry RenewalPeriod Personnel ReminderDays Approval }
    Ending = domain::Ending { Disable Expire Revoke }
    Deletion = domain::Deletion { Never AfterRevocation Always }
}

impl From<domain::Breach> for Breach {
    fn from(breach: domain::Breach) -> Self {
        match breach {
            domain::Breach::Owner => Self::Owner,
            domain::Breach::NoEnd => Self::NoEnd,
            domain::Breach::BeyondMaximum => Self::BeyondMaximum,
            domain::Breach::NotApproved => Self::NotApproved,
        }
    }
}

impl From<&domain::Policy> for Policy {
    fn from(policy: &domain::Policy) -> Self {
        let reminders = &policy.reminders;
        Self {
            preset: policy.preset.into(),
            is_on: policy.is_on,
            owners: policy.owners.into(),
            account_names: policy.account_names.into(),
            retrieval: policy.retrieval.into(),
            lifetime: match &policy.lifetime {
                domain::Lifetime::Endless => Lifetime::Endless,
                domain::Lifetime::Limited {
                    maximum,
                    default,
                    offered,
                    custom,
                    renewal,
                } => Lifetime::Limited {
                    maximum_days: (*maximum).into(),
                    default_days: (*default).into(),
                    offered_days: offered.iter().copied().map(u32::from).collect(),
                    custom: *custom,
                    grace_days: renewal.grace_days().map(u32::from),
                },
            },
            asked: policy.asked.iter().copied().map(KeyField::from).collect(),
            editable: policy.editable.iter().copied().map(KeyField::from).collect(),
            approval_required: policy.approval_required,
            endings: policy.endings.iter().copied().map(Ending::from).collect(),
            deletion: policy.deletion.into(),
            reminder_days: reminders.days.iter().rev().copied().map(u32::from).collect(),
            remind_owner: reminders.owner,
            remind_token_managers: reminders.token_managers,
        }
    }
}

impl TryFrom<&Policy> for domain::Policy {
    type Error = Problem;

    fn try_from(policy: &Policy) -> Result<Self, Problem> {
        Ok(Self {
            preset: policy.preset.into(),
            is_on: policy.is_on,
            owners: policy.owners.into(),
            account_names: policy.account_names.into(),
            retrieval: policy.retrieval.into(),
            lifetime: match &policy.lifetime {
                Lifetime::Endless => domain::Lifetime::Endless,
                Lifetime::Limited {
                    maximum_days,
                    default_days,
                    offered_days,
                    custom,
                    grace_days,
                } => domain::Lifetime::Limited {
                    maximum: days(*maximum_days, "maximum_days")?,
                    default: days(*default_days, "default_days")?,
                    offered: all_days(offered_days, "offered_days")?,
                    custom: *custom,
                    renewal: domain::Renewal::of_grace(
                        grace_days.map(|grace| days(grace, "grace_days")).transpose()?,
                    ),
                },
            },
            asked: policy.asked.iter().copied().map(Into::into).collect(),
            editable: policy.editable.iter().copied().map(Into::into).collect(),
            approval_required: policy.approval_required,
            endings: policy.endings.iter().copied().map(Into::into).collect(),
            deletion: policy.deletion.into(),
            reminders: domain::Reminders {
                days: all_days(&policy.reminder_days, "reminder_days")?,
                owner: policy.remind_owner,
                token_managers: policy.remind_token_managers,
            },
        })
    }
}

/// A number of days, or the same refusal as of one that is within reach and too high.
fn days(days: u32, field: &'static str) -> Result<u16, Problem> {
    let most = domain::MOST_DAYS;
    u16::try_from(days).map_err(|_| Problem::new(Code::PolicyDays).with("limit", most).at(field))
}

fn all_days(all: &[u32], field: &'static str) -> Result<BTreeSet<u16>, Problem> {
    all.iter().map(|one| days(*one, field)).collect()
}

impl PolicyPreview {
    /// Where there is nothing to judge.
    #[must_use]
    pub fn refused(problem: Problem) -> Self {
        Self {
            problems: vec![problem],
            already: 0,
            newly: Vec::new(),
        }
    }

    /// What other rules would come to.
    #[must_use]
    pub fn of(preview: AppPreview, inventory: &Inventory) -> Self {
        let owned = |id: KeyId| {
            let key = inventory.key(id)?;
            Some(OwnedKey {
                key_id: id.to_string(),
                name: key.description.name.clone(),
                owner: inventory.owner(key.owner)?.name().to_owned(),
            })
        };
        let alike = |alike: AppNotConforming| NotConforming {
            breaches: alike.breaches.into_iter().map(Breach::from).collect(),
            keys: count(alike.keys),
            first: alike.first.into_iter().filter_map(owned).collect(),
        };
        Self {
            problems: preview.invalid.into_iter().map(Problem::from).collect(),
            already: count(preview.already),
            newly: preview.newly.into_iter().map(alike).collect(),
        }
    }
}

/// Each preset's rules.
#[must_use]
pub fn policy_presets() -> Vec<Policy> {
    let all = domain::Preset::ALL.iter();
    all.map(|preset| Policy::from(&preset.policy())).collect()
}
