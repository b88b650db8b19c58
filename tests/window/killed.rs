//! Killed at any moment: whatever was acknowledged is there at the next start.

use std::collections::BTreeSet;

use serde_json::json;

use super::app::{App, Computer};
use super::desk::turn;
use super::wait::until;

#[test]
fn every_key_that_was_acknowledged_survives_being_killed_again_and_again() {
    let _turn = turn();
    let computer = Computer::new();
    let app = computer.start();
    app.create_vault();
    app.request("made for its account");
    app.kill();

    let mut acknowledged = BTreeSet::new();
    for (round, at_least) in [1, 9, 3, 14, 6].into_iter().enumerate() {
        let app = computer.start();
        app.open_again();
        check(&app, &acknowledged);
        generate_without_end(&app, round);
        let names = until("keys to be generated", || {
            let names = app.page.run("return window.acknowledged");
            (names.as_array()?.len() >= at_least).then_some(names)
        });
        // Requests are under way at this moment, and whatever they do is cut short.
        app.kill();
        let names = names.as_array().into_iter().flatten();
        acknowledged.extend(names.filter_map(|name| name.as_str().map(str::to_owned)));
    }
    let app = computer.start();
    app.open_again();
    check(&app, &acknowledged);
    assert!(acknowledged.len() >= 33, "{acknowledged:?}");
}

fn check(app: &App, acknowledged: &BTreeSet<String>) {
    let there: BTreeSet<String> = app.states().into_iter().map(|(name, _)| name).collect();
    let lost: Vec<_> = acknowledged.difference(&there).collect();
    assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
    let workspace = app.page.invoke("workspace", &json!({})).expect("the workspace");
    assert_eq!(workspace["older_than_seen"], false, "no older copy is suspected");
}

/// Has the page generate keys, two at a time, until it is gone.
fn generate_without_end(app: &App, round: usize) {
    app.page.run_with(
        "const [request, round] = arguments;
         window.acknowledged = [];
         const generate = async (lane) => {
           for (let number = 0; ; number += 1) {
             const name = `feed-${round}-${lane}-${number}`;
             await window.__TAURI_INTERNALS__.invoke('generate_key', { request: { ...request, name } });
             window.acknowledged.push(name);
           }
         };
         generate('a');
         generate('b');",
        &json!([app.request(""), round]),
    );
}
