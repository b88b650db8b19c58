//! The one address outside the program that the window may have opened: the one that the workspace holds.

use keytower_contract::{CheckedBy, Code};

use super::room::Room;

const LEON: &str = "https://leon.example/keys";

fn leon() -> CheckedBy {
    CheckedBy::AnotherSystem {
        name: "Leon".to_owned(),
        address: LEON.to_owned(),
    }
}

#[test]
fn the_browser_is_sent_where_the_workspace_says_and_nowhere_else() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let refused = seat
        .run(seat.session.open_checking_system())
        .expect_err("nobody checks the keys");
    assert_eq!(refused.code, Code::NotFound);
    seat.run(seat.backend().edit_checked_by(leon()))
        .expect("in order");
    seat.run(seat.session.open_checking_system())
        .expect("there is a browser");
    assert_eq!(room.browser.opened(), [LEON]);
}

#[test]
fn without_a_browser_the_address_is_told() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    seat.run(seat.backend().edit_checked_by(leon()))
        .expect("in order");
    room.browser.refuse();
    let refused = seat
        .run(seat.session.open_checking_system())
        .expect_err("no browser");
    assert_eq!(refused.code, Code::BrowserRefused);
    assert_eq!(refused.params["address"], LEON);
}

#[test]
fn a_locked_vault_has_nothing_opened() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    seat.run(seat.backend().edit_checked_by(leon()))
        .expect("in order");
    seat.run(seat.session.lock_vault()).expect("open");
    let refused = seat.run(seat.session.open_checking_system()).expect_err("locked");
    assert_eq!(refused.code, Code::Locked);
    assert_eq!(room.browser.opened(), [""; 0]);
}
