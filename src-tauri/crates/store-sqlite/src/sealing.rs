//! What seals keys that can be shown again, shared between a vault, which has it, and the stores on its database.

use std::sync::{Arc, PoisonError, RwLock};

use keytower_domain::key_box::SealingKey;

/// The sealing key of now, if there is one. Clones are of the same: what a vault learns, its stores know.
#[derive(Clone, Debug, Default)]
pub struct Sealing(Arc<RwLock<Option<SealingKey>>>);

impl Sealing {
    /// By a key.
    #[must_use]
    pub fn by(key: SealingKey) -> Self {
        Self(Arc::new(RwLock::new(Some(key))))
    }

    /// The key.
    #[must_use]
    pub fn key(&self) -> Option<SealingKey> {
        // A panic can't leave it half-written: it is replaced whole.
        *self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn set(&self, key: Option<SealingKey>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = key;
    }
}
