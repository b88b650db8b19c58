//! The vault's keys, and what is derived from them (HKDF-SHA-256, RFC 5869).

use std::fmt;

use hkdf::Hkdf;
use keytower_app::Entropy;
use sha2::Sha256;
use zeroize::Zeroizing;

use super::{hex, vault_id::VaultId};

/// 32 secret bytes. On the heap, so that moving the key leaves no copy behind; wiped on drop.
pub(super) struct Key(Box<Zeroizing<[u8; 32]>>);

impl Key {
    /// A random key.
    pub(super) fn generate(entropy: &dyn Entropy) -> Self {
        Self::filled(|bytes| entropy.fill(bytes))
    }

    /// A key whose bytes `fill` writes in place.
    pub(super) fn filled(fill: impl FnOnce(&mut [u8; 32])) -> Self {
        let mut bytes = Box::new(Zeroizing::new([0; 32]));
        fill(&mut bytes);
        Self(bytes)
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Key(…)")
    }
}

/// The random key that everything in the vault hangs on; the header holds it wrapped.
#[derive(Debug)]
pub(super) struct DataKey(pub(super) Key);

impl DataKey {
    /// The same key, for what may outlive the vault it is of.
    pub(super) fn copied(&self) -> Self {
        Self(Key::filled(|bytes| bytes.copy_from_slice(self.0.bytes())))
    }

    /// The key that authenticates backups.
    pub(super) fn backup_key(&self, vault: VaultId) -> Key {
        derive(
            self.0.bytes(),
            vault.bytes(),
            b"keytower vault: backup authentication",
        )
    }

    /// The key that authenticates the header.
    pub(super) fn header_key(&self, vault: VaultId) -> Key {
        derive(
            self.0.bytes(),
            vault.bytes(),
            b"keytower vault: header authentication",
        )
    }

    /// The database's key as SQLCipher takes it: raw, so that it derives none of its own from it.
    /// Exactly 64 digits: fewer, and SQLCipher would silently take the text for a passphrase.
    pub(super) fn database_key(&self, vault: VaultId) -> Zeroizing<String> {
        let key = derive(self.0.bytes(), vault.bytes(), b"keytower vault: database");
        let mut literal = Zeroizing::new(String::with_capacity(67));
        literal.push_str("x'");
        hex::push(&mut literal, key.bytes());
        literal.push('\'');
        literal
    }
}

/// A key that wraps another.
#[derive(Debug)]
pub(super) struct WrappingKey(pub(super) Key);

impl WrappingKey {
    /// From a recovery code. Its random bits suffice without a slow derivation.
    pub(super) fn of_recovery_code(code: &[u8], salt: &[u8; 32]) -> Self {
        Self(derive(code, salt, b"keytower vault: recovery code"))
    }

    /// What wraps the opening key, from what wraps the data key: each is used for one thing.
    pub(super) fn of_opening_key(&self, vault: VaultId) -> Self {
        Self(derive(
            self.0.bytes(),
            vault.bytes(),
            b"keytower vault: opening key",
        ))
    }

    /// From a device key.
    pub(super) fn of_device_key(key: &[u8; 32], vault: VaultId) -> Self {
        Self(derive(key, vault.bytes(), b"keytower vault: device key"))
    }
}

fn derive(secret: &[u8], salt: &[u8], purpose: &[u8]) -> Key {
    let extracted = Hkdf::<Sha256>::new(Some(salt), secret);
    Key::filled(|bytes| {
        extracted
            .expand(purpose, bytes)
            .expect("HKDF-SHA-256 gives up to 8160 bytes; 32 were asked");
    })
}
