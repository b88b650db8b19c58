//! Authorities and what they sign.

use keytower_mail::Authority;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};

/// An authority, which a server's owner runs.
pub struct Office(CertifiedIssuer<'static, KeyPair>);

/// A server's certificate with its key, both PEM.
pub struct Identity {
    pub certificate: String,
    pub key: String,
}

impl Office {
    pub fn new() -> Self {
        let mut params = CertificateParams::new([]).expect("no names");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params
            .distinguished_name
            .push(DnType::CommonName, "Keytower's tests");
        let key = KeyPair::generate().expect("a key");
        Self(CertifiedIssuer::self_signed(params, key).expect("a certificate"))
    }

    pub fn trusted(&self) -> Vec<Authority> {
        Authority::of_pem(self.0.pem().as_bytes()).expect("a certificate")
    }

    pub fn signs(&self, host: &str) -> Identity {
        self.signed(&CertificateParams::new([host.to_owned()]).expect("a name"))
    }

    pub fn signed(&self, params: &CertificateParams) -> Identity {
        let key = KeyPair::generate().expect("a key");
        Identity {
            certificate: params.signed_by(&key, &self.0).expect("a certificate").pem(),
            key: key.serialize_pem(),
        }
    }
}
