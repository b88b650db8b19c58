//! Who asks the workspace whether a key is good.

use keytower_domain::actor::Action;
use keytower_domain::checked_by::{AddressProblem, CheckedBy, OtherSystem, WebAddress};
use keytower_domain::event::{EventKind, Subject};
use keytower_domain::workspace::Workspace;

use crate::caller::Caller;
use crate::edit_workspace::workspace;
use crate::error::DescribeError;
use crate::invalid::{AtField as _, Reason};
use crate::record::{Changes, record};
use crate::store::Store;

/// Who asks, as it is typed.
pub enum DescribeCheckedBy<'a> {
    /// Nobody yet.
    Nobody,
    /// Another system.
    AnotherSystem {
        /// What it is called.
        name: &'a str,
        /// Where its keys are managed.
        address: &'a str,
    },
}

impl DescribeCheckedBy<'_> {
    fn check(&self) -> Result<CheckedBy, DescribeError> {
        let (name, address) = match self {
            Self::Nobody => return Ok(CheckedBy::Nobody),
            Self::AnotherSystem { name, address } => (name, address),
        };
        let name = OtherSystem::name(name).at("name");
        let address = address.parse::<WebAddress>().map_err(Reason::from).at("address");
        match (name, address) {
            (Ok(name), Ok(address)) => Ok(CheckedBy::AnotherSystem(OtherSystem { name, address })),
            (name, address) => Err(DescribeError::Invalid(
                name.err().into_iter().chain(address.err()).collect(),
            )),
        }
    }
}

impl From<AddressProblem> for Reason {
    fn from(problem: AddressProblem) -> Self {
        match problem {
            AddressProblem::Text(problem) => Self::Text(problem),
            AddressProblem::NotAWebAddress => Self::WebAddress,
            AddressProblem::Credentials => Self::AddressCredentials,
        }
    }
}

/// Says who asks the workspace whether a key is good. Keys stay as they are.
///
/// # Errors
/// [`DescribeError`].
pub fn edit_checked_by<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    request: &DescribeCheckedBy<'_>,
) -> Result<Workspace, DescribeError> {
    caller.may(Action::ChangeWorkspace)?;
    let checked_by = request.check()?;
    store.write(|tx| {
        let before = workspace(tx)?;
        let after = Workspace {
            checked_by: checked_by.clone(),
            ..before.clone()
        };
        let changes = Changes::default().field("checked_by", &before.checked_by, &after.checked_by);
        if changes.is_empty() {
            return Ok(before);
        }
        tx.update_workspace(before.digest(), &after)?;
        let (now, subject) = (caller.now(tx)?, Subject::Workspace(after.account_id));
        let row = after.digest_with(&tx.secrets()?.pepper);
        record(tx, caller, now, EventKind::WorkspaceEdited, subject, changes, row)?;
        Ok(after)
    })
}
