//! What somebody was typing, kept in the vault so that a lock loses nothing. No change of the workspace, so no event.

use keytower_domain::actor::Action;

use crate::caller::Caller;
use crate::error::ReadError;
use crate::store::{Store, StoreError};

/// A larger draft is not kept.
pub const MAXIMUM_DRAFT_BYTES: usize = 64 * 1024;

/// Keeps a draft, or forgets it; one that is too large is forgotten.
///
/// # Errors
/// [`ReadError`].
pub fn keep_draft<S: Store>(store: &S, caller: &Caller<'_>, draft: Option<&str>) -> Result<(), ReadError> {
    caller.may(Action::ChangeOwnKeys)?;
    let draft = draft.filter(|draft| draft.len() <= MAXIMUM_DRAFT_BYTES);
    store
        .write(|tx| tx.keep_draft(draft))
        .map_err(|error: StoreError| error.into())
}

/// The draft that was kept.
///
/// # Errors
/// [`ReadError`].
pub fn draft<S: Store>(store: &S, caller: &Caller<'_>) -> Result<Option<String>, ReadError> {
    caller.may(Action::ChangeOwnKeys)?;
    store
        .read(|tx| tx.draft())
        .map_err(|error: StoreError| error.into())
}
