//! Where things are, and the two tools that are run in them.

use std::path::PathBuf;
use std::process::Command;

/// npm is a script, which Windows only finds under its full name.
const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// The repository's root, from wherever xtask was called.
pub fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../.."))
}

/// The folder of the user interface.
pub fn ui() -> PathBuf {
    root().join("ui")
}

/// The Cargo that runs xtask, in the root.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root()).args(arguments);
    command
}

/// npm, in the folder of the user interface.
pub fn npm(arguments: &[&str]) -> Command {
    let mut command = Command::new(NPM);
    command.current_dir(ui()).args(arguments);
    command
}

/// What npm calls its version, if it is there.
pub fn npm_version() -> Option<String> {
    crate::step::output(NPM, &["--version"])
}
