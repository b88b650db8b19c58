//! Unlocking through the computer's keyring: one that works, one that is locked, and none.

use super::app::Computer;
use super::bus::Bus;
use super::desk::turn;
use super::steps::{PASSWORD, VAULT};
use super::wait::until;

const THROUGH_THE_KEYRING: &str = "Unlock with this computer's keyring";

#[test]
fn the_keyring_unlocks_once_it_is_asked_to_and_the_password_works_without_it() {
    let _turn = turn();
    let computer = Computer::new();
    let bus = Bus::with_a_keyring();
    let app = computer.start_on(&bus.address);
    let page = &app.page;
    app.create_vault();
    assert_eq!(bus.kept(), "");
    page.press("Settings");
    page.flip(THROUGH_THE_KEYRING);
    page.type_into("Master password", PASSWORD);
    page.press("Use the keyring");
    page.wait_for_text("This computer's keyring can unlock the vault now.");
    page.picture("settings-keyring");
    assert!(bus.kept().contains("secret = "), "the keyring holds nothing");

    app.lock();
    page.picture("locked-with-keyring");
    page.press(THROUGH_THE_KEYRING);
    page.wait_for_text("Vault on this computer");

    app.lock();
    bus.lock_the_keyring();
    page.press(THROUGH_THE_KEYRING);
    // The window lives meanwhile: what is typed arrives.
    page.type_into("Master password", "typed meanwhile");
    page.wait_for_text("The keyring is locked or doesn't answer.");
    page.picture("keyring-locked");
    page.retype_into("Master password", PASSWORD);
    page.press("Unlock");
    page.wait_for_text("Vault on this computer");

    page.press("Settings");
    page.flip(THROUGH_THE_KEYRING);
    page.type_into("Master password", PASSWORD);
    page.press("Stop using it");
    page.wait_for_text("The keyring can't unlock the vault any more.");
    app.lock();
    assert!(!page.offers(THROUGH_THE_KEYRING));
}

#[test]
fn without_a_keyring_the_password_works_and_settings_say_so() {
    let _turn = turn();
    let computer = Computer::new();
    let bus = Bus::with_a_keyring();
    let app = computer.start_on(&bus.address);
    app.create_vault();
    app.page.press("Settings");
    app.page.flip(THROUGH_THE_KEYRING);
    app.page.type_into("Master password", PASSWORD);
    app.page.press("Use the keyring");
    until("the keyring to be used", || {
        (!bus.kept().is_empty()).then_some(())
    });
    app.page
        .wait_for_text("This computer's keyring can unlock the vault now.");
    app.terminate();
    app.wait_for_the_end();

    let bare = Bus::bare();
    let app = computer.start_on(&bare.address);
    app.page.press(VAULT);
    app.page.press(THROUGH_THE_KEYRING);
    app.page.wait_for_text("No keyring answers on this computer.");
    app.page.picture("keyring-absent");
    app.unlock();
    app.page.press("Settings");
    app.page.wait_for_text("No keyring here");
}
