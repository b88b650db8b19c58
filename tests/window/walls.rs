//! The window's walls: what a script in the page can't do, whoever wrote it.

use std::io::Read as _;
use std::net::TcpListener;

use serde_json::{Value, json};

use super::app::{App, Computer};
use super::desk::turn;
use super::wait::until;

const BINDINGS: &str = include_str!("../../ui/src/backend/bindings.ts");

/// Commands that are there without an open vault, and answer nothing from one.
const OF_THE_SESSION: &[&str] = &[
    "choose_backup",
    "choose_vault",
    "close_backup",
    "close_key",
    "close_vault",
    "computer",
    "create_vault",
    "follow_link",
    "forget_link",
    "forget_vault",
    "link",
    "lock_vault",
    "open_backup",
    "open_sample",
    "policy_presets",
    "open_vault",
    "password_strength",
    "recent_vaults",
    "recover_vault",
    "restore_backup",
    "save_settings",
    "session_status",
    "set_starts_with_session",
    "settings",
    "starts_with_session",
    "time_zones",
    "touch",
    "unlock_vault",
    "unlock_vault_with_keyring",
];

/// What a page may try in order to get somewhere else, or to have something else run. `arguments[0]` is an address
/// at which somebody listens.
const ATTEMPTS: &[(&str, &str)] = &[
    ("location", "location = arguments[0]"),
    (
        "location of a data: page",
        "location = 'data:text/html,<h1>away</h1>'",
    ),
    ("location of a script", "location = 'javascript:window.ran=1'"),
    ("location of a file", "location = 'file:///etc/passwd'"),
    (
        "location of a blob",
        "location = URL.createObjectURL(new Blob(['<h1>away</h1>'], { type: 'text/html' }))",
    ),
    ("another window", "window.open(arguments[0])"),
    (
        "a link",
        "Object.assign(document.createElement('a'), { href: arguments[0], target: '_blank' }).click()",
    ),
    (
        "a frame",
        "const one = document.createElement('iframe'); one.src = arguments[0]; document.body.append(one)",
    ),
    (
        "a frame with a script",
        "const one = document.createElement('iframe'); \
         one.srcdoc = '<script>parent.ran=1</script>'; document.body.append(one)",
    ),
    (
        "an inline script",
        "const one = document.createElement('script'); one.textContent = 'window.ran=1'; document.body.append(one)",
    ),
    (
        "a script from elsewhere",
        "const one = document.createElement('script'); one.src = arguments[0]; document.body.append(one)",
    ),
    (
        "a script from a data: address",
        "const one = document.createElement('script'); one.src = 'data:text/javascript,window.ran=1'; \
         document.body.append(one)",
    ),
    (
        "a handler in the document",
        "const one = document.createElement('div'); one.innerHTML = '<img src=x onerror=\"window.ran=1\">'; \
         document.body.append(one)",
    ),
    ("eval", "try { (0, eval)('window.ran=1') } catch {}"),
    (
        "a function from text",
        "try { new Function('window.ran=1')() } catch {}",
    ),
    (
        "a timer from text",
        "try { setTimeout('window.ran=1', 0) } catch {}",
    ),
    ("a request", "fetch(arguments[0]).catch(() => undefined)"),
    ("a beacon", "navigator.sendBeacon(arguments[0], 'x')"),
    ("an image", "new Image().src = arguments[0]"),
    (
        "a socket",
        "try { new WebSocket(arguments[0].replace('http', 'ws')) } catch {}",
    ),
    (
        "a form",
        "const one = document.createElement('form'); one.action = arguments[0]; document.body.append(one); \
         one.submit()",
    ),
    (
        "a refresh",
        "const one = document.createElement('meta'); one.httpEquiv = 'refresh'; \
         one.content = `0;url=${arguments[0]}`; document.head.append(one)",
    ),
];

