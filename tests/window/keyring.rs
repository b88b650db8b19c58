//! Unlocking through the computer's keyring: one that works, one that is locked, and none.

use super::app::Computer;
use super::bus::{Bus, kept_in_the_keyring};
use super::desk::turn;
use super::steps::VAULT;
use super::wait::until;

const THROUGH_THE_KEYRING: &str = "Unlock with this computer's keyring";

#[test]
fn the_keyring_unlocks_once_it_is_asked_to_and_the_password_works_without_it() {
    let _turn = turn();
    let computer = Computer::new();
    let app = computer.start();
    app.create_vault();
    let before = kept_in_the_keyring();
    app.page.press("Settings");
    app.page.flip(THROUGH_THE_KEYRING);
    app.page.type_into("Master password", super::steps::PASSWORD);
    app.page.press("Use the keyring");
    app.page
        .wait_for_text("This computer's keyring can unlock the vault now.");
    app.page.picture("settings-keyring");
    assert_ne!(
        kept_in_the_keyring(),
        before,
        "the keyring holds a secret for the vault"
    );

    app.lock();
    app.page.picture("locked-with-keyring");
    app.page.press(THROUGH_THE_KEYRING);
    app.page.wait_for_text("Vault on this computer");
    app.terminate();
    app.wait_for_the_end();

    let bus = Bus::with_a_locked_keyring();
    let app = computer.start_on(&bus.address);
    app.page.press(VAULT);
    app.page.press(THROUGH_THE_KEYRING);
    // The window lives meanwhile: what is typed arrives.
    app.page.type_into("Master password", "typed meanwhile");
    app.page.wait_for_text("The keyring is locked or doesn't answer.");
    app.page.picture("keyring-locked");
    app.page.retype_into("Master password", super::steps::PASSWORD);
    app.page.press("Unlock");
    app.page.wait_for_text("Vault on this computer");
    app.terminate();
    app.wait_for_the_end();

    let bus = Bus::bare();
    let app = computer.start_on(&bus.address);
    app.page.press(VAULT);
    app.page.press(THROUGH_THE_KEYRING);
    app.page.wait_for_text("No keyring answers on this computer.");
    app.unlock();
    app.page.press("Settings");
    app.page.wait_for_text("No keyring here");
    app.terminate();
    app.wait_for_the_end();

    let app = computer.start();
    app.open_again();
    app.page.press("Settings");
    app.page.flip(THROUGH_THE_KEYRING);
    app.page.type_into("Master password", super::steps::PASSWORD);
    app.page.press("Stop using it");
    app.page
        .wait_for_text("The keyring can't unlock the vault any more.");
    until("the keyring to hold nothing of the vault", || {
        (kept_in_the_keyring() == before).then_some(())
    });
    app.lock();
    assert!(!app.page.offers(THROUGH_THE_KEYRING));
}
