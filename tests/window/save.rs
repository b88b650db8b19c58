//! *Save as .txt*, through the system's own dialog.

use std::fs;

use super::app::Computer;
use super::desk::{titled, turn, xdotool};
use super::steps::mode;
use super::wait::until;

#[test]
fn a_key_is_saved_where_the_systems_dialog_says_for_its_owner_alone() {
    let _turn = turn();
    let computer = Computer::new();
    let app = computer.start();
    app.create_vault();
    let key = app.generate_in_the_panel("ops-feed");
    let file = computer.folder().join("saved key.txt");

    app.page.press("Save as .txt");
    let dialog = until("the system's dialog", || titled("Save key"));
    // Without a window manager nothing gives a new window the keyboard.
    xdotool(&["windowfocus", "--sync", &dialog]);
    xdotool(&["key", "--window", &dialog, "ctrl+a"]);
    xdotool(&["type", "--window", &dialog, &file.display().to_string()]);
    xdotool(&["key", "--window", &dialog, "Return"]);
    app.page.wait_for_text("Saved as");
    app.page.picture("save-done");

    let saved = fs::read_to_string(&file).expect("the file is there");
    assert_eq!(mode(&file), 0o600);
    let account = app
        .page
        .invoke("workspace", &serde_json::json!({}))
        .expect("the workspace");
    let account = account["account_id"].as_str().expect("the account id");
    for line in [
        format!("Key:              {key}\n"),
        "Name:             ops-feed\n".to_owned(),
        "Owner:            svc-opscontrol\n".to_owned(),
        format!("Account id:       {account}\n"),
    ] {
        assert!(saved.contains(&line), "{line:?} is missing");
    }
    let expires = saved
        .lines()
        .find_map(|line| line.strip_prefix("Expires:          "));
    assert!(
        expires.is_some_and(|expires| expires.starts_with("20") && expires.ends_with("(UTC)")),
        "{expires:?}"
    );
    app.page.press("I have stored it");
    app.page.wait_for_text("ops-feed is ready.");
}
