//! Service accounts.

use std::collections::HashMap;

use keytower_app::domain::account::ServiceAccount;
use keytower_app::domain::actor::Action;
use keytower_app::domain::id::ServiceAccountId;
use keytower_app::domain::key::{Key, Life};
use keytower_app::domain::time::Instant;
use keytower_app::{Store, read_account};
use keytower_contract::{AccountDetail, AccountView, Answer};

use crate::Desk;

impl<S: Store> Desk<S> {
    pub(crate) fn list_accounts(&self) -> Answer<Vec<AccountView>> {
        self.caller().may(Action::Read)?;
        let now = self.now()?;
        let inventory = self.inventory()?;
        let mut counts: HashMap<ServiceAccountId, (usize, usize)> = HashMap::new();
        for entry in inventory.entries() {
            let (live, all) = counts.entry(entry.key.owner).or_default();
            *live += usize::from(works(&entry.key, inventory.owner(entry.key.owner), now));
            *all += 1;
        }
        let mut accounts: Vec<&ServiceAccount> = inventory.owners().collect();
        accounts.sort_by_cached_key(|account| account.name.folded());
        let view = |account: &ServiceAccount| {
            let (live, all) = counts.get(&account.id).copied().unwrap_or_default();
            AccountView::of(account, live, all)
        };
        Ok(accounts.into_iter().map(view).collect())
    }

    pub(crate) fn account(&self, id: ServiceAccountId) -> Answer<AccountDetail> {
        let dossier = read_account(&self.store, &self.caller(), id)?;
        let (live, all) = self.key_counts(&dossier.account)?;
        Ok(AccountDetail::of(&dossier, live, all))
    }

    pub(crate) fn account_view(&self, account: &ServiceAccount) -> Answer<AccountView> {
        let (live, all) = self.key_counts(account)?;
        Ok(AccountView::of(account, live, all))
    }

    fn key_counts(&self, account: &ServiceAccount) -> Answer<(usize, usize)> {
        let now = self.now()?;
        let keys = self.store.read(|tx| tx.keys_of(account.id))?;
        Ok((
            keys.iter().filter(|key| works(key, Some(account), now)).count(),
            keys.len(),
        ))
    }
}

/// Whether a key works now.
pub(crate) fn works(key: &Key, owner: Option<&ServiceAccount>, now: Instant) -> bool {
    key.life_at(now) == Life::Active && owner.is_some_and(|owner| !owner.is_disabled())
}
