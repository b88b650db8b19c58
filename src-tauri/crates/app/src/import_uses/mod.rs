//! Bringing in from a file when keys were last used: read, compare, show, and only then write.

mod plan;
mod table;
mod time;

pub use plan::{PlannedUse, UseOutcome, UseRefusal, UsesPlan};
pub use table::{MAXIMUM_USES, MAXIMUM_USES_BYTES, UseColumn, UseField, UsesProblem};

use keytower_domain::actor::{Action, Forbidden};
use keytower_domain::event::{EventKind, Subject};
use keytower_domain::time::Instant;

use self::plan::Known;
use self::table::UsesTable;
use crate::caller::Caller;
use crate::edit_workspace::workspace;
use crate::record::{Changes, record};
use crate::store::{ReadTx, Store, StoreError};

/// Why a file isn't imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportUsesError {
    /// The actor's role doesn't allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The file as a whole.
    #[error(transparent)]
    File(#[from] UsesProblem),
    /// Keys, or what is known of their use, changed since it was compared.
    #[error("the keys changed since the preview")]
    Stale,
    /// The store's.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Reads a file and compares it with the keys. Nothing is written.
///
/// # Errors
/// [`ImportUsesError`].
pub fn preview_uses_import<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    content: &[u8],
) -> Result<UsesPlan, ImportUsesError> {
    caller.may(Action::ChangeKeys)?;
    let table = UsesTable::read(content)?;
    store.read(|tx| {
        let known = known(tx, caller.now(tx)?)?;
        Ok(UsesPlan::of(table, &known))
    })
}

/// Writes what a plan says, all of it or nothing, with one event for the workspace; none where it says nothing new.
///
/// # Errors
/// [`ImportUsesError`]; `Stale` when it would not do what was shown.
pub fn confirm_uses_import<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    plan: &UsesPlan,
) -> Result<(), ImportUsesError> {
    caller.may(Action::ChangeKeys)?;
    store.write(|tx| {
        let known = known(tx, plan.judged_at)?;
        if !plan.still_holds(&known) {
            return Err(ImportUsesError::Stale);
        }
        let taken: Vec<_> = plan.taken().collect();
        let Some(as_of) = plan.as_of.filter(|_| !taken.is_empty()) else {
            return Ok(());
        };
        tx.report_uses(as_of, &taken)?;
        let (workspace, now) = (workspace(tx)?, caller.now(tx)?);
        let count =
            |wanted: fn(&UseOutcome) -> bool| plan.rows.iter().filter(|row| wanted(&row.outcome)).count();
        let changes = Changes::default()
            .instant("as_of", known.uses.as_of(), Some(as_of))
            .set("taken", taken.len())
            .set("unchanged", count(UseOutcome::is_unchanged))
            .set(
                "refused",
                count(|outcome| matches!(outcome, UseOutcome::Refused(_))),
            );
        let row = workspace.digest_with(&tx.secrets()?.pepper);
        let subject = Subject::Workspace(workspace.account_id);
        record(tx, caller, now, EventKind::UsesImported, subject, changes, row)?;
        Ok(())
    })
}

fn known(tx: &(impl ReadTx + ?Sized), now: Instant) -> Result<Known, StoreError> {
    let keys = tx.keys()?.into_iter();
    let mut deleted = Vec::new();
    for id in tx.deleted_keys()? {
        deleted.extend(tx.deleted_at(id)?.map(|at| (id, at)));
    }
    Ok(Known {
        zone: workspace(tx)?.zone,
        now,
        generated: keys.map(|key| (key.id, key.generated_at)).collect(),
        deleted: deleted.into_iter().collect(),
        uses: tx.uses()?,
    })
}
