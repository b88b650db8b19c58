//! What a person could paste, read with `xclip`.

use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use keytower_desk::clipboard::{Clipboard, ClipboardError, ClipboardNotice};
use keytower_desk::ticks::{SinceBoot, Ticks};
use rustix::process::{Pid, Signal, kill_process};
use zeroize::Zeroizing;

use crate::support::{self, Display, Running};

const SECRET: &str = "ktw_7Hq2mXc9LpR4tZ0a_not-a-real-one";
const SOON: Duration = Duration::from_millis(200);
const NOT_NOW: Duration = Duration::from_hours(1);
const PATIENCE: Duration = Duration::from_secs(20);

/// Runs the body with an X server of its own.
fn on_a_display(test: &str, body: impl FnOnce()) {
    let mut display = None;
    support::inside(
        &format!("clipboard::{test}"),
        |command| {
            let own = display.insert(Display::start());
            command
                .env("DISPLAY", &own.name)
                .env("X_SERVER", own.pid().as_raw_pid().to_string())
                .env_remove("WAYLAND_DISPLAY");
        },
        body,
    );
}

fn clipboard() -> (Clipboard, Receiver<ClipboardNotice>) {
    let (told, notices) = mpsc::channel();
    let clipboard = Clipboard::new(move |notice| {
        let _ = told.send(notice);
    });
    (clipboard, notices)
}

/// A clock that stands still until it is set.
#[derive(Clone, Default)]
struct Clock(Arc<AtomicU64>);

impl Clock {
    fn to(&self, elapsed: Duration) {
        let ms = u64::try_from(elapsed.as_millis()).expect("hours");
        self.0.store(ms, Ordering::SeqCst);
    }
}

