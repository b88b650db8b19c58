//! `last_use` and `use_report`: what was reported of keys' use.

use std::collections::HashMap;

use keytower_app::Stored;
use keytower_domain::id::KeyId;
use keytower_domain::key::Key;
use keytower_domain::key_use::{LastUse, Use, Uses};
use keytower_domain::time::Instant;
use rusqlite::Connection;

use super::{Row, change, change_one, each, instant, one, optional, parsed};

pub fn list(db: &Connection) -> Stored<Uses> {
    let mut last = HashMap::new();
    each(db, "SELECT key_id, used_at, address FROM last_use", [], |row| {
        last.insert(parsed(row, "key_id")?, read(row)?);
        Ok(())
    })?;
    Ok(Uses::new(as_of(db)?, last))
}

pub fn of(db: &Connection, key: &Key) -> Stored<Use> {
    let sql = "SELECT used_at, address FROM last_use WHERE key_id = ?1";
    let last = one(db, sql, [key.id.as_str()], read)?;
    Ok(Use::of(last, key.generated_at, as_of(db)?))
}

pub fn as_of(db: &Connection) -> Stored<Option<Instant>> {
    one(db, "SELECT as_of FROM use_report", [], |row| {
        instant(row, "as_of")
    })
}

pub fn report(db: &Connection, as_of: Instant, uses: &[(KeyId, LastUse)]) -> Stored<()> {
    for (id, last) in uses {
        let address = last.from.map(|from| from.to_string());
        change_one(
            db,
            "INSERT INTO last_use (key_id, used_at, address) VALUES (?1, ?2, ?3)
             ON CONFLICT (key_id) DO UPDATE SET used_at = excluded.used_at, address = excluded.address
             WHERE excluded.used_at >= used_at",
            (id.as_str(), last.at.timestamp_millis(), address),
        )?;
    }
    change(
        db,
        "INSERT INTO use_report (only_row, as_of) VALUES (1, ?1)
         ON CONFLICT (only_row) DO UPDATE SET as_of = max(as_of, excluded.as_of)",
        [as_of.timestamp_millis()],
    )
}

fn read(row: &Row<'_>) -> Stored<LastUse> {
    Ok(LastUse {
        at: instant(row, "used_at")?,
        from: optional(row, "address")?,
    })
}
