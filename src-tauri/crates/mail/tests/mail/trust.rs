//! Whom nothing is said to.

use keytower_mail::{About, Authority, Distrust, NotACertificate, Security, SendError};
use rcgen::{CertificateParams, date_time_ymd};

use crate::certificates::{Identity, Office};
use crate::support::{Mailserver, PASSWORD, PATIENT, server, signed_in};

fn is_not_trusted(office: &Office, identity: &Identity, why: Distrust) {
    for (mode, security) in [("starttls", Security::StartTls), ("tls", Security::Tls)] {
        let mailserver = Mailserver::start_closed(mode, Some(identity));
        let server = signed_in(server(security, mailserver.port, office), PASSWORD);
        let refused = server.connect(PATIENT).err().expect("it is not trusted");
        assert_eq!(refused, SendError::NotTrusted(why), "{mode}");
        assert_eq!(refused.about(), About::Server);
        assert!(mailserver.sign_ins().is_empty());
        assert!(mailserver.messages().is_empty());
    }
}

/// One that is valid in that year alone.
fn signed(office: &Office, year: i32, host: &str) -> Identity {
    let mut params = CertificateParams::new([host.to_owned()]).expect("a name");
    params.not_before = date_time_ymd(year, 1, 1);
    params.not_after = date_time_ymd(year + 1, 1, 1);
    office.signed(&params)
}

#[test]
fn an_authority_that_nobody_trusts_is_refused() {
    let (ours, other) = (Office::new(), Office::new());
    is_not_trusted(&ours, &other.signs("localhost"), Distrust::UnknownAuthority);
}

#[test]
fn without_a_trusted_authority_beside_the_systems_ours_is_unknown() {
    let office = Office::new();
    let mailserver = Mailserver::start("tls", Some(&office.signs("localhost")));
    let mut server = server(Security::Tls, mailserver.port, &office);
    server.trusted.clear();
    let refused = server.connect(PATIENT).err().expect("it is not trusted");
    assert_eq!(refused, SendError::NotTrusted(Distrust::UnknownAuthority));
}

#[test]
fn an_expired_certificate_is_refused() {
    let office = Office::new();
    is_not_trusted(&office, &signed(&office, 2019, "localhost"), Distrust::Expired);
}

#[test]
fn a_certificate_that_is_not_valid_yet_is_refused() {
    let office = Office::new();
    is_not_trusted(&office, &signed(&office, 3019, "localhost"), Distrust::NotYet);
}

#[test]
fn another_hosts_certificate_is_refused() {
    let office = Office::new();
    is_not_trusted(&office, &office.signs("mail.example.com"), Distrust::OtherHost);
}

#[test]
fn a_server_without_starttls_sees_no_password() {
    let office = Office::new();
    // It would take the password in the clear, and says so.
    let mailserver = Mailserver::start_closed("plain", None);
    let server = signed_in(server(Security::StartTls, mailserver.port, &office), PASSWORD);
    let refused = server.connect(PATIENT).err().expect("no encryption");
    assert_eq!(refused, SendError::NoTls);
    assert!(mailserver.sign_ins().is_empty());
}

#[test]
fn a_server_that_speaks_in_the_clear_on_the_port_for_tls_is_refused() {
    let office = Office::new();
    let mailserver = Mailserver::start_closed("plain", None);
    let server = signed_in(server(Security::Tls, mailserver.port, &office), PASSWORD);
    assert_eq!(server.connect(PATIENT).err(), Some(SendError::NoTls));
    assert!(mailserver.sign_ins().is_empty());
}

#[test]
fn what_is_no_certificate_is_no_authority() {
    assert_eq!(Authority::of_pem(b""), Err(NotACertificate));
    assert_eq!(Authority::of_der(b"not a certificate"), Err(NotACertificate));
    let damaged = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    assert_eq!(Authority::of_pem(damaged), Err(NotACertificate));
}
