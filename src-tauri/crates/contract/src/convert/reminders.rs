//! Reminders, and days on which many keys end.

use keytower_app::domain::due::{Delivery, End, Reminder as AppReminder};
use keytower_app::domain::key::Life;
use keytower_app::domain::party::PartyId;
use keytower_app::domain::time::Instant;
use keytower_app::{ChooseReminders, Cliff as AppCliff, Inventory, KeyDossier, Reminded};

use super::{count, id, ids};
use crate::{Cliff, DeliveredReminder, PartyKind, Problem, RemindedView, Reminder, Reminders, RemindersView};

impl TryFrom<&Reminder> for AppReminder {
    type Error = Problem;

    fn try_from(reminder: &Reminder) -> Result<Self, Problem> {
        Ok(Self {
            key: id(&reminder.key_id)?,
            expires_at: reminder.expires_at,
            days: reminder.days,
        })
    }
}

impl From<AppReminder> for Reminder {
    fn from(reminder: AppReminder) -> Self {
        Self {
            key_id: reminder.key.to_string(),
            expires_at: reminder.expires_at,
            days: reminder.days,
        }
    }
}

impl DeliveredReminder {
    /// A delivery, with what its key is now; nothing where the key is gone.
    #[must_use]
    pub fn of(delivery: &Delivery, inventory: &Inventory, now: Instant) -> Option<Self> {
        let Delivery { reminder, .. } = *delivery;
        let (key, workspace) = (inventory.key(reminder.key)?, inventory.workspace()?);
        let owner = inventory.owner(key.owner)?;
        let usual = workspace.reminder_days();
        let most_urgent = End::of(key, &usual).and_then(|end| end.most_urgent(workspace.zone, now));
        let renewed = key.expires_at != Some(reminder.expires_at);
        let stands = !renewed && key.life == Life::Active;
        Some(Self {
            reminder: reminder.into(),
            name: key.description.name.clone(),
            owner: owner.name().to_owned(),
            state: inventory.state(key, now).into(),
            stands,
            renewed,
            renewable: stands && key.renewable(workspace.policy.renewal(), now).is_ok(),
            current: most_urgent == Some(reminder) && !owner.is_stopped(),
            delivered_at: delivery.at,
            again_at: delivery.again_at.filter(|at| *at > now),
            seen: delivery.seen,
        })
    }
}

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
