//! Stopping all keys of a service account, and letting them work again.

use keytower_domain::account::{AccountRefusal, ServiceAccount};
use keytower_domain::actor::Action;
use keytower_domain::event::{EventKind, Subject};
use keytower_domain::id::ServiceAccountId;
use keytower_domain::time::Instant;

use crate::caller::Caller;
use crate::error::AccountStateError;
use crate::record::{Changes, record};
use crate::store::Store;

/// Disables a service account: all its keys stop now; can be undone.
///
/// # Errors
/// [`AccountStateError`].
pub fn disable_account<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    id: ServiceAccountId,
) -> Result<ServiceAccount, AccountStateError> {
    change(
        store,
        caller,
        id,
        EventKind::AccountDisabled,
        ServiceAccount::disable,
    )
}

/// Enables a service account: its keys work again, each as far as it would.
///
/// # Errors
/// [`AccountStateError`].
pub fn enable_account<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    id: ServiceAccountId,
) -> Result<ServiceAccount, AccountStateError> {
    change(store, caller, id, EventKind::AccountEnabled, |account, _| {
        account.enable()
    })
}

fn change<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    id: ServiceAccountId,
    kind: EventKind,
    turn: impl Fn(ServiceAccount, Instant) -> Result<ServiceAccount, AccountRefusal>,
) -> Result<ServiceAccount, AccountStateError> {
    caller.may(Action::ChangeAccounts)?;
    store.write(|tx| {
        let before = tx.account(id)?.ok_or(AccountStateError::NotFound)?;
        let now = caller.now(tx)?;
        let after = turn(before.clone(), now)?;
        tx.update_account(before.digest(), &after)?;
        let changes = Changes::default().instant("disabled_at", before.disabled_at, after.disabled_at);
        record(
            tx,
            caller,
            now,
            kind,
            Subject::Account(id),
            changes,
            after.digest(),
        )?;
        Ok(after)
    })
}
