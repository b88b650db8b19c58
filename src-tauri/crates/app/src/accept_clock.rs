//! Judging states by the computer's clock again, after it was set back.

use keytower_domain::actor::Action;
use keytower_domain::event::{EventKind, Subject};

use crate::caller::Caller;
use crate::edit_workspace::workspace;
use crate::error::ReadError;
use crate::record::{Changes, record};
use crate::store::Store;

/// Accepts the caller's clock: the event it leaves becomes the newest, so states are judged at its time from now on.
/// A clock that isn't behind is left alone.
///
/// # Errors
/// [`ReadError`].
pub fn accept_clock<S: Store>(store: &S, caller: &Caller<'_>) -> Result<(), ReadError> {
    caller.may(Action::ChangeWorkspace)?;
    store.write(|tx| {
        let (head, now) = (tx.head()?, caller.clock.now());
        if head.at <= now {
            return Ok(());
        }
        let workspace = workspace(tx)?;
        let changes = Changes::default().instant("clock", Some(head.at), Some(now));
        let subject = Subject::Workspace(workspace.account_id);
        let row = workspace.digest_with(&tx.secrets()?.pepper);
        record(tx, caller, now, EventKind::ClockAccepted, subject, changes, row)?;
        Ok(())
    })
}
