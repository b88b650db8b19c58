//! The workspace at a glance.

use keytower_app::domain::id::KeyId;
use keytower_app::{
    Calendar as AppCalendar, Expiring as AppExpiring, Inventory, Overview as AppOverview,
    Trouble as AppTrouble,
};

use super::count;
use crate::{Broken, Calendar, Expiring, ExpiringKey, KeyRef, Overview, Trouble};

impl Overview {
    /// What an inventory tells at a glance, with the names of what it tells.
    #[must_use]
    pub fn of(overview: &AppOverview, inventory: &Inventory) -> Self {
        let AppOverview { broken, calendar, .. } = overview;
        let names = Names(inventory);
        let troubles = broken.first.iter().filter_map(|trouble| names.trouble(trouble));
        let expiring = overview.expiring_first.iter();
        Self {
            now: overview.now,
            live_keys: count(overview.live),
            stopped_keys: count(overview.stopped),
            owners: count(overview.owners),
            broken: Broken {
                expired: count(broken.expired),
                not_handed_out: count(broken.not_handed_out),
                owners_stopped: count(broken.owners_stopped),
                first: troubles.collect(),
            },
            expiring: Expiring {
                total: count(overview.expiring),
                first: expiring.filter_map(|expiring| names.expiring(expiring)).collect(),
            },
            calendar: calendar.into(),
        }
    }
}

/// The names of what is told.
struct Names<'a>(&'a Inventory);

impl Names<'_> {
    fn trouble(&self, trouble: &AppTrouble) -> Option<Trouble> {
        Some(match trouble {
            AppTrouble::Expired {
                key,
                at,
                renewable_until,
                replaced_by,
            } => Trouble::Expired {
                key: self.key(*key)?,
                expired_at: *at,
                renewable_until: *renewable_until,
                replaced_by: replaced_by.and_then(|id| self.key(id)),
            },
            AppTrouble::NotHandedOut { key: id } => {
                let key = self.0.key(*id)?;
                Trouble::NotHandedOut {
                    key: self.key(*id)?,
                    generated_at: key.generated_at,
                    generated_by: key.generated_by.to_string(),
                }
            }
            AppTrouble::OwnerStopped { owner, since, keys } => Trouble::OwnerStopped {
                owner_id: owner.to_string(),
                owner: self.0.owner(*owner)?.name().to_owned(),
                stopped_at: *since,
                keys: count(*keys),
            },
        })
    }

    fn expiring(&self, expiring: &AppExpiring) -> Option<ExpiringKey> {
        Some(ExpiringKey {
            key: self.key(expiring.key)?,
            expires_at: expiring.at,
            renewed_until: expiring.renewed,
            replaced_by: expiring.replaced_by.and_then(|id| self.key(id)),
        })
    }

    fn key(&self, id: KeyId) -> Option<KeyRef> {
        let key = self.0.key(id)?;
        Some(KeyRef {
            key_id: id.to_string(),
            name: key.description.name.clone(),
            owner: self.0.owner(key.owner)?.name().to_owned(),
        })
    }
}

impl From<&AppCalendar> for Calendar {
    fn from(calendar: &AppCalendar) -> Self {
        Self {
            from: calendar.from,
            days: calendar.days.iter().copied().map(count).collect(),
            soon_until: calendar.soon_until,
            later: count(calendar.later),
            never: count(calendar.never),
            many: count(calendar.many),
        }
    }
}
