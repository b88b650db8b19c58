//! The five products that Keytower is modelled on, each by its own steps and under its policy, in the window that ships.
//! Every limit of each is tried in `ui/stories`, where the clock can be turned.

use serde_json::json;

use super::app::{App, Computer};
use super::desk::turn;
use super::steps::PASSWORD;

/// A vault whose policy was chosen on its page.
fn working_like(computer: &Computer, product: &str) -> App {
    let app = computer.start();
    app.create_vault();
    let page = &app.page;
    page.press("Settings");
    page.press("Change policy…");
    page.tick(product);
    page.press("Save policy");
    page.wait_for_text("The policy was saved. No key was changed.");
    app
}

/// Opens the generate panel from the list, and answers what it asks, by the names on the wire.
fn panel(app: &App) -> Vec<String> {
    let page = &app.page;
    page.press("Keys");
    page.press("Generate key");
    page.wait_for_text("In plain words");
    let asked =
        page.run("return [...document.querySelectorAll('[data-field]')].map((one) => one.dataset.field)");
    let asked = asked.as_array().expect("a list");
    asked
        .iter()
        .filter_map(|one| Some(one.as_str()?.to_owned()))
        .collect()
}

/// Presses *Generate key*, and says that the key is stored. Answers its text.
fn take(app: &App, title: &str) -> String {
    let page = &app.page;
    page.press("Generate key");
    page.wait_for_text(title);
    let text = in_the_dialog(app);
    page.press("I have stored it");
    page.wait_without_text(title);
    text
}

/// The key in the dialog, once it is there.
fn in_the_dialog(app: &App) -> String {
    app.page.wait_for("a key", |_| {
        let text = app
            .page
            .run("return document.querySelector('[data-dialog] p.key code')?.textContent ?? null");
        text.as_str().map(str::to_owned)
    })
}

fn tick_flights(app: &App) {
    app.page.type_into("Filter resources", "flights");
    app.page.tick("Flights");
}

/// Ends the key that is open, once its name is typed.
fn revoke(app: &App, name: &str) {
    let page = &app.page;
    page.press("Revoke");
    page.wait_for_text(&format!("Type {name} to go on"));
    page.type_into(&format!("Type {name} to go on"), name);
    page.press("Revoke");
    page.wait_for_text(&format!("{name} is revoked, for good."));
    assert_eq!(app.states(), [(name.to_owned(), "revoked".to_owned())]);
}

/// A day as it is typed, so many days from today.
fn day(app: &App, days: u32) -> String {
    let day = app.page.run_with(
        "const day = new Date(); day.setDate(day.getDate() + arguments[0]); return day.toLocaleDateString('sv-SE')",
        &json!([days]),
    );
    day.as_str().expect("a day").to_owned()
}

fn offers_none_of(app: &App, verbs: &[&str]) {
    app.page.press("More");
    let offered = app
        .page
        .run("return [...document.querySelectorAll('[role=menuitem]')].map((one) => one.innerText).join()");
    let offered = offered.as_str().expect("a menu");
    for verb in verbs {
        assert!(!app.page.offers(verb), "{verb} is offered");
        assert!(!offered.contains(verb), "{verb} is in the menu: {offered}");
    }
    app.page.chord(&[ESCAPE]);
}

const ESCAPE: &str = "\u{e00c}";

#[test]
fn leon_gives_a_key_without_an_end_for_the_whole_fleet_and_revokes_it() {
    let _turn = turn();
    let computer = Computer::new();
    let app = working_like(&computer, "Leon");
    let page = &app.page;
    assert_eq!(panel(&app), ["name", "description", "rights", "scope"]);
    page.type_into("Key name", "Fuel app");
    page.press("Generate key");
    page.wait_for_text("Choose at least one resource: a key without any lets nobody in.");
    tick_flights(&app);
    page.wait_for_text("for the whole fleet, without an end.");
    take(&app, "Copy your refresh token now");
    page.wait_for_text("and any added later");
    page.picture("product-leon");
    offers_none_of(&app, &["Renew", "Show", "Disable", "Expire now", "Delete"]);
    revoke(&app, "Fuel app");
}

