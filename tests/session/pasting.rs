//! What a person would paste. There is one clipboard at a desk, so those who use it take turns.

use std::env;
use std::process::{Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

static TURN: Mutex<()> = Mutex::new(());

/// Waits for the clipboard, which holds nothing then.
///
/// # Panics
/// Where there is no screen.
pub fn turn() -> MutexGuard<'static, ()> {
    assert!(
        env::var_os("DISPLAY").is_some(),
        "a clipboard needs a screen: run `cargo xtask desk -- cargo test --test session`"
    );
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What could be pasted now.
pub fn pasted() -> Option<String> {
    let output = Command::new("xclip")
        .args(["-selection", "clipboard", "-o"])
        .stderr(Stdio::null())
        .output()
        .expect("xclip is installed");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    (output.status.success() && !text.is_empty()).then_some(text)
}
