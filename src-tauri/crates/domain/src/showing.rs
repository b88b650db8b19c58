//! Showing a key's text again.

use crate::key::Key;
use crate::key_box::{KeyBox, SealingKey};
use crate::policy::Retrieval;
use crate::workspace::Workspace;

/// Why a key's text can't be shown again, whatever its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShowRefusal {
    /// The workspace's policy shows keys once.
    #[error("the policy shows keys once")]
    NotAllowed,
    /// Nothing here seals keys: there is no master password, or it wasn't given since there is sealing.
    #[error("nothing here seals keys")]
    NothingSeals,
    /// It was generated, or last rotated, to be shown once; or a rotation was taken back, with which its box went.
    #[error("generated to be shown once")]
    GeneratedOnce,
    /// What opened its box is lost: the password was reset with a recovery code that didn't hold it.
    #[error("what opened its box is lost")]
    SealLost,
}

/// Whether a workspace's keys are sealed when they are generated, and can be shown again.
#[must_use]
pub fn is_revealable(workspace: &Workspace) -> bool {
    workspace.policy.retrieval == Retrieval::Revealable
}

impl Key {
    /// The box that its text is in, where it can be shown again.
    ///
    /// # Errors
    /// [`ShowRefusal`].
    pub fn shown_again(
        &self,
        workspace: &Workspace,
        sealing_key: Option<SealingKey>,
    ) -> Result<&KeyBox, ShowRefusal> {
        if !is_revealable(workspace) {
            return Err(ShowRefusal::NotAllowed);
        }
        match (&self.boxed, sealing_key) {
            (Some(closed), Some(sealing_key)) if closed.sealing_key() == sealing_key => Ok(closed),
            (Some(_), _) => Err(ShowRefusal::SealLost),
            (None, Some(_)) => Err(ShowRefusal::GeneratedOnce),
            (None, None) => Err(ShowRefusal::NothingSeals),
        }
    }
}
