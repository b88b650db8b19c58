//! A backup: the vault in one file, encrypted as the vault is, that opens on any computer.
//!
//! ```text
//! "keytower backup\n"       16 bytes
//! length of the label       4 bytes, little-endian
//! label                     JSON: format, vault id, when and by what it was made, how long the rest is
//! SHA-256                   32 bytes, of all before it
//! header                    that of a vault, with its ways in: master password and recovery code
//! database                  SQLCipher, under the key that the header's data key gives
//! HMAC-SHA-256              32 bytes, of all before it, under a key derived from the data key
//! SHA-256                   32 bytes, of all before it
//! ```
//!
//! The lengths tell a file that was *cut*; the checksums, which need no key, one that is *damaged*; the HMAC one that was
//! *altered* by somebody without the vault's key. What is before the header keeps its place in every later format. No
//! name is in it but that of the file.

mod contents;
mod error;
mod label;
mod make;
mod read;
mod seal;
mod target;

pub use error::{BackupDamage, BackupError};
pub use label::{BackupLabel, Occasion};
pub use make::{Backup, BackupMade, Stopper};

pub(super) use read::Whole;
