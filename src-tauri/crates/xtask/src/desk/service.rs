//! The programs that a desk keeps running, and how they are started, awaited and ended.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};

use super::folders::Folders;
use super::{Surroundings, soon};
use crate::step::{Failure, Outcome};

/// How long a service may take to appear on the bus, in seconds.
const PATIENCE: &str = "20";

/// A running program. Dropping it ends it.
pub struct Service {
    name: String,
    log: PathBuf,
    child: Child,
    /// Kept open: writing where nobody listens would end the service.
    output: Option<BufReader<ChildStdout>>,
}

/// How every service is started: `setpriv` has the kernel end it with xtask, even if that is killed.
const BOUND: &[&str] = &["--pdeathsig", "TERM", "--"];

/// The command for a service.
pub fn command(program: &str) -> Command {
    let mut command = Command::new("setpriv");
    command.args(BOUND).arg(program);
    command
}

/// Starts a service, and waits for the one line in which it says where it can be found.
pub fn start_and_hear(command: &mut Command, folders: &Folders) -> Outcome<(Service, String)> {
    let mut service = start(command.stdin(Stdio::null()).stdout(Stdio::piped()), folders)?;
    let mut line = String::new();
    let mut output = service.child.stdout.take().map(BufReader::new);
    let heard = output
        .as_mut()
        .map_or(Ok(0), |output| output.read_line(&mut line));
    service.output = output;
    if heard.is_ok_and(|length| length > 0) {
        Ok((service, line.trim().to_owned()))
    } else {
        Err(service.failure("did not start"))
    }
}

/// Starts a service that reads `secret` from its standard input.
pub fn start_and_tell(command: &mut Command, secret: &[u8], folders: &Folders) -> Outcome<Service> {
    let mut service = start(command.stdin(Stdio::piped()).stdout(Stdio::null()), folders)?;
    let told = service
        .child
        .stdin
        .take()
        .map_or(Ok(()), |mut input| input.write_all(secret));
    told.map_err(|_| service.failure("did not take its password"))?;
    Ok(service)
}

/// Waits until `service` answers to `name` on the session bus.
pub fn wait_for_name(name: &str, surroundings: &Surroundings, service: &Service) -> Outcome {
    let mut wait = Command::new("gdbus");
    surroundings.of(wait.args(["wait", "--session", "--timeout", PATIENCE, name]));
    match wait.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(service.failure(&format!("did not become {name}"))),
        Err(error) => Err(Failure::new(format!("`gdbus` could not be started: {error}"))),
    }
}

fn start(command: &mut Command, folders: &Folders) -> Outcome<Service> {
    let name = command
        .get_args()
        .nth(BOUND.len())
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let cannot = |error| Failure::new(format!("the desk's {name} could not be started: {error}"));
    let log = folders.log(&name);
    let child = command
        .stderr(File::create(&log).map_err(cannot)?)
        .spawn()
        .map_err(cannot)?;
    Ok(Service {
        name,
        log,
        child,
        output: None,
    })
}

impl Service {
    fn failure(&self, what: &str) -> Failure {
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        Failure::new(format!("the desk's {} {what}. It said:\n{log}", self.name))
    }

    /// Asks the service to end, so that it can take its locks and sockets with it.
    fn ask_to_end(&self) {
        // The shell's own `kill`: the standard library only knows the signal that can't be handled.
        let _ = Command::new("sh")
            .args(["-c", "kill -TERM $0", &self.child.id().to_string()])
            .status();
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(Some(_))) {
            return;
        }
        self.ask_to_end();
        if !soon(|| matches!(self.child.try_wait(), Ok(Some(_)))) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}
