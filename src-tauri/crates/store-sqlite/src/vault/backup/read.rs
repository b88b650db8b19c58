//! Reading a backup, whole.

use std::{
    fs::{self, File},
    io::{Read as _, Seek as _, SeekFrom, Write as _},
    path::Path,
};

use super::super::{
    VaultError,
    header::{Header, StoredHeader},
    keys::DataKey,
};
use super::label::{BackupLabel, Front};
use super::seal::Seal;
use super::{BackupDamage, BackupError};

/// Bytes that are passed on at once.
const CHUNK: usize = 256 * 1024;

impl BackupLabel {
    /// Reads the label, and nothing behind it.
    ///
    /// # Errors
    ///
    /// [`BackupError::NotABackup`], [`BackupError::NewerFormat`], [`BackupError::Missing`], and
    /// [`BackupError::Damaged`] where the label itself or the file's length shows it.
    pub fn of(path: &Path) -> Result<Self, BackupError> {
        let (mut file, length) = open(path)?;
        Ok(Front::read(&mut file, length)?.label)
    }

    /// Reads the whole file, and the label in it: it is what was written, as far as can be known without its key.
    ///
    /// # Errors
    ///
    /// As [`of`](Self::of), and [`BackupError::Damaged`] for any other damage.
    pub fn of_whole(path: &Path) -> Result<Self, BackupError> {
        Ok(Whole::read(path)?.front.label)
    }
}

/// A backup that is whole, as far as can be known without its key.
pub(in crate::vault) struct Whole {
    file: File,
    front: Front,
    header: Vec<u8>,
}

impl Whole {
    /// Reads all of it once.
    pub(in crate::vault) fn read(path: &Path) -> Result<Self, BackupError> {
        let (mut file, length) = open(path)?;
        let front = Front::read(&mut file, length)?;
        let header = read_exactly(&mut file, front.label.header_bytes)?;
        let mut seal = Seal::new(None);
        seal.pass(&front.bytes);
        seal.pass(&header);
        pass_on(&mut file, front.label.database_bytes, |chunk| {
            seal.pass(chunk);
            Ok(())
        })?;
        let (is_whole, _) = seal.compare(&read_end(&mut file)?);
        if is_whole {
            Ok(Self { file, front, header })
        } else {
            Err(BackupDamage::Changed.into())
        }
    }

    pub(in crate::vault) fn label(&self) -> &BackupLabel {
        &self.front.label
    }

    /// The header in it, to try a key on.
    pub(in crate::vault) fn header(&self) -> Result<StoredHeader, BackupError> {
        let stored = StoredHeader::decode(&self.header).map_err(header_failure)?;
        if stored.unauthenticated().vault_id == self.front.label.vault_id {
            Ok(stored)
        } else {
            Err(BackupDamage::Altered.into())
        }
    }

    /// Writes the database into a file that is there and empty, and answers the header that belongs to it. Nothing of
    /// it is to be used on an error: only at the end is it known that somebody with the key wrote it.
    pub(in crate::vault) fn extract(
        mut self,
        data_key: &DataKey,
        database: &mut File,
    ) -> Result<(Header, Vec<u8>), BackupError> {
        let label = &self.front.label;
        let header = self.header()?.authenticate(data_key).map_err(header_failure)?;
        let start = self.front.bytes.len() as u64 + label.header_bytes;
        let mut seal = Seal::new(Some(&data_key.backup_key(label.vault_id)));
        seal.pass(&self.front.bytes);
        seal.pass(&self.header);
        self.file
            .seek(SeekFrom::Start(start))
            .map_err(BackupError::reading)?;
        pass_on(&mut self.file, label.database_bytes, |chunk| {
            seal.pass(chunk);
            database
                .write_all(chunk)
                .map_err(|error| VaultError::writing(error).into())
        })?;
        match seal.compare(&read_end(&mut self.file)?) {
            (true, true) => {}
            (true, false) => return Err(BackupDamage::Altered.into()),
            (false, _) => return Err(BackupDamage::Changed.into()),
        }
        database
            .sync_all()
            .map_err(|error| BackupError::from(VaultError::writing(error)))?;
        Ok((header, self.header))
    }
}

/// Opens what is a file; opening a pipe would wait for ever.
fn open(path: &Path) -> Result<(File, u64), BackupError> {
    let found = fs::metadata(path).map_err(BackupError::reading)?;
    if !found.is_file() {
        return Err(BackupError::NotABackup);
    }
    let file = File::open(path).map_err(BackupError::reading)?;
    Ok((file, found.len()))
}

/// Inside a backup, a header that isn't what was written is the backup's damage.
fn header_failure(error: VaultError) -> BackupError {
    match error {
        VaultError::Damaged { .. } => BackupDamage::Altered.into(),
        VaultError::NewerFormat { found } => BackupError::NewerFormat { found },
        other => other.into(),
    }
}

fn read_exactly(file: &mut File, bytes: u64) -> Result<Vec<u8>, BackupError> {
    let mut content = Vec::new();
    pass_on(file, bytes, |chunk| {
        content.extend_from_slice(chunk);
        Ok(())
    })?;
    Ok(content)
}

fn read_end(file: &mut File) -> Result<[[u8; 32]; 2], BackupError> {
    let mut end = [[0; 32]; 2];
    for digest in &mut end {
        file.read_exact(digest).map_err(BackupError::reading)?;
    }
    Ok(end)
}

/// Hands the next `bytes` of a file on, piece by piece.
pub(super) fn pass_on(
    file: &mut File,
    bytes: u64,
    mut to: impl FnMut(&[u8]) -> Result<(), BackupError>,
) -> Result<(), BackupError> {
    let mut buffer = vec![0; CHUNK];
    let mut left = bytes;
    while left > 0 {
        let next = usize::try_from(left).unwrap_or(CHUNK).min(CHUNK);
        let chunk = &mut buffer[..next];
        file.read_exact(chunk).map_err(BackupError::reading)?;
        to(chunk)?;
        left -= next as u64;
    }
    Ok(())
}
