//! Generated files are as the code would generate them now, and every command is declared and granted.

use std::{env, fs};

use keytower::commands::commands;
use specta_typescript::Typescript;

const BINDINGS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/ui/src/backend/bindings.ts");
const CAPABILITY: &str = include_str!("../src-tauri/capabilities/main.json");
const BUILD: &str = include_str!("../src-tauri/build.rs");

/// The bindings, as the code has them now.
fn bindings() -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("bindings.ts");
    commands::<tauri::test::MockRuntime>()
        .export(Typescript::default(), &file)
        .expect("the bindings are written");
    fs::read_to_string(file).expect("the bindings are readable")
}

/// The names of all commands, as the window calls them.
fn names() -> Vec<String> {
    let names: Vec<String> = bindings()
        .split("__TAURI_INVOKE(\"")
        .skip(1)
        .filter_map(|rest| rest.split_once('"').map(|(name, _)| name.to_owned()))
        .collect();
    assert!(names.len() > 50, "the bindings name {} commands", names.len());
    names
}

#[test]
fn the_bindings_are_up_to_date() {
    let now = bindings();
    if env::var_os("KEYTOWER_WRITE_BINDINGS").is_some() {
        fs::write(BINDINGS, &now).expect("the bindings are written");
    }
    let committed = fs::read_to_string(BINDINGS).expect("the bindings are committed");
    assert!(
        committed == now,
        "run `cargo xtask bindings` and commit ui/src/backend/bindings.ts"
    );
}

#[test]
fn every_command_is_declared_and_granted_to_the_one_window_and_no_other() {
    let granted: serde_json::Value = serde_json::from_str(CAPABILITY).expect("the capability is JSON");
    assert_eq!(granted["windows"], serde_json::json!(["main"]));
    let granted: Vec<&str> = granted["permissions"]
        .as_array()
        .expect("the capability has permissions")
        .iter()
        .filter_map(|permission| permission.as_str()?.strip_prefix("allow-"))
        .collect();
    let names = names();
    for name in &names {
        assert!(
            BUILD.contains(&format!("\"{name}\",")),
            "{name} is not declared in src-tauri/build.rs"
        );
        assert!(
            granted.contains(&name.replace('_', "-").as_str()),
            "{name} is not granted in capabilities/main.json"
        );
    }
    assert_eq!(
        granted.len(),
        names.len(),
        "something is granted that is no command"
    );
}
