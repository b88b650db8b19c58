//! The folders of a desk: a home of its own, which goes with it.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use super::soon;
use crate::step::{Failure, Outcome};

const PREFIX: &str = "keytower-desk-";

/// Which variable leads to which folder.
const PLACES: &[(&str, &str)] = &[
    ("HOME", "home"),
    ("TMPDIR", "tmp"),
    ("XDG_CACHE_HOME", "cache"),
    ("XDG_CONFIG_HOME", "config"),
    ("XDG_DATA_HOME", "data"),
    ("XDG_RUNTIME_DIR", RUNTIME),
    ("XDG_STATE_HOME", "state"),
];

const RUNTIME: &str = "runtime";
const LOGS: &str = "logs";

/// What developers' tools keep in the real home, and go on using.
const TOOLS: &[(&str, &str)] = &[
    ("CARGO_HOME", ".cargo"),
    ("RUSTUP_HOME", ".rustup"),
    ("npm_config_cache", ".npm"),
    ("npm_config_userconfig", ".npmrc"),
];

/// A temporary folder with one below it for each place a program looks for. Dropping it removes them.
pub struct Folders(PathBuf);

impl Folders {
    /// Makes the folders, after removing those of desks that were killed and could not.
    pub fn create() -> Outcome<Self> {
        let parent = std::env::temp_dir();
        remove_abandoned(&parent);
        // Named after the process, which is how the next desk sees whether it is still in use. Short, because
        // the path of a socket may have no more than 107 bytes.
        let folders = Self(parent.join(format!("{PREFIX}{}", std::process::id())));
        create_private(&folders.0)?;
        for folder in PLACES.iter().map(|(_, folder)| *folder).chain([LOGS]) {
            create_private(&folders.0.join(folder))?;
        }
        Ok(folders)
    }

    /// Where sockets go.
    pub fn runtime(&self) -> PathBuf {
        self.0.join(RUNTIME)
    }

    /// Where a service writes what it has to say.
    pub fn log(&self, service: &str) -> PathBuf {
        self.0.join(LOGS).join(service)
    }

    /// The variables that lead programs here, and developers' tools to where they were.
    pub fn variables(&self) -> Vec<(&'static str, OsString)> {
        let home = std::env::var_os("HOME").map(PathBuf::from);
        let kept = TOOLS.iter().filter_map(|&(name, folder)| {
            let usual = || home.as_ref().map(|home| home.join(folder).into_os_string());
            Some((name, std::env::var_os(name).or_else(usual)?))
        });
        PLACES
            .iter()
            .map(|&(name, folder)| (name, self.0.join(folder).into_os_string()))
            .chain(kept)
            .collect()
    }
}

impl Drop for Folders {
    fn drop(&mut self) {
        // What was at the desk may still be writing while it finds its screen gone.
        if !soon(|| fs::remove_dir_all(&self.0).is_ok() || !self.0.exists()) {
            eprintln!(
                "xtask: {} could not be removed; the next desk will try again",
                self.0.display()
            );
        }
    }
}

/// Nobody else may look in: a runtime folder must be its owner's alone.
fn create_private(folder: &Path) -> Outcome {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(folder)
        .map_err(|error| Failure::new(format!("{} can't be made: {error}", folder.display())))
}

/// A desk's folder is abandoned when its process is gone, or is this one, which has none yet.
fn remove_abandoned(parent: &Path) {
    let own = std::process::id().to_string();
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let Some(process) = name.to_str().and_then(|name| name.strip_prefix(PREFIX)) else {
            continue;
        };
        if process == own || !Path::new("/proc").join(process).exists() {
            // Another person's can't be removed, which is as well.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
