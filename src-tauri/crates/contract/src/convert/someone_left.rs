//! Somebody left.

use keytower_app::domain::id::{KeyId, ServiceAccountId};
use keytower_app::domain::time::Instant;
use keytower_app::{Handover, Inventory, SomeoneLeft as AppSomeoneLeft};

use super::{count, id};
use crate::{NamedAccount, NamedAccounts, NamedKey, NamedKeys, Problem, SomeoneLeft, SomeoneLeftPreview};

/// Of each kind so many are named.
const NAMED: usize = 50;

impl TryFrom<&SomeoneLeft> for AppSomeoneLeft {
    type Error = Problem;

    fn try_from(request: &SomeoneLeft) -> Result<Self, Problem> {
        Ok(Self {
            who: id(&request.person_id)?,
            instead: request
                .instead_id
                .as_deref()
                .map(id)
                .transpose()
                .map_err(|problem| problem.at("instead_id"))?,
            leaves: request.leaves,
        })
    }
}

impl SomeoneLeftPreview {
    /// What was found, under an id of its own.
    #[must_use]
    pub fn of(handover_id: String, handover: &Handover, inventory: &Inventory, now: Instant) -> Self {
        let keys = |ids: &[KeyId]| NamedKeys::of(ids, inventory, now);
        Self {
            handover_id,
            accounts: NamedAccounts::of(&handover.accounts, inventory),
            accounts_stay: handover.accounts_stay,
            reminding: keys(&handover.reminding),
            staying: count(handover.staying.len()),
            approved: keys(&handover.approved),
            held: keys(&handover.held),
            last_administrator: handover.last_administrator,
            problems: handover.invalid.iter().cloned().map(Problem::from).collect(),
        }
    }
}

impl NamedAccounts {
    fn of(ids: &[ServiceAccountId], inventory: &Inventory) -> Self {
        let named = ids.iter().filter_map(|id| inventory.account(*id)).take(NAMED);
        Self {
            total: count(ids.len()),
            first: named
                .map(|account| NamedAccount {
                    account_id: account.id.to_string(),
                    name: account.name.as_str().to_owned(),
                })
                .collect(),
        }
    }
}

impl NamedKeys {
    fn of(ids: &[KeyId], inventory: &Inventory, now: Instant) -> Self {
        let named = ids.iter().filter_map(|id| inventory.key(*id)).take(NAMED);
        let owner = |id| inventory.owner(id).map(|owner| owner.name().to_owned());
        Self {
            total: count(ids.len()),
            first: named
                .map(|key| NamedKey {
                    key_id: key.id.to_string(),
                    name: key.description.name.clone(),
                    owner: owner(key.owner).unwrap_or_default(),
                    state: inventory.state(key, now).into(),
                })
                .collect(),
        }
    }
}
