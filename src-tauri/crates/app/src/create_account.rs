//! Creating a service account.

use keytower_domain::account::{AccountName, ContactEmail, ServiceAccount};
use keytower_domain::actor::Action;
use keytower_domain::event::{EventKind, Subject};
use keytower_domain::id::ServiceAccountId;
use keytower_domain::owner::OwnAccess;
use keytower_domain::policy::{AccountNames, Policy};

use crate::caller::Caller;
use crate::edit_workspace::workspace;
use crate::error::DescribeError;
use crate::invalid::{AtField as _, Invalid, Reason};
use crate::record::{Changes, record};
use crate::store::Store;

/// A service account as somebody describes it.
pub struct DescribeAccount<'a> {
    /// Its name.
    pub name: &'a str,
    /// Whom it belongs to.
    pub organisation: &'a str,
    /// Who answers for it.
    pub email: &'a str,
}

/// A checked description.
#[derive(Clone)]
pub(crate) struct AccountDescription {
    pub name: AccountName,
    pub organisation: String,
    pub contact: ContactEmail,
}

impl DescribeAccount<'_> {
    /// The description, or all that is wrong with it.
    pub(crate) fn check(&self) -> Result<AccountDescription, DescribeError> {
        let name = AccountName::parse(self.name).at("name");
        let organisation = ServiceAccount::organisation(self.organisation).at("organisation");
        let contact = ContactEmail::parse(self.email).map_err(|_| Reason::Email.at("email"));
        match (name, organisation, contact) {
            (Ok(name), Ok(organisation), Ok(contact)) => Ok(AccountDescription {
                name,
                organisation,
                contact,
            }),
            (name, organisation, contact) => {
                let invalid = [name.err(), organisation.err(), contact.err()];
                Err(DescribeError::Invalid(invalid.into_iter().flatten().collect()))
            }
        }
    }
}

/// Whether the policy has such names.
pub(crate) fn check_name(policy: &Policy, name: &AccountName) -> Result<(), Invalid> {
    let plain = name.as_str().chars().all(|c| c.is_ascii_alphanumeric());
    match policy.account_names {
        AccountNames::LettersAndDigits if !plain => Err(Reason::LettersAndDigits.at("name")),
        AccountNames::LettersAndDigits | AccountNames::Any => Ok(()),
    }
}

/// Creates a service account without access: it is granted what its keys are generated with.
///
/// # Errors
/// [`DescribeError`].
pub fn create_account<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    request: &DescribeAccount<'_>,
) -> Result<ServiceAccount, DescribeError> {
    caller.may(Action::ChangeAccounts)?;
    let AccountDescription {
        name,
        organisation,
        contact,
    } = request.check()?;
    store.write(|tx| {
        if tx.account_named(&name.folded())?.is_some() {
            return Err(Reason::NameTaken.at("name").into());
        }
        check_name(&workspace(tx)?.policy, &name)?;
        let now = caller.now(tx)?;
        let account = ServiceAccount {
            id: ServiceAccountId::new(&mut caller.fill()),
            name: name.clone(),
            organisation: organisation.clone(),
            contact: contact.clone(),
            own: OwnAccess::default(),
            created_at: now,
            disabled_at: None,
        };
        tx.insert_account(&account)?;
        let changes = Changes::default()
            .set("name", account.name.as_str())
            .field("organisation", "", &account.organisation)
            .set("email", account.contact.as_str());
        let subject = Subject::Account(account.id);
        record(
            tx,
            caller,
            now,
            EventKind::AccountCreated,
            subject,
            changes,
            account.digest(),
        )?;
        Ok(account)
    })
}
