//! `cargo xtask bindings`: the TypeScript side of the commands.

use std::fs;

use crate::setup::{Purpose, setup};
use crate::step::{Failure, Outcome, run};
use crate::workspace;

/// Has the test that compares the bindings write them instead.
pub fn write() -> Outcome {
    setup(Purpose::Run)?;
    // Tauri compiles only where `ui/dist` is. An empty one will do: the interface may not build without the
    // very bindings that are about to be written.
    let dist = workspace::ui().join("dist");
    fs::create_dir_all(&dist)
        .map_err(|error| Failure::new(format!("{} can't be made: {error}", dist.display())))?;
    run(workspace::cargo(&["test", "--locked", "--test", "bindings"]).env("KEYTOWER_WRITE_BINDINGS", "1"))
}
