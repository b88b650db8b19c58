//! `cargo xtask run`: Keytower from its sources.

use crate::setup::{Purpose, setup};
use crate::step::{self, Outcome};
use crate::{ui, workspace};

/// Sets up, builds what is out of date, and starts Keytower with `arguments`.
pub fn run(arguments: &[&str]) -> Outcome {
    setup(Purpose::Run)?;
    ui::build_if_outdated()?;
    step::run(workspace::cargo(&["run", "--locked", "--bin", "keytower", "--"]).args(arguments))
}
