//! The file in the autostart folder, read by those who start what it names.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use keytower_desk::autostart::{Autostart as _, AutostartEntry, AutostartError};
use rustix::process::Uid;
use tempfile::{TempDir, tempdir};

const NAME: &str = "org.keytower.desktop";

fn folder() -> TempDir {
    tempdir().expect("a temporary folder")
}

fn entry(folder: &Path, program: &Path) -> (AutostartEntry, PathBuf) {
    let entry = AutostartEntry::new(folder, NAME, program, "--background");
    (entry, folder.join("org.keytower.desktop.desktop"))
}

fn on(entry: &AutostartEntry) -> bool {
    entry.is_on().expect("a readable folder")
}

/// A program that writes down what it was started as, and with which arguments.
fn program(path: &Path, notes: &Path) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
    let text = format!(
        "#!/bin/sh\nprintf '%s\\n' \"$0\" \"$@\" > '{}.part' && mv '{0}.part' '{0}'\n",
        notes.display()
    );
    fs::write(path, text).expect("writable");
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("ours");
}

#[test]
fn it_is_on_while_the_file_is_there_and_off_by_a_line_too() {
    let home = folder();
    let config = home.path().join("config").join("autostart");
    let (entry, file) = entry(&config, Path::new("/usr/bin/keytower"));
    assert!(!on(&entry));
    entry.set(false).expect("there is nothing to take away");
    entry.set(true).expect("a writable folder");
    entry.set(true).expect("a writable folder");
    assert!(on(&entry));
    let text = fs::read_to_string(&file).expect("a file");
    for line in ["Hidden=true", "X-GNOME-Autostart-enabled=false"] {
        fs::write(&file, format!("{text}{line}\n")).expect("writable");
        assert!(!on(&entry), "{line}");
        entry.set(true).expect("a writable folder");
        assert!(on(&entry), "{line}");
    }
    entry.set(false).expect("a writable folder");
    assert!(!on(&entry) && !file.exists());
    assert_eq!(fs::read_dir(&config).expect("a folder").count(), 0);
}

#[test]
fn whatever_the_programs_path_is_it_is_that_program_which_starts() {
    let home = folder();
    for (number, name) in [
        "plain",
        "with some spaces",
        "a \"quoted\" one",
        "100 % %f %% of it",
        "a=b",
        "$HOME `id` \\ and \\\\",
        "it's; a&b | c > d # ~ * ?",
        "Žluťoučký\tkůň\nand a line",
    ]
    .into_iter()
    .enumerate()
    {
        let notes = home.path().join(format!("notes-{number}"));
        let path = home.path().join(name).join("keytower");
        program(&path, &notes);
        let (entry, file) = entry(&home.path().join(format!("autostart-{number}")), &path);
        entry.set(true).expect("a writable folder");
        let valid = Command::new("desktop-file-validate")
            .arg(&file)
            .output()
            .expect("desktop-file-validate starts");
        let said = String::from_utf8_lossy(&valid.stdout);
        assert!(valid.status.success(), "{name}: {said}");

        let launched = Command::new("gio").arg("launch").arg(&file).output();
        let launched = launched.expect("gio starts");
        assert!(launched.status.success(), "{name}: {launched:?}");
        let started = until(&notes);
        assert_eq!(started, format!("{}\n--background\n", path.display()), "{name}");
    }
}

/// What a program that was started wrote, as soon as it has.
#[expect(
    clippy::disallowed_methods,
    reason = "another process can't be waited for: its file is looked for until the limit"
)]
fn until(notes: &Path) -> String {
    for _ in 0..1000 {
        if let Ok(text) = fs::read_to_string(notes) {
            return text;
        }
        thread::sleep(std::time::Duration::from_millis(20));
    }
    panic!("{} was never written", notes.display())
}

#[test]
fn a_folder_that_may_not_be_written_to_is_told() {
    let home = folder();
    fs::set_permissions(home.path(), fs::Permissions::from_mode(0o555)).expect("ours");
    let (missing, _) = entry(&home.path().join("autostart"), Path::new("/usr/bin/keytower"));
    let (there, _) = entry(home.path(), Path::new("/usr/bin/keytower"));
    let refused = thread::spawn(move || {
        // Root may write anywhere; on Linux this changes the thread alone.
        if rustix::process::getuid().is_root() {
            rustix::thread::set_thread_uid(Uid::from_raw(65_534)).expect("root may");
        }
        [missing.set(true), there.set(true)]
    });
    for refused in refused.join().expect("no panic") {
        assert!(
            matches!(refused, Err(AutostartError::ReadOnly { .. })),
            "{refused:?}"
        );
    }
    assert_eq!(fs::read_dir(home.path()).expect("a folder").count(), 0);
}

#[test]
fn what_somebody_else_put_in_its_place_is_left_alone() {
    let home = folder();
    let elsewhere = home.path().join("elsewhere");
    fs::write(&elsewhere, "[Desktop Entry]\n").expect("writable");
    let (entry, file) = entry(&home.path().join("autostart"), Path::new("/usr/bin/keytower"));
    entry.set(true).expect("a writable folder");
    entry.set(false).expect("a writable folder");
    symlink(&elsewhere, &file).expect("writable");
    let refused = entry.set(true);
    assert!(
        matches!(refused, Err(AutostartError::Taken { .. })),
        "{refused:?}"
    );
    assert_eq!(
        fs::read_to_string(&elsewhere).ok().as_deref(),
        Some("[Desktop Entry]\n")
    );
    entry.set(false).expect("a writable folder");
    assert!(
        !file.is_symlink() && elsewhere.exists(),
        "only the link is taken away"
    );
}

#[test]
fn where_the_folder_is_a_file_that_is_told_and_nothing_is_on() {
    let home = folder();
    let place = home.path().join("autostart");
    fs::write(&place, "mine").expect("writable");
    let (entry, _) = entry(&place, Path::new("/usr/bin/keytower"));
    assert!(!on(&entry));
    let refused = entry.set(true);
    assert!(
        matches!(&refused, Err(AutostartError::Taken { path }) if *path == place),
        "{refused:?}"
    );
    entry.set(false).expect("there is nothing to take away");
}

#[test]
fn a_path_that_is_no_text_is_refused() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let home = folder();
    let (entry, file) = entry(home.path(), Path::new(OsStr::from_bytes(b"/opt/\xff/keytower")));
    let refused = entry.set(true);
    assert!(matches!(refused, Err(AutostartError::Unspeakable)), "{refused:?}");
    assert!(!file.exists());
}
