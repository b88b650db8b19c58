//! Starting a program with the person's session.
//!
//! What the system has is the state: nothing here remembers it. On Linux that is a file in the autostart folder, on
//! Windows a value in the registry, on macOS a launch agent.

#[cfg(all(unix, not(target_os = "macos")))]
mod entry;
#[cfg(any(windows, target_os = "macos"))]
mod registered;

#[cfg(all(unix, not(target_os = "macos")))]
pub use entry::AutostartEntry;
#[cfg(any(windows, target_os = "macos"))]
pub use registered::Registered;

use std::io;
use std::path::{Path, PathBuf};

/// Starts the program with the session, or doesn't.
pub trait Autostart: Send + Sync {
    /// Whether the system starts the program with the session.
    ///
    /// # Errors
    /// When the system doesn't say.
    fn is_on(&self) -> Result<bool, AutostartError>;

    /// Has the system start the program with the session from the next one on, or no longer.
    ///
    /// # Errors
    /// See [`AutostartError`]; it is as it was then.
    fn set(&self, on: bool) -> Result<(), AutostartError>;
}

/// Why nothing changed.
#[derive(Debug, thiserror::Error)]
pub enum AutostartError {
    /// The folder of what starts with the session may not be written to.
    #[error("{} can't be written to", folder.display())]
    ReadOnly {
        /// The folder.
        folder: PathBuf,
    },
    /// No space left, or none within the quota.
    #[error("the disk is full")]
    DiskFull,
    /// What stands where the program would be named was put there by somebody else: a link, or no file.
    #[error("{} is a link, or no ordinary file or folder", path.display())]
    Taken {
        /// What stands there.
        path: PathBuf,
    },
    /// The program lies where the system's own files can't say it.
    #[error("the program's path can't be written down")]
    Unspeakable,
    /// Anything else the system reported.
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// What starts this program, with an argument, with this person's session.
///
/// # Errors
/// When the system names neither this program nor a folder of the person's.
pub fn of_this_program(argument: &str) -> io::Result<Box<dyn Autostart>> {
    let program = std::env::current_exe()?;
    on_this_system(crate::IDENTIFIER, &program, argument)
}

#[cfg(all(unix, not(target_os = "macos")))]
fn on_this_system(identifier: &str, program: &Path, argument: &str) -> io::Result<Box<dyn Autostart>> {
    let config = dirs::config_dir().ok_or(io::ErrorKind::NotFound)?;
    let folder = config.join("autostart");
    Ok(Box::new(AutostartEntry::new(
        &folder, identifier, program, argument,
    )))
}

#[cfg(any(windows, target_os = "macos"))]
fn on_this_system(identifier: &str, program: &Path, argument: &str) -> io::Result<Box<dyn Autostart>> {
    Ok(Box::new(Registered::new(identifier, program, argument)?))
}

/// What stands in where the system named nothing.
pub struct NoAutostart;

impl Autostart for NoAutostart {
    fn is_on(&self) -> Result<bool, AutostartError> {
        Ok(false)
    }

    fn set(&self, on: bool) -> Result<(), AutostartError> {
        if on {
            Err(AutostartError::Io(io::ErrorKind::Unsupported.into()))
        } else {
            Ok(())
        }
    }
}
