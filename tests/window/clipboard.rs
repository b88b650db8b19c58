//! What the clipboard holds when the program ends.

use serde_json::json;

use super::app::{App, Computer};
use super::desk::{clipboard, close, put, titled, turn};
use super::wait::until;

fn with_a_copied_key(computer: &Computer) -> (App, String) {
    let app = computer.start();
    app.create_vault();
    let key = app.generate("ops-feed");
    copy(&app);
    assert_eq!(clipboard(), key);
    (app, key)
}

fn copy(app: &App) {
    let copied = app.page.invoke("copy_shown", &json!({ "what": "key" }));
    copied.unwrap_or_else(|error| panic!("copying: {error}"));
}

#[test]
fn the_clipboard_is_emptied_when_the_program_is_asked_to_end() {
    let _turn = turn();
    let (app, _) = with_a_copied_key(&Computer::new());
    app.terminate();
    app.wait_for_the_end();
    assert_eq!(clipboard(), "");
}

#[test]
fn the_clipboard_is_emptied_when_the_window_is_closed() {
    let _turn = turn();
    let (app, _) = with_a_copied_key(&Computer::new());
    let window = until("the window", || titled("Keytower"));
    close(&window);
    app.wait_for_the_end();
    assert_eq!(clipboard(), "");
}

#[test]
fn what_another_program_copied_since_stays_when_the_program_ends() {
    let _turn = turn();
    let (app, _) = with_a_copied_key(&Computer::new());
    put("somebody else's");
    app.terminate();
    app.wait_for_the_end();
    assert_eq!(clipboard(), "somebody else's");
}
