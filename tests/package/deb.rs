//! The .deb, looked into.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read as _;

use super::made::{EVERYWHERE, package, unpacked};
use super::said::said;

/// One field of the package's own description.
fn field(name: &str) -> String {
    said("dpkg-deb", &["--field", &package("deb"), name])
        .trim()
        .to_owned()
}

/// The names in a list of packages, without versions; alternatives one by one.
fn names(list: &str) -> BTreeSet<&str> {
    list.split([',', '|'])
        .filter_map(|package| package.split_whitespace().next())
        .collect()
}

#[test]
#[ignore = "the packages must have been made: cargo xtask test --only package"]
fn a_deb_says_what_it_is() {
    assert_eq!(field("Package"), "keytower");
    assert_eq!(field("Version"), env!("CARGO_PKG_VERSION"));
    assert_eq!(field("Section"), "utils");
    assert!(field("Description").starts_with("Keep every API key accounted for\n An administrator"));
}

#[test]
#[ignore = "the packages must have been made: cargo xtask test --only package"]
fn a_deb_holds_the_program_and_what_a_desktop_reads_of_it_owned_by_root() {
    let listing = said("dpkg-deb", &["--contents", &package("deb")]);
    let mut files = Vec::new();
    for line in listing.lines() {
        let mut words = line.split_whitespace();
        let (mode, owner) = (words.next().expect("a mode"), words.next().expect("an owner"));
        let path = words
            .next_back()
            .expect("a path")
            .trim_start_matches('.')
            .to_owned();
        let path = format!("/{}", path.trim_start_matches('/'));
        assert_eq!(owner, "0/0", "{line}");
        let wanted = match &mode[..1] {
            "d" => "drwxr-xr-x",
            _ if path.starts_with("/usr/bin/") => "-rwxr-xr-x",
            _ => "-rw-r--r--",
        };
        assert_eq!(mode, wanted, "{line}");
        if mode.starts_with('-') {
            files.push(path);
        }
    }
    files.sort();
    let mut wanted: Vec<&str> = [EVERYWHERE, &["/usr/share/doc/keytower/copyright"]].concat();
    wanted.sort_unstable();
    assert_eq!(files, wanted);
}

/// The packages that hold the libraries which the program names.
fn used() -> BTreeSet<String> {
    let program = unpacked();
    let program = program.path().join("usr/bin/keytower");
    let program = program.to_str().expect("a path of text");
    let named = said("objdump", &["--private-headers", program]);
    let loaded = said("ldd", &[program]);
    let of_package = |library: &str| {
        let is_it = |word: &str| word == library || word.ends_with(&format!("/{library}"));
        let line = loaded
            .lines()
            .find(|line| line.split_whitespace().next().is_some_and(is_it))
            .unwrap_or_else(|| panic!("{library} is not on this computer"));
        let path = line
            .split_whitespace()
            .find(|word| word.starts_with('/'))
            .expect("a path");
        let path = fs::canonicalize(path).expect("a library that is there");
        // A package may know the path from before /lib was one with /usr/lib.
        let path = format!(
            "*{}",
            path.to_str().expect("a path of text").trim_start_matches("/usr")
        );
        let owner = said("dpkg-query", &["--search", &path]);
        owner.split(':').next().expect("a package").to_owned()
    };
    named
        .lines()
        .filter_map(|line| line.trim().strip_prefix("NEEDED"))
        .map(|library| of_package(library.trim()))
        .collect()
}

#[test]
#[ignore = "the packages must have been made: cargo xtask test --only package"]
fn a_deb_depends_on_all_that_its_program_is_linked_with_and_on_nothing_else() {
    let used = used();
    assert!(used.len() > 5, "{used:?}");
    let depends = field("Depends");
    let depends = names(&depends);
    // The bundler adds what draws the tray's icon, which is loaded when there is one to draw.
    let expected = used
        .iter()
        .map(String::as_str)
        .chain(["libayatana-appindicator3-1"]);
    assert_eq!(depends, expected.collect());
    assert!(
        names(&field("Recommends")).contains("gnome-keyring"),
        "a keyring, where one is wanted"
    );
}

#[test]
#[ignore = "the packages must have been made: cargo xtask test --only package"]
fn a_deb_comes_with_the_licences_of_all_that_it_is_built_from() {
    let content = unpacked();
    let documents = content.path().join("usr/share/doc/keytower");
    let copyright = fs::read_to_string(documents.join("copyright")).expect("a copyright file");
    let mit = include_str!("../../LICENSE-MIT");
    let permission: Vec<&str> = mit.lines().filter(|line| line.len() > 20).skip(1).collect();
    for line in permission {
        assert!(copyright.contains(line), "{line}");
    }

    let file = documents.join("third-party-licences.gz");
    let licences = said(
        "gzip",
        &["--decompress", "--stdout", file.to_str().expect("a path of text")],
    );
    for part in [
        "tauri 2.",
        "rusqlite 0.",
        "svelte 5.",
        "@fontsource-variable/inter 5.",
    ] {
        assert!(licences.contains(&format!("\n  {part}")), "{part}");
    }
    for text in [
        "Permission is hereby granted",
        "Apache License",
        "Mozilla Public License",
        "SIL OPEN FONT",
    ] {
        assert!(licences.contains(text), "{text}");
    }

    let mut changelog = String::new();
    let file = documents.join("changelog.gz");
    said(
        "gzip",
        &["--decompress", "--stdout", file.to_str().expect("a path of text")],
    )
    .as_bytes()
    .read_to_string(&mut changelog)
    .expect("text");
    assert_eq!(changelog, include_str!("../../CHANGELOG.md"));
}
