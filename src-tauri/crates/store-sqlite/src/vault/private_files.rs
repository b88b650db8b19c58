//! Files and folders that only their owner may read, and that are on the disk when we say so.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    path::Path,
};

/// Makes a folder that only its owner may enter.
pub(super) fn create_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(false);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)?;
    restrict_folder(path)
}

/// Makes an empty file that only its owner may read; refuses an existing one.
pub(super) fn create_file(path: &Path) -> io::Result<File> {
    open(path, OpenOptions::new().write(true).create_new(true))
}

/// Opens a file for writing, making it if need be. What it holds stays.
pub(super) fn open_or_create_file(path: &Path) -> io::Result<File> {
    open(path, OpenOptions::new().write(true).create(true).truncate(false))
}

/// Replaces a file, all or nothing: after a crash at any moment either the old or the new content
/// is there, and once this returns it is the new one. `beside` is written first; one that was left
/// from a crash is overwritten.
pub(super) fn replace(path: &Path, beside: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = open(beside, OpenOptions::new().write(true).create(true).truncate(true))?;
    let written = file
        .write_all(content)
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(beside, path));
    if let Err(error) = written {
        // Nothing refers to it; if it can't be removed either, the next unlock does that.
        let _ = fs::remove_file(beside);
        return Err(error);
    }
    path.parent().map_or(Ok(()), sync_folder)
}

/// Makes an empty file that only its owner may read, where the file system knows rights; refuses an existing one. For
/// what is encrypted throughout, and may lie on a drive that has none.
pub(super) fn create_file_anywhere(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Gives a file or folder another name, which nothing may have.
#[cfg(target_os = "linux")]
pub(super) fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Err(error) if is_unknown(error) => rename_unless_there(from, to),
        outcome => Ok(outcome?),
    }
}

/// Elsewhere nothing does both at once.
#[cfg(not(target_os = "linux"))]
pub(super) fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    rename_unless_there(from, to)
}

fn rename_unless_there(from: &Path, to: &Path) -> io::Result<()> {
    match fs::symlink_metadata(to) {
        Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => fs::rename(from, to),
        Err(error) => Err(error),
    }
}

/// Has two names change places in one step. False where the system can't.
#[cfg(target_os = "linux")]
pub(super) fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(error) if is_unknown(error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Elsewhere there is no such call.
#[cfg(not(target_os = "linux"))]
pub(super) fn exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Whether a kernel or a file system doesn't know what it was asked for.
#[cfg(target_os = "linux")]
fn is_unknown(error: rustix::io::Errno) -> bool {
    use rustix::io::Errno;
    matches!(error, Errno::INVAL | Errno::NOSYS | Errno::NOTSUP)
}

/// Takes all rights from everybody but the owner, whatever the umask made of them.
pub(super) fn restrict_file(path: &Path) -> io::Result<()> {
    set_mode(path, 0o600)
}

/// The same for a folder.
pub(super) fn restrict_folder(path: &Path) -> io::Result<()> {
    set_mode(path, 0o700)
}

fn open(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    let file = options.open(path)?;
    restrict_file(path)?;
    Ok(file)
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode))
}

/// Elsewhere the user's profile folder is what keeps others out.
#[cfg(not(unix))]
fn set_mode(_: &Path, _: u32) -> io::Result<()> {
    Ok(())
}

/// Puts what a folder lists on the disk: a created or renamed file isn't there for good before.
#[cfg(unix)]
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    match File::open(path)?.sync_all() {
        // Some network file systems can't, and write names through anyway.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        outcome => outcome,
    }
}

/// Elsewhere folders can't be opened, and the file system keeps its own order.
#[cfg(not(unix))]
pub(super) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Fails if files can't be made in a folder.
#[cfg(unix)]
pub(super) fn require_writable(folder: &Path) -> io::Result<()> {
    use rustix::fs::{Access, access};
    Ok(access(folder, Access::WRITE_OK | Access::EXEC_OK)?)
}

/// Elsewhere the first write tells.
#[cfg(not(unix))]
pub(super) fn require_writable(_: &Path) -> io::Result<()> {
    Ok(())
}
