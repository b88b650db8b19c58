//! A key is shown once: whatever happens to the dialog, it can't be had again.

use serde_json::json;

use super::app::Computer;
use super::desk::{clipboard, put, turn};

#[test]
fn a_key_whose_dialog_was_killed_is_listed_as_not_handed_out() {
    let _turn = turn();
    let computer = Computer::new();
    let app = computer.start();
    app.create_vault();
    app.generate_in_the_panel("ops-feed");
    app.kill();

    let app = computer.start();
    app.open_again();
    app.page.press("Keys");
    app.page.wait_for_text("Not handed out");
    app.page.open_row("ops-feed");
    app.page.wait_for_text("Nobody has this key");
    app.page.picture("not-handed-out");
    let copied = app.page.invoke("copy_shown", &json!({ "what": "key" }));
    assert_eq!(copied.expect_err("nothing is shown")["code"], "nothing_to_show");
}

#[test]
fn a_page_that_is_loaded_again_has_lost_the_key() {
    let _turn = turn();
    let computer = Computer::new();
    let app = computer.start();
    app.create_vault();
    let key = app.generate_in_the_panel("ops-feed");
    put("something else");
    app.page.run("window.before = true");
    app.page.driver.reload().expect("the page is loaded anew");
    app.page.wait_for("another page", |seen| {
        let another = app.page.driver.run("return window.before !== true", &json!([]));
        (another.ok()? == true && seen.contains("Not handed out")).then_some(())
    });
    let source = app.page.driver.source().expect("the page's source");
    assert!(!source.contains(&key[20..]), "the page holds the key");
    for (command, given) in [
        ("copy_shown", json!({ "what": "key" })),
        ("copy_shown", json!({ "what": "key_and_account_id" })),
        ("save_shown", json!({})),
        ("confirm_stored", json!({})),
        ("discard_key", json!({})),
    ] {
        let answer = app.page.invoke(command, &given);
        let refused = answer.expect_err("nothing is shown");
        assert_eq!(refused["code"], "nothing_to_show", "{command}");
    }
    assert_eq!(clipboard(), "something else");
    assert_eq!(
        app.states(),
        [("ops-feed".to_owned(), "not_handed_out".to_owned())]
    );
}
