//! One behaviour suite for every store. A store's own crate runs it in a line:
//!
//! ```ignore
//! keytower_app::conformance_suite!(fresh_store);
//! ```
//!
//! where `fresh_store` makes an empty store of its kind, sealed by [`instruments::opening_key`], and answers it with whatever
//! keeps it alive: `(store, held)`.
//! Each case becomes a `#[test]` of its own. What the cases call are the use cases that ship, over the store itself:
//! nothing here imitates a rule.

#[macro_use]
mod cases;
#[macro_use]
mod suite;

pub mod access;
pub mod accounts;
pub mod activity;
pub mod audit;
pub mod change_keys;
mod changing;
pub mod checked_by;
pub mod cliffs;
pub mod clock;
pub mod delivering;
pub mod desk;
pub mod drafts;
pub mod editing;
pub mod exposed;
pub mod finding;
pub mod fleet;
pub mod generating;
pub mod groups;
pub mod import;
pub mod import_any_resources;
pub mod import_resources;
pub mod instruments;
pub mod inventory;
pub mod key_life;
pub mod keys;
pub mod keys_by_policy;
pub mod mailing;
mod outcome;
pub mod overview;
pub mod own_keys;
pub mod owners;
pub mod people;
pub mod permissions;
pub mod personal;
pub mod policy;
pub mod refusals;
pub mod reminders;
pub mod reminding_many;
pub mod renewing_many;
pub mod reveal;
pub mod rotating;
pub mod scripts;
pub mod searching;
pub mod sequences;
pub mod someone_left;
pub mod templates;
pub mod transactions;
pub mod uses;
pub mod verifying;
pub mod watching;
pub mod workspace;

#[cfg(test)]
mod tests {
    /// A case that the suite doesn't name would never run.
    #[test]
    fn the_suite_names_every_case() {
        let suite = [
            include_str!("suite/keys.rs"),
            include_str!("suite/lists.rs"),
            include_str!("suite/workspaces.rs"),
        ]
        .concat();
        let parts = [
            ("access", include_str!("access.rs")),
            ("accounts", include_str!("accounts.rs")),
            ("activity", include_str!("activity.rs")),
            ("audit", include_str!("audit.rs")),
            ("change_keys", include_str!("change_keys.rs")),
            ("checked_by", include_str!("checked_by.rs")),
            ("cliffs", include_str!("cliffs.rs")),
            ("clock", include_str!("clock.rs")),
            ("delivering", include_str!("delivering.rs")),
            ("drafts", include_str!("drafts.rs")),
            ("editing", include_str!("editing.rs")),
            ("exposed", include_str!("exposed.rs")),
            ("finding", include_str!("finding.rs")),
            ("fleet", include_str!("fleet.rs")),
            ("generating", include_str!("generating.rs")),
            ("groups", include_str!("groups.rs")),
            ("import", include_str!("import.rs")),
            ("import_any_resources", include_str!("import_any_resources.rs")),
            ("import_resources", include_str!("import_resources.rs")),
            ("inventory", include_str!("inventory.rs")),
            ("key_life", include_str!("key_life.rs")),
            ("keys", include_str!("keys.rs")),
            ("overview", include_str!("overview.rs")),
            ("owners", include_str!("owners.rs")),
            ("people", include_str!("people.rs")),
            ("permissions", include_str!("permissions.rs")),
            ("policy", include_str!("policy.rs")),
            ("keys_by_policy", include_str!("keys_by_policy.rs")),
            ("personal", include_str!("personal.rs")),
            ("own_keys", include_str!("own_keys.rs")),
            ("refusals", include_str!("refusals.rs")),
            ("reminders", include_str!("reminders.rs")),
            ("reminding_many", include_str!("reminding_many.rs")),
            ("renewing_many", include_str!("renewing_many.rs")),
            ("reveal", include_str!("reveal.rs")),
            ("rotating", include_str!("rotating.rs")),
            ("searching", include_str!("searching.rs")),
            ("sequences", include_str!("sequences.rs")),
            ("someone_left", include_str!("someone_left.rs")),
            ("templates", include_str!("templates.rs")),
            ("transactions", include_str!("transactions.rs")),
            ("uses", include_str!("uses.rs")),
            ("verifying", include_str!("verifying.rs")),
            ("workspace", include_str!("workspace.rs")),
        ];
        for (part, source) in parts {
            let named = suite
                .split(&format!(" {part}: ["))
                .nth(1)
                .and_then(|rest| rest.split(']').next());
            let named: Vec<&str> = named.expect("a part of the suite").split_whitespace().collect();
            let cases: Vec<&str> = source
                .lines()
                .filter_map(|line| {
                    line.strip_prefix("pub fn ")?
                        .split_once("<S: Store>")
                        .map(|(name, _)| name)
                })
                .collect();
            assert_eq!(cases, named, "{part}: in the file, in the suite");
        }
    }
}
