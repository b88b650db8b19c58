//! `cargo xtask package`: what people install, made by Tauri's bundler from `tauri.conf.json` and `src-tauri/package/`.

mod documents;
mod needs;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::setup::{Purpose, setup};
use crate::step::{Failure, Outcome, run};
use crate::{packages, ui, workspace};

/// The kinds that are made on Linux. Elsewhere the bundler makes all that the system has.
const LINUX: &str = "deb,rpm";

/// How the program that is packaged was built.
#[derive(Clone, Copy)]
pub enum Build {
    /// To be handed out.
    Release,
    /// To be tested.
    Debug,
}

impl Build {
    /// Its folder among what Cargo builds.
    fn folder(self) -> PathBuf {
        workspace::target().join(match self {
            Self::Release => "release",
            Self::Debug => "debug",
        })
    }
}

/// Builds Keytower for release, packages it, and says where the packages are.
pub fn package() -> Outcome {
    setup(Purpose::Package)?;
    if cfg!(target_os = "linux") && !packages::are_managed_by_apt() {
        return Err(Failure::new(
            "on Linux, packages are made on Debian or Ubuntu: what a .deb depends on is asked of its own tools.",
        ));
    }
    ui::build_if_outdated()?;
    run(&mut workspace::tauri(&["build", "--no-bundle", "--", "--locked"]))?;
    let folder = bundle(Build::Release)?;
    println!("\nThe packages are in {}:", folder.display());
    for package in made_in(&folder) {
        let bytes = fs::metadata(&package).map_or(0, |file| file.len());
        let name = package.strip_prefix(&folder).unwrap_or(&package);
        println!("  {} ({})", name.display(), megabytes(bytes));
    }
    Ok(())
}

/// Packages what was built, and answers the folder that then holds the packages, a folder for each kind.
pub fn bundle(build: Build) -> Outcome<PathBuf> {
    let folder = build.folder().join("bundle");
    if folder.exists() {
        fs::remove_dir_all(&folder)
            .map_err(|error| Failure::new(format!("{} can't be emptied: {error}", folder.display())))?;
    }
    let mut bundle = workspace::tauri(&["bundle", "--no-binary-patching"]);
    if matches!(build, Build::Debug) {
        bundle.arg("--debug");
    }
    if cfg!(target_os = "linux") {
        let added = folder.join("added.json");
        let documents = documents::write(&folder.join("doc"))?;
        let program = build.folder().join("keytower");
        let deb = needs::of_deb(&program, &folder)?;
        let rpm = needs::of_rpm(&program)?;
        write_file(&added, &configuration(&deb, &rpm, &documents))?;
        bundle.args(["--bundles", LINUX, "--config"]).arg(added);
    }
    run(&mut bundle)?;
    Ok(folder)
}

/// What is added to `tauri.conf.json`: what the program was seen to need, and the documents that were just made.
fn configuration(deb: &[String], rpm: &[String], documents: &[PathBuf]) -> String {
    let mut files = String::new();
    for document in documents {
        let name = document.file_name().unwrap_or_default().to_string_lossy();
        let place = format!("/usr/share/doc/keytower/{name}");
        let separator = if files.is_empty() { "" } else { ", " };
        let path = document.display().to_string();
        // Writing to a String can't fail.
        let _ = write!(files, "{separator}{}: {}", quoted(&place), quoted(&path));
    }
    let list = |needs: &[String]| {
        needs
            .iter()
            .map(|need| quoted(need))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let kind = |needs: &[String]| format!("{{ \"depends\": [{}], \"files\": {{ {files} }} }}", list(needs));
    format!(
        "{{ \"bundle\": {{ \"linux\": {{ \"deb\": {}, \"rpm\": {} }} }} }}\n",
        kind(deb),
        kind(rpm)
    )
}

/// A text as JSON writes it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Every package in a folder of the bundler's, by what such files are called.
fn made_in(folder: &Path) -> Vec<PathBuf> {
    let entries = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten();
    let mut packages: Vec<PathBuf> = entries(folder)
        .flat_map(|kind| {
            entries(&kind.path())
                .map(|entry| entry.path())
                .collect::<Vec<_>>()
        })
        .filter(|path| {
            path.extension().is_some_and(|end| {
                ["deb", "rpm", "msi", "exe", "dmg"]
                    .iter()
                    .any(|kind| end == *kind)
            })
        })
        .collect();
    packages.sort();
    packages
}

/// Writes a file, in a folder that is made if need be.
fn write_file(path: &Path, content: &str) -> Outcome {
    path.parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(path, content))
        .map_err(|error| Failure::new(format!("{} can't be written: {error}", path.display())))
}

/// A size in millions of bytes, as disks and goals are measured.
fn megabytes(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000);
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_rounded_up_to_a_tenth_of_a_megabyte() {
        assert_eq!(megabytes(0), "0.0 MB");
        assert_eq!(megabytes(6_300_001), "6.4 MB");
        assert_eq!(megabytes(12_000_000), "12.0 MB");
    }

    #[test]
    fn what_is_added_names_each_need_and_each_document() {
        let added = configuration(
            &["libc6 (>= 2.34)".to_owned(), "libssl3".to_owned()],
            &["libc.so.6()(64bit)".to_owned()],
            &["/made/changelog.gz".into(), "/made/a \"b\".gz".into()],
        );
        let files = r#"{ "/usr/share/doc/keytower/changelog.gz": "/made/changelog.gz", "/usr/share/doc/keytower/a \"b\".gz": "/made/a \"b\".gz" }"#;
        assert_eq!(
            added,
            format!(
                "{{ \"bundle\": {{ \"linux\": {{ \
                 \"deb\": {{ \"depends\": [\"libc6 (>= 2.34)\", \"libssl3\"], \"files\": {files} }}, \
                 \"rpm\": {{ \"depends\": [\"libc.so.6()(64bit)\"], \"files\": {files} }} }} }} }}\n"
            )
        );
    }
}
