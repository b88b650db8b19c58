//! Saving a text for its owner alone: whole or not at all, and never through a link.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Why nothing was saved. The target is as it was, and no temporary file is left.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// Something of that name is there, and replacing was not asked for.
    #[error("a file of that name exists")]
    Exists,
    /// The target is a symbolic link: what it leads to could be anywhere.
    #[error("the target is a link")]
    IsLink,
    /// The target is a folder, a device or the like, or the path names no file.
    #[error("the target is not a file")]
    NotAFile,
    /// The folder or its file system may not be written to.
    #[error("the folder can't be written to")]
    ReadOnly,
    /// No space left, or none within the quota.
    #[error("the disk is full")]
    DiskFull,
    /// The folder of the target does not exist.
    #[error("the folder does not exist")]
    FolderMissing,
    /// Anything else the system reported.
    #[error("the file can't be written: {0}")]
    Io(#[source] io::Error),
}

impl From<io::Error> for SaveError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::AlreadyExists => Self::Exists,
            ErrorKind::IsADirectory => Self::NotAFile,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull,
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::FolderMissing,
            _ => Self::Io(error),
        }
    }
}

/// Writes `content` to a new file at `path` that only its owner may read (0600 whatever the
/// umask), or with `replace` in the place of a regular file there.
///
/// A temporary file beside the target is written and synced, then takes the target's name in one
/// step, and the folder is synced: after a crash there is the old file or the new one.
///
/// # Errors
/// See [`SaveError`]. When only the last sync of the folder fails ([`SaveError::Io`]) the file is
/// in place and may not survive a power cut.
pub fn write_new_private(path: &Path, content: &[u8], replace: bool) -> Result<(), SaveError> {
    let mut file = NewPrivateFile::create(path, replace)?;
    file.write_all(content)?;
    file.finish()
}

/// The same for a text that comes in parts. Dropped before it is finished, it leaves nothing.
pub struct NewPrivateFile {
    path: PathBuf,
    replace: bool,
    file: File,
    temporary: Temporary,
}

impl NewPrivateFile {
    /// Begins a file at `path`, or with `replace` in the place of a regular file there.
    ///
    /// # Errors
    /// See [`SaveError`].
    pub fn create(path: &Path, replace: bool) -> Result<Self, SaveError> {
        let folder = folder_of(path)?;
        refuse_what_is_no_file(path, replace)?;
        let (file, temporary) = Temporary::create(folder)?;
        Ok(Self {
            path: path.to_owned(),
            replace,
            file,
            temporary,
        })
    }

    /// Adds a part.
    ///
    /// # Errors
    /// See [`SaveError`].
    pub fn write_all(&mut self, part: &[u8]) -> Result<(), SaveError> {
        Ok(self.file.write_all(part)?)
    }

    /// Syncs it and gives it its name.
    ///
    /// # Errors
    /// See [`write_new_private`].
    pub fn finish(self) -> Result<(), SaveError> {
        self.file.sync_all()?;
        if self.replace {
            fs::rename(&self.temporary.path, &self.path)?;
        } else {
            rename_without_replacing(&self.temporary.path, &self.path)?;
        }
        self.temporary.keep();
        // Windows has no such call.
        #[cfg(unix)]
        sync_folder(folder_of(&self.path)?)?;
        Ok(())
    }
}

fn folder_of(path: &Path) -> Result<&Path, SaveError> {
    if path.file_name().is_none() {
        return Err(SaveError::NotAFile);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    Ok(folder.unwrap_or(Path::new(".")))
}

/// A look before any work. Should the target change afterwards, renaming still follows no link.
fn refuse_what_is_no_file(path: &Path, replace: bool) -> Result<(), SaveError> {
    let found = match fs::symlink_metadata(path) {
        Ok(found) => found.file_type(),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    if found.is_symlink() {
        Err(SaveError::IsLink)
    } else if !found.is_file() {
        Err(SaveError::NotAFile)
    } else if replace {
        Ok(())
    } else {
        Err(SaveError::Exists)
    }
}

/// A file beside the target, removed again unless it is kept.
struct Temporary {
    path: PathBuf,
    kept: bool,
}

impl Temporary {
    /// `O_EXCL` follows no link and takes over no file that was laid there.
    fn create(folder: &Path) -> io::Result<(File, Self)> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut attempt = 0_u32;
        loop {
            // Not made from the target's name, which may already be as long as names can be.
            let name = format!(".keytower-{}-{attempt}.tmp", std::process::id());
            let path = folder.join(OsString::from(name));
            match options.open(&path) {
                Ok(file) => return Ok((file, Self { path, kept: false })),
                Err(error) if error.kind() == ErrorKind::AlreadyExists && attempt < MOST_TRIES => {
                    attempt += 1;
                }
                Err(error) => return Err(error),
            }
        }
    }

    fn keep(mut self) {
        self.kept = true;
    }
}

/// Names to try for a temporary file: more are never left over.
const MOST_TRIES: u32 = 1_000;

impl Drop for Temporary {
    fn drop(&mut self) {
        if !self.kept {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// `renameat2(RENAME_NOREPLACE)`, and where the file system has no such thing a hard link, which
/// replaces nothing either.
#[cfg(target_os = "linux")]
fn rename_without_replacing(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => link_and_unlink(from, to),
        outcome => Ok(outcome?),
    }
}

#[cfg(not(target_os = "linux"))]
fn rename_without_replacing(from: &Path, to: &Path) -> io::Result<()> {
    link_and_unlink(from, to)
}

fn link_and_unlink(from: &Path, to: &Path) -> io::Result<()> {
    fs::hard_link(from, to)?;
    fs::remove_file(from)
}

/// Makes the new name last (`fsync(2)`: the folder has to be synced by itself).
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder)?.sync_all() {
        // Some network file systems can't, and write names through anyway.
        Err(error) if error.kind() == ErrorKind::InvalidInput => Ok(()),
        outcome => outcome,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_renaming_always_replaces_a_link_takes_the_name_and_replaces_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let (new, taken, free) = (
            folder.path().join("new"),
            folder.path().join("taken"),
            folder.path().join("free"),
        );
        fs::write(&new, "new").expect("written");
        fs::write(&taken, "old").expect("written");
        let refused = link_and_unlink(&new, &taken).expect_err("the name is taken");
        assert_eq!(refused.kind(), ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&taken).expect("still there"), b"old");
        link_and_unlink(&new, &free).expect("the name is free");
        assert_eq!(fs::read(&free).expect("there"), b"new");
        assert!(!new.exists());
    }
}
