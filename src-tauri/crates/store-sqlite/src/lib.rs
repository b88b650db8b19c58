//! Workspaces in SQLite, and the vaults that keep them encrypted.

mod error;
mod migrations;
mod store;
mod tables;
pub mod vault;

pub use migrations::MigrationError;
pub use rusqlite::Error as DatabaseError;
pub use store::SqliteStore;
