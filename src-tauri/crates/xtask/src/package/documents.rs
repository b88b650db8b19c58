//! The documents in a package: the changelog, and the licences of all that Keytower is built from.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::write_file;
use crate::step::{Failure, Outcome, run, said};
use crate::workspace;

/// How files begin that state a licence, in lower case.
const LICENCES: &[&str] = &[
    "copying",
    "copyright",
    "licence",
    "license",
    "notice",
    "unlicense",
];

/// Something that Keytower is built from: its name and version, its licence in short where its maker says it so, and
/// the folder of its sources.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Part {
    name: String,
    licence: String,
    folder: PathBuf,
}

/// Makes the documents in `folder`, compressed, and answers where they are.
pub fn write(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let changelog = workspace::root().join("CHANGELOG.md");
    let changelog = fs::read_to_string(&changelog)
        .map_err(|error| Failure::new(format!("{} can't be read: {error}", changelog.display())))?;
    let mut parts = crates()?;
    parts.extend(modules()?);
    parts.sort();
    parts.dedup();
    Ok(vec![
        compressed(&folder.join("changelog"), &changelog)?,
        compressed(&folder.join("third-party-licences"), &licences(&parts))?,
    ])
}

/// What the program is linked from, without what only took part in building it.
fn crates() -> Outcome<Vec<Part>> {
    let listing = said(&mut workspace::cargo(&[
        "tree",
        "--locked",
        "--package",
        "keytower",
        "--edges",
        "normal,no-proc-macro",
        "--prefix",
        "none",
        "--format",
        "{p}|{l}",
    ]))?;
    let sources = registries()?;
    Ok(listing
        .lines()
        .filter_map(|line| of_cargo(line, &sources))
        .collect())
}

/// What the interface is made of.
fn modules() -> Outcome<Vec<Part>> {
    let listing = said(&mut workspace::npm(&[
        "ls",
        "--omit=dev",
        "--all",
        "--parseable",
        "--long",
    ]))?;
    Ok(listing.lines().skip(1).filter_map(of_npm).collect())
}

/// The folders in which Cargo unpacks crates, one for each registry.
fn registries() -> Outcome<Vec<PathBuf>> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let folder = home.unwrap_or_default().join("registry/src");
    let entries = fs::read_dir(&folder)
        .map_err(|error| Failure::new(format!("{} can't be read: {error}", folder.display())))?;
    Ok(entries.flatten().map(|entry| entry.path()).collect())
}

/// A crate in a line of `cargo tree`; none of ours, which name a path.
fn of_cargo(line: &str, registries: &[PathBuf]) -> Option<Part> {
    let (package, licence) = line.split_once('|')?;
    let (name, version) = package.split_once(" v")?;
    if version.contains(' ') {
        return None;
    }
    let folder = format!("{name}-{version}");
    Some(Part {
        name: format!("{name} {version}"),
        licence: licence.trim_end_matches(" (*)").to_owned(),
        folder: registries
            .iter()
            .map(|registry| registry.join(&folder))
            .find(|folder| folder.is_dir())?,
    })
}

/// A package in a line of `npm ls`: its folder, then its name and version.
fn of_npm(line: &str) -> Option<Part> {
    let (folder, rest) = line.rsplit_once(':')?;
    let (name, version) = rest.rsplit_once('@')?;
    Some(Part {
        name: format!("{name} {version}"),
        licence: String::new(),
        folder: folder.into(),
    })
}

/// All parts with their licences in short, then each text once, under the parts that it came with.
fn licences(parts: &[Part]) -> String {
    let mut document = String::from("Keytower is built from the work of others:\n\n");
    let mut texts: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for part in parts {
        let licence = if part.licence.is_empty() {
            "see below"
        } else {
            &part.licence
        };
        // Writing to a String can't fail.
        let _ = writeln!(document, "  {} ({licence})", part.name);
        for text in texts_in(&part.folder) {
            texts.entry(text).or_default().push(&part.name);
        }
    }
    for (text, names) in texts {
        let _ = write!(
            document,
            "\n{}\n{}:\n\n{text}\n",
            "-".repeat(80),
            names.join(", ")
        );
    }
    document
}

