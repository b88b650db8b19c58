//! The device key: kept by the operating system's keyring, so that a vault opens without typing.

use std::fmt;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use keytower_app::Entropy;
use zeroize::Zeroizing;

use super::keys::Key;

/// 32 random bytes that open one vault. The caller keeps their text in the keyring and nowhere else.
pub struct DeviceKey(Key);

/// What the keyring gave isn't a device key.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("this is not a device key")]
pub struct DeviceKeyError;

impl DeviceKey {
    pub(super) fn generate(entropy: &dyn Entropy) -> Self {
        Self(Key::generate(entropy))
    }

    /// Reads what [`into_text`](Self::into_text) wrote.
    ///
    /// # Errors
    ///
    /// [`DeviceKeyError`] if it isn't the standard base64 of 32 bytes.
    pub fn from_text(text: &str) -> Result<Self, DeviceKeyError> {
        // The decoder fills a buffer of a size estimated upwards from the text's length.
        let mut bytes = Zeroizing::new([0; 33]);
        match BASE64_STANDARD.decode_slice(text, bytes.as_mut_slice()) {
            Ok(32) => Ok(Self(Key::filled(|key| key.copy_from_slice(&bytes[..32])))),
            _ => Err(DeviceKeyError),
        }
    }

    /// The text for the keyring: standard base64 (RFC 4648, section 4), 44 characters.
    #[must_use]
    pub fn into_text(self) -> Zeroizing<String> {
        Zeroizing::new(BASE64_STANDARD.encode(self.0.bytes()))
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        self.0.bytes()
    }
}

impl fmt::Debug for DeviceKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("DeviceKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::{DeviceKey, DeviceKeyError};

    #[test]
    fn a_device_key_survives_being_text() {
        let text = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
        let key = DeviceKey::from_text(text).expect("32 bytes");
        assert_eq!(key.bytes()[..4], [0, 1, 2, 3]);
        assert_eq!(*key.into_text(), text);
    }

    #[test]
    fn what_is_not_32_bytes_of_base64_is_refused() {
        for text in ["", "AAEC", "not base64", &"A".repeat(44), &"A".repeat(1 << 20)] {
            assert_eq!(DeviceKey::from_text(text).err(), Some(DeviceKeyError));
        }
    }
}
