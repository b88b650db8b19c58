//! The desktop entry and the metadata that software centres read, by their own judges.

use std::fs;

use super::made::unpacked;
use super::said::said;

const METADATA: &str = "usr/share/metainfo/org.keytower.desktop.metainfo.xml";

#[test]
#[ignore = "the packages must have been made: cargo xtask test --only package"]
fn the_desktop_entry_is_valid_and_takes_a_link() {
    let content = unpacked();
    let entry = content.path().join("usr/share/applications/Keytower.desktop");
    said(
        "desktop-file-validate",
        &["--no-hints", entry.to_str().expect("a path of text")],
    );
    let entry = fs::read_to_string(entry).expect("a desktop entry");
    for line in [
        "Exec=keytower %u",
        "Icon=keytower",
        "MimeType=x-scheme-handler/keytower;",
    ] {
        assert!(entry.lines().any(|other| other == line), "{line} in\n{entry}");
    }
}

#[test]
#[ignore = "the packages must have been made: cargo xtask test --only package"]
fn the_metadata_is_valid_names_this_version_and_leads_to_the_desktop_entry() {
    let content = unpacked();
    let metadata = content.path().join(METADATA);
    let path = metadata.to_str().expect("a path of text");
    said("appstreamcli", &["validate", "--pedantic", "--no-net", path]);
    let metadata = fs::read_to_string(&metadata).expect("metadata");
    let version = format!("<release version=\"{}\"", env!("CARGO_PKG_VERSION"));
    assert!(metadata.contains(&version), "{version} in\n{metadata}");
    assert!(metadata.contains("<launchable type=\"desktop-id\">Keytower.desktop</launchable>"));
}
