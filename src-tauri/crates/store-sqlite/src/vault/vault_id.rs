//! What tells one vault from another, whatever its folder is called.

use std::fmt;

use keytower_app::Entropy;
use serde::{Deserialize, Serialize};

use super::hex::Hex;

/// 16 random bytes, drawn when the vault is made and never changed. Not secret. Shown as 32
/// hexadecimal digits.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(transparent)]
pub struct VaultId(Hex<16>);

impl VaultId {
    pub(super) fn generate(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; 16];
        entropy.fill(&mut bytes);
        Self(Hex(bytes))
    }

    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 16] {
        &self.0.0
    }
}

impl fmt::Display for VaultId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}
