//! A file in the autostart folder (Desktop Application Autostart Specification), as the Desktop Entry Specification has
//! it.

use std::fs::{self, DirBuilder};
use std::io::{self, ErrorKind};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use super::{Autostart, AutostartError};
use crate::text_file::{SaveError, write_new_private};

/// A program that a file in the autostart folder starts.
pub struct AutostartEntry {
    path: PathBuf,
    program: PathBuf,
    argument: String,
}

impl AutostartEntry {
    /// Of a program, with an argument, by the file of that name in the autostart folder.
    #[must_use]
    pub fn new(folder: &Path, identifier: &str, program: &Path, argument: &str) -> Self {
        Self {
            path: folder.join(format!("{identifier}.desktop")),
            program: program.to_owned(),
            argument: argument.to_owned(),
        }
    }

    fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("/"))
    }

    /// The file's text; nothing where the program's path is no text, as the file's has to be.
    fn text(&self) -> Option<String> {
        let program = self.program.to_str()?;
        Some(format!(
            "[Desktop Entry]\n\
             Type=Application\n\
             Name=Keytower\n\
             Comment=Reminds you of keys that expire\n\
             TryExec={}\n\
             Exec={}\n\
             Icon=keytower\n\
             Terminal=false\n\
             StartupNotify=false\n",
            escaped(program),
            escaped(&command(program, &self.argument)),
        ))
    }

    fn error(&self, error: SaveError) -> AutostartError {
        match error {
            SaveError::ReadOnly | SaveError::FolderMissing => AutostartError::ReadOnly {
                folder: self.folder().to_owned(),
            },
            SaveError::DiskFull => AutostartError::DiskFull,
            SaveError::Exists | SaveError::IsLink | SaveError::NotAFile => AutostartError::Taken {
                path: self.path.clone(),
            },
            SaveError::Io(error) => AutostartError::Io(error),
        }
    }
}

impl Autostart for AutostartEntry {
    fn is_on(&self) -> Result<bool, AutostartError> {
        match fs::read_to_string(&self.path) {
            Ok(text) => Ok(starts(&text)),
            Err(error) if is_missing(&error) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    fn set(&self, on: bool) -> Result<(), AutostartError> {
        if on {
            let text = self.text().ok_or(AutostartError::Unspeakable)?;
            // The mode that the Base Directory Specification wants for a folder that is missing.
            let made = DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(self.folder());
            made.map_err(|error| match error.kind() {
                ErrorKind::AlreadyExists | ErrorKind::NotADirectory => AutostartError::Taken {
                    path: self.folder().to_owned(),
                },
                _ => self.error(error.into()),
            })?;
            return write_new_private(&self.path, text.as_bytes(), true).map_err(|error| self.error(error));
        }
        match fs::remove_file(&self.path) {
            Err(error) if !is_missing(&error) => Err(self.error(error.into())),
            _ => Ok(()),
        }
    }
}

fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

/// Whether the session starts what such a file names: people, and the desktop's own settings, switch one off by a line.
fn starts(text: &str) -> bool {
    let says = |key: &str, value: &str| {
        text.lines().any(|line| {
            line.split_once('=')
                .is_some_and(|(found, said)| found.trim() == key && said.trim() == value)
        })
    };
    !says("Hidden", "true") && !says("X-GNOME-Autostart-enabled", "false")
}

/// The value of `Exec`. A program's path has no `=` there, and GNOME looks for one with `%%` as it stands: a shell
/// starts these.
fn command(program: &str, argument: &str) -> String {
    let (program, argument) = (quoted(program), quoted(argument));
    if program.contains(['%', '=']) {
        let shell = quoted(r#"exec "$0" "$@""#);
        format!("/bin/sh -c {shell} {program} {argument}")
    } else {
        format!("{program} {argument}")
    }
}

/// One argument of `Exec` (Desktop Entry Specification, *The Exec key*).
fn quoted(argument: &str) -> String {
    let mut quoted = String::from("\"");
    for character in argument.chars() {
        match character {
            '"' | '`' | '$' | '\\' => quoted.extend(['\\', character]),
            // Else it would begin a field code.
            '%' => quoted.push_str("%%"),
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

/// A value of type *string* (Desktop Entry Specification, *Possible value types*).
fn escaped(value: &str) -> String {
    let mut escaped = String::new();
    for character in value.chars() {
        match character {
            '\\' => escaped.push_str("\\\\"),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' => escaped.push_str("\\t"),
            _ => escaped.push(character),
        }
    }
    escaped
}
