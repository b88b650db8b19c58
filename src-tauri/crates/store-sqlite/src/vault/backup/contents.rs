//! What a database holds, as far as a copy of it can be compared with it in a moment.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _};

use super::super::VaultError;

/// How many rows every table has, and the end of the chain of events.
#[derive(Debug, Eq, PartialEq)]
pub(super) struct Contents {
    rows: BTreeMap<String, i64>,
    newest_event: Option<(u32, Vec<u8>)>,
}

impl Contents {
    pub(super) fn of(database: &Connection) -> Result<Self, VaultError> {
        let mut names = database
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*'")?;
        let names: Vec<String> = names
            .query_map([], |row| row.get("name"))?
            .collect::<Result<_, _>>()?;
        let mut rows = BTreeMap::new();
        for name in names {
            let count = format!(r#"SELECT count(*) AS count FROM "{}""#, name.replace('"', "\"\""));
            rows.insert(name, database.query_row(&count, [], |row| row.get("count"))?);
        }
        let newest_event = if rows.contains_key("event") {
            let newest = "SELECT seq, mac FROM event ORDER BY seq DESC LIMIT 1";
            database
                .query_row(newest, [], |row| Ok((row.get("seq")?, row.get("mac")?)))
                .optional()?
        } else {
            None
        };
        Ok(Self { rows, newest_event })
    }
}
