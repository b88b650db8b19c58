//! Bringing a catalogue in from a document: read, compare, show, and only then write.

mod document;
mod list;
mod open_api;
mod plan;
mod problem;
mod read;
mod sheet;
#[cfg(test)]
mod tests;
mod told;

pub use open_api::{MAXIMUM_REFERENCES, ReferenceProblem};
pub use plan::{PlannedResource, ResourceOutcome, ResourcePlan};
pub use problem::{DocumentProblem, ResourceRefusal};
pub use read::{MAXIMUM_DOCUMENT_BYTES, MAXIMUM_RESOURCES};
pub use told::{Format, Listing, ResourceColumn, ResourceField, ToldResource};

use keytower_domain::actor::{Action, Forbidden};

use crate::add_resource::insert;
use crate::caller::Caller;
use crate::edit_resource::update;
use crate::store::{Store, StoreError};

/// Why a document isn't imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportResourcesError {
    /// The actor's role doesn't allow it.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// The document as a whole.
    #[error(transparent)]
    Document(#[from] DocumentProblem),
    /// The catalogue changed since it was compared.
    #[error("the catalogue changed since the preview")]
    Stale,
    /// The store's.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Reads a document and compares it with the catalogue. Nothing is written.
///
/// # Errors
/// [`ImportResourcesError`].
pub fn preview_resource_import<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    content: &[u8],
) -> Result<ResourcePlan, ImportResourcesError> {
    caller.may(Action::ChangeAccess)?;
    let listing = Listing::read(content)?;
    store.read(|tx| Ok(ResourcePlan::of(listing, &tx.resources()?)))
}

/// Writes what a plan says, all of it or nothing, with an event for each resource.
///
/// # Errors
/// [`ImportResourcesError`]; `Stale` when it would not do what was shown.
pub fn confirm_resource_import<S: Store>(
    store: &S,
    caller: &Caller<'_>,
    plan: &ResourcePlan,
) -> Result<(), ImportResourcesError> {
    caller.may(Action::ChangeAccess)?;
    store.write(|tx| {
        if !plan.still_holds(&tx.resources()?) {
            return Err(ImportResourcesError::Stale);
        }
        let now = caller.now(tx)?;
        // In any order: a code that a row tells is nobody's, or the same resource's.
        for row in &plan.rows {
            match &row.outcome {
                ResourceOutcome::Added(description) => {
                    insert(tx, caller, now, description.clone())?;
                }
                ResourceOutcome::Changed {
                    resource,
                    description,
                } => {
                    update(tx, caller, now, resource.clone(), description.clone())?;
                }
                ResourceOutcome::Unchanged(_) | ResourceOutcome::Refused(_) => {}
            }
        }
        Ok(())
    })
}
