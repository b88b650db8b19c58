//! Bringing a database to this program's schema: all missing steps in one transaction.

use rusqlite::{Connection, OptionalExtension as _};

mod embedded {
    refinery::embed_migrations!("migrations");
}

/// Why a database wasn't brought to this program's schema. It is as it was then.
#[derive(Debug, thiserror::Error)]
pub enum MigrationError {
    /// A newer program wrote it.
    #[error("schema {found} is newer than {known}")]
    Newer {
        /// Its schema.
        found: u32,
        /// The newest that this program knows.
        known: u32,
    },
    /// A step failed, or the steps it was made by aren't ours.
    #[error(transparent)]
    Step(refinery::Error),
    /// SQLite's.
    #[error(transparent)]
    Database(#[from] rusqlite::Error),
}

impl From<refinery::Error> for MigrationError {
    /// What SQLite said in a step is SQLite's: a full disk is one here too.
    fn from(error: refinery::Error) -> Self {
        let source = std::error::Error::source(&error).and_then(|source| source.downcast_ref());
        match source {
            Some(rusqlite::Error::SqliteFailure(failure, text)) => {
                Self::Database(rusqlite::Error::SqliteFailure(*failure, text.clone()))
            }
            _ => Self::Step(error),
        }
    }
}

/// Applies what is missing.
pub(crate) fn run(db: &mut Connection) -> Result<(), MigrationError> {
    let known = embedded::migrations::runner()
        .get_migrations()
        .iter()
        .map(refinery::Migration::version)
        .max();
    let known = known
        .and_then(|version| u32::try_from(version).ok())
        .unwrap_or_default();
    let found = schema(db)?;
    if found > known {
        return Err(MigrationError::Newer { found, known });
    }
    if found < known {
        embedded::migrations::runner().set_grouped(true).run(db)?;
    }
    Ok(())
}

/// The newest step that was applied; 0 for an empty database.
fn schema(db: &Connection) -> Result<u32, rusqlite::Error> {
    let table = "SELECT 1 FROM sqlite_schema WHERE name = 'refinery_schema_history'";
    if db.query_row(table, [], |_| Ok(())).optional()?.is_none() {
        return Ok(0);
    }
    db.query_row(
        "SELECT coalesce(max(version), 0) AS version FROM refinery_schema_history",
        [],
        |row| row.get("version"),
    )
}
