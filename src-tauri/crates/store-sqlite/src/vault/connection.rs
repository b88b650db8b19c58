//! Connections to the vault's database (SQLCipher).

use std::{ffi::CStr, path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags, config::DbConfig, ffi};

use super::{Damage, VaultError};

/// How long a statement waits for another connection's lock before it fails with
/// [`VaultError::InUse`].
pub const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// The size of a page, which SQLCipher 4 takes unless it is told otherwise.
pub(super) const PAGE_BYTES: u64 = 4096;

/// Opens a database that exists and checks that the key fits.
///
/// `key` is a raw key, `x'` 64 digits `'`: see [`DataKey::database_key`].
///
/// [`DataKey::database_key`]: super::keys::DataKey::database_key
pub(super) fn open(path: &Path, key: &str) -> Result<Connection, VaultError> {
    // Without CREATE: what isn't there is damage, not a new vault.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    // SQLCipher's log goes to stderr unless it is told otherwise.
    connection.execute_batch("PRAGMA cipher_log_level = NONE")?;
    set_key(&connection, rusqlite::MAIN_DB, key)?;
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    if connection.is_readonly(rusqlite::MAIN_DB)? {
        // SQLite falls back to reading when it may not write.
        return Err(VaultError::ReadOnly);
    }
    Ok(connection)
}

/// Tells SQLCipher the key of an open or attached database of which no page was read yet. What it keeps of the key is
/// locked into memory, and wiped when the connection is closed; as a statement's text, SQLite would leave copies.
#[expect(
    unsafe_code,
    reason = "rusqlite has no other way to it than the text of a statement"
)]
fn set_key(connection: &Connection, database: &CStr, key: &str) -> Result<(), VaultError> {
    let length = i32::try_from(key.len()).map_err(|_| rusqlite::Error::InvalidQuery)?;
    // SAFETY: the handle is that of a connection that is open as long as it is borrowed here. The name ends with a
    // NUL; of the key, `length` bytes are read, and copied.
    let code = unsafe {
        ffi::sqlite3_key_v2(
            connection.handle(),
            database.as_ptr(),
            key.as_ptr().cast(),
            length,
        )
    };
    match code {
        ffi::SQLITE_OK => Ok(()),
        code => Err(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None).into()),
    }
}

/// Sets what every connection of the store relies on.
///
/// - WAL with `synchronous = FULL`: what was committed survives a power cut.
/// - Temporary tables stay in memory: on the disk they wouldn't be encrypted.
/// - Deleted content is overwritten where that costs no further page.
/// - The schema is data: what it calls, and writes past SQL, isn't trusted.
pub(super) fn configure(connection: &Connection) -> Result<(), VaultError> {
    connection.execute_batch(
        "PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA secure_delete = FAST;",
    )?;
    for (option, on) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
    ] {
        connection.set_db_config(option, on)?;
    }
    Ok(())
}

/// Writes the first page of a database whose file is there and empty.
pub(super) fn initialise(path: &Path, key: &str) -> Result<(), VaultError> {
    let connection = open(path, key)?;
    // Any write will do: an empty database has no page, and opens with any key.
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.close().map_err(|(_, error)| error)?;
    Ok(())
}

/// Writes all of `old`, as it is at one moment, into `fresh`, a file that is there and empty, under a key of its own.
/// `look` sees `old` at that same moment.
pub(super) fn export<T>(
    old: &Connection,
    (fresh, fresh_key): (&Path, &str),
    look: impl FnOnce(&Connection) -> Result<T, VaultError>,
) -> Result<T, VaultError> {
    let fresh = fresh.to_str().ok_or_else(|| {
        // ATTACH takes text only.
        VaultError::Io(std::io::Error::new(std::io::ErrorKind::InvalidInput, "not UTF-8"))
    })?;
    // It has the key of the old one until it is told its own: with an empty key it would be written unencrypted.
    old.execute("ATTACH DATABASE ?1 AS fresh", [fresh])?;
    set_key(old, c"fresh", fresh_key)?;
    // Before it counts, the fresh database is synced as a whole; if anything fails, it is removed.
    old.execute_batch(
        "PRAGMA fresh.journal_mode = MEMORY;
         PRAGMA fresh.synchronous = OFF;
         BEGIN",
    )?;
    let seen = look(old)?;
    old.query_row("SELECT sqlcipher_export('fresh')", [], |_| Ok(()))
        .map_err(export_failure)?;
    for pragma in ["user_version", "application_id"] {
        let value: i64 = old.pragma_query_value(None, pragma, |row| row.get(0))?;
        old.pragma_update(Some("fresh"), pragma, value)?;
    }
    old.execute_batch("COMMIT; DETACH DATABASE fresh")?;
    Ok(seen)
}

/// Whether every page is one that was written under this key, at its place. Reads the whole file.
pub(super) fn pages_are_whole(connection: &Connection) -> Result<bool, VaultError> {
    let mut complaints = connection.prepare("PRAGMA cipher_integrity_check")?;
    Ok(!complaints.exists([])?)
}

/// Marks the file as Keytower's (`KTWR`); SQLite has no use for it.
const APPLICATION_ID: i32 = i32::from_be_bytes(*b"KTWR");

/// Leaves WAL, which SQLite does only for the last connection: the WAL is then empty and gone, and
/// the database one file.
pub(super) fn take_alone(connection: &Connection) -> Result<(), VaultError> {
    connection.busy_timeout(Duration::ZERO)?;
    let alone = connection
        .query_row("PRAGMA journal_mode = DELETE", [], |row| row.get::<_, String>(0))
        .map_err(VaultError::from);
    match alone {
        Ok(mode) if mode == "delete" => {}
        Ok(_) | Err(VaultError::InUse) => return Err(VaultError::ConnectionsOpen),
        Err(other) => return Err(other),
    }
    connection.execute_batch("PRAGMA main.locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT")?;
    Ok(())
}

/// `sqlcipher_export` reports every failure as `SQLITE_ERROR`; only the text (that of
/// `sqlite3_errstr`) tells which it was.
fn export_failure(error: rusqlite::Error) -> VaultError {
    let text = match &error {
        rusqlite::Error::SqliteFailure(_, Some(text)) => text.as_str(),
        _ => "",
    };
    match text {
        "database or disk is full" => VaultError::DiskFull,
        "database disk image is malformed" | "file is not a database" => Damage::Database.into(),
        _ => error.into(),
    }
}
