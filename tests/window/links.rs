//! Links that are opened in another program, which starts this one a second time.

use serde_json::json;

use super::app::{App, Computer};
use super::desk::turn;
use super::wait::until;

/// Opens a link, as the system does: by a second start, which ends once the first has heard of it.
fn open(computer: &Computer, link: &str) {
    let mut second = computer.start_again(&[link]);
    let status = until("the second start's end", || second.try_wait().expect("a child"));
    assert!(status.success(), "{status}");
}

fn link_to(app: &App, key: &str) -> String {
    let workspace = app.page.invoke("workspace", &json!({})).expect("an open vault");
    let account = workspace["account_id"].as_str().expect("an account id");
    format!("keytower://open/{account}/key/{}", &key[4..20])
}

/// Waits until the window is at an address.
fn is_at(app: &App, end: &str) {
    until(end, || {
        let address = app.page.driver.address().ok()?;
        address.ends_with(end).then_some(())
    });
}

#[test]
fn a_link_given_to_a_second_start_selects_its_key_at_once_or_after_unlocking() {
    let _turn = turn();
    let computer = Computer::new();
    let app = computer.start();
    app.create_vault();
    let (first, second) = (app.generate("ops-feed"), app.generate("fuel-feed"));
    let links = [link_to(&app, &first), link_to(&app, &second)];
    app.page.press("Settings");
    app.page.wait_for_text("Appearance");

    open(&computer, &links[0]);
    app.page.wait_for_text("Nobody has this key");
    is_at(&app, &format!("#/keys/{}", &first[4..20]));

    app.lock();
    open(&computer, &links[1]);
    app.page
        .wait_for_text("A link leads to a key in this vault. It is shown once the vault is unlocked.");
    assert!(!app.page.text().contains("fuel-feed"));
    app.page.picture("link-locked");
    app.unlock();
    is_at(&app, &format!("#/keys/{}", &second[4..20]));
    app.page.wait_for_text("Nobody has this key");
    let untouched = |name: &str| (name.to_owned(), "not_handed_out".to_owned());
    assert_eq!(app.states(), [untouched("fuel-feed"), untouched("ops-feed")]);
}

#[test]
fn a_forged_link_given_to_a_second_start_does_nothing_and_says_so() {
    let _turn = turn();
    let computer = Computer::new();
    let app = computer.start();
    app.create_vault();
    let link = link_to(&app, &app.generate("ops-feed"));
    app.page.press("Settings");
    app.page.wait_for_text("Appearance");
    for forged in [
        format!("{link}?revoke=1"),
        link.replace("/key/", "/revoke/"),
        format!("keytower://open/{}", "a".repeat(50_000)),
    ] {
        open(&computer, &forged);
        app.page.wait_for_text("That link is none of Keytower's");
        is_at(&app, "#/settings");
        app.page.press("Forget the link");
        app.page.wait_without_text("That link is none of Keytower's");
    }
    open(&computer, "--help");
    assert_eq!(app.page.invoke("link", &json!({})), Ok(json!(null)));
    assert_eq!(
        app.states(),
        [("ops-feed".to_owned(), "not_handed_out".to_owned())]
    );
}
