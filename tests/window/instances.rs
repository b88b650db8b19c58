//! Two at once: of the window, and of a vault.

use super::app::Computer;
use super::bus::Bus;
use super::desk::{said, titled, turn, xdotool};
use super::steps::{PASSWORD, VAULT};
use super::wait::until;

#[test]
fn a_second_start_brings_the_first_to_the_front_and_ends() {
    let _turn = turn();
    let computer = Computer::new();
    let app = computer.start();
    let window = until("the window", || titled("Keytower"));
    let other = Computer::new();
    let bus = Bus::bare();
    let in_front = other.start_on(&bus.address);
    let covering = until("another window", || {
        let windows = said("xdotool", &["search", "--onlyvisible", "--name", "^Keytower$"])?;
        windows.lines().find(|found| *found != window).map(str::to_owned)
    });
    xdotool(&["windowraise", &covering]);
    xdotool(&["windowfocus", "--sync", &covering]);

    let mut second = computer.start_again(&[]);
    let status = until("the second start's end", || second.try_wait().expect("a child"));
    assert!(status.success(), "{status}");
    until("the first window to have the keyboard", || {
        let focused = said("xdotool", &["getwindowfocus"])?;
        (focused.trim() == window).then_some(())
    });
    assert!(app.runs() && in_front.runs());
}

#[test]
fn a_second_process_on_another_bus_is_told_that_the_vault_is_in_use_elsewhere() {
    let _turn = turn();
    let computer = Computer::new();
    let first = computer.start();
    first.create_vault();
    let bus = Bus::bare();
    let second = computer.start_on(&bus.address);
    second.page.press(VAULT);
    second.page.type_into("Master password", PASSWORD);
    second.page.press("Unlock");
    second.page.wait_for_text("In use elsewhere");
    second.page.picture("in-use-elsewhere");
    first.generate("still-open");

    first.terminate();
    first.wait_for_the_end();
    second.unlock();
    assert_eq!(second.states().len(), 1);
}
