//! The user interface: its dependencies and its build, each made anew only when out of date.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use crate::step::{Failure, Outcome, run};
use crate::workspace::{npm, ui};

/// A copy of the lock file that `node_modules` was installed from. `npm ci` removes it with everything else.
const STAMP: &str = "node_modules/.installed-from.json";

/// Folders that hold what is made, not what it is made from.
const MADE: &[&str] = &["dist", "node_modules"];

/// Runs `npm ci` unless exactly what the lock file asks for is installed.
pub fn install_dependencies() -> Outcome {
    let (lock, stamp) = (ui().join("package-lock.json"), ui().join(STAMP));
    let wanted = fs::read(&lock)
        .map_err(|error| Failure::new(format!("{} can't be read: {error}", lock.display())))?;
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    run(&mut npm(&["ci", "--no-audit", "--no-fund"]))?;
    fs::write(&stamp, wanted)
        .map_err(|error| Failure::new(format!("{} can't be written: {error}", stamp.display())))
}

/// Builds `ui/dist` unless it is there and newer than everything it is made from.
pub fn build_if_outdated() -> Outcome {
    if is_outdated(&ui()) {
        script("build")
    } else {
        Ok(())
    }
}

/// Runs one of the scripts in `package.json`.
pub fn script(name: &str) -> Outcome {
    run(&mut npm(&["run", "--silent", name]))
}

fn is_outdated(ui: &Path) -> bool {
    match modified(&ui.join("dist/index.html")) {
        Some(built) => newest_source(ui).is_none_or(|changed| changed > built),
        None => true,
    }
}

/// When anything under `folder` last changed. A folder changes when something in it is added or removed.
fn newest_source(folder: &Path) -> Option<SystemTime> {
    fs::read_dir(folder)
        .ok()?
        .flatten()
        .filter(|entry| !MADE.iter().any(|made| entry.file_name() == *made))
        .filter_map(|entry| {
            let path = entry.path();
            let within = if path.is_dir() { newest_source(&path) } else { None };
            within.max(modified(&path))
        })
        .max()
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).ok()?.modified().ok()
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::path::PathBuf;
    use std::time::Duration;

    use super::*;

    /// A made-up `ui` whose build is newer than its sources.
    fn interface(name: &str) -> PathBuf {
        let ui = std::env::temp_dir().join(format!("keytower-xtask-{}-{name}", std::process::id()));
        for folder in ["src/kit", "dist", "node_modules"] {
            fs::create_dir_all(ui.join(folder)).unwrap();
        }
        for (file, age) in [
            ("src/kit/Button.svelte", 60),
            ("dist/index.html", 30),
            ("node_modules/a.js", 10),
        ] {
            File::create(ui.join(file)).unwrap();
            change(&ui.join(file), age);
        }
        for folder in ["src/kit", "src"] {
            change(&ui.join(folder), 60);
        }
        ui
    }

    /// Says that a file or folder last changed `age` seconds before one fixed day.
    fn change(path: &Path, age: u64) {
        let day = SystemTime::UNIX_EPOCH + Duration::from_hours(24 * 20_000);
        File::open(path)
            .unwrap()
            .set_modified(day - Duration::from_secs(age))
            .unwrap();
    }

    #[test]
    fn a_build_newer_than_its_sources_is_kept() {
        let ui = interface("kept");
        assert!(!is_outdated(&ui));
        fs::remove_dir_all(ui).unwrap();
    }

    #[test]
    fn a_changed_source_deep_down_outdates_the_build() {
        let ui = interface("changed");
        change(&ui.join("src/kit/Button.svelte"), 20);
        assert!(is_outdated(&ui));
        fs::remove_dir_all(ui).unwrap();
    }

    #[test]
    fn a_removed_source_outdates_the_build() {
        let ui = interface("removed");
        fs::remove_file(ui.join("src/kit/Button.svelte")).unwrap();
        assert!(is_outdated(&ui));
        fs::remove_dir_all(ui).unwrap();
    }

    #[test]
    fn a_missing_build_is_outdated() {
        let ui = interface("missing");
        fs::remove_file(ui.join("dist/index.html")).unwrap();
        assert!(is_outdated(&ui));
        fs::remove_dir_all(ui).unwrap();
    }
}
