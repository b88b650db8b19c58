//! Another name, zone or expiry time for the workspace.

use chrono::NaiveTime;
use keytower_domain::actor::Action;
use keytower_domain::event::{EventKind, Subject};
use keytower_domain::workspace::Workspace;

use crate::caller::Caller;
use crate::create_workspace::zone;
use crate::error::DescribeError;
use crate::invalid::{AtField as _, Reason};
use crate::record::{Changes, record};
use crate::store::{ReadTx, Store, StoreError};

/// What becomes of the workspace.
pub struct EditWorkspace<'a> {
    /// Its name.
    pub name: &'a str,
    /// IANA name of its zone.
    pub time_zone: &'a str,
    /// `HH:MM`, for keys that are generated or renewed from now on.
    pub expiry_time: &'a str,
}

/// Edits the workspace. Keys that have an end keep it.
///
/// # Errors
/// [`DescribeError`].
pub fn edit_workspace<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    request: &EditWorkspace<'_>,
) -> Result<Workspace, DescribeError> {
    caller.may(Action::ChangeWorkspace)?;
    let name = Workspace::name(request.name).at("name")?;
    let zone = zone(request.time_zone).at("time_zone")?;
    let expiry_time = NaiveTime::parse_from_str(request.expiry_time.trim(), "%H:%M")
        .map_err(|_| Reason::Time)
        .at("expiry_time")?;
    store.write(|tx| {
        let before = workspace(tx)?;
        let after = Workspace {
            name: name.clone(),
            zone,
            expiry_time,
            ..before.clone()
        };
        let changes = Changes::default()
            .field("name", &before.name, &after.name)
            .field("time_zone", before.zone, after.zone)
            .field(
                "expiry_time",
                before.expiry_time.format("%H:%M"),
                after.expiry_time.format("%H:%M"),
            );
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

/// The workspace of a store that holds one.
pub(crate) fn workspace(tx: &(impl ReadTx + ?Sized)) -> Result<Workspace, StoreError> {
    tx.workspace()?
        .ok_or_else(|| StoreError::Damaged("no workspace".to_owned()))
}
