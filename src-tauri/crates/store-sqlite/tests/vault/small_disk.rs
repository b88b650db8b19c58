//! A real file system that only one test sees, and that can be filled to the last page.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use tempfile::tempdir;

use crate::children;

const KIB: u64 = 1024;

/// Runs `test` where it may mount: in a mount namespace of its own, as (if need be, a mapped) root.
pub fn run_where_mounting_is_allowed(test: &str) {
    let folder = tempdir().unwrap();
    children::run(&["unshare", "--map-root-user", "--mount"], test, folder.path());
}

/// Makes `folder` a disk of `kib` KiB.
pub fn mount(folder: &Path, kib: u64) {
    let size = format!("size={kib}k");
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", &size, "tmpfs"])
        .arg(folder)
        .status()
        .unwrap();
    assert!(mounted.success());
}

/// Fills the disk until `free` KiB, a multiple of 4, are left.
pub fn leave_free(folder: &Path, free: u64) {
    make_room(folder);
    let mut file = File::create(folder.join("ballast")).unwrap();
    while file.write_all(&[1; 4096]).is_ok() {}
    let filled = file.metadata().unwrap().len();
    file.set_len(filled.saturating_sub(free * KIB)).unwrap();
}

/// Empties the disk of what [`leave_free`] put there.
pub fn make_room(folder: &Path) {
    let _ = fs::remove_file(folder.join("ballast"));
}