/// The licences that lie in a folder, as they are but for the ends of their lines.
fn texts_in(folder: &Path) -> Vec<String> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| {
            let name = entry.file_name().to_string_lossy().to_lowercase();
            LICENCES.iter().any(|start| name.starts_with(start))
        })
        .map(|entry| entry.path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    files
        .iter()
        .filter_map(|file| fs::read(file).ok())
        .map(|bytes| {
            let text = String::from_utf8_lossy(&bytes);
            text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
        })
        .collect()
}

/// Writes `path`.gz, the same bytes for the same content.
fn compressed(path: &Path, content: &str) -> Outcome<PathBuf> {
    write_file(path, content)?;
    let target = path.with_extension("gz");
    let file = File::create(&target)
        .map_err(|error| Failure::new(format!("{} can't be written: {error}", target.display())))?;
    run(Command::new("gzip")
        .args(["-9", "--no-name", "--stdout"])
        .arg(path)
        .stdout(file))?;
    Ok(target)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A made-up registry with one crate in it.
    fn registry(name: &str) -> PathBuf {
        let registry = std::env::temp_dir().join(format!("keytower-xtask-{}-{name}", std::process::id()));
        fs::create_dir_all(registry.join("csv-1.4.0/src")).unwrap();
        fs::write(registry.join("csv-1.4.0/LICENSE-MIT"), "Do as you like.  \r\n").unwrap();
        fs::write(registry.join("csv-1.4.0/UNLICENSE"), "No rights reserved.\n").unwrap();
        fs::write(registry.join("csv-1.4.0/src/license.rs"), "fn main() {}").unwrap();
        registry
    }

    #[test]
    fn a_crate_of_others_is_found_and_none_of_ours() {
        let registry = registry("found");
        let registries = [registry.join("empty"), registry.clone()];
        let part = of_cargo("csv v1.4.0|Unlicense/MIT (*)", &registries).expect("a crate");
        assert_eq!(
            (part.name.as_str(), part.licence.as_str()),
            ("csv 1.4.0", "Unlicense/MIT")
        );
        assert_eq!(
            of_cargo("keytower v0.1.0 (/home/ada/keytower)|MIT", &registries),
            None
        );
        fs::remove_dir_all(registry).unwrap();
    }

    #[test]
    fn a_package_of_npm_is_known_by_its_folder_name_and_version() {
        let part = of_npm("/ui/node_modules/@lucide/svelte:@lucide/svelte@1.48.0").expect("a package");
        assert_eq!(part.name, "@lucide/svelte 1.48.0");
        assert_eq!(part.folder, Path::new("/ui/node_modules/@lucide/svelte"));
        let part = of_npm("/ui/node_modules/virtua:virtua@0.54.2").expect("a package");
        assert_eq!(part.name, "virtua 0.54.2");
    }

    #[test]
    fn a_text_stands_once_under_all_that_it_came_with() {
        let registry = registry("once");
        let part = |name: &str| Part {
            name: name.to_owned(),
            licence: "MIT".to_owned(),
            folder: registry.join("csv-1.4.0"),
        };
        let document = licences(&[part("csv 1.4.0"), part("csv-core 0.1.12")]);
        assert!(
            document.contains("  csv 1.4.0 (MIT)\n  csv-core 0.1.12 (MIT)\n"),
            "{document}"
        );
        assert_eq!(
            document
                .matches("csv 1.4.0, csv-core 0.1.12:\n\nDo as you like.\n")
                .count(),
            1
        );
        assert_eq!(document.matches("No rights reserved.").count(), 1);
        fs::remove_dir_all(registry).unwrap();
    }
}
