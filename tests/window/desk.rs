//! The one screen: its clipboard, its windows, and whose turn it is.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::{env, fs, path::Path};

use serde_json::json;
use x11rb::protocol::xproto::{ClientMessageEvent, ConnectionExt as _, EventMask};

use super::page::Page;
use super::wait::until;

static TURN: Mutex<()> = Mutex::new(());

/// Who holds it has the screen and its clipboard to themselves.
pub(super) struct Turn(#[expect(dead_code, reason = "held, not read")] MutexGuard<'static, ()>);

/// Waits for the screen.
pub(super) fn turn() -> Turn {
    for name in ["DISPLAY", "DBUS_SESSION_BUS_ADDRESS"] {
        assert!(
            env::var_os(name).is_some_and(|value| !value.is_empty()),
            "{name} is not set. These tests open real windows: run `cargo xtask desk -- cargo test --test window`"
        );
    }
    // A test that failed has dropped its window all the same.
    let turn = Turn(TURN.lock().unwrap_or_else(PoisonError::into_inner));
    put("nothing yet");
    turn
}

/// What `program` says on its standard output; nothing when it fails.
pub(super) fn said(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(arguments)
        .stderr(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("{program} can't be started: {error}"));
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// What a person would paste; empty when there is nothing.
pub(super) fn clipboard() -> String {
    said("xclip", &["-selection", "clipboard", "-o"]).unwrap_or_default()
}

/// What a middle click would paste; empty when there is nothing.
pub(super) fn primary() -> String {
    said("xclip", &["-selection", "primary", "-o"]).unwrap_or_default()
}

/// The formats in which the clipboard is offered.
pub(super) fn clipboard_targets() -> String {
    said("xclip", &["-selection", "clipboard", "-o", "-t", "TARGETS"]).unwrap_or_default()
}

/// What `format` of the clipboard holds.
pub(super) fn clipboard_as(format: &str) -> String {
    said("xclip", &["-selection", "clipboard", "-o", "-t", format]).unwrap_or_default()
}

/// Copies something in another program.
pub(super) fn put(text: &str) {
    put_into("clipboard", text);
}

/// Copies something into a selection, in another program.
pub(super) fn put_into(selection: &str, text: &str) {
    let mut xclip = Command::new("xclip")
        .args(["-selection", selection, "-i"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("xclip starts");
    let mut input = xclip.stdin.take().expect("xclip has an input");
    input.write_all(text.as_bytes()).expect("xclip reads");
    drop(input);
    let status = xclip.wait().expect("xclip goes to the background");
    assert!(status.success(), "xclip: {status}");
}

/// The X window whose title is exactly this, if it is in sight.
pub(super) fn titled(title: &str) -> Option<String> {
    let found = said(
        "xdotool",
        &["search", "--onlyvisible", "--name", &format!("^{title}$")],
    )?;
    found.lines().next().map(str::to_owned)
}

/// Has the window system do something.
pub(super) fn xdotool(arguments: &[&str]) {
    assert!(
        said("xdotool", arguments).is_some(),
        "xdotool {arguments:?} failed"
    );
}

/// Asks a window to close, as a window manager does for its cross. There is no window manager here.
pub(super) fn close(window: &str) {
    let window = window.parse().expect("a window's number");
    let (screen, _) = x11rb::connect(None).expect("the screen answers");
    let atom = |name: &str| {
        let asked = screen
            .intern_atom(false, name.as_bytes())
            .expect("a name is asked for");
        asked.reply().expect("the screen knows the name").atom
    };
    let data = [atom("WM_DELETE_WINDOW"), x11rb::CURRENT_TIME, 0, 0, 0];
    let event = ClientMessageEvent::new(32, window, atom("WM_PROTOCOLS"), data);
    let sent = screen.send_event(false, window, EventMask::NO_EVENT, event);
    sent.expect("the window is asked")
        .check()
        .expect("the window is asked");
}

/// Gives the window a size, as dragging its corner would.
pub(super) fn resize(page: &Page, width: u32, height: u32) {
    let window = until("the window", || titled("Keytower"));
    xdotool(&["windowsize", &window, &width.to_string(), &height.to_string()]);
    until("the window's size", || {
        let now = page.run("return [innerWidth, innerHeight]");
        (now == json!([width, height])).then_some(())
    });
}

/// A picture of a process's window, in a file. Whether it was taken: it needs `ImageMagick`.
pub(super) fn picture(process: u32, file: &Path) -> bool {
    let search = [
        "search",
        "--onlyvisible",
        "--all",
        "--pid",
        &process.to_string(),
        "--name",
        "^Keytower$",
    ];
    let Some(windows) = said("xdotool", &search) else {
        return false;
    };
    let Some(window) = windows.lines().next() else {
        return false;
    };
    if let Some(folder) = file.parent() {
        let _ = fs::create_dir_all(folder);
    }
    Command::new("import")
        .args(["-strip", "-window", window])
        .arg(file)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
