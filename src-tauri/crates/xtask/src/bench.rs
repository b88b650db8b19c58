//! `cargo xtask bench`: how fast Keytower is on this computer.

use std::fs;

use crate::desk::Desk;
use crate::package;
use crate::setup::{Purpose, setup};
use crate::step::{Failure, Outcome, run};
use crate::workspace::{cargo, target};

/// Builds and packages for release, measures on as many keys as are asked for, then the window on the same vault, and
/// prints what was measured. It stays in `target/bench`.
pub fn measure(keys: &[&str]) -> Outcome {
    // Said before minutes go by.
    if let Some(wrong) = keys
        .iter()
        .find(|keys| !keys.parse().is_ok_and(|keys: u32| keys > 0))
    {
        return Err(Failure::new(format!(
            "`{wrong}` is no number of keys. Usage: cargo xtask bench [<keys>]"
        )));
    }
    setup(Purpose::Test)?;
    package::package()?;
    let folder = target().join("bench");
    if folder.exists() {
        fs::remove_dir_all(&folder)
            .map_err(|error| Failure::new(format!("{}: {error}", folder.display())))?;
    }
    fs::create_dir_all(&folder).map_err(|error| Failure::new(format!("{}: {error}", folder.display())))?;

    let figures = ["run", "--release", "--locked", "-p", "keytower-bench", "--"];
    run(cargo(&figures).arg(&folder).args(keys))?;

    run(&mut cargo(&[
        "build",
        "--release",
        "--locked",
        "--example",
        "bare_window",
    ]))?;
    let window = [
        "test",
        "--release",
        "--locked",
        "--test",
        "window",
        "--",
        "--ignored",
        "figures",
    ];
    run(Desk::open()?.seat(cargo(&window).env("KEYTOWER_BENCH", &folder)))?;
    let report = folder.join("figures.json");
    let text = fs::read_to_string(&report)
        .map_err(|error| Failure::new(format!("{}: {error}", report.display())))?;
    println!("{text}");
    Ok(())
}
