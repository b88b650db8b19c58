//! The first run, from an empty computer to a key in the clipboard, and what becomes of the key.

use std::fs;
use std::path::Path;

use super::app::{App, Computer};
use super::bus::files_below;
use super::desk::{clipboard, clipboard_as, clipboard_targets, primary, put_into, turn};
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

    create_the_vault(&app);
    import_the_fleet(&app, &csv);
    fill_in_the_panel(&app);
    let key = hand_the_key_over(&app);
    lock_and_unlock(&app);
    lead_the_key_to_its_end(&app);

    app.terminate();
    app.wait_for_the_end();
    nothing_lies_open(&computer, &key);
}

fn create_the_vault(app: &App) {
    let page = &app.page;
    page.wait_for_text("Keep every API key accounted for.");
    page.picture("first-run-1-start");
    app.fill_in_a_vault();
    page.wait_for_text("Very strong.");
    page.wait_for("a meter as green as its word", |_| {
        let same = page.run(
            "const [word, bar] = ['.strength strong', '.strength .bars span:last-child']
               .map((one) => getComputedStyle(document.querySelector(one)));
             return word.color === bar.backgroundColor",
        );
        (same == true).then_some(())
    });
    page.picture("first-run-2-create");
    page.press("Create vault");
    page.wait_for_text("Store the recovery code");
    page.picture("first-run-3-recovery-code");
    page.press("I have stored it");
}

fn import_the_fleet(app: &App, csv: &Path) {
    let page = &app.page;
    page.wait_for_text("Drop your fleet list here");
    page.picture("first-run-4-fleet");
    page.choose_file("Choose a CSV", csv);
    page.wait_for_text("4 will be added, 0 changed, 1 refused");
    page.wait_for_text("Registration ← $Registration");
    page.picture("first-run-5-preview");
    page.press("Add 4 aircraft");
}

fn fill_in_the_panel(app: &App) {
    let page = &app.page;
    page.wait_for_text("In plain words");
    page.type_into("Owner", "svc-opscontrol");
    page.pick("Create \"svc-opscontrol\"");
    page.type_into("Organisation", "Ops Control s.r.o.");
    page.type_into("Contact e-mail", "ops@example.org");
    let refused = page.run("return document.querySelectorAll('[aria-invalid=true]').length");
    assert_eq!(refused, 0, "nothing is wrong yet");
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
    let days = page.run("return document.querySelector('input[value=default]:checked').labels[0].innerText");
    assert!(
        days.as_str()
            .is_some_and(|days| days.trim_start().starts_with("180 days")),
        "{days}"
    );
    page.picture("first-run-7-generate");
}

fn hand_the_key_over(app: &App) -> String {
    let page = &app.page;
    put_into("primary", "selected before");
    page.press("Generate key");
    let key = app.shown();
    assert_eq!(key.len(), 70, "{key}");
    assert!(key.starts_with("ktw_"), "{key}");
    page.press("Copy key");
    page.wait_for_text("Copied. The clipboard empties in");
    page.picture("first-run-8-show-once");
    assert_eq!(clipboard(), key);
    let formats = clipboard_targets();
    assert!(formats.contains("x-kde-passwordManagerHint"), "{formats}");
    assert_eq!(clipboard_as("x-kde-passwordManagerHint"), "secret");
    assert_eq!(primary(), "selected before", "the primary selection is untouched");
    page.press("I have stored it");
    page.wait_for_text("ops-feed is ready.");
    page.picture("first-run-9-ready");
    let source = page.driver.source().expect("the page's source");
    assert!(!source.contains(&key[21..]), "the page still holds the key");
    key
}

fn lock_and_unlock(app: &App) {
    let page = &app.page;
    app.lock();
    until("an empty clipboard", || clipboard().is_empty().then_some(()));
    let source = page.driver.source().expect("the page's source");
    assert!(!source.contains("ops-feed"), "the locked page holds a name");
    page.enter("Master password", "not the password");
    page.wait_for_text("That isn't this vault's master password.");
    page.picture("first-run-10-wrong-password");
    app.unlock();
    page.wait_for_text("ops-feed");
}

fn lead_the_key_to_its_end(app: &App) {
    let page = &app.page;
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
    page.press("More");
    page.pick("Disable");
    page.wait_for_text("Stopped. You can enable it again.");
    page.press("Enable");
    page.wait_for_text("ops-feed works again.");
    page.press("Revoke");
    page.type_into("Type ops-feed to go on", "ops-feed");
    page.press("Revoke");
    page.wait_for_text("ops-feed is revoked, for good.");
    assert_eq!(app.states(), [("ops-feed".to_owned(), "revoked".to_owned())]);
}

/// The vault is its owner's alone, and no file says in plain text what is in it.
fn nothing_lies_open(computer: &Computer, key: &str) {
    let vault = computer.vault(VAULT);
    assert_eq!(mode(&vault), 0o700, "{}", vault.display());
    let files = files_below(&vault);
    assert!(files.len() >= 2, "{files:?}");
    for file in files {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
    let secrets = [
        &key[21..],
        PASSWORD,
        "ops-feed",
        "svc-opscontrol",
        "ops@example.org",
        "Nováková",
        "OK-ABC",
    ];
    for file in files_below(computer.folder()) {
        // WebKit's own processes end a moment later, and take files with them.
        let Ok(bytes) = fs::read(&file) else { continue };
        let given = file.ends_with("fleet.csv");
        for secret in secrets.iter().filter(|_| !given) {
            assert!(!holds(&bytes, secret), "{} holds {secret}", file.display());
        }
    }
}
