//! The .deb, installed, used as a person uses an installed program, and removed.
//!
//! It takes root, and a computer on which Keytower is not installed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::{env, fs};

use rustix::process::{Pid, Signal, getuid, kill_process};
use x11rb::protocol::xproto::{AtomEnum, ConnectionExt as _};

use super::made::{EVERYWHERE, package};
use super::said::{run, said};
use super::wait::until;

const PROGRAM: &str = "/usr/bin/keytower";
const LINK: &str = "keytower://open/7Hq2mXc9LpR4tZ0a/key/0aZt4RpL9cXm2qH7";

/// Keytower, installed. Dropping it removes it, however the test ends.
struct Installed;

impl Installed {
    fn from(package: &str) -> Self {
        let state = run(
            "dpkg-query",
            &["--show", "--showformat=${db:Status-Status}", "keytower"],
        );
        assert_ne!(
            String::from_utf8_lossy(&state.stdout),
            "installed",
            "Keytower is installed on this computer, and would not be after this test"
        );
        let installed = Self;
        assert_done(&apt_get(&["install", "--no-install-recommends", package]));
        installed
    }

    fn remove(self) {
        assert_done(&apt_get(&["purge", "keytower"]));
        drop(self);
    }
}

impl Drop for Installed {
    fn drop(&mut self) {
        // Whatever the test came to, and whether or not anything is left to remove.
        apt_get(&["purge", "keytower"]);
    }
}

fn assert_done(output: &Output) {
    let told = [output.stdout.as_slice(), &output.stderr].concat();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&told));
}

fn apt_get(arguments: &[&str]) -> Output {
    let prefix: &[&str] = if getuid().is_root() { &[] } else { &["sudo", "-n"] };
    let always = [
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "--quiet",
        "--yes",
        "--option=DPkg::Lock::Timeout=120",
    ];
    let words = [prefix, &always, arguments].concat();
    run(words[0], &words[1..])
}

/// The running Keytower, its one process.
struct Running(u32);

impl Running {
    /// Waits until there is one.
    fn found() -> Self {
        Self(until("a process of the installed program", || {
            processes().first().copied()
        }))
    }

    /// What it was started with.
    fn arguments(&self) -> Vec<String> {
        let words = fs::read(format!("/proc/{}/cmdline", self.0)).expect("a running process");
        words
            .split(|byte| *byte == 0)
            .skip(1)
            .filter(|word| !word.is_empty())
            .map(|word| String::from_utf8_lossy(word).into_owned())
            .collect()
    }

    /// Waits for its window, and answers the window's number and its names.
    fn window(&self) -> (String, Vec<String>) {
        let process = self.0.to_string();
        let search = [
            "search",
            "--onlyvisible",
            "--all",
            "--pid",
            &process,
            "--name",
            "^Keytower$",
        ];
        let window = until("the window", || {
            let found = run("xdotool", &search);
            String::from_utf8_lossy(&found.stdout)
                .lines()
                .next()
                .map(str::to_owned)
        });
        let class = class_of(&window);
        (window, class)
    }

    /// Asks it to end, and waits until it has.
    fn end(self) {
        let process = Pid::from_raw(self.0.cast_signed()).expect("a process has a number");
        kill_process(process, Signal::TERM).expect("it is ours");
        until("its end", || processes().is_empty().then_some(()));
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(process) = Pid::from_raw(self.0.cast_signed()) {
            // One that has ended is what was wanted.
            let _ = kill_process(process, Signal::KILL);
        }
    }
}

/// Every process of the installed program.
fn processes() -> Vec<u32> {
    fs::read_dir("/proc")
        .expect("processes")
        .flatten()
        .filter(|entry| fs::read_link(entry.path().join("exe")).is_ok_and(|exe| exe == Path::new(PROGRAM)))
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .collect()
}

/// Has a launcher start the program, which outlives it and must not keep what it could be heard by.
fn launched(launcher: &str, arguments: &[&str]) {
    let status = Command::new(launcher)
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    let status = status.unwrap_or_else(|error| panic!("{launcher} can't be started: {error}"));
    assert!(status.success(), "{launcher} {arguments:?}: {status}");
}

/// By which names a desktop knows the entry that a window belongs to.
fn class_of(window: &str) -> Vec<String> {
    let window = window.parse().expect("a window's number");
    let (screen, _) = x11rb::connect(None).expect("the screen answers");
    let asked = screen.get_property(false, window, AtomEnum::WM_CLASS, AtomEnum::STRING, 0, 64);
    let names = asked
        .expect("a property is asked for")
        .reply()
        .expect("the window has it");
    let names = String::from_utf8_lossy(&names.value).into_owned();
    names.split_terminator('\0').map(str::to_owned).collect()
}

/// How many colours the window shows: one, until its page is drawn.
fn colours(window: &str) -> usize {
    let picture = env::temp_dir().join("window.png");
    let picture = picture.to_str().expect("a path of text");
    said("import", &["-window", window, picture]);
    said("identify", &["-format", "%k", picture])
        .parse()
        .expect("a number")
}

/// What opens links of ours, as the desktop has it.
fn opener() -> String {
    let answer = run("gio", &["mime", "x-scheme-handler/keytower"]);
    String::from_utf8_lossy(&answer.stdout).into_owned()
}

/// Every file below a folder.
fn files(folder: &Path) -> BTreeSet<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .flat_map(|entry| {
            let path = entry.path();
            if path.is_dir() {
                files(&path)
            } else {
                BTreeSet::from([path])
            }
        })
        .collect()
}

#[test]
#[ignore = "it installs a package, as root: cargo xtask test --only package"]
fn an_installed_keytower_starts_by_its_desktop_entry_and_by_a_link_and_is_removed_without_a_trace() {
    assert!(!opener().contains("Keytower.desktop"), "{}", opener());
    let installed = Installed::from(&package("deb"));

    // As a menu starts it.
    launched("gtk-launch", &["Keytower"]);
    let running = Running::found();
    let (window, class) = running.window();
    until("its first page", || (colours(&window) > 100).then_some(()));
    // The entry's StartupWMClass, without which a dock would show a window of nobody's.
    assert_eq!(class, ["keytower", "Keytower"]);
    assert_eq!(running.arguments(), Vec::<String>::new());

    // A second time it brings the first to the front.
    let mut again = Command::new(PROGRAM).spawn().expect("it starts");
    assert!(again.wait().expect("it ends").success());
    assert_eq!(processes(), [running.0]);
    running.end();

    // As a link in a mail starts it.
    assert!(opener().contains("Keytower.desktop"), "{}", opener());
    launched("gio", &["open", LINK]);
    let running = Running::found();
    assert_eq!(running.arguments(), [LINK]);
    running.window();
    running.end();

    // What a person made stays; what was installed goes.
    let own = PathBuf::from(env::var_os("XDG_DATA_HOME").expect("a desk")).join("keytower");
    fs::create_dir_all(own.join("vaults/Ops.keytower")).expect("a folder of the person's");
    fs::write(own.join("vaults/Ops.keytower/header"), "{}").expect("a file of the person's");
    let before = files(&own);
    installed.remove();
    assert_eq!(files(&own), before);
    for path in EVERYWHERE {
        assert!(!Path::new(path).exists(), "{path}");
    }
    for folder in [
        "/usr/share/doc/keytower",
        "/usr/lib/keytower",
        "/usr/lib/Keytower",
    ] {
        assert!(!Path::new(folder).exists(), "{folder}");
    }
    assert!(!opener().contains("Keytower.desktop"), "{}", opener());
}
