//! The program without its window: it goes on where that is set, and comes back locked.

use std::fs::{self, File};
use std::process::Child;

use rustix::process::{Pid, Signal, kill_process};

use super::app::Computer;
use super::desk::{clipboard, close, resize, said, titled, turn};
use super::steps::{PASSWORD, VAULT};
use super::tray::Watcher;
use super::wait::until;

/// A program that nobody drives. Dropping it ends it.
pub(super) struct Alone(Child);

impl Alone {
    pub(super) fn start(computer: &Computer, arguments: &[&str]) -> Self {
        Self(computer.start_again(arguments))
    }

    pub(super) fn process(&self) -> u32 {
        self.0.id()
    }

    pub(super) fn runs(&mut self) -> bool {
        self.0.try_wait().expect("a child").is_none()
    }

    /// Asks it to end, as a session that is logged out does.
    pub(super) fn terminate(&self) {
        kill_process(Pid::from_child(&self.0), Signal::TERM).expect("it is our child");
    }

    /// Waits until it has ended, in good order.
    pub(super) fn ends(&mut self) {
        let status = until("the program's end", || self.0.try_wait().expect("a child"));
        assert!(status.success(), "{status}");
    }
}

impl Drop for Alone {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A computer on which it is set that the program goes on.
pub(super) fn where_it_goes_on() -> Computer {
    let computer = Computer::new();
    let settings = r#"{ "theme": "system", "lock_after_minutes": 15, "clipboard_seconds": 45,
        "notifications": true, "background": true }"#;
    fs::write(computer.data().join("settings.json"), settings).expect("writable");
    computer
}

/// A second start, which ends at once.
fn start_again(computer: &Computer, arguments: &[&str]) {
    Alone::start(computer, arguments).ends();
}

/// Processes that draw pages, below a process.
fn web_views(process: u32) -> Vec<String> {
    let children = fs::read_to_string(format!("/proc/{process}/task/{process}/children"));
    let children = children.unwrap_or_default();
    let names = children.split_whitespace().filter_map(|child| {
        let name = fs::read_to_string(format!("/proc/{child}/comm")).ok()?;
        name.starts_with("WebKitWeb").then(|| name.trim().to_owned())
    });
    names.collect()
}

/// Whether some process has the vault open.
pub(super) fn is_open(computer: &Computer) -> bool {
    let lock = computer.vault(VAULT).join("lock");
    File::open(lock).is_ok_and(|lock| lock.try_lock().is_err())
}

fn is_gone() {
    until("the window to be gone", || {
        titled("Keytower").is_none().then_some(())
    });
}

pub(super) fn window() -> String {
    until("the window", || titled("Keytower"))
}

#[test]
fn closing_the_window_locks_and_a_second_start_brings_it_back() {
    let _turn = turn();
    let computer = Computer::new();
    let app = computer.start();
    app.create_vault();
    app.page.press("Settings");
    app.page.flip("Keep running");
    app.page.press("Keys");
    let key = app.generate_in_the_panel("ops-feed");
    app.page.press("Copy key");
    until("the key in the clipboard", || (clipboard() == key).then_some(()));
    assert!(is_open(&computer));
    resize(&app.page, 1111, 777);

    close(&window());
    is_gone();
    until("the end of the web view", || {
        web_views(app.process).is_empty().then_some(())
    });
    until("the vault to be locked", || (!is_open(&computer)).then_some(()));
    assert_eq!(clipboard(), "");
    assert!(app.runs());

    start_again(&computer, &["--background"]);
    assert_eq!(titled("Keytower"), None, "nobody asked for a window");
    start_again(&computer, &[]);
    let window = window();
    assert!(!is_open(&computer), "it comes back locked");
    until("the size that it had", || {
        (size(&window)? == (1111, 777)).then_some(())
    });
    // The driver lost the page together with the window: from here on, a person's keyboard.
    until("the vault to be unlocked", || {
        said("xdotool", &["windowfocus", "--sync", &window])?;
        said("xdotool", &["type", "--delay", "0", PASSWORD])?;
        said("xdotool", &["key", "Return"])?;
        is_open(&computer).then_some(())
    });
    close(&window);
    is_gone();
    until("the vault to be locked", || (!is_open(&computer)).then_some(()));
    app.terminate();
    app.wait_for_the_end();
}

#[test]
fn where_it_is_not_set_closing_the_window_ends_the_program() {
    let _turn = turn();
    let computer = Computer::new();
    let mut alone = Alone::start(&computer, &["--background"]);
    close(&window());
    alone.ends();
}

#[test]
fn a_start_in_the_background_shows_no_window_until_a_second_one() {
    let _turn = turn();
    let computer = where_it_goes_on();
    let watcher = Watcher::start();
    let mut alone = Alone::start(&computer, &["--background"]);
    // Whatever window comes with a start is there before anything is answered.
    watcher.menu();
    assert_eq!(titled("Keytower"), None);
    start_again(&computer, &[]);
    let first = window();
    close(&first);
    is_gone();
    assert!(alone.runs());
    alone.terminate();
    alone.ends();
}

fn size(window: &str) -> Option<(u32, u32)> {
    let said = said("xdotool", &["getwindowgeometry", "--shell", window])?;
    let of = |name: &str| {
        said.lines()
            .find_map(|line| line.strip_prefix(name))
            .and_then(|value| value.parse().ok())
    };
    Some((of("WIDTH=")?, of("HEIGHT=")?))
}
