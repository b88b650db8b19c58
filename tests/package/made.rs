//! The packages that were made for these tests.

use std::path::PathBuf;
use std::{env, fs};

use tempfile::TempDir;

use super::said::said;

/// What every package holds, by its path. What the kinds hold each for itself stands with their tests.
pub(super) const EVERYWHERE: &[&str] = &[
    "/usr/bin/keytower",
    "/usr/share/applications/Keytower.desktop",
    "/usr/share/doc/keytower/changelog.gz",
    "/usr/share/doc/keytower/third-party-licences.gz",
    "/usr/share/icons/hicolor/128x128/apps/keytower.png",
    "/usr/share/icons/hicolor/16x16/apps/keytower.png",
    "/usr/share/icons/hicolor/24x24/apps/keytower.png",
    "/usr/share/icons/hicolor/256x256/apps/keytower.png",
    "/usr/share/icons/hicolor/32x32/apps/keytower.png",
    "/usr/share/icons/hicolor/48x48/apps/keytower.png",
    "/usr/share/icons/hicolor/512x512/apps/keytower.png",
    "/usr/share/icons/hicolor/64x64/apps/keytower.png",
    "/usr/share/icons/hicolor/scalable/apps/keytower.svg",
    "/usr/share/metainfo/org.keytower.desktop.metainfo.xml",
];

/// The one package of that kind.
pub(super) fn package(kind: &str) -> String {
    let folder = env::var_os("KEYTOWER_PACKAGES")
        .map(PathBuf::from)
        .expect("KEYTOWER_PACKAGES names the folder of the packages: run `cargo xtask test --only package`")
        .join(kind);
    let mut packages = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("an entry can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == kind));
    let package = packages.next().expect("a package");
    assert_eq!(packages.next(), None, "one package of a kind");
    package.to_str().expect("a path of text").to_owned()
}

/// The content of the .deb, unpacked and not installed.
pub(super) fn unpacked() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let target = folder.path().to_str().expect("a path of text");
    said("dpkg-deb", &["--extract", &package("deb"), target]);
    folder
}
