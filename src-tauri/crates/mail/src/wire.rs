//! A connection that ends in time.

use std::io::{self, Read, Write};
use std::net::{IpAddr, SocketAddr, TcpStream, ToSocketAddrs};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use crate::error::SendError;
use crate::server::Limits;

/// A time limit over several steps, each of which has its own.
#[derive(Clone, Copy)]
pub struct Budget {
    step: Duration,
    end: Instant,
}

impl Budget {
    /// Begins now.
    pub fn new(limits: Limits) -> Self {
        Self {
            step: limits.step,
            end: later(limits.total),
        }
    }

    /// Begins now, for a server's verdict on a message.
    pub fn for_the_verdict(limits: Limits) -> Self {
        Self {
            step: limits.verdict,
            end: later(limits.verdict),
        }
    }

    /// When a step that begins now has to be done.
    fn step_ends(&self) -> Instant {
        later(self.step).min(self.end)
    }
}

/// TCP on which everything is done by a certain time, however little of it the other side does at once: a
/// socket's own limit begins again with every byte.
pub struct Wire {
    stream: TcpStream,
    until: Instant,
}

impl Wire {
    /// Connects to the first of the host's addresses where somebody answers.
    pub fn connect(host: &str, port: u16, budget: Budget) -> Result<Self, SendError> {
        let mut failure = SendError::NotFound;
        for address in addresses(host, port, budget.step_ends())? {
            let until = budget.step_ends();
            let stream = left(until).and_then(|left| TcpStream::connect_timeout(&address, left));
            match stream {
                Ok(stream) => {
                    // Commands are small and answered one by one: waiting for more to send only costs time.
                    stream.set_nodelay(true)?;
                    return Ok(Self { stream, until });
                }
                Err(error) => failure = error.into(),
            }
        }
        Err(failure)
    }
}

/// What is done on it is done in steps.
pub trait Timed {
    /// Begins one.
    fn begin(&mut self, budget: Budget);
}

impl Timed for Wire {
    fn begin(&mut self, budget: Budget) {
        self.until = budget.step_ends();
    }
}

impl Read for Wire {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.stream.set_read_timeout(Some(left(self.until)?))?;
        self.stream.read(buffer).map_err(timed_out)
    }
}

impl Write for Wire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stream.set_write_timeout(Some(left(self.until)?))?;
        self.stream.write(bytes).map_err(timed_out)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

/// The addresses of a host. The system's look-up can't be given up, only left alone: it then ends on a thread of
/// its own, in its own time.
fn addresses(host: &str, port: u16, until: Instant) -> Result<Vec<SocketAddr>, SendError> {
    if let Ok(address) = host.parse::<IpAddr>() {
        return Ok(vec![(address, port).into()]);
    }
    let (found, wait) = mpsc::channel();
    let host = host.to_owned();
    thread::Builder::new()
        .name("mail-server-name".to_owned())
        .spawn(move || {
            let addresses = (host.as_str(), port).to_socket_addrs().map(Vec::from_iter);
            // Nobody listens any more when it took too long.
            let _ = found.send(addresses);
        })?;
    match wait.recv_timeout(left(until)?) {
        Ok(addresses) => addresses.map_err(|_| SendError::NotFound),
        Err(RecvTimeoutError::Timeout) => Err(SendError::TimedOut),
        Err(RecvTimeoutError::Disconnected) => Err(SendError::NotFound),
    }
}

/// Unix says that it would have to wait, Windows that the time is up.
fn timed_out(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::WouldBlock => io::ErrorKind::TimedOut.into(),
        _ => error,
    }
}

/// How long it is until then; an error when that has passed, as a socket takes no limit of nothing.
fn left(until: Instant) -> io::Result<Duration> {
    Some(until.saturating_duration_since(now()))
        .filter(|left| !left.is_zero())
        .ok_or_else(|| io::ErrorKind::TimedOut.into())
}

/// A limit that no clock reaches is none.
fn later(limit: Duration) -> Instant {
    const YEAR: Duration = Duration::from_hours(365 * 24);
    now() + limit.min(YEAR)
}

#[expect(
    clippy::disallowed_methods,
    reason = "only how long a server takes is measured; no rule asks for it"
)]
fn now() -> Instant {
    Instant::now()
}
