//! The user interface in Chromium, on the real commands.
//!
//! This serves `ui/dist` on a loopback port and hands what the page calls to the commands of the program, on Tauri's
//! mock runtime, each story with a vault of its own. Then it runs the stories (`ui/stories`), and ends as they end.
//! `KEYTOWER_STORY=<words>` runs those whose name holds the words.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use crate::rooms::Rooms;

#[path = "ui/acl.rs"]
mod acl;
#[path = "../src-tauri/crates/mail/tests/mail/certificates.rs"]
mod certificates;
#[path = "ui/hands.rs"]
mod hands;
#[path = "../src-tauri/crates/mail/tests/mail/mailserver.rs"]
mod mailserver;
#[path = "ui/person.rs"]
mod person;
#[path = "ui/room.rs"]
mod room;
#[path = "ui/rooms.rs"]
mod rooms;
#[path = "ui/web.rs"]
mod web;

fn main() -> ExitCode {
    // `cargo test -- --list` asks every test binary.
    if std::env::args().any(|argument| argument == "--list") {
        return ExitCode::SUCCESS;
    }
    if cfg!(target_os = "linux") && std::env::var_os("DISPLAY").is_none() {
        eprintln!("The stories need a display, for the clipboard is a real one. On a screen of their own:\n");
        eprintln!("    cargo xtask desk -- cargo test --test ui");
        return ExitCode::FAILURE;
    }
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("The stories could not be run: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Whether all went well.
fn run() -> io::Result<bool> {
    acl::check()?;
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui");
    let rooms = Rooms::default();
    let address = tauri::async_runtime::block_on(web::serve(rooms.clone(), ui.join("dist")))?;
    let ended = stories(&ui, &address).status()?;
    rooms.close_all();
    Ok(ended.success())
}

/// The stories' runner.
fn stories(ui: &Path, address: &str) -> Command {
    let runner: PathBuf = ["node_modules", "vitest", "vitest.mjs"].iter().collect();
    let mut command = Command::new("node");
    command
        .current_dir(ui)
        .arg(runner)
        .args(["run", "--config", "vitest.stories.config.ts"])
        .env("KEYTOWER_STORIES", address);
    if let Some(words) = std::env::var_os("KEYTOWER_STORY") {
        command.arg("--testNamePattern").arg(words);
    }
    command
}
