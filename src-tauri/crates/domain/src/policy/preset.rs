//! Policies of the products whose key pages Keytower can be used like.

use std::collections::BTreeSet;

use super::{
    AccountNames, Deletion, Ending, KeyField, Lifetime, Owners, Policy, Reminders, Renewal, Retrieval, named,
};
use crate::lifetime::{DEFAULT_DAYS, GRACE_DAYS, MAXIMUM_DAYS, SHORT_DAYS};
use crate::reminders::USUAL_REMINDER_DAYS;

named! {
    /// A policy to begin with, named after the product that works so.
    Preset {
        /// Everything: the default.
        Keytower = "keytower",
        /// Leon: an administrator's keys without an end, of chosen resources and aircraft.
        Leon = "leon",
        /// Smart Onboarding: a label, and a key that can be shown again.
        SmartOnboarding = "smart_onboarding",
        /// An account's preferences: nothing is asked, and keys are deleted.
        AccountPreferences = "account_preferences",
        /// Air Maestro: service accounts' keys that are renewed, with people who are told.
        AirMaestro = "air_maestro",
        /// Level Access: 180 or 30 days, or a day within a year.
        LevelAccess = "level_access",
    }
}

impl Preset {
    /// Its rules.
    #[must_use]
    pub fn policy(self) -> Policy {
        match self {
            Self::Keytower => Policy::default(),
            Self::Leon => Policy {
                asked: [
                    KeyField::Name,
                    KeyField::Description,
                    KeyField::Resources,
                    KeyField::Aircraft,
                ]
                .into(),
                editable: [KeyField::Name, KeyField::Description, KeyField::Resources].into(),
                ..self.personal()
            },
            Self::SmartOnboarding => Policy {
                retrieval: Retrieval::Revealable,
                asked: [KeyField::Name].into(),
                ..self.personal()
            },
            Self::AccountPreferences => Policy {
                endings: BTreeSet::new(),
                deletion: Deletion::Always,
                ..self.personal()
            },
            Self::AirMaestro => Policy {
                preset: self,
                owners: Owners::Accounts,
                account_names: AccountNames::LettersAndDigits,
                lifetime: Lifetime::Limited {
                    maximum: MAXIMUM_DAYS,
                    default: MAXIMUM_DAYS,
                    offered: BTreeSet::new(),
                    custom: true,
                    renewal: Renewal::Within {
                        grace_days: GRACE_DAYS,
                    },
                },
                asked: [
                    KeyField::Owner,
                    KeyField::Name,
                    KeyField::Expiry,
                    KeyField::RenewalPeriod,
                    KeyField::Personnel,
                    KeyField::ReminderDays,
                ]
                .into(),
                editable: [KeyField::Personnel, KeyField::ReminderDays].into(),
                endings: [Ending::Expire].into(),
                deletion: Deletion::Never,
                ..Policy::default()
            },
            Self::LevelAccess => Policy {
                lifetime: Lifetime::Limited {
                    maximum: MAXIMUM_DAYS,
                    default: DEFAULT_DAYS,
                    offered: [SHORT_DAYS, DEFAULT_DAYS].into(),
                    custom: true,
                    renewal: Renewal::Never,
                },
                asked: [KeyField::Name, KeyField::Expiry].into(),
                reminders: Reminders {
                    days: USUAL_REMINDER_DAYS.into(),
                    owner: false,
                    token_managers: true,
                },
                ..self.personal()
            },
        }
    }

    /// What those have in common under which people own keys: nothing is asked, nothing changes, keys are revoked and
    /// stay listed.
    fn personal(self) -> Policy {
        Policy {
            preset: self,
            owners: Owners::People,
            lifetime: Lifetime::Endless,
            asked: BTreeSet::new(),
            editable: BTreeSet::new(),
            endings: [Ending::Revoke].into(),
            deletion: Deletion::Never,
            ..Policy::default()
        }
    }
}

impl Default for Policy {
    fn default() -> Self {
        let fixed = [KeyField::Owner, KeyField::Expiry];
        let all = KeyField::ALL.iter().copied();
        Self {
            preset: Preset::Keytower,
            is_on: true,
            owners: Owners::Both,
            account_names: AccountNames::Any,
            retrieval: Retrieval::Once,
            lifetime: Lifetime::Limited {
                maximum: MAXIMUM_DAYS,
                default: DEFAULT_DAYS,
                offered: [SHORT_DAYS, DEFAULT_DAYS].into(),
                custom: true,
                renewal: Renewal::Within {
                    grace_days: GRACE_DAYS,
                },
            },
            asked: all.clone().collect(),
            editable: all.filter(|field| !fixed.contains(field)).collect(),
            approval_required: false,
            endings: Ending::ALL.iter().copied().collect(),
            deletion: Deletion::AfterRevocation,
            reminders: Reminders {
                days: USUAL_REMINDER_DAYS.into(),
                owner: true,
                token_managers: false,
            },
        }
    }
}
