//! `cargo xtask screens`: the README's pictures.

use crate::desk::Desk;
use crate::setup::{Purpose, setup};
use crate::step::{Outcome, run};
use crate::{ui, workspace};

/// Has the story that takes them do so, at a desk of its own.
pub fn write() -> Outcome {
    setup(Purpose::Test)?;
    ui::build_if_outdated()?;
    let story = [
        "test",
        "--locked",
        "--test",
        "window",
        "--",
        "--ignored",
        "screens",
    ];
    run(Desk::open()?.seat(&mut workspace::cargo(&story)))
}