impl Ticks for Clock {
    fn elapsed_ms(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

fn clipboard_with_a_clock() -> (Clipboard, Clock, Receiver<ClipboardNotice>) {
    let (told, notices) = mpsc::channel();
    let clock = Clock::default();
    let clipboard = Clipboard::with_ticks(clock.clone(), move |notice| {
        let _ = told.send(notice);
    });
    (clipboard, clock, notices)
}

fn secret() -> Zeroizing<String> {
    Zeroizing::new(SECRET.to_owned())
}

fn pasted() -> Option<String> {
    xclip("clipboard", None)
}

fn xclip(selection: &str, target: Option<&str>) -> Option<String> {
    let mut command = Command::new("xclip");
    command.args(["-selection", selection, "-o"]);
    if let Some(target) = target {
        command.args(["-t", target]);
    }
    support::printed(&mut command, "")
}

/// Another program copies something, and holds it as long as it runs.
fn someone_copies(text: &str) -> Running {
    let file = tempfile::NamedTempFile::new().expect("a temporary folder");
    std::fs::write(file.path(), text).expect("written");
    let program = Running::start(
        Command::new("xclip")
            .args(["-quiet", "-selection", "clipboard", "-i"])
            .arg(file.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null()),
    );
    let taken = (0..1_000).any(|_| pasted().as_deref() == Some(text));
    assert!(taken, "xclip took the clipboard");
    program
}

#[test]
fn a_secret_can_be_pasted_and_is_marked_confidential() {
    on_a_display("a_secret_can_be_pasted_and_is_marked_confidential", || {
        let (clipboard, _notices) = clipboard();
        clipboard.copy_secret(secret(), NOT_NOW).expect("copied");
        assert_eq!(pasted().as_deref(), Some(SECRET));
        let targets = xclip("clipboard", Some("TARGETS")).expect("targets");
        assert!(
            targets
                .lines()
                .any(|target| target == "x-kde-passwordManagerHint"),
            "{targets}"
        );
        let hint = xclip("clipboard", Some("x-kde-passwordManagerHint"));
        assert_eq!(hint.as_deref(), Some("secret"));
    });
}

#[test]
fn the_primary_selection_is_left_alone() {
    on_a_display("the_primary_selection_is_left_alone", || {
        let (clipboard, _notices) = clipboard();
        clipboard.copy_secret(secret(), NOT_NOW).expect("copied");
        assert_eq!(xclip("primary", None), None);
    });
}

#[test]
fn a_secret_is_emptied_after_its_time() {
    on_a_display("a_secret_is_emptied_after_its_time", || {
        let (clipboard, notices) = clipboard();
        clipboard.copy_secret(secret(), SOON).expect("copied");
        assert_eq!(notices.recv_timeout(PATIENCE), Ok(ClipboardNotice::Emptied));
        assert_eq!(pasted(), None);
    });
}

#[test]
fn after_a_sleep_past_its_time_a_secret_is_emptied() {
    on_a_display("after_a_sleep_past_its_time_a_secret_is_emptied", || {
        let (clipboard, clock, notices) = clipboard_with_a_clock();
        clipboard.copy_secret(secret(), NOT_NOW).expect("copied");
        clock.to(NOT_NOW);
        assert_eq!(notices.recv_timeout(PATIENCE), Ok(ClipboardNotice::Emptied));
        assert_eq!(pasted(), None);
    });
}

#[test]
fn what_another_program_copied_since_is_not_emptied() {
    on_a_display("what_another_program_copied_since_is_not_emptied", || {
        let (clipboard, clock, notices) = clipboard_with_a_clock();
        clipboard.copy_secret(secret(), NOT_NOW).expect("copied");
        let _other = someone_copies("a shopping list");
        clock.to(NOT_NOW);
        assert_eq!(notices.recv_timeout(PATIENCE), Ok(ClipboardNotice::Replaced));
        clipboard.empty_now().expect("nothing to do");
        assert_eq!(pasted().as_deref(), Some("a shopping list"));
    });
}

#[test]
fn a_program_that_hangs_with_the_clipboard_holds_a_lock_up_for_a_second_at_most() {
    let test = "a_program_that_hangs_with_the_clipboard_holds_a_lock_up_for_a_second_at_most";
    on_a_display(test, || {
        let (clipboard, notices) = clipboard();
        clipboard.copy_secret(secret(), NOT_NOW).expect("copied");
        let other = someone_copies("a shopping list");
        other.signal(Signal::STOP);
        let began = SinceBoot.elapsed_ms();
        assert_eq!(clipboard.empty_now(), Err(ClipboardError::Unavailable));
        assert!(SinceBoot.elapsed_ms() - began < 2_000);
        other.signal(Signal::CONT);
        assert_eq!(notices.recv_timeout(PATIENCE), Ok(ClipboardNotice::Replaced));
        clipboard.copy_secret(secret(), NOT_NOW).expect("copied");
        assert_eq!(pasted().as_deref(), Some(SECRET));
    });
}

#[test]
fn emptying_at_once_empties_and_tells_once() {
    on_a_display("emptying_at_once_empties_and_tells_once", || {
        let (clipboard, notices) = clipboard();
        clipboard.copy_secret(secret(), NOT_NOW).expect("copied");
        clipboard.empty_now().expect("emptied");
        assert_eq!(pasted(), None);
        clipboard.empty_now().expect("empty already");
        drop(clipboard);
        assert_eq!(notices.iter().collect::<Vec<_>>(), [ClipboardNotice::Emptied]);
    });
}

#[test]
fn dropping_the_clipboard_empties_it() {
    on_a_display("dropping_the_clipboard_empties_it", || {
        let (clipboard, notices) = clipboard();
        clipboard.copy_secret(secret(), NOT_NOW).expect("copied");
        drop(clipboard);
        assert_eq!(pasted(), None);
        assert_eq!(notices.iter().collect::<Vec<_>>(), [ClipboardNotice::Emptied]);
    });
}

#[test]
fn public_text_takes_the_secrets_place_and_stays() {
    on_a_display("public_text_takes_the_secrets_place_and_stays", || {
        let (clipboard, notices) = clipboard();
        clipboard.copy_secret(secret(), NOT_NOW).expect("copied");
        clipboard.copy_public("svc-opscontrol").expect("copied");
        assert_eq!(notices.recv_timeout(PATIENCE), Ok(ClipboardNotice::Replaced));
        clipboard.empty_now().expect("nothing to do");
        assert_eq!(pasted().as_deref(), Some("svc-opscontrol"));
        let targets = xclip("clipboard", Some("TARGETS")).expect("targets");
        assert!(!targets.contains("passwordManagerHint"), "{targets}");
    });
}

#[test]
fn what_could_be_pasted_is_read_whoever_copied_it() {
    on_a_display("what_could_be_pasted_is_read_whoever_copied_it", || {
        let (clipboard, _notices) = clipboard();
        let read = || clipboard.read().map(|text| text.map(|text| text.to_string()));
        assert_eq!(read(), Ok(None));
        clipboard.copy_secret(secret(), NOT_NOW).expect("copied");
        assert_eq!(read(), Ok(Some(SECRET.to_owned())));
        let other = someone_copies("a shopping list");
        assert_eq!(read(), Ok(Some("a shopping list".to_owned())));
        other.signal(Signal::STOP);
        assert_eq!(read(), Err(ClipboardError::Unavailable));
        other.signal(Signal::CONT);
    });
}

#[test]
fn a_second_copy_starts_the_time_again() {
    on_a_display("a_second_copy_starts_the_time_again", || {
        let (clipboard, clock, notices) = clipboard_with_a_clock();
        clipboard.copy_secret(secret(), NOT_NOW).expect("copied");
        clock.to(NOT_NOW.saturating_sub(SOON));
        clipboard.copy_secret(secret(), NOT_NOW).expect("copied");
        clock.to(NOT_NOW + SOON);
        let longer_than_it_waits = Duration::from_secs(2);
        assert_eq!(
            notices.recv_timeout(longer_than_it_waits),
            Err(RecvTimeoutError::Timeout)
        );
        assert_eq!(pasted().as_deref(), Some(SECRET));
    });
}

#[test]
fn a_display_that_came_back_is_used_again() {
    on_a_display("a_display_that_came_back_is_used_again", || {
        let (clipboard, _notices) = clipboard();
        clipboard.copy_secret(secret(), NOT_NOW).expect("copied");
        let display = std::env::var("DISPLAY").expect("a display");
        let server: i32 = std::env::var("X_SERVER").expect("set").parse().expect("a pid");
        kill_process(Pid::from_raw(server).expect("a pid"), Signal::TERM).expect("ours");
        let gone = (0..1_000).any(|_| pasted().is_none());
        assert!(gone, "the display has ended");
        let refused = clipboard.copy_secret(secret(), NOT_NOW);
        assert_eq!(refused, Err(ClipboardError::Unavailable));
        let _again = Display::start_as(&display);
        clipboard.copy_secret(secret(), NOT_NOW).expect("copied");
        assert_eq!(pasted().as_deref(), Some(SECRET));
    });
}

#[test]
fn without_a_display_nothing_is_copied_and_nothing_is_pending() {
    let test = "clipboard::without_a_display_nothing_is_copied_and_nothing_is_pending";
    let without = |command: &mut Command| {
        command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    };
    support::inside(test, without, || {
        let (clipboard, notices) = clipboard();
        let refused = Err(ClipboardError::Unavailable);
        assert_eq!(clipboard.copy_secret(secret(), SOON), refused);
        assert_eq!(clipboard.copy_public("svc-opscontrol"), refused);
        clipboard.empty_now().expect("nothing to empty");
        drop(clipboard);
        assert_eq!(notices.iter().count(), 0);
    });
}
