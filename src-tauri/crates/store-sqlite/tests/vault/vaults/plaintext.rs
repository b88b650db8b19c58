//! Nothing readable on the disk.

use std::{fs, path::Path};

use crate::fixture::{Fixture, PASSWORD, typed};

const MARKER: &str = "a name that nobody may read";

fn assert_unreadable(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let content = fs::read(&path).unwrap();
        for readable in [MARKER, "CREATE TABLE", "SQLite format", PASSWORD, "Tower"] {
            let found = content
                .windows(readable.len())
                .any(|window| window == readable.as_bytes());
            assert!(!found, "{readable:?} in {}", path.display());
        }
    }
}

#[test]
fn nothing_readable_is_in_the_folder_while_the_vault_is_open_or_after() {
    let fixture = Fixture::new();
    let vault = fixture.unlock().unwrap();
    let connection = vault.connect().unwrap();
    connection
        .execute_batch("CREATE TABLE secret (name TEXT)")
        .unwrap();
    for _ in 0..100 {
        connection
            .execute("INSERT INTO secret VALUES (?1)", [MARKER])
            .unwrap();
    }
    assert!(fs::metadata(fixture.folder.join("vault.db-wal")).unwrap().len() > 0);
    assert_unreadable(&fixture.folder);
    connection.execute_batch("PRAGMA wal_checkpoint(FULL)").unwrap();
    assert_unreadable(&fixture.folder);
    drop((connection, vault));
    assert_unreadable(&fixture.folder);
}

#[test]
fn nothing_readable_is_left_by_re_encrypting() {
    let fixture = Fixture::new();
    let mut vault = fixture.unlock().unwrap();
    let connection = vault.connect().unwrap();
    connection
        .execute_batch("CREATE TABLE secret (name TEXT)")
        .unwrap();
    connection
        .execute("INSERT INTO secret VALUES (?1)", [MARKER])
        .unwrap();
    drop(connection);
    vault.re_encrypt(&typed(PASSWORD), &fixture.entropy).unwrap();
    let connection = vault.connect().unwrap();
    let name: String = connection
        .query_row("SELECT name FROM secret", [], |row| row.get("name"))
        .unwrap();
    assert_eq!(name, MARKER);
    assert_unreadable(&fixture.folder);
}

/// SQLite deletes its temporary files as soon as they are open, so only the process's own list of
/// open files shows them; their names begin with `etilqs_`.
#[cfg(target_os = "linux")]
#[test]
fn temporary_tables_and_large_sorts_stay_in_memory() {
    let fixture = Fixture::with_rows();
    let vault = fixture.unlock().unwrap();
    let connection = vault.connect().unwrap();
    connection
        .execute_batch(
            "PRAGMA cache_size = 10;
             CREATE TEMP TABLE copy AS SELECT a.log FROM plane a, plane b LIMIT 20000",
        )
        .unwrap();
    let mut sort = connection
        .prepare("SELECT log FROM copy ORDER BY log DESC, random()")
        .unwrap();
    let mut rows = sort.query([]).unwrap();
    assert!(rows.next().unwrap().is_some());
    let temporary = fs::read_dir("/proc/self/fd")
        .unwrap()
        .filter_map(|entry| fs::read_link(entry.unwrap().path()).ok())
        .find(|target| target.to_string_lossy().contains("etilqs_"));
    assert_eq!(temporary, None);
}
