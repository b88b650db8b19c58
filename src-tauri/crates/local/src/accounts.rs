//! Service accounts.

use keytower_app::domain::access::Grants;
use keytower_app::domain::account::ServiceAccount;
use keytower_app::domain::actor::Action;
use keytower_app::domain::id::ServiceAccountId;
use keytower_app::{
    Inventory, Store, Tally, create_account, disable_account, edit_account, enable_account, read_account,
};
use keytower_contract::{AccountDetail, AccountFields, AccountView, Answer};

use crate::Desk;

impl<S: Store> Desk<S> {
    pub(crate) fn list_accounts(&self) -> Answer<Vec<AccountView>> {
        self.acting().caller().may(Action::Read)?;
        let mut inventory = self.inventory()?;
        let (inventory, tally) = self.counted(&mut inventory);
        let mut accounts: Vec<&ServiceAccount> = inventory.accounts().collect();
        accounts.sort_by_cached_key(|account| account.name.folded());
        let view = |account: &ServiceAccount| {
            AccountView::of(account, resources(inventory, account), key_counts(tally, account))
        };
        Ok(accounts.into_iter().map(view).collect())
    }

    pub(crate) fn account(&self, id: ServiceAccountId) -> Answer<AccountDetail> {
        let dossier = read_account(&self.store, &self.acting().caller(), id)?;
        let mut inventory = self.inventory()?;
        let keys = key_counts(self.counted(&mut inventory).1, &dossier.account);
        Ok(AccountDetail::of(&dossier, keys))
    }

    pub(crate) fn create_account(&self, fields: &AccountFields) -> Answer<AccountView> {
        let account = create_account(&self.store, &self.acting().caller(), &fields.described())?;
        self.account_view(&account)
    }

    pub(crate) fn edit_account(&self, id: ServiceAccountId, fields: &AccountFields) -> Answer<AccountView> {
        let account = edit_account(&self.store, &self.acting().caller(), id, &fields.described())?;
        self.account_view(&account)
    }

    pub(crate) fn disable_account(&self, id: ServiceAccountId) -> Answer<AccountView> {
        let account = disable_account(&self.store, &self.acting().caller(), id)?;
        self.account_view(&account)
    }

    pub(crate) fn enable_account(&self, id: ServiceAccountId) -> Answer<AccountView> {
        let account = enable_account(&self.store, &self.acting().caller(), id)?;
        self.account_view(&account)
    }

    fn account_view(&self, account: &ServiceAccount) -> Answer<AccountView> {
        let mut inventory = self.inventory()?;
        let (inventory, tally) = self.counted(&mut inventory);
        Ok(AccountView::of(
            account,
            resources(inventory, account),
            key_counts(tally, account),
        ))
    }
}

/// How many resources an account has access to.
fn resources(inventory: &Inventory, account: &ServiceAccount) -> usize {
    inventory.access(account.id.into()).map_or(0, Grants::len)
}

/// How many keys of an account work now, and how many are listed.
pub(crate) fn key_counts(tally: &Tally, account: &ServiceAccount) -> (usize, usize) {
    let keys = tally.of_owner(account.id.into());
    let live = if account.is_disabled() { 0 } else { keys.active };
    (live, keys.all)
}