#[test]
fn no_script_leads_the_window_away_or_brings_another_script_in() {
    let _turn = turn();
    let computer = Computer::new();
    let app = computer.start();
    let elsewhere = TcpListener::bind("127.0.0.1:0").expect("a port");
    elsewhere
        .set_nonblocking(true)
        .expect("a port that doesn't block");
    let address = elsewhere.local_addr().expect("an address");
    let there = app.page.driver.address().expect("an address");
    assert!(there.starts_with("tauri://localhost"), "{there}");

    app.page.run("window.same = true");
    for (what, attempt) in ATTEMPTS {
        app.page.run_with(attempt, &json!([format!("http://{address}/")]));
        settled(&app);
        assert_eq!(
            app.page.run("return window.same"),
            true,
            "{what}: the page is another"
        );
        assert_eq!(
            app.page.run("return window.ran ?? null"),
            Value::Null,
            "{what}: it ran"
        );
        assert_eq!(app.page.driver.windows(), Ok(1), "{what}: windows");
        let now = app.page.driver.address().expect("an address");
        assert_eq!(now, there, "{what}: the address");
        nobody_was_asked(&elsewhere, what);
    }
    assert_eq!(
        app.page.run("return Object.isFrozen(Object.prototype)"),
        true,
        "a script could change what all objects have"
    );
    assert_eq!(app.page.run("return typeof window.__TAURI__"), "undefined");
}

/// WebKit connects ahead to where a link leads, before anybody is asked whether it may be followed: not a byte is
/// sent there.
fn nobody_was_asked(elsewhere: &TcpListener, what: &str) {
    while let Ok((mut connection, _)) = elsewhere.accept() {
        connection
            .set_nonblocking(true)
            .expect("a connection that doesn't block");
        let mut heard = [0; 512];
        let heard = connection.read(&mut heard).map(|length| heard[..length].to_vec());
        assert!(
            heard.as_ref().is_ok_and(Vec::is_empty) || heard.is_err(),
            "{what}: {heard:?}"
        );
        println!("{what}: connected to, and nothing sent");
    }
}

/// Waits until the program has answered, and the page was drawn: what was tried before has been decided by then.
fn settled(app: &App) {
    for _ in 0..3 {
        let answer = app.page.invoke("touch", &json!({}));
        answer.unwrap_or_else(|error| panic!("touch: {error}"));
    }
    let drawn = app.page.driver.run_async(
        "const done = arguments[0]; setTimeout(() => requestAnimationFrame(() => setTimeout(done, 0)), 0)",
        &json!([]),
    );
    drawn.unwrap_or_else(|error| panic!("drawing: {error}"));
}

#[test]
fn only_commands_that_were_granted_are_answered() {
    let _turn = turn();
    let computer = Computer::new();
    let app = computer.start();
    for command in [
        "nope",
        "plugin:app|version",
        "plugin:dialog|open",
        "plugin:dialog|save",
        "plugin:dialog|message",
        "plugin:event|emit",
        "plugin:event|emit_to",
        "plugin:fs|read_text_file",
        "plugin:fs|write_text_file",
        "plugin:http|fetch",
        "plugin:image|from_path",
        "plugin:menu|new",
        "plugin:opener|open_url",
        "plugin:path|resolve_directory",
        "plugin:resources|close",
        "plugin:shell|execute",
        "plugin:shell|open",
        "plugin:webview|create_webview",
        "plugin:webview|create_webview_window",
        "plugin:webview|internal_toggle_devtools",
        "plugin:window-state|restore_state",
        "plugin:window-state|save_window_state",
        "plugin:window|close",
        "plugin:window|create",
        "plugin:window|set_title",
    ] {
        let given = json!({ "path": "/etc/passwd", "options": {}, "event": "notice", "payload": null });
        let refused = app.page.invoke(command, &given).expect_err(command);
        let refused = refused.as_str().unwrap_or_default();
        assert!(
            refused.contains("not allowed") || refused.contains("not found"),
            "{command}: {refused}"
        );
    }
}

#[test]
fn every_command_that_needs_the_vault_answers_locked_and_nothing_else_while_it_is() {
    let _turn = turn();
    let computer = Computer::new();
    let app = computer.start();
    app.create_vault();
    app.generate("ops-feed");
    app.lock();
    let mut tried = 0;
    for (command, parameters) in commands() {
        if OF_THE_SESSION.contains(&command) {
            continue;
        }
        let given: serde_json::Map<String, Value> = parameters
            .iter()
            .map(|parameter| ((*parameter).to_owned(), plausible(command, parameter)))
            .collect();
        let refused = app
            .page
            .invoke(command, &Value::Object(given))
            .expect_err(command);
        assert_eq!(refused["code"], "locked", "{command}: {refused}");
        assert_eq!(refused["params"], json!({}), "{command}: {refused}");
        tried += 1;
    }
    assert!(tried > 40, "only {tried} commands were tried");
}

