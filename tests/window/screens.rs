//! The README's pictures, from the real window, most of them on sample data: `cargo xtask screens`.

use std::path::Path;

use serde_json::json;

use super::app::{App, Computer};
use super::desk::{resize, turn};
use super::wait::until;

const THEMES: [(&str, &str); 2] = [("light", "Light"), ("dark", "Dark")];

#[test]
#[ignore = "writes src-tauri/pictures: cargo xtask screens"]
fn the_readmes_pictures_are_taken_anew() {
    let _turn = turn();
    let computer = Computer::new();
    let app = computer.start();
    let page = &app.page;
    resize(page, 1400, 900);
    page.press("Look around with sample data");
    page.wait_for_text("nothing here is real");
    for (theme, scheme) in THEMES {
        let take = |name: &str| take(&app, &format!("{name}-{theme}"));
        choose_theme(&app, theme, scheme);
        page.press("Overview");
        page.wait_for_text("Lately");
        take("overview");
        page.press("Reminders");
        page.wait_for_text("You are told because you hold this vault.");
        take("reminders");
        page.chord(&["\u{e00c}"]);
        page.press("Access");
        page.press("Who has what");
        page.wait_for_text("through a template or a role");
        take("access");
        page.press("Keys");
        page.wait_for_text("1,1");
        page.open_row("ops-desk");
        page.wait_for_text("Renewal period");
        take("keys");
        page.press("Close");
        page.press("Generate key");
        page.wait_for_text("In plain words");
        page.type_into("Owner", "svc-opscontrol");
        page.pick("svc-opscontrol");
        page.type_into("Key name", &format!("movement-board-{theme}"));
        page.type_into("Filter resources", "flight watch");
        page.tick("Flight watch");
        take("generate");
        page.press("Generate key");
        page.wait_for_text("Copy your key now");
        take("show-once");
        page.press("I have stored it");
        page.wait_without_text("Copy your key now");
    }
}

#[test]
#[ignore = "writes src-tauri/pictures: cargo xtask screens"]
fn the_readmes_pictures_of_what_sample_data_has_not_are_taken_anew() {
    let _turn = turn();
    let computer = Computer::new();
    let app = computer.start();
    let page = &app.page;
    resize(page, 1400, 900);
    app.create_vault();
    app.generate("ops-feed");
    page.invoke("confirm_stored", &json!({})).expect("it is shown");
    page.press("Settings");
    page.flip("Remind me while the vault is locked");
    page.flip("Keep running");
    page.flip("Mail reminders from this computer");
    page.type_into("Server", "mail.northwind.example");
    page.type_into("Address", "keytower@northwind.example");
    for (theme, scheme) in THEMES {
        choose_theme(&app, theme, scheme);
        page.run(
            "const heading = [...document.querySelectorAll('h2')].find((one) => one.textContent === 'Reminders');
             heading.closest('section').scrollIntoView()",
        );
        take(&app, &format!("mail-{theme}"));
    }
}

/// Shows the settings, in that theme.
fn choose_theme(app: &App, theme: &str, scheme: &str) {
    let page = &app.page;
    page.press("Settings");
    page.tick(scheme);
    until("the theme", || {
        let used = page.run("return getComputedStyle(document.documentElement).colorScheme");
        (used.as_str()? == theme).then_some(())
    });
}

fn take(app: &App, name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src-tauri/pictures");
    let taken = app.page.picture_at(&folder.join(format!("{name}.png")));
    assert!(taken, "{name}: ImageMagick takes the pictures");
}
