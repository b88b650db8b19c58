//! Other reminders for many keys at once.

use keytower_domain::key::{Key, KeyDescription, LifeRefusal};
use keytower_domain::party::PartyId;
use keytower_domain::policy::{KeyField, Policy};
use keytower_domain::reminders::{Personnel, ReminderDays, Reminders};
use keytower_domain::time::Instant;

use super::{ChangeRefusal, KeyVerb};
use crate::invalid::Invalid;
use crate::known::Known;
use crate::reminders::{check_days, check_personnel};
use crate::store::Stored;

/// Who many keys shall remind, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeReminders {
    /// Whom, in place of those whom they remind now; `None` leaves them.
    pub personnel: Option<Personnel>,
    /// When.
    pub days: ChangeDays,
}

/// When many keys shall remind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ChangeDays {
    /// As they do.
    #[default]
    Keep,
    /// On the workspace's days.
    Workspace,
    /// On these, as typed.
    Own(Vec<String>),
}

/// What becomes of the reminders of each key.
pub(crate) enum Reminding<'a> {
    Set {
        personnel: Option<&'a Personnel>,
        days: Option<ReminderDays>,
    },
    Replace {
        from: PartyId,
        to: PartyId,
    },
}

impl<'a> Reminding<'a> {
    /// What a verb does to reminders, where it does, and what is wrong with it.
    pub(super) fn of(known: &impl Known, verb: &'a KeyVerb) -> Stored<(Option<Self>, Vec<Invalid>)> {
        let mut invalid = Vec::new();
        let reminding = match verb {
            KeyVerb::Renew { .. } | KeyVerb::Turn(_) => None,
            KeyVerb::Remind(ChangeReminders { personnel, days }) => {
                if let Some(personnel) = personnel {
                    // Whoever has left is named by no key anew: on those that name them, they can be replaced.
                    invalid.extend(check_personnel(known, personnel, None)?);
                }
                let days = match days {
                    ChangeDays::Keep => None,
                    ChangeDays::Workspace => Some(ReminderDays::default()),
                    ChangeDays::Own(typed) => Some(check_days(Some(typed)).unwrap_or_else(|wrong| {
                        invalid.extend(wrong);
                        ReminderDays::default()
                    })),
                };
                let personnel = personnel.as_ref();
                Some(Self::Set { personnel, days })
            }
            KeyVerb::ReplacePerson { from, to } => {
                let instead = [*to].into_iter().collect();
                invalid.extend(check_personnel(known, &instead, None)?);
                Some(Self::Replace { from: *from, to: *to })
            }
        };
        Ok((reminding, invalid))
    }

    /// Whether a policy lets such reminders change.
    fn by_policy(&self, policy: &Policy) -> Result<(), LifeRefusal> {
        let (personnel, days) = match self {
            Self::Set { personnel, days } => (personnel.is_some(), days.is_some()),
            Self::Replace { .. } => (true, false),
        };
        let may = |changes: bool, field| !changes || policy.editable.contains(&field);
        if policy.is_on && may(personnel, KeyField::Personnel) && may(days, KeyField::ReminderDays) {
            Ok(())
        } else {
            Err(LifeRefusal::NotByPolicy)
        }
    }

    /// The key with those reminders.
    pub(crate) fn apply(&self, key: &Key, policy: &Policy, now: Instant) -> Result<Key, ChangeRefusal> {
        self.by_policy(policy)?;
        let before = &key.description.reminders;
        let after = match self {
            Self::Set { personnel, days } => Reminders {
                personnel: personnel.unwrap_or(&before.personnel).clone(),
                days: days.as_ref().unwrap_or(&before.days).clone(),
            },
            Self::Replace { from, to } => Reminders {
                personnel: before
                    .personnel
                    .replaced(*from, *to)
                    .ok_or(ChangeRefusal::RemindsThemNot)?,
                days: before.days.clone(),
            },
        };
        let unchanged = after == *before;
        let description = KeyDescription {
            reminders: after,
            ..key.description.clone()
        };
        // That it has ended comes first: nothing else is to be done about it.
        let changed = key.clone().edit(description, now)?;
        if unchanged {
            Err(ChangeRefusal::RemindsSo)
        } else {
            Ok(changed)
        }
    }
}
