//! The key that is shown once, and the ways in which it leaves.

use serde::{Deserialize, Serialize};
use specta::Type;
use zeroize::Zeroize as _;

use crate::KeyView;

/// A key just generated, rotated, or shown again. The only answer that carries a key's text.
#[derive(Serialize, Type)]
pub struct GeneratedKey {
    /// The whole key, 70 characters.
    pub key_text: String,
    /// The workspace's account id.
    pub account_id: String,
    /// The key.
    pub key: KeyView,
}

impl Drop for GeneratedKey {
    fn drop(&mut self) {
        self.key_text.zeroize();
    }
}

/// What to put into the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum CopyWhat {
    /// The key.
    Key,
    /// The account id, which displaces the key.
    AccountId,
    /// Both, a line each.
    KeyAndAccountId,
}

/// What copying did.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Copied {
    /// Seconds until the clipboard is emptied, if it still holds what was copied; `None` where it isn't a secret.
    pub empties_in_seconds: Option<u32>,
}

/// Where a key was saved.
#[derive(Clone, Debug, Serialize, Type)]
pub struct SavedFile {
    /// The file's path.
    pub path: String,
}