/// Every command of the bindings, with the names of its parameters.
fn commands() -> Vec<(&'static str, Vec<&'static str>)> {
    BINDINGS
        .split("__TAURI_INVOKE(\"")
        .skip(1)
        .filter_map(|rest| {
            let (name, rest) = rest.split_once('"')?;
            let given = rest.split_once(')')?.0;
            let names = given
                .trim_start_matches([',', ' ', '{'])
                .trim_end_matches([' ', '}']);
            Some((name, names.split(", ").filter(|name| !name.is_empty()).collect()))
        })
        .collect()
}

/// What a parameter of that name could be.
fn plausible(command: &str, parameter: &str) -> Value {
    let sort = if command == "list_aircraft" {
        "registration"
    } else {
        "name"
    };
    match parameter {
        "offset" | "limit" => json!(10),
        "texts" => json!(["OK-ABC"]),
        "enabled" | "on" => json!(true),
        "outcome" | "draft" | "schedule" | "members" | "until" => Value::Null,
        "verb" => json!({ "kind": "disable" }),
        "selection" => json!({ "query": plausible("list_keys", "query"),
            "selected": { "kind": "only", "key_ids": ["a"] } }),
        "what" => json!("key"),
        "seq" => json!(1),
        "grants" => json!([]),
        "format" => json!("csv"),
        "settings" => {
            json!({ "on": true, "host": "mail.example", "port": 587, "security": "start_tls", "user": "",
            "from_name": "", "from_address": "a@example.org" })
        }
        "reminder" => json!({ "key_id": "a", "expires_at": "2027-06-20T08:00:00Z", "days": 7 }),
        "query" => {
            json!({ "text": "", "states": [], "owner_ids": [], "resource_ids": [], "aircraft_ids": [], "group_ids": [],
            "personnel_ids": [], "not_conforming": false, "unused": null,
            "expires_within_days": null, "ends": null, "attention": [], "include_retired": true, "sort": sort,
            "descending": false, "kinds": [], "subject": null, "actor": null, "since": null, "until": null })
        }
        "fields" => {
            json!({ "name": "a", "organisation": "", "email": "a@example.org", "registration": "OK-ABC",
            "icao_address": "", "aircraft_type": "", "operator": "", "tags": [], "title": "a", "group": "a",
            "description": "", "levels": [], "grants": [], "members": { "kind": "tagged", "tag": "mail" },
            "role": "auditor", "key_setup": "view", "time_zone": "UTC", "expiry_time": "10:00" })
        }
        "request" => json!({ "key_id": "a", "owner_id": "a", "name": "a", "description": "",
            "rights": { "kind": "all_of_owner" }, "scope": { "kind": "whole_fleet" },
            "expiry": { "kind": "days", "days": 30 }, "replaces": null, "renewal_days": 30,
            "until": null, "approved_by": "", "reason": "", "networks": [], "reminders": { "personnel": [], "days": null }, "resource": { "kind": "any" },
            "aircraft": "", "address": "", "grants": [], "template_ids": [], "overlap_days": 7, "person_id": "a",
            "instead_id": null, "leaves": true }),
        "role" => json!("auditor"),
        "checkedBy" => json!({ "kind": "nobody" }),
        "policy" => json!({ "preset": "leon", "is_on": true, "owners": "people", "account_names": "any",
            "retrieval": "once", "lifetime": { "kind": "endless" }, "asked": [], "editable": [],
            "approval_required": false, "endings": ["revoke"], "deletion": "never", "reminder_days": [],
            "remind_owner": true, "remind_token_managers": false }),
        "contentBase64" => json!("not in base64"),
        _ => json!("a text that is long enough"),
    }
}

#[test]
fn a_key_that_is_named_like_markup_is_text_everywhere() {
    let _turn = turn();
    let computer = Computer::new();
    let app = computer.start();
    app.create_vault();
    let name = "<img src=x onerror=\"window.ran=1\">";
    app.generate(name);
    let page = &app.page;
    page.press("Keys");
    page.wait_for_text(name);
    page.open_row(name);
    page.wait_for_text("Nobody has this key");
    page.press("Revoke");
    page.wait_for_text(&format!("Revoke {name}?"));
    page.press("Revoke");
    page.wait_for_text("is revoked, for good.");
    page.press("Service accounts");
    page.open_row("svc-opscontrol");
    until("the account's keys", || {
        page.text().contains("ops@example.org").then_some(())
    });
    settled(&app);
    assert_eq!(page.run("return window.ran ?? null"), Value::Null);
    assert_eq!(page.run("return document.images.length"), 0);
}
