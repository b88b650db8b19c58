//! What stands at the front of a backup, for everybody to read.

use std::io::{ErrorKind, Read};

use chrono::DateTime;
use keytower_domain::time::Instant;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::super::{connection::PAGE_BYTES, header, vault_id::VaultId};
use super::{BackupDamage, BackupError};

/// The format that this program writes.
pub(super) const FORMAT: u64 = 1;
pub(super) const MAGIC: &[u8; 16] = b"keytower backup\n";
/// Bytes of a digest.
pub(super) const DIGEST: u64 = 32;
/// Most bytes that a label has: no more are read.
const MAX_BYTES: u32 = 4096;

/// Why a backup was made.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// Somebody asked for it.
    ByHand,
    /// It was due.
    OnSchedule,
}

/// What can be known of a backup without opening it. Nobody vouches for it before that.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct BackupLabel {
    /// The vault it is of.
    pub vault_id: VaultId,
    /// When it was made.
    pub made_at: Instant,
    /// The version of the program that made it.
    pub made_by: String,
    /// Why.
    pub occasion: Occasion,
    pub(super) header_bytes: u64,
    pub(super) database_bytes: u64,
}

/// The label as it is written.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Written {
    format: u64,
    vault_id: VaultId,
    /// Milliseconds since 1970-01-01 UTC.
    made_at: i64,
    made_by: String,
    occasion: Occasion,
    header_bytes: u64,
    database_bytes: u64,
}

/// The part of a label that every format has.
#[derive(Deserialize)]
struct AnyFormat {
    format: u64,
}

/// A label, and the bytes it was read from: everything before the header.
pub(super) struct Front {
    pub(super) label: BackupLabel,
    pub(super) bytes: Vec<u8>,
}

impl BackupLabel {
    /// Everything before the header.
    pub(super) fn encode(&self) -> Vec<u8> {
        let written = Written {
            format: FORMAT,
            vault_id: self.vault_id,
            made_at: self.made_at.timestamp_millis(),
            made_by: self.made_by.clone(),
            occasion: self.occasion,
            header_bytes: self.header_bytes,
            database_bytes: self.database_bytes,
        };
        let text = serde_json::to_vec(&written).expect("strings and numbers are always JSON");
        let length = u32::try_from(text.len()).expect("a label is short");
        let mut bytes = [MAGIC.as_slice(), &length.to_le_bytes(), &text].concat();
        let digest = Sha256::digest(&bytes);
        bytes.extend_from_slice(&digest);
        bytes
    }
}

impl Front {
    /// Reads the front of a backup that is `length` bytes long.
    pub(super) fn read(file: &mut impl Read, length: u64) -> Result<Self, BackupError> {
        let mut bytes = vec![0; MAGIC.len() + 4];
        let got = read_up_to(file, &mut bytes)?;
        let magic = got.min(MAGIC.len());
        if bytes[..magic] != MAGIC[..magic] {
            return Err(BackupError::NotABackup);
        }
        if got < bytes.len() {
            return Err(BackupDamage::Cut.into());
        }
        let digits = bytes[MAGIC.len()..].try_into().expect("four were read");
        let text_bytes = u32::from_le_bytes(digits);
        if text_bytes > MAX_BYTES {
            return Err(BackupDamage::Changed.into());
        }
        let start = bytes.len();
        let checked = start + text_bytes as usize;
        bytes.resize(checked + Sha256::output_size(), 0);
        if read_up_to(file, &mut bytes[start..])? < bytes.len() - start {
            return Err(BackupDamage::Cut.into());
        }
        if Sha256::digest(&bytes[..checked]).as_slice() != &bytes[checked..] {
            return Err(BackupDamage::Changed.into());
        }
        let label = decode(&bytes[start..checked])?;
        let front = Self { label, bytes };
        match length.cmp(&front.whole_length()) {
            std::cmp::Ordering::Less => Err(BackupDamage::Cut.into()),
            std::cmp::Ordering::Equal => Ok(front),
            std::cmp::Ordering::Greater => Err(BackupDamage::Changed.into()),
        }
    }

    /// Bytes of the whole backup.
    fn whole_length(&self) -> u64 {
        self.bytes.len() as u64 + self.label.header_bytes + self.label.database_bytes + 2 * DIGEST
    }
}

fn decode(text: &[u8]) -> Result<BackupLabel, BackupError> {
    let changed = || BackupError::from(BackupDamage::Changed);
    let AnyFormat { format } = serde_json::from_slice(text).map_err(|_| changed())?;
    if format > FORMAT {
        return Err(BackupError::NewerFormat { found: format });
    }
    let written: Written = serde_json::from_slice(text).map_err(|_| changed())?;
    let possible = written.format == FORMAT
        && (1..=header::MAX_BYTES).contains(&written.header_bytes)
        && written.database_bytes >= PAGE_BYTES
        && written.database_bytes.is_multiple_of(PAGE_BYTES)
        // Far beyond any disk, and far from what a sum of lengths can't hold.
        && written.database_bytes < 1 << 60;
    if !possible {
        return Err(changed());
    }
    Ok(BackupLabel {
        vault_id: written.vault_id,
        made_at: DateTime::from_timestamp_millis(written.made_at).ok_or_else(changed)?,
        made_by: written.made_by,
        occasion: written.occasion,
        header_bytes: written.header_bytes,
        database_bytes: written.database_bytes,
    })
}

/// Fills `bytes` as far as the file goes; how far that is.
fn read_up_to(file: &mut impl Read, bytes: &mut [u8]) -> Result<usize, BackupError> {
    let mut filled = 0;
    while filled < bytes.len() {
        match file.read(&mut bytes[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(BackupError::reading(error)),
        }
    }
    Ok(filled)
}
