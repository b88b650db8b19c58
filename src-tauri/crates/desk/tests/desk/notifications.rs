//! Notifications, shown by dunst.

use std::process::{Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use keytower_desk::notifications::{DesktopNotifier, Notification, Notifier as _};

use crate::support::{self, Bus, Display, Running};

const PATIENCE: Duration = Duration::from_secs(20);
const NAME: &str = "org.freedesktop.Notifications";

/// Runs the body with a screen and a bus of its own, where nothing shows notifications yet.
fn on_a_bus(test: &str, body: impl FnOnce()) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut own = None;
    support::inside(
        &format!("notifications::{test}"),
        |command| {
            let (display, bus) = own.insert((Display::start(), Bus::start(folder.path())));
            command
                .env("DISPLAY", &display.name)
                .env("DBUS_SESSION_BUS_ADDRESS", &bus.address)
                .env_remove("WAYLAND_DISPLAY");
        },
        body,
    );
}

/// Starts dunst, and waits until it answers.
fn dunst() -> Running {
    let dunst = Running::start(Command::new("dunst").stdout(Stdio::null()).stderr(Stdio::null()));
    let waited = Command::new("gdbus")
        .args(["wait", "--session", "--timeout=20", NAME])
        .status();
    assert!(waited.expect("gdbus").success(), "dunst answers");
    dunst
}

fn ctl(arguments: &[&str]) -> String {
    support::printed(Command::new("dunstctl").args(arguments), "").expect("dunst answers")
}

fn reminder() -> Notification {
    Notification {
        summary: "<b>ops-feed</b> expires in 7 days".to_owned(),
        body: "svc <i>ops</i> & co".to_owned(),
        urgent: false,
        actions: &[("open", "Open"), ("renew", "Renew")],
    }
}

/// Shows it; what was chosen comes to the receiver, which is let go when nobody will choose any more.
fn show(notification: Notification) -> Receiver<String> {
    let (tell, chosen) = mpsc::channel();
    DesktopNotifier.show(
        notification,
        Box::new(move |action| {
            let _ = tell.send(action.to_owned());
        }),
    );
    chosen
}

fn until_displayed() {
    // Each question takes its time.
    let displayed = (0..2_000).any(|_| ctl(&["count", "displayed"]).trim() == "1");
    assert!(displayed, "a notification in sight");
}

#[test]
fn a_click_on_it_does_the_first_action() {
    on_a_bus("a_click_on_it_does_the_first_action", || {
        let _dunst = dunst();
        let chosen = show(reminder());
        until_displayed();
        ctl(&["action"]);
        assert_eq!(chosen.recv_timeout(PATIENCE).as_deref(), Ok("open"));
        let gone = (0..2_000).any(|_| ctl(&["count", "displayed"]).trim() == "0");
        assert!(gone, "it goes once it was answered");
    });
}

#[test]
fn it_is_shown_as_text_and_dismissing_it_ends_the_waiting() {
    on_a_bus("it_is_shown_as_text_and_dismissing_it_ends_the_waiting", || {
        let _dunst = dunst();
        let chosen = show(reminder());
        until_displayed();
        ctl(&["close-all"]);
        assert_eq!(
            chosen.recv_timeout(PATIENCE),
            Err(mpsc::RecvTimeoutError::Disconnected)
        );
        let history = ctl(&["history"]);
        for text in [
            "<b>ops-feed</b> expires in 7 days",
            "svc &lt;i&gt;ops&lt;/i&gt; &amp; co",
        ] {
            assert!(history.contains(text), "{text}: {history}");
        }
    });
}

#[test]
fn without_a_daemon_nothing_is_shown_and_nothing_hangs() {
    on_a_bus("without_a_daemon_nothing_is_shown_and_nothing_hangs", || {
        let chosen = show(reminder());
        assert_eq!(
            chosen.recv_timeout(PATIENCE),
            Err(mpsc::RecvTimeoutError::Disconnected)
        );
    });
}

#[test]
fn a_daemon_that_is_killed_while_it_is_waited_for_ends_the_waiting() {
    on_a_bus(
        "a_daemon_that_is_killed_while_it_is_waited_for_ends_the_waiting",
        || {
            let dunst = dunst();
            let chosen = show(reminder());
            until_displayed();
            drop(dunst);
            assert_eq!(
                chosen.recv_timeout(PATIENCE),
                Err(mpsc::RecvTimeoutError::Disconnected)
            );
        },
    );
}
