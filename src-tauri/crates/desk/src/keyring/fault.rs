//! The keyring's errors in our words. Theirs are never printed: some hold the stored bytes.

use keyring_core::Error;
use zeroize::Zeroizing;

use super::KeyringError;

type Source = dyn std::error::Error + Send + Sync + 'static;

/// What the caller is told; bytes that came along are wiped.
pub(super) fn told(error: Error) -> KeyringError {
    let refused = |what| KeyringError::Refused { what };
    match error {
        Error::PlatformFailure(source) => {
            of_the_platform(source.as_ref()).unwrap_or(refused("the keyring's service failed"))
        }
        Error::NoStorageAccess(source) => of_the_platform(source.as_ref()).unwrap_or(KeyringError::Locked),
        Error::NoDefaultStore => KeyringError::Absent,
        Error::Ambiguous(_) => KeyringError::Ambiguous,
        Error::BadEncoding(bytes) | Error::BadDataFormat(bytes, _) => {
            drop(Zeroizing::new(bytes));
            refused("the entry is not text")
        }
        Error::BadStoreFormat(_) => refused("the keyring is damaged"),
        Error::TooLong(..) => refused("the entry is too long"),
        Error::Invalid(..) => refused("the entry is not valid"),
        _ => refused("unexpected answer"),
    }
}

/// What the platform's own error tells beyond its kind.
#[cfg(target_os = "linux")]
fn of_the_platform(source: &Source) -> Option<KeyringError> {
    use secret_service::Error as Service;
    match source.downcast_ref::<Service>()? {
        Service::Locked | Service::Prompt => Some(KeyringError::Locked),
        // Without a default collection the service has no result for it.
        Service::Unavailable | Service::NoResult | Service::PromptDisconnected | Service::ZbusFdo(_) => {
            Some(KeyringError::Absent)
        }
        Service::Zbus(error) => of_the_bus(error),
        _ => None,
    }
}

#[cfg(not(target_os = "linux"))]
fn of_the_platform(_source: &Source) -> Option<KeyringError> {
    None
}

#[cfg(target_os = "linux")]
fn of_the_bus(error: &zbus::Error) -> Option<KeyringError> {
    use zbus::Error as Bus;
    match error {
        Bus::MethodError(name, ..) => match name.as_str() {
            "org.freedesktop.Secret.Error.IsLocked" => Some(KeyringError::Locked),
            // The bus answers in the place of a service that isn't there.
            name if name.starts_with("org.freedesktop.DBus.Error.") => Some(KeyringError::Absent),
            _ => None,
        },
        Bus::InputOutput(_) | Bus::Connection(..) | Bus::Address(_) | Bus::Handshake(_) | Bus::FDO(_) => {
            Some(KeyringError::Absent)
        }
        _ => None,
    }
}

/// Whether a new connection may help: the service was restarted and no longer knows our session,
/// or the bus went away.
#[cfg(target_os = "linux")]
pub(super) fn is_of_the_connection(error: &Error) -> bool {
    use secret_service::Error as Service;
    let (Error::PlatformFailure(source) | Error::NoStorageAccess(source)) = error else {
        return false;
    };
    matches!(
        source.downcast_ref::<Service>(),
        Some(Service::Zbus(_) | Service::ZbusFdo(_) | Service::Crypto(_) | Service::PromptDisconnected)
    )
}

#[cfg(not(target_os = "linux"))]
pub(super) fn is_of_the_connection(_error: &Error) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_bytes_never_get_into_what_is_told() {
        let secret = b"ktw_stored".to_vec();
        let told = told(Error::BadEncoding(secret));
        assert!(!format!("{told:?} {told}").contains("ktw_"));
    }
}
