//! Bringing a database to this program's schema: killed at any moment, and what a newer program wrote.

use std::fs;
use std::path::Path;

use keytower_app::conformance::desk::Desk;
use keytower_store_sqlite::MigrationError;
use keytower_store_sqlite::vault::{KdfCost, Vault, VaultError};
use tempfile::tempdir;

use super::tower::{Tower, assert_intact, connect, state};
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
        drop(connect(&vault).unwrap());
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
        // Twelve of the schema's, and the list of its steps, which the step's runner makes first.
        assert!([0, 1, 13].contains(&tables), "round {round}: {tables} tables");
        without += u64::from(tables < 13);
        let store = connect(&vault).unwrap();
        let desk = Desk::open(&store);
        assert_intact(&desk, None, "a workspace fits into it");
    }
    assert!(
        without > 0 && without < ROUNDS,
        "{without} kills came before the commit"
    );
}

#[test]
fn a_vault_that_a_newer_program_migrated_is_refused_and_every_byte_stays() {
    let parent = tempdir().unwrap();
    let folder = parent.path().join("Tower.keytower");
    let tower = Tower::create(&folder);
    let before = state(&tower.desk(0));
    let newer = "INSERT INTO refinery_schema_history (version, name, applied_on, checksum)
                 SELECT version + 1, 'later', applied_on, checksum FROM refinery_schema_history";
    let connection = tower.vault.connect().unwrap();
    connection.execute_batch(newer).unwrap();
    drop((connection, tower));

    let bytes = snapshot(&folder);
    let vault = unlock(&folder, PASSWORD).unwrap();
    let refused = connect(&vault).err().unwrap();
    assert!(
        matches!(refused, MigrationError::Newer { found: 2, known: 1 }),
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
    fixture.forge_header(|text| text.replacen("\"format\": 1", "\"format\": 2", 1));
    fs::copy(fixture.header(), &header).unwrap();
    let bytes = snapshot(&folder);
    let refused = unlock(&folder, PASSWORD).unwrap_err();
    assert!(
        matches!(refused, VaultError::NewerFormat { found: 2 }),
        "{refused:?}"
    );
    assert_eq!(snapshot(&folder), bytes);
}
