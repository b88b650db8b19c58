//! Whom a server has to be.

use std::sync::Arc;

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, crypto};
use rustls_platform_verifier::Verifier;
use thiserror::Error;

use crate::error::{Distrust, SendError};

/// An authority's certificate: what it signed is trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority(CertificateDer<'static>);

/// It is no certificate.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("not a certificate")]
pub struct NotACertificate;

impl Authority {
    /// Those of a PEM file, which holds one certificate or several.
    ///
    /// # Errors
    ///
    /// There is none in it, or one of them is damaged.
    pub fn of_pem(pem: &[u8]) -> Result<Vec<Self>, NotACertificate> {
        let found = CertificateDer::pem_slice_iter(pem)
            .map(|one| Self::of_der(one.map_err(|_| NotACertificate)?.as_ref()))
            .collect::<Result<Vec<_>, _>>()?;
        (!found.is_empty()).then_some(found).ok_or(NotACertificate)
    }

    /// One of DER.
    ///
    /// # Errors
    ///
    /// It is damaged, or something else.
    pub fn of_der(der: &[u8]) -> Result<Self, NotACertificate> {
        let certificate = CertificateDer::from(der.to_vec());
        let mut store = rustls::RootCertStore::empty();
        store.add(certificate.clone()).map_err(|_| NotACertificate)?;
        Ok(Self(certificate))
    }
}

/// The client's side of TLS, for a server of that name: the system's authorities are trusted, and these.
pub fn client(host: &str, trusted: &[Authority]) -> Result<ClientConnection, SendError> {
    let name = ServerName::try_from(host.to_owned()).map_err(|_| SendError::NotFound)?;
    let provider = Arc::new(crypto::ring::default_provider());
    let extra = trusted.iter().map(|one| one.0.clone());
    // It fails where no authority is trusted at all, neither the system's nor one that was given.
    let verifier = Verifier::new_with_extra_roots(extra, Arc::clone(&provider))
        .map_err(|_| SendError::NotTrusted(Distrust::UnknownAuthority))?;
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| SendError::from(&error))?
        // Its name is rustls's; what verifies is the system, never nothing.
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    ClientConnection::new(Arc::new(config), name).map_err(|error| SendError::from(&error))
}
