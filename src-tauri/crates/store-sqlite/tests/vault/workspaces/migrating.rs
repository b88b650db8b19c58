//! Bringing a database to this program's schema: killed at any moment, and what a newer program wrote.

use std::fs;
use std::path::Path;

use keytower_app::conformance::desk::Desk;
use keytower_app::conformance::instruments::SeededEntropy;
use keytower_app::{GenerateKey, enable_key, generate_key};
use keytower_store_sqlite::vault::{KdfCost, Vault, VaultError};
use keytower_store_sqlite::{MigrationError, SqliteStore};
use tempfile::tempdir;

use super::tower::{OWNER, Tower, assert_intact, connect, state};
use crate::children::{self, Running};
use crate::fixture::{PASSWORD, Seeded, snapshot, typed, unlock};

const ROUNDS: u64 = 24;

/// Waits for one of several moments, by turns: at any time from the start on, while the log is written, or the end.
fn await_moment(child: &mut Running, folder: &Path, round: u64) {
    let log = folder.join("vault.db-wal");
    match round % 4 {
        0 => child.look(round * 500),
        1 | 2 => {
            // The log of a database that was just opened is empty.
            child.await_sight(|| fs::metadata(&log).is_ok_and(|log| log.len() > 0));
            child.look(round * 100);
        }
        _ => child.await_word(|word| word == "migrated"),
    }
}

#[test]
fn killed_while_it_makes_its_tables_a_vault_has_all_of_them_or_none_and_opens() {
    if let Some(folder) = children::folder() {
        children::end_with_parent();
        let vault = unlock(&folder, PASSWORD).unwrap();
        children::say("migrating");
        // Held open: what it wrote stays in the log.
        let _store = connect(&vault).unwrap();
        children::say("migrated");
        loop {
            std::thread::park();
        }
    }
    let parent = tempdir().unwrap();
    let mut without = 0;
    for round in 0..ROUNDS {
        let folder = parent.path().join(format!("{round}.keytower"));
        let made = Vault::create_with(&folder, &typed(PASSWORD), KdfCost::FLOOR, &Seeded::new(round));
        drop(made.unwrap());
        let mut child = Running::start(
            "workspaces::migrating::killed_while_it_makes_its_tables_a_vault_has_all_of_them_or_none_and_opens",
            &folder,
            round,
        );
        child.await_word(|word| word == "migrating");
        await_moment(&mut child, &folder, round);
        child.kill();

        let vault = unlock(&folder, PASSWORD).unwrap();
        let tables: i64 = vault
            .connect()
            .unwrap()
            .query_row(
                "SELECT count(*) AS tables FROM sqlite_schema WHERE type = 'table'",
                [],
                |row| row.get("tables"),
            )
            .unwrap();
        // Those of the schema, and the list of its steps, which the step's runner makes first.
        assert!([0, 1, 37].contains(&tables), "round {round}: {tables} tables");
        without += u64::from(tables < 37);
        let store = connect(&vault).unwrap();
        let desk = Desk::open(&store);
        assert_intact(&desk, None, "a workspace fits into it");
    }
    assert!(
        without > 0 && without < ROUNDS,
        "{without} kills came before the commit"
    );
}

/// A copy of the vault that the first schema's program made.
fn of_the_first_schema(folder: &Path) {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vault/schema-1.keytower");
    fs::create_dir(folder).unwrap();
    for file in ["header", "vault.db"] {
        fs::copy(kept.join(file), folder.join(file)).unwrap();
    }
}

/// The schema of the vault, without bringing it to another.
fn schema(vault: &Vault) -> u32 {
    let newest = "SELECT max(version) AS version FROM refinery_schema_history";
    vault
        .connect()
        .unwrap()
        .query_row(newest, [], |row| row.get("version"))
        .unwrap()
}

/// Everything that the first schema's program left is there, the chain holds, and the vault goes on from there.
fn assert_carried_over(desk: &Desk<'_, SqliteStore>) {
    assert_intact(desk, None, "as the first schema left it");
    assert_eq!(desk.head().seq, 43);
    let mut names: Vec<_> = desk
        .read(|tx| tx.keys())
        .into_iter()
        .map(|key| {
            (
                key.description.name,
                key.description.approved_by,
                key.description.reason,
            )
        })
        .collect();
    names.sort();
    let bare = |name: &str| (name.to_owned(), String::new(), String::new());
    assert_eq!(names, [bare("feed"), bare("revoked"), bare("stopped")]);
    let stopped = desk
        .read(|tx| tx.keys())
        .into_iter()
        .find(|key| key.description.name == "stopped");
    enable_key(desk.store, &desk.caller(), stopped.unwrap().id).unwrap();
    let owner = desk.read(|tx| tx.account_named(OWNER)).unwrap().id;
    let request = GenerateKey {
        approved_by: "Jan Nowak".to_owned(),
        reason: "OPS-118".to_owned(),
        ..desk.request(owner, "later")
    };
    generate_key(desk.store, &desk.caller(), &request).unwrap();
    assert_intact(desk, None, "with what came later");
}