#[test]
fn smart_onboarding_shows_the_key_again_for_the_master_password() {
    let _turn = turn();
    let computer = Computer::new();
    let app = working_like(&computer, "Smart Onboarding");
    let page = &app.page;
    assert_eq!(panel(&app), ["name"]);
    page.type_into("Label", "Sandbox");
    let text = take(&app, "Copy your key now");
    page.press("Show");
    page.enter("Master password", "not the password");
    page.wait_for_text("That isn't this vault's master password.");
    page.retype_into("Master password", PASSWORD);
    page.press("Show");
    assert_eq!(in_the_dialog(&app), text);
    page.press("Close");
    page.wait_for_text("showed the key again");
    page.picture("product-smart-onboarding");
    offers_none_of(&app, &["Renew", "Edit", "Disable", "Expire now", "Delete"]);
    revoke(&app, "Sandbox");
}

#[test]
fn account_preferences_ask_nothing_and_delete_for_ever() {
    let _turn = turn();
    let computer = Computer::new();
    let app = working_like(&computer, "Account preferences");
    let page = &app.page;
    assert_eq!(panel(&app), [""; 0]);
    let text = take(&app, "Copy your key now");
    let name = app.states().remove(0).0;
    assert!(name.starts_with("Key of "), "{name}");
    offers_none_of(
        &app,
        &["Show", "Renew", "Edit", "Disable", "Revoke", "Expire now"],
    );
    page.press("Delete");
    page.wait_for_text("It ends at once, for ever");
    page.type_into(&format!("Type {name} to go on"), &name);
    page.press("Delete");
    page.wait_without_text("It ends at once, for ever");
    assert_eq!(app.states(), []);
    page.press("Keys");
    page.wait_for_text("No keys yet.");
    let known = page
        .invoke("identify_key", &json!({ "text": text }))
        .expect("it is asked");
    assert_eq!(known["kind"], "deleted");
    page.press("Activity");
    page.wait_for_text("Deleted the key");
}

#[test]
fn air_maestro_gives_a_service_account_keys_that_are_expired_by_hand() {
    let _turn = turn();
    let computer = Computer::new();
    let app = working_like(&computer, "Air Maestro");
    let page = &app.page;
    page.press("Service accounts");
    page.press("New service account");
    page.type_into("Account name", "svc ops");
    page.type_into("Contact e-mail", "ops@example.org");
    page.press("Create service account");
    page.wait_for_text("Use only letters");
    page.retype_into("Account name", "svcops");
    page.press("Create service account");
    page.wait_without_text("Create service account");
    // A key inherits what its account has.
    page.press("Change access of svcops");
    tick_flights(&app);
    page.wait_for_text("No key that works changes by this.");
    page.press("Save");
    page.wait_without_text("Access of svcops");
    let asked = panel(&app);
    assert_eq!(
        asked,
        [
            "owner_id",
            "name",
            "expiry",
            "renewal_days",
            "personnel",
            "reminder_days"
        ]
    );
    page.type_into("Owner", "svcops");
    page.pick("svcops");
    page.type_into("Key name", "Rostering");
    page.tick("Custom date…");
    page.retype_into("Date", &day(&app, 366));
    page.press("Generate key");
    page.wait_for_text("The latest day is");
    page.retype_into("Date", &day(&app, 90));
    take(&app, "Copy your key now");
    page.press("Renew");
    page.wait_for_text("Same key, later end.");
    page.press("Renew");
    page.wait_for_text("Rostering works until");
    page.picture("product-air-maestro");
    page.press("More");
    page.pick("Edit");
    page.wait_for_text("(Air Maestro) keeps the rest as it was generated: name, description");
    page.press("Cancel");
    offers_none_of(&app, &["Disable", "Revoke", "Delete", "Show"]);
    page.press("Expire now");
    page.wait_for_text("Expire Rostering now?");
    page.press("Expire now");
    page.wait_without_text("Expire Rostering now?");
    assert_eq!(app.states(), [("Rostering".to_owned(), "expired".to_owned())]);
}

#[test]
fn level_access_gives_a_key_for_a_year_at_most_and_revokes_it() {
    let _turn = turn();
    let computer = Computer::new();
    let app = working_like(&computer, "Level Access");
    let page = &app.page;
    assert_eq!(panel(&app), ["name", "expiry"]);
    page.type_into("Key name", "Scanner");
    page.wait_for_text("180 days");
    page.wait_for_text("30 days");
    page.tick("Custom date…");
    page.retype_into("Date", &day(&app, 366));
    page.press("Generate key");
    page.wait_for_text("The latest day is");
    page.retype_into("Date", &day(&app, 365));
    take(&app, "Copy your key now");
    page.wait_for_text("Nothing of a key can be edited.");
    page.picture("product-level-access");
    offers_none_of(
        &app,
        &["Renew", "Edit", "Disable", "Expire now", "Delete", "Show"],
    );
    revoke(&app, "Scanner");
}
