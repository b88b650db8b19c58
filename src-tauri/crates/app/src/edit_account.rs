//! Another name, organisation or contact for a service account.

use keytower_domain::account::ServiceAccount;
use keytower_domain::actor::Action;
use keytower_domain::event::{EventKind, Subject};
use keytower_domain::id::ServiceAccountId;

use crate::caller::Caller;
use crate::create_account::{DescribeAccount, check_name};
use crate::edit_workspace::workspace;
use crate::error::DescribeError;
use crate::invalid::Reason;
use crate::record::{Changes, record};
use crate::store::Store;

/// Edits a service account.
///
/// # Errors
/// [`DescribeError`].
pub fn edit_account<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    id: ServiceAccountId,
    request: &DescribeAccount<'_>,
) -> Result<ServiceAccount, DescribeError> {
    caller.may(Action::ChangeAccounts)?;
    let described = request.check()?;
    store.write(|tx| {
        let before = tx.account(id)?.ok_or(DescribeError::NotFound)?;
        if tx
            .account_named(&described.name.folded())?
            .is_some_and(|other| other.id != id)
        {
            return Err(Reason::NameTaken.at("name").into());
        }
        if described.name != before.name {
            check_name(&workspace(tx)?.policy, &described.name)?;
        }
        let after = ServiceAccount {
            name: described.name.clone(),
            organisation: described.organisation.clone(),
            contact: described.contact.clone(),
            ..before.clone()
        };
        let changes = Changes::default()
            .field("name", before.name.as_str(), after.name.as_str())
            .field("organisation", &before.organisation, &after.organisation)
            .field("email", before.contact.as_str(), after.contact.as_str());
        if changes.is_empty() {
            return Ok(before);
        }
        tx.update_account(before.digest(), &after)?;
        let (now, subject) = (caller.now(tx)?, Subject::Account(id));
        record(
            tx,
            caller,
            now,
            EventKind::AccountEdited,
            subject,
            changes,
            after.digest(),
        )?;
        Ok(after)
    })
}
