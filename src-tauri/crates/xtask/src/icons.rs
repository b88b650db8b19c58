//! `cargo xtask icons`: every icon, from one drawing.

use std::fs;
use std::path::{Path, PathBuf};

use crate::setup::{Purpose, setup};
use crate::step::{Failure, Outcome, said};
use crate::workspace;

/// What all of them are made from. Linux takes it as it is, too.
const DRAWING: &str = "icons/keytower.svg";

/// The sizes that menus, docks and window lists ask for, in pixels.
const SIZES: &[&str] = &["16", "24", "32", "48", "64", "128", "256", "512"];

/// What Windows and macOS take instead.
const OTHERS: &[&str] = &["icon.ico", "icon.icns"];

/// Writes the icons anew.
pub fn write() -> Outcome {
    setup(Purpose::Run)?;
    let made = make()?;
    for icon in names() {
        copy(&made.join(&icon), &icons().join(&icon))?;
    }
    Ok(())
}

/// Fails unless the icons are those that the drawing makes.
pub fn check() -> Outcome {
    let made = make()?;
    let differs = |icon: &String| content(&made.join(icon)) != content(&icons().join(icon));
    let outdated: Vec<String> = names().filter(differs).collect();
    if outdated.is_empty() {
        Ok(())
    } else {
        Err(Failure::new(format!(
            "these are not what {DRAWING} makes: {}. Write them anew with `cargo xtask icons`.",
            outdated.join(", ")
        )))
    }
}

fn icons() -> PathBuf {
    workspace::root().join("icons")
}

/// What the files are called.
fn names() -> impl Iterator<Item = String> {
    let sizes = SIZES.iter().map(|size| format!("{size}x{size}.png"));
    sizes.chain(OTHERS.iter().map(ToString::to_string))
}

/// What is in an icon. That of macOS holds its sizes in another order every time, so that only its bytes as a heap can
/// be compared.
fn content(icon: &Path) -> Option<Vec<u8>> {
    let mut bytes = fs::read(icon).ok()?;
    if icon.extension().is_some_and(|kind| kind == "icns") {
        bytes.sort_unstable();
    }
    Some(bytes)
}

/// Makes the icons, and what else Tauri would make, in a folder among what is built.
fn make() -> Outcome<PathBuf> {
    let folder = workspace::target().join("icons");
    let make = |arguments: &[&str]| {
        said(
            workspace::tauri(&["icon", DRAWING])
                .args(arguments)
                .arg("--output")
                .arg(&folder),
        )
    };
    make(&[])?;
    make(&["--png", &SIZES.join(",")])?;
    Ok(folder)
}

fn copy(from: &Path, to: &Path) -> Outcome {
    fs::copy(from, to)
        .map(drop)
        .map_err(|error| Failure::new(format!("{} can't be written: {error}", to.display())))
}
