//! The first run, from an empty computer to a key in the clipboard, and what becomes of the key.

use std::fs;

use super::app::Computer;
use super::bus::files_below;
use super::desk::{clipboard, clipboard_as, clipboard_targets, primary, put_into, turn};
use super::page::CONTROL;
use super::steps::{PASSWORD, VAULT, holds, mode};
use super::wait::until;

const FLEET: &str = "$Registration,$ICAO Type,Operator\n\
                     OK-ABC,B738,Smartwings\n\
                     OK-ABD,B738,Smartwings\n\
                     OK-ABE,PC12,Aeropartner\n\
                     OK-ABF,PC12,Aeropartner\n\
                     !!,A320,Nobody\n";

#[test]
fn the_first_run_ends_with_a_key_in_the_clipboard_that_nothing_on_the_disk_holds() {
    let _turn = turn();
    let computer = Computer::new();
    let csv = computer.folder().join("fleet.csv");
    fs::write(&csv, FLEET).expect("the fleet list is written");
    let app = computer.start();
    let page = &app.page;

    page.wait_for_text("Keep every API key accounted for.");
    page.picture("first-run-1-start");
    page.press("Create a vault");
    page.type_into("Vault name", VAULT);
    page.type_into("Your name", "Ada Nováková");
    page.type_into("Master password", PASSWORD);
    page.type_into("Repeat master password", PASSWORD);
    page.picture("first-run-2-create");
    page.press("Create vault");
    page.wait_for_text("Store the recovery code");
    page.picture("first-run-3-recovery-code");
    page.press("I have stored it");

    page.wait_for_text("Drop your fleet list here");
    page.picture("first-run-4-fleet");
    page.choose_file("Choose a CSV", &csv);
    page.wait_for_text("4 will be added, 0 changed, 1 refused");
    page.wait_for_text("Registration ← $Registration");
    page.picture("first-run-5-preview");
    page.press("Add 4 aircraft");

    page.wait_for_text("In plain words");
    page.type_into("Service account", "svc-opscontrol");
    page.pick("Create \"svc-opscontrol\"");
    page.type_into("Organisation", "Ops Control s.r.o.");
    page.type_into("Contact e-mail", "ops@example.org");
    page.picture("first-run-6-account");
    page.press("Create service account");
    page.wait_without_text("New service account");
    page.type_into("Key name", "ops-feed");
    page.type_into("Filter resources", "flight watch");
    page.tick("Flight watch");
    page.tick("Only some");
    page.paste_into("Registration", "OK-ABC OKABD\nok-abe");
    page.wait_for("three chips", |_| {
        let removers = page.run("return document.querySelectorAll('[aria-label^=\"Remove OK-AB\"]').length");
        (removers == 3).then_some(())
    });
    let expiry = page.run("return document.querySelector('input[type=radio][value=default]').checked");
    assert_eq!(expiry, true, "180 days is set");
    page.wait_for_text("180 days");
    page.picture("first-run-7-generate");
    put_into("primary", "selected before");
    page.press("Generate key");

    let key = app.shown();
    assert_eq!(key.len(), 70, "{key}");
    assert!(key.starts_with("ktw_"), "{key}");
    page.press("Copy key");
    page.wait_for_text("Copied. The clipboard empties in");
    page.picture("first-run-8-show-once");
    assert_eq!(clipboard(), key);
    assert!(
        clipboard_targets().contains("x-kde-passwordManagerHint"),
        "{}",
        clipboard_targets()
    );
    assert_eq!(clipboard_as("x-kde-passwordManagerHint"), "secret");
    assert_eq!(primary(), "selected before", "the primary selection is untouched");
    page.press("I have stored it");
    page.wait_for_text("ops-feed is ready.");
    page.picture("first-run-9-ready");
    let source = page.driver.source().expect("the page's source");
    assert!(!source.contains(&key[20..]), "the page still holds the key");

    page.chord(&[CONTROL, "l"]);
    page.wait_for_text("Locked as you asked.");
    until("an empty clipboard", || clipboard().is_empty().then_some(()));
    let source = page.driver.source().expect("the page's source");
    assert!(!source.contains("ops-feed"), "the locked page holds a name");
    page.enter("Master password", "not the password");
    page.wait_for_text("That isn't this vault's master password.");
    page.picture("first-run-10-wrong-password");
    app.unlock();
    page.wait_for_text("ops-feed");

    // A renewal by the same 180 days would not make it end later on its first day.
    page.press("More");
    page.pick("Edit");
    page.retype_into("Renewal period, in days", "365");
    page.press("Save");
    page.wait_for_text("ops-feed is saved.");
    page.press("Renew");
    page.wait_for_text("Same key, later end.");
    page.press("Renew");
    page.wait_for_text("ops-feed works until");
    page.picture("renewed");
    page.press("Disable");
    page.wait_for_text("Enable");
    page.press("Enable");
    page.wait_for_text("Disable");
    page.press("Revoke");
    page.type_into("Type ops-feed to go on", "ops-feed");
    page.press("Revoke");
    page.wait_for("the key to be revoked", |_| {
        app.states()
            .contains(&("ops-feed".into(), "revoked".into()))
            .then_some(())
    });
    page.wait_for_text("revoked");

    app.terminate();
    app.wait_for_the_end();
    let vault = computer.vault(VAULT);
    assert_eq!(mode(&vault), 0o700, "{}", vault.display());
    for file in files_below(&vault) {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
    for file in files_below(computer.folder()) {
        // WebKit's own processes end a moment later, and take files with them.
        let Ok(bytes) = fs::read(&file) else { continue };
        let fleet = file == csv;
        for text in [
            &key[20..],
            &key,
            PASSWORD,
            "ops-feed",
            "svc-opscontrol",
            "ops@example.org",
            "Nováková",
        ] {
            assert!(!holds(&bytes, text), "{} holds {text}", file.display());
        }
        assert!(
            fleet || !holds(&bytes, "OK-ABC"),
            "{} names an aircraft",
            file.display()
        );
    }
}
