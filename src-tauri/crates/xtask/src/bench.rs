//! `cargo xtask bench`: how fast Keytower is on this computer.

use crate::setup::{Purpose, setup};
use crate::step::{Outcome, run};
use crate::workspace::cargo;

/// Builds the benchmarks for release and runs them, on as many keys as are asked for.
pub fn measure(keys: &[&str]) -> Outcome {
    setup(Purpose::Run)?;
    let build = [
        "run",
        "--release",
        "--locked",
        "--quiet",
        "-p",
        "keytower-bench",
        "--",
    ];
    run(cargo(&build).args(keys))
}
