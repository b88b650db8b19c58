//! Where things are, and the tools that are run in them.

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

/// The folder of what Cargo builds: xtask itself lies two below it.
pub fn target() -> PathBuf {
    let own = std::env::current_exe().unwrap_or_default();
    own.ancestors()
        .nth(2)
        .map_or_else(|| root().join("target"), PathBuf::from)
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

/// Tauri's own tool, in the root, where its configuration is.
pub fn tauri(arguments: &[&str]) -> Command {
    let mut command = Command::new("node");
    command
        .current_dir(root())
        // It asks nothing then; and it takes the variable only when it is one of true and false.
        .env("CI", "true")
        .arg("ui/node_modules/@tauri-apps/cli/tauri.js")
        .args(arguments);
    command
}

/// What npm calls its version, if it is there.
pub fn npm_version() -> Option<String> {
    crate::step::output(NPM, &["--version"])
}
