//! Workspaces in SQLite, and the vaults that keep them encrypted.

mod error;
mod migrations;
mod sealing;
mod store;
mod tables;
pub mod vault;

pub use migrations::MigrationError;
pub use rusqlite::Error as DatabaseError;
pub use sealing::Sealing;
pub use store::SqliteStore;
