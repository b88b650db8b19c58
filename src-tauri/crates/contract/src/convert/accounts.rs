//! Service accounts.

use keytower_app::domain::account::ServiceAccount;
use keytower_app::{AccountDossier, DescribeAccount};

use super::count;
use crate::{AccountDetail, AccountFields, AccountView, EventRow};

impl AccountFields {
    /// As the use cases take it.
    #[must_use]
    pub fn described(&self) -> DescribeAccount<'_> {
        DescribeAccount {
            name: &self.name,
            organisation: &self.organisation,
            email: &self.email,
        }
    }
}

impl AccountView {
    /// An account with the number of its resources, of its keys that work now, and of all of them.
    #[must_use]
    pub fn of(account: &ServiceAccount, resources: usize, (live_keys, keys): (usize, usize)) -> Self {
        Self {
            account_id: account.id.to_string(),
            name: account.name.as_str().to_owned(),
            organisation: account.organisation.clone(),
            email: account.contact.as_str().to_owned(),
            disabled: account.is_disabled(),
            created_at: account.created_at,
            live_keys: count(live_keys),
            keys: count(keys),
            resources: count(resources),
        }
    }
}

impl AccountDetail {
    /// An account with what it has.
    #[must_use]
    pub fn of(dossier: &AccountDossier, keys: (usize, usize)) -> Self {
        let account = &dossier.account;
        Self {
            account: AccountView::of(account, dossier.access.resources.len(), keys),
            holds: (&dossier.access).into(),
            events: EventRow::all_of(&dossier.events, account.name.as_str()),
        }
    }
}
