//! Who may call what: the permissions that ship, asked from the window and from another.

use std::io;

use serde_json::{Value, json};

use crate::room::{Room, invoke};

/// The main window may call its commands; nobody may call what isn't declared, and no other window anything.
///
/// # Errors
/// What was answered otherwise.
pub fn check() -> io::Result<()> {
    let room = Room::new().map_err(|error| io::Error::other(error.to_string()))?;
    let main = room.other_window("main");
    let other = room.other_window("other").map_err(io::Error::other)?;
    if main.is_ok() {
        return Err(io::Error::other("a second window could call itself `main`"));
    }
    let answered = room.call_now("list_accounts", json!({}));
    expect("list_accounts from the window", &answered, |answer| {
        answer["code"] == "no_vault"
    })?;
    for command in ["list_accounts", "generate_key", "session_status", "copy_shown"] {
        let answered = invoke(&other, command, json!({}));
        expect(
            &format!("{command} from another window"),
            &answered,
            refused_by_name,
        )?;
    }
    for command in ["undeclared", "plugin:dialog|open", "plugin:fs|read_file"] {
        let answered = room.call_now(command, json!({}));
        expect(&format!("{command}, undeclared"), &answered, refused_by_name)?;
    }
    println!("permissions: other windows and undeclared commands are refused");
    room.close();
    Ok(())
}

/// A refusal by the permissions is bare text; a command's own is a problem with a code.
fn refused_by_name(answer: &Value) -> bool {
    answer
        .as_str()
        .is_some_and(|text| text.contains("not allowed") || text.contains("not found"))
}

fn expect(what: &str, answered: &Result<Value, Value>, right: impl FnOnce(&Value) -> bool) -> io::Result<()> {
    match answered {
        Err(refusal) if right(refusal) => Ok(()),
        answered => Err(io::Error::other(format!("{what}: {answered:?}"))),
    }
}
