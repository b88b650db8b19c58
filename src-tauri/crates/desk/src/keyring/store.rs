//! The store of each platform.

use std::collections::HashMap;
use std::sync::Arc;

use keyring_core::{CredentialStore, Result};

pub(super) use platform::{is_there, modifiers};

pub(super) fn open() -> Result<Arc<CredentialStore>> {
    let store: Arc<CredentialStore> = platform::Store::new()?;
    Ok(store)
}

#[cfg(target_os = "linux")]
mod platform {
    use super::HashMap;
    use zbus::blocking::Connection;
    use zbus::zvariant::OwnedObjectPath;
    pub(super) use zbus_secret_service_keyring_store::Store;

    /// What the desk's own keyring program shows instead of the vault's id.
    pub(in super::super) fn modifiers() -> HashMap<&'static str, &'static str> {
        HashMap::from([("label", "Keytower: what this computer knows of a vault")])
    }

    /// Asks for the collection that things are kept in by default: a service without one finds
    /// nothing and keeps nothing. Reading the alias shows no prompt (Secret Service API, 0.2,
    /// `ReadAlias`: "/" is none).
    pub(in super::super) fn is_there() -> bool {
        read_default_alias().is_ok_and(|path| path.as_str() != "/")
    }

    fn read_default_alias() -> zbus::Result<OwnedObjectPath> {
        let answer = Connection::session()?.call_method(
            Some("org.freedesktop.secrets"),
            "/org/freedesktop/secrets",
            Some("org.freedesktop.Secret.Service"),
            "ReadAlias",
            &"default",
        )?;
        answer.body().deserialize()
    }
}

#[cfg(any(target_os = "macos", windows))]
mod platform {
    use super::HashMap;
    #[cfg(target_os = "macos")]
    pub(super) use apple_native_keyring_store::keychain::Store;
    #[cfg(windows)]
    pub(super) use windows_native_keyring_store::Store;

    pub(in super::super) fn modifiers() -> HashMap<&'static str, &'static str> {
        HashMap::new()
    }

    /// Both belong to the system.
    pub(in super::super) fn is_there() -> bool {
        Store::new().is_ok()
    }
}
