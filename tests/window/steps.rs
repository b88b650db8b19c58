//! What several stories have in common.

use std::path::Path;

use serde_json::json;

use super::app::App;
use super::page::CONTROL;

/// The master password of every vault here.
pub(super) const PASSWORD: &str = "correct horse battery staple";
/// The vault's name.
pub(super) const VAULT: &str = "Ostrava";

impl App {
    /// Creates a vault through the window, and leaves its recovery code.
    pub(super) fn create_vault(&self) {
        self.fill_in_a_vault();
        let page = &self.page;
        page.press("Create vault");
        page.wait_for_text("Store the recovery code");
        page.press("I have stored it");
        page.wait_for_text("Vault on this computer");
    }

    /// Fills in the form of a new vault.
    pub(super) fn fill_in_a_vault(&self) {
        let page = &self.page;
        page.press("Create a vault");
        page.type_into("Vault name", VAULT);
        page.type_into("Your name", "Ada Nováková");
        page.type_into("Master password", PASSWORD);
        page.type_into("Repeat master password", PASSWORD);
    }

    /// Unlocks with the master password.
    pub(super) fn unlock(&self) {
        self.page.type_into("Master password", PASSWORD);
        self.page.press("Unlock");
        self.page.wait_for_text("Vault on this computer");
    }

    /// After a start: takes up the vault that was open before, and unlocks it.
    pub(super) fn open_again(&self) {
        self.page.press(VAULT);
        self.unlock();
    }

    /// Locks with the keyboard.
    pub(super) fn lock(&self) {
        self.page.chord(&[CONTROL, "l"]);
        self.page.wait_for_text("Locked as you asked.");
    }

    /// Has a service account and generates a key of it through the commands: for stories about what comes after.
    pub(super) fn generate(&self, name: &str) -> String {
        let request = self.request(name);
        let generated = self.page.invoke("generate_key", &json!({ "request": request }));
        let generated = generated.unwrap_or_else(|error| panic!("{name}: {error}"));
        generated["key_text"].as_str().expect("the key's text").to_owned()
    }

    /// A request to generate a key of that name.
    pub(super) fn request(&self, name: &str) -> serde_json::Value {
        let ask = |command: &str, arguments: serde_json::Value| {
            self.page
                .invoke(command, &arguments)
                .unwrap_or_else(|error| panic!("{command}: {error}"))
        };
        let accounts = ask("list_accounts", json!({}));
        let owner = match accounts[0]["account_id"].as_str() {
            Some(account) => account.to_owned(),
            None => ask(
                "create_account",
                json!({ "fields": { "name": "svc-opscontrol", "organisation": "", "email": "ops@example.org" } }),
            )["account_id"]
                .as_str()
                .expect("the account has an id")
                .to_owned(),
        };
        let resources = ask("list_resources", json!({}));
        json!({
            "owner_id": owner,
            "name": name,
            "description": "",
            "rights": { "kind": "chosen", "grants": [
                { "resource_id": resources[0]["resource_id"], "level": resources[0]["levels"][0]["level"] },
            ]},
            "scope": { "kind": "whole_fleet" },
            "expiry": { "kind": "days", "days": 180 },
            "networks": [],
            "renewal_days": 180,
            "reminders": { "personnel": [], "days": null },
            "approved_by": "",
            "reason": "",
            "replaces": null,
        })
    }

    /// Generates a key in the panel, up to the dialog that shows it, and reads it there.
    pub(super) fn generate_in_the_panel(&self, name: &str) -> String {
        let page = &self.page;
        page.press("Keys");
        page.press("Generate key");
        page.type_into("Owner", "svc-opscontrol");
        page.pick("Create \"svc-opscontrol\"");
        page.type_into("Contact e-mail", "ops@example.org");
        page.press("Create service account");
        page.wait_without_text("New service account");
        page.type_into("Key name", name);
        page.type_into("Filter resources", "flight watch");
        page.tick("Flight watch");
        page.press("Generate key");
        self.shown()
    }

    /// The key in the dialog.
    pub(super) fn shown(&self) -> String {
        self.page.wait_for_text("Copy your key now");
        let shown = self
            .page
            .run("return document.querySelector('[data-dialog] p.key code').textContent");
        shown.as_str().expect("the dialog shows a key").to_owned()
    }

    /// The states of all keys, by name.
    pub(super) fn states(&self) -> Vec<(String, String)> {
        let query = json!({ "text": "", "states": [], "owner_ids": [], "resource_ids": [], "aircraft_ids": [],
            "group_ids": [], "personnel_ids": [], "expires_within_days": null, "ends": null, "attention": [],
            "not_conforming": false, "unused": null, "sort": "name", "descending": false });
        let keys = self
            .page
            .invoke("list_keys", &json!({ "query": query, "offset": 0, "limit": 500 }))
            .unwrap_or_else(|error| panic!("list_keys: {error}"));
        let rows = keys["rows"].as_array().expect("rows");
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        rows.iter()
            .map(|row| (text(&row["name"]), text(&row["state"])))
            .collect()
    }
}

/// Whether a file's bytes hold a text, in UTF-8 or UTF-16.
pub(super) fn holds(bytes: &[u8], text: &str) -> bool {
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    contains(bytes, text.as_bytes()) || contains(bytes, &wide)
}

/// Whether bytes hold others.
pub(super) fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// The permissions of a file or folder.
pub(super) fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    let facts = path
        .metadata()
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    facts.permissions().mode() & 0o777
}
