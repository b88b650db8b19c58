//! The two digests at the end of a backup, made while it passes by.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};

use super::super::keys::Key;

/// What has passed by so far. The authentication needs the vault's key, the checksum none.
pub(super) struct Seal {
    checksum: Sha256,
    authentication: Option<Hmac<Sha256>>,
}

impl Seal {
    pub(super) fn new(key: Option<&Key>) -> Self {
        let authentication =
            key.map(|key| Hmac::new_from_slice(key.bytes()).expect("HMAC takes keys of any length"));
        Self {
            checksum: Sha256::new(),
            authentication,
        }
    }

    pub(super) fn pass(&mut self, bytes: &[u8]) {
        self.checksum.update(bytes);
        if let Some(authentication) = &mut self.authentication {
            authentication.update(bytes);
        }
    }

    /// What stands at the end: the authentication, and the checksum that covers it too. Without a key the
    /// authentication can't be made.
    pub(super) fn close(mut self) -> Option<[[u8; 32]; 2]> {
        let authentication: [u8; 32] = self.authentication?.finalize().into_bytes().into();
        self.checksum.update(authentication);
        Some([authentication, self.checksum.finalize().into()])
    }

    /// Compares with what stands at the end: whether the checksum is right, and whether the authentication is, as far
    /// as there is a key.
    pub(super) fn compare(mut self, [authentication, checksum]: &[[u8; 32]; 2]) -> (bool, bool) {
        self.checksum.update(authentication);
        let is_whole = <[u8; 32]>::from(self.checksum.finalize()) == *checksum;
        let is_ours = self
            .authentication
            .is_none_or(|made| made.verify_slice(authentication).is_ok());
        (is_whole, is_ours)
    }
}
