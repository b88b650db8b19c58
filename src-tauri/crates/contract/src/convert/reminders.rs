//! Reminders, and days on which many keys end.

use keytower_app::domain::party::PartyId;
use keytower_app::{ChooseReminders, Cliff as AppCliff, KeyDossier, Reminded};

use super::{count, ids};
use crate::{Cliff, PartyKind, Problem, RemindedView, Reminders, RemindersView};

impl TryFrom<&Reminders> for ChooseReminders {
    type Error = Problem;

    fn try_from(reminders: &Reminders) -> Result<Self, Problem> {
        Ok(Self {
            personnel: ids(&reminders.personnel).map_err(|problem| problem.at("personnel"))?,
            days: reminders.days.clone(),
        })
    }
}

impl From<AppCliff> for Cliff {
    fn from(cliff: AppCliff) -> Self {
        Self {
            keys: count(cliff.keys),
            instead: cliff.instead,
        }
    }
}

impl From<&Reminded> for RemindedView {
    fn from(reminded: &Reminded) -> Self {
        Self {
            party_id: reminded.id.to_string(),
            kind: match reminded.id {
                PartyId::Account(_) => PartyKind::Account,
                PartyId::Person(_) => PartyKind::Person,
            },
            name: reminded.name.clone(),
            email: reminded.email.clone(),
            left: reminded.left,
        }
    }
}

impl From<&KeyDossier> for RemindersView {
    fn from(dossier: &KeyDossier) -> Self {
        let days = &dossier.key.description.reminders.days;
        let usual = dossier.workspace.reminder_days();
        let in_force = days.or(&usual);
        Self {
            personnel: dossier.personnel.iter().map(RemindedView::from).collect(),
            own_days: days.own().is_some(),
            days: in_force.iter().map(|days| u32::from(*days)).collect(),
        }
    }
}
