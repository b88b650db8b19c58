//! Many keys at once.

use std::collections::BTreeMap;

use keytower_app::domain::time::Instant;
use keytower_app::{
    ChangeDays as AppDays, ChangeRefusal, ChangeReminders, KeyChanges, KeySelection as AppSelection,
    KeyVerb as AppVerb, Selected as AppSelected, Turn,
};

use super::{count, id, ids};
use crate::{
    ChangeDays, Code, KeyChangesPreview, KeySelection, KeyVerb, Problem, RefusedKeys, RenewedEnds, Selected,
};

impl TryFrom<&KeySelection> for AppSelection {
    type Error = Problem;

    fn try_from(selection: &KeySelection) -> Result<Self, Problem> {
        Ok(Self {
            query: (&selection.query).try_into()?,
            selected: match &selection.selected {
                Selected::Only { key_ids } => AppSelected::Only(ids(key_ids)?),
                Selected::AllBut { key_ids } => AppSelected::AllBut(ids(key_ids)?),
            },
        })
    }
}

impl TryFrom<KeyVerb> for AppVerb {
    type Error = Problem;

    fn try_from(verb: KeyVerb) -> Result<Self, Problem> {
        let party = |text: &str| id(text).map_err(|problem: Problem| problem.at("personnel"));
        Ok(match verb {
            KeyVerb::Renew { spread } => Self::Renew { spread },
            KeyVerb::Disable => Self::Turn(Turn::Disable),
            KeyVerb::Enable => Self::Turn(Turn::Enable),
            KeyVerb::Expire => Self::Turn(Turn::Expire),
            KeyVerb::Revoke => Self::Turn(Turn::Revoke),
            KeyVerb::Remind { personnel, days } => Self::Remind(ChangeReminders {
                personnel: personnel
                    .map(|personnel| ids(&personnel))
                    .transpose()
                    .map_err(|problem| problem.at("personnel"))?,
                days: match days {
                    ChangeDays::Keep => AppDays::Keep,
                    ChangeDays::Workspace => AppDays::Workspace,
                    ChangeDays::Own { days } => AppDays::Own(days),
                },
            }),
            KeyVerb::ReplacePerson { from_id, to_id } => Self::ReplacePerson {
                from: party(&from_id)?,
                to: party(&to_id)?,
            },
        })
    }
}

impl From<ChangeRefusal> for Problem {
    fn from(refusal: ChangeRefusal) -> Self {
        match refusal {
            ChangeRefusal::Life(refusal) => refusal.into(),
            ChangeRefusal::RemindsSo => Self::new(Code::RemindsSo),
            ChangeRefusal::RemindsThemNot => Self::new(Code::RemindsThemNot),
        }
    }
}

impl KeyChangesPreview {
    /// What a plan says, under an id of its own.
    #[must_use]
    pub fn of(changes_id: String, changes: &KeyChanges) -> Self {
        let mut refused: Vec<RefusedKeys> = Vec::new();
        for (_, refusal) in &changes.refused {
            let code = Problem::from(*refusal).code;
            match refused.iter_mut().find(|group| group.code == code) {
                Some(group) => group.keys += 1,
                None => refused.push(RefusedKeys { code, keys: 1 }),
            }
        }
        // The reason that most of them have comes first.
        refused.sort_by_key(|group| std::cmp::Reverse(group.keys));
        Self {
            changes_id,
            changing: count(changes.changing.len()),
            refused,
            need_reason: count(changes.need_reason),
            ends: RenewedEnds::of(changes.changing.iter().filter_map(|change| change.end)),
        }
    }
}

impl RenewedEnds {
    /// Of so many ends; keys expire at one time of day, so that an end stands for its day.
    fn of(ends: impl Iterator<Item = Instant>) -> Option<Self> {
        let mut days: BTreeMap<Instant, u32> = BTreeMap::new();
        for end in ends {
            *days.entry(end).or_default() += 1;
        }
        Some(Self {
            first: *days.first_key_value()?.0,
            last: *days.last_key_value()?.0,
            most_on_a_day: days.into_values().max()?,
        })
    }
}