#[test]
fn a_vault_of_the_first_schema_opens_with_all_that_is_in_it() {
    let parent = tempdir().unwrap();
    let folder = parent.path().join("Tower.keytower");
    of_the_first_schema(&folder);
    let vault = unlock(&folder, PASSWORD).unwrap();
    assert_eq!(schema(&vault), 1);
    let store = connect(&vault).unwrap();
    assert_eq!(schema(&vault), 15);
    let mut desk = Desk::empty(&store);
    desk.entropy = SeededEntropy::new(9);
    assert_carried_over(&desk);
}

#[test]
fn killed_while_its_tables_are_brought_up_a_vault_has_the_old_or_the_new_and_opens() {
    if let Some(folder) = children::folder() {
        children::end_with_parent();
        let vault = unlock(&folder, PASSWORD).unwrap();
        children::say("migrating");
        // Held open: what it wrote stays in the log.
        let _store = connect(&vault).unwrap();
        children::say("migrated");
        loop {
            std::thread::park();
        }
    }
    let parent = tempdir().unwrap();
    let mut old = 0;
    for round in 0..ROUNDS {
        let folder = parent.path().join(format!("{round}.keytower"));
        of_the_first_schema(&folder);
        let mut child = Running::start(
            "workspaces::migrating::killed_while_its_tables_are_brought_up_a_vault_has_the_old_or_the_new_and_opens",
            &folder,
            round,
        );
        child.await_word(|word| word == "migrating");
        await_moment(&mut child, &folder, round);
        child.kill();

        let vault = unlock(&folder, PASSWORD).unwrap();
        old += u64::from(schema(&vault) == 1);
        let store = connect(&vault).unwrap();
        let mut desk = Desk::empty(&store);
        desk.entropy = SeededEntropy::new(100 + round);
        assert_carried_over(&desk);
    }
    assert!(old > 0 && old < ROUNDS, "{old} kills came before the commit");
}

#[test]
fn a_vault_that_a_newer_program_migrated_is_refused_and_every_byte_stays() {
    let parent = tempdir().unwrap();
    let folder = parent.path().join("Tower.keytower");
    let tower = Tower::create(&folder);
    let before = state(&tower.desk(0));
    let newer = "INSERT INTO refinery_schema_history (version, name, applied_on, checksum)
                 SELECT max(version) + 1, 'later', applied_on, checksum FROM refinery_schema_history";
    let connection = tower.vault.connect().unwrap();
    connection.execute_batch(newer).unwrap();
    drop((connection, tower));

    let bytes = snapshot(&folder);
    let vault = unlock(&folder, PASSWORD).unwrap();
    let refused = connect(&vault).err().unwrap();
    assert!(
        matches!(refused, MigrationError::Newer { found: 16, known: 15 }),
        "{refused:?}"
    );
    drop(vault);
    assert_eq!(snapshot(&folder), bytes);

    // Nothing but its version was in the way.
    let vault = unlock(&folder, PASSWORD).unwrap();
    vault
        .connect()
        .unwrap()
        .execute_batch("DELETE FROM refinery_schema_history WHERE name = 'later'")
        .unwrap();
    drop(vault);
    assert_eq!(state(&Tower::open(&folder).desk(0)), before);
}

#[test]
fn a_vault_of_a_newer_format_is_refused_and_every_byte_stays() {
    let parent = tempdir().unwrap();
    let folder = parent.path().join("Tower.keytower");
    drop(Tower::create(&folder));
    let header = folder.join("header");
    let fixture = crate::fixture::Fixture::new();
    fixture.forge_header(|text| text.replacen("\"format\": 2", "\"format\": 3", 1));
    fs::copy(fixture.header(), &header).unwrap();
    let bytes = snapshot(&folder);
    let refused = unlock(&folder, PASSWORD).unwrap_err();
    assert!(
        matches!(refused, VaultError::NewerFormat { found: 3 }),
        "{refused:?}"
    );
    assert_eq!(snapshot(&folder), bytes);
}
