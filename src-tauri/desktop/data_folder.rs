//! Where this computer's part of Keytower lives: settings, the list of recent vaults, and vaults made here.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use keytower_desk::text_file::{SaveError, write_new_private};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The folder that `KEYTOWER_DATA_DIR` names, or else `keytower` where the system keeps applications' data.
#[derive(Clone, Debug)]
pub struct DataFolder(PathBuf);

impl DataFolder {
    /// The folder of this process.
    ///
    /// # Errors
    /// When the system names no such place.
    pub fn of_this_process() -> io::Result<Self> {
        let named = env::var_os("KEYTOWER_DATA_DIR")
            .filter(|name| !name.is_empty())
            .map(PathBuf::from);
        let folder = named.or_else(|| Some(dirs::data_dir()?.join("keytower")));
        folder.map(Self::at).ok_or_else(|| {
            io::Error::new(
                io::ErrorKind::NotFound,
                "no folder for application data: set KEYTOWER_DATA_DIR",
            )
        })
    }

    /// A given folder.
    #[must_use]
    pub fn at(folder: PathBuf) -> Self {
        Self(folder)
    }

    /// Where new vaults are kept.
    #[must_use]
    pub fn vaults(&self) -> PathBuf {
        self.0.join("vaults")
    }

    /// A file in it.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

/// A JSON file's value; the default where it isn't there or isn't readable, so that a damaged list of recent vaults
/// never keeps anybody from their vault.
pub(crate) fn read_json<T: DeserializeOwned + Default>(path: &Path) -> T {
    fs::read(path)
        .ok()
        .and_then(|content| serde_json::from_slice(&content).ok())
        .unwrap_or_default()
}

/// Replaces a JSON file whole.
pub(crate) fn write_json(path: &Path, value: &impl Serialize) -> Result<(), SaveError> {
    if let Some(folder) = path.parent() {
        create_private_folder(folder).map_err(SaveError::Io)?;
    }
    let content = serde_json::to_vec_pretty(value).map_err(|error| SaveError::Io(error.into()))?;
    write_new_private(path, &content, true)
}

/// Makes a folder, and those above it that are missing, for nobody else to look into: vaults' names are in it.
pub(crate) fn create_private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
