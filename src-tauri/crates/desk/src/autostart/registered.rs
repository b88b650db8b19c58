//! A value in the registry's *Run* (Windows), or a launch agent (macOS).

use std::io;
use std::path::Path;

use auto_launch::{AutoLaunch, AutoLaunchBuilder, MacOSLaunchMode, WindowsEnableMode};

use super::{Autostart, AutostartError};

/// A program that the system knows to start.
pub struct Registered(AutoLaunch);

impl Registered {
    /// Of a program, with an argument, by that name.
    ///
    /// # Errors
    /// When its path is no text.
    pub fn new(identifier: &str, program: &Path, argument: &str) -> io::Result<Self> {
        let program = program.to_str().ok_or(io::ErrorKind::InvalidInput)?;
        // The registry has one line, in which a path with spaces is several words.
        let program = if cfg!(windows) {
            format!("\"{program}\"")
        } else {
            program.to_owned()
        };
        AutoLaunchBuilder::new()
            .set_app_name(identifier)
            .set_app_path(&program)
            .set_args(&[argument])
            .set_macos_launch_mode(MacOSLaunchMode::LaunchAgent)
            .set_windows_enable_mode(WindowsEnableMode::CurrentUser)
            .build()
            .map(Self)
            .map_err(io::Error::other)
    }
}

impl Autostart for Registered {
    fn is_on(&self) -> Result<bool, AutostartError> {
        self.0.is_enabled().map_err(told)
    }

    fn set(&self, on: bool) -> Result<(), AutostartError> {
        if on { self.0.enable() } else { self.0.disable() }.map_err(told)
    }
}

fn told(error: auto_launch::Error) -> AutostartError {
    AutostartError::Io(match error {
        auto_launch::Error::Io(error) => error,
        error => io::Error::other(error),
    })
}
