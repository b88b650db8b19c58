//! Servers that do as they are told, once.

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, mpsc};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned, crypto};

use crate::certificates::Identity;

pub type Secret = StreamOwned<ServerConnection, TcpStream>;

/// A server for one client, which gets what the script gives it.
pub struct Scripted<T> {
    pub port: u16,
    script: JoinHandle<T>,
}

impl<T: Send + 'static> Scripted<T> {
    /// In the clear.
    pub fn clear(script: impl FnOnce(TcpStream) -> T + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("it listens").port();
        let script = thread::spawn(move || script(listener.accept().expect("a client").0));
        Self { port, script }
    }

    /// Encrypted from the first byte on.
    pub fn secret(identity: &Identity, script: impl FnOnce(Secret) -> T + Send + 'static) -> Self {
        let chain = CertificateDer::from_pem_slice(identity.certificate.as_bytes()).expect("a certificate");
        let key = PrivateKeyDer::from_pem_slice(identity.key.as_bytes()).expect("a key");
        let config = ServerConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("the usual versions")
            .with_no_client_auth()
            .with_single_cert(vec![chain], key)
            .expect("they belong together");
        Self::clear(move |stream| {
            let server = ServerConnection::new(Arc::new(config)).expect("a usual server");
            script(StreamOwned::new(server, stream))
        })
    }

    /// What the script ended with.
    pub fn ended(self) -> T {
        self.script.join().expect("the script ends well")
    }
}

/// Listens until the client has gone.
pub fn until_gone(stream: &mut impl Read) {
    let _ = std::io::copy(stream, &mut std::io::sink());
}

/// Whether the client is still there after so long. What it says meanwhile is ignored.
pub fn still_there(stream: &mut TcpStream, after: Duration) -> bool {
    stream.set_read_timeout(Some(after)).expect("some time");
    match stream.read(&mut [0; 1024]) {
        Ok(0) => false,
        Ok(_) => true,
        Err(error) => error.kind() == ErrorKind::WouldBlock,
    }
}

/// Behaves well up to the first line that begins like this; the line.
pub fn polite_until(stream: impl Read + Write, last: &str) -> (String, impl Read + Write) {
    let mut stream = BufReader::new(stream);
    let say = |stream: &mut BufReader<_>, answer: &str| {
        let stream: &mut _ = BufReader::get_mut(stream);
        Write::write_all(stream, answer.as_bytes()).expect("a client");
        Write::flush(stream).expect("a client");
    };
    say(&mut stream, "220 mail.test\r\n");
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).expect("a client");
        assert!(!line.is_empty(), "the client has gone before {last}");
        if line.starts_with(last) {
            return (line.trim_end().to_owned(), stream.into_inner());
        }
        let answer = match line.split(' ').next().map(str::trim_end) {
            Some("EHLO") => "250-mail.test\r\n250-STARTTLS\r\n250 AUTH PLAIN LOGIN\r\n",
            Some("MAIL" | "RCPT" | "RSET") => "250 OK\r\n",
            Some("DATA") => "354 Go on\r\n",
            // What the message says.
            _ => continue,
        };
        say(&mut stream, answer);
    }
}

/// What `work` gives, if it does so by then: it must not hang.
pub fn soon<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    const SOON: Duration = Duration::from_secs(20);
    thread::scope(|scope| {
        let (done, wait) = mpsc::channel();
        scope.spawn(move || drop(done.send(work())));
        wait.recv_timeout(SOON).unwrap_or_else(|_| {
            // The scope would wait for what hangs; and what is printed as usual, the tests would keep for later.
            let name = thread::current().name().unwrap_or_default().to_owned();
            let _ = writeln!(std::io::stderr(), "{name}: not done in {SOON:?}");
            std::process::abort()
        })
    })
}
