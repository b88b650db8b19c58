//! Bringing a fleet in from a file: read, compare, show, and only then write.

mod field;
mod plan;
mod table;

pub use field::Field;
pub use plan::{Outcome, Plan, PlannedRow, RowRefusal};
pub use table::{Column, FileProblem, MAXIMUM_BYTES, MAXIMUM_ROWS, Table};

use keytower_domain::actor::{Action, Forbidden};

use crate::add_aircraft::insert;
use crate::caller::Caller;
use crate::edit_aircraft::update;
use crate::store::{Store, StoreError};

/// Why a file isn't imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The actor's role doesn't allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The file as a whole.
    #[error(transparent)]
    File(#[from] FileProblem),
    /// The fleet changed since it was compared.
    #[error("the fleet changed since the preview")]
    Stale,
    /// The store's.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Reads a file and compares it with the fleet. Nothing is written.
///
/// # Errors
/// [`ImportError`].
pub fn preview_import<S: Store>(store: &S, caller: &Caller<'_>, content: &[u8]) -> Result<Plan, ImportError> {
    caller.may(Action::ChangeFleet)?;
    let table = Table::read(content)?;
    store.read(|tx| Ok(Plan::of(table, &tx.fleet()?)))
}

/// Writes what a plan says, all of it or nothing, with an event for each aircraft.
///
/// # Errors
/// [`ImportError`]; `Stale` when it would not do what was shown.
pub fn confirm_import<S: Store>(store: &S, caller: &Caller<'_>, plan: &Plan) -> Result<(), ImportError> {
    caller.may(Action::ChangeFleet)?;
    store.write(|tx| {
        if !plan.still_holds(&tx.fleet()?) {
            return Err(ImportError::Stale);
        }
        let now = caller.now(tx)?;
        for row in &plan.rows {
            match &row.outcome {
                Outcome::Added(description) => {
                    insert(tx, caller, now, description.clone())?;
                }
                Outcome::Changed {
                    aircraft,
                    description,
                } => {
                    update(tx, caller, now, aircraft.clone(), description.clone())?;
                }
                Outcome::Unchanged | Outcome::Refused(_) => {}
            }
        }
        Ok(())
    })
}
