//! Running other programs, and saying clearly which one failed and how.

use std::fmt;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Why a verb stopped, worded for the person at the terminal.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    /// A failure that says `message`.
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// What every step ends in.
pub type Outcome<T = ()> = Result<T, Failure>;

/// Shows the command, runs it in the terminal, and fails unless it succeeds.
pub fn run(command: &mut Command) -> Outcome {
    let shown = shown(command);
    println!("$ {shown}");
    let status = command
        .status()
        .map_err(|error| Failure::new(format!("`{shown}` could not be started: {error}")))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(format!("`{shown}` failed ({status})")))
    }
}

/// What a command prints, if it could be started; its exit status says nothing here.
pub fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What a command says on its standard output. Fails unless it succeeds, with what it said on the other.
pub fn said(command: &mut Command) -> Outcome<String> {
    let shown = shown(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| Failure::new(format!("`{shown}` could not be started: {error}")))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(Failure::new(format!(
            "`{shown}` failed ({}). It said:\n{}",
            output.status,
            String::from_utf8_lossy(&output.stderr)
        )))
    }
}

/// Whether a command can be started and succeeds. What it prints is not shown.
pub fn succeeds(program: &str, arguments: &[&str]) -> bool {
    Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// How long `work` took, and what came of it.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = now();
    let result = work();
    (result, start.elapsed())
}

#[expect(
    clippy::disallowed_methods,
    reason = "only tells people how long something took; nothing is decided by it"
)]
fn now() -> Instant {
    Instant::now()
}

/// The command as one would type it, without the path to its program.
fn shown(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let program = program.file_name().unwrap_or(command.get_program());
    std::iter::once(program)
        .chain(command.get_args())
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_command_and_its_end() {
        let failure = run(Command::new("/bin/sh").args(["-c", "exit 3"])).expect_err("it exits with 3");
        assert_eq!(failure.to_string(), "`sh -c exit 3` failed (exit status: 3)");
    }

    #[test]
    fn a_command_that_fails_says_why() {
        let failure =
            said(Command::new("/bin/sh").args(["-c", "echo no room >&2; exit 1"])).expect_err("it fails");
        assert!(failure.to_string().ends_with("It said:\nno room\n"), "{failure}");
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let failure = run(&mut Command::new("no-such-program")).expect_err("there is no such program");
        assert!(
            failure
                .to_string()
                .starts_with("`no-such-program` could not be started")
        );
    }
}
