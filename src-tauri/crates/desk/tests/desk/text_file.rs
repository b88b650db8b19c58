//! Saving on real file systems.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;
use std::thread;

use keytower_desk::text_file::{NewPrivateFile, SaveError, write_new_private};
use rustix::fs::Mode;
use rustix::process::Uid;
use tempfile::{TempDir, tempdir};

use crate::support;

fn folder() -> TempDir {
    tempdir().expect("a temporary folder")
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<_> = entries
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}

#[test]
fn a_new_file_holds_the_text_and_nothing_is_left_beside_it() {
    let folder = folder();
    let target = folder.path().join("key.txt");
    write_new_private(&target, b"ktw_1", false).expect("saved");
    assert_eq!(fs::read(&target).expect("there"), b"ktw_1");
    assert_eq!(names(folder.path()), ["key.txt"]);
}

#[test]
fn a_file_in_parts_is_there_once_it_is_finished_and_leaves_nothing_before() {
    let folder = folder();
    let target = folder.path().join("events.csv");
    let begun = || {
        let mut file = NewPrivateFile::create(&target, false).expect("begun");
        file.write_all(b"one\n").expect("written");
        file.write_all(b"two\n").expect("written");
        file
    };
    drop(begun());
    assert_eq!(names(folder.path()), [""; 0]);
    begun().finish().expect("saved");
    assert_eq!(fs::read(&target).expect("there"), b"one\ntwo\n");
    assert_eq!(names(folder.path()), ["events.csv"]);
    let taken = NewPrivateFile::create(&target, false).err();
    assert!(matches!(taken, Some(SaveError::Exists)), "{taken:?}");
}

#[test]
fn only_the_owner_may_read_it_whatever_the_umask() {
    support::inside(
        "text_file::only_the_owner_may_read_it_whatever_the_umask",
        |_| {},
        || {
            rustix::process::umask(Mode::empty());
            let folder = folder();
            let target = folder.path().join("key.txt");
            write_new_private(&target, b"ktw_1", false).expect("saved");
            let mode = fs::metadata(&target).expect("there").permissions().mode();
            assert_eq!(mode & 0o7777, 0o600);
        },
    );
}

#[test]
fn a_file_that_exists_is_kept_unless_replacing_is_asked_for() {
    let folder = folder();
    let target = folder.path().join("key.txt");
    fs::write(&target, "old").expect("written");
    fs::set_permissions(&target, fs::Permissions::from_mode(0o644)).expect("ours");
    let refused = write_new_private(&target, b"new", false);
    assert!(matches!(refused, Err(SaveError::Exists)), "{refused:?}");
    assert_eq!(fs::read(&target).expect("there"), b"old");
    write_new_private(&target, b"new", true).expect("replaced");
    assert_eq!(fs::read(&target).expect("there"), b"new");
    let mode = fs::metadata(&target).expect("there").permissions().mode();
    assert_eq!(mode & 0o7777, 0o600, "the old file's rights are not taken over");
    assert_eq!(names(folder.path()), ["key.txt"]);
}

#[test]
fn a_link_is_refused_wherever_it_leads() {
    let folder = folder();
    let elsewhere = folder.path().join("elsewhere");
    fs::write(&elsewhere, "old").expect("written");
    for (name, to) in [("link", "elsewhere"), ("dangling", "nowhere")] {
        let link = folder.path().join(name);
        symlink(to, &link).expect("a link");
        for replace in [false, true] {
            let refused = write_new_private(&link, b"new", replace);
            assert!(matches!(refused, Err(SaveError::IsLink)), "{refused:?}");
        }
    }
    assert_eq!(fs::read(&elsewhere).expect("there"), b"old");
    assert_eq!(names(folder.path()), ["dangling", "elsewhere", "link"]);
}

#[test]
fn what_is_no_file_is_refused() {
    let folder = folder();
    for target in [
        folder.path(),
        Path::new("/dev/null"),
        Path::new("/"),
        Path::new(""),
    ] {
        let refused = write_new_private(target, b"new", true);
        assert!(
            matches!(refused, Err(SaveError::NotAFile)),
            "{target:?}: {refused:?}"
        );
    }
}

#[test]
fn a_missing_folder_is_told() {
    let folder = folder();
    fs::write(folder.path().join("file"), "").expect("written");
    for target in ["missing/key.txt", "file/key.txt"] {
        let refused = write_new_private(&folder.path().join(target), b"new", false);
        assert!(
            matches!(refused, Err(SaveError::FolderMissing)),
            "{target}: {refused:?}"
        );
    }
}

#[test]
fn a_folder_that_may_not_be_written_to_is_told() {
    let folder = folder();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).expect("ours");
    let target = folder.path().join("key.txt");
    let refused = thread::spawn(move || {
        // Root may write anywhere; on Linux this changes the thread alone.
        if rustix::process::getuid().is_root() {
            rustix::thread::set_thread_uid(Uid::from_raw(65_534)).expect("root may");
        }
        write_new_private(&target, b"new", false)
    });
    let refused = refused.join().expect("no panic");
    assert!(matches!(refused, Err(SaveError::ReadOnly)), "{refused:?}");
    assert_eq!(names(folder.path()), [""; 0]);
}

#[test]
fn on_a_full_disk_nothing_is_left_and_the_old_file_stays() {
    let test = "text_file::on_a_full_disk_nothing_is_left_and_the_old_file_stays";
    if support::is_inside() {
        return on_a_full_disk();
    }
    // A file system of its own needs a mount namespace of its own.
    let own_mounts = ["--user", "--map-root-user", "--mount"];
    let permitted = Command::new("unshare").args(own_mounts).arg("true").status();
    if !permitted.is_ok_and(|status| status.success()) {
        eprintln!("not tried: this system lets nobody mount");
        return;
    }
    let inner = support::rerun(test);
    let mut command = Command::new("unshare");
    command
        .args(own_mounts)
        .arg(inner.get_program())
        .args(inner.get_args());
    for (name, value) in inner.get_envs() {
        command.env(name, value.expect("set"));
    }
    let output = command.output().expect("unshare is installed");
    assert!(output.status.success(), "{output:?}");
}

fn on_a_full_disk() {
    let disk = folder();
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"])
        .arg(disk.path())
        .status();
    assert!(mounted.expect("mount is installed").success());
    let target = disk.path().join("key.txt");
    write_new_private(&target, b"old", false).expect("there is room");
    let refused = write_new_private(&target, &vec![b'x'; 100_000], true);
    assert!(matches!(refused, Err(SaveError::DiskFull)), "{refused:?}");
    assert_eq!(fs::read(&target).expect("there"), b"old");
    assert_eq!(names(disk.path()), ["key.txt"]);
    let unmounted = Command::new("umount").arg(disk.path()).status();
    assert!(unmounted.expect("umount is installed").success());
}
