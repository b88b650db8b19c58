//! The one row of `draft`.

use keytower_app::Stored;
use rusqlite::Connection;

use super::{change, one, text};

pub fn find(db: &Connection) -> Stored<Option<String>> {
    one(db, "SELECT draft FROM draft", [], |row| text(row, "draft"))
}

pub fn keep(db: &Connection, draft: Option<&str>) -> Stored<()> {
    change(db, "DELETE FROM draft", [])?;
    draft.map_or(Ok(()), |draft| {
        change(db, "INSERT INTO draft (only_row, draft) VALUES (1, ?1)", [draft])
    })
}
