//! The program in its window, with folders of its own.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use super::driver::Driver;
use super::page::Page;
use super::wait::until;

/// The program, as it was built for this test.
pub(super) const PROGRAM: &str = env!("CARGO_BIN_EXE_keytower");

/// One person's computer: what stays on it between two starts.
pub(super) struct Computer {
    home: TempDir,
}

impl Computer {
    /// A new one, where Keytower never ran.
    pub(super) fn new() -> Self {
        let home = tempfile::tempdir().expect("a temporary folder");
        for folder in ["data", "xdg"] {
            fs::create_dir(home.path().join(folder)).expect("a folder");
        }
        Self { home }
    }

    /// What `KEYTOWER_DATA_DIR` names.
    pub(super) fn data(&self) -> PathBuf {
        self.home.path().join("data")
    }

    /// Everything that the program could write to.
    pub(super) fn folder(&self) -> &Path {
        self.home.path()
    }

    /// The vault of that name.
    pub(super) fn vault(&self, name: &str) -> PathBuf {
        self.data().join("vaults").join(format!("{name}.keytower"))
    }

    /// What leads a program to this computer's folders.
    pub(super) fn dress(&self, command: &mut Command) {
        let xdg = self.home.path().join("xdg");
        command
            .env("KEYTOWER_DATA_DIR", self.data())
            .env("HOME", self.home.path())
            .env("XDG_CACHE_HOME", xdg.join("cache"))
            .env("XDG_CONFIG_HOME", xdg.join("config"))
            .env("XDG_DATA_HOME", xdg.join("share"))
            .env("XDG_STATE_HOME", xdg.join("state"))
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .env("GTK_USE_PORTAL", "0")
            .env("NO_AT_BRIDGE", "1");
    }

    /// Starts the program on the desk's bus.
    pub(super) fn start(&self) -> App {
        self.start_with(Path::new(PROGRAM), |_| ())
    }

    /// Starts the program on another bus.
    pub(super) fn start_on(&self, bus: &str) -> App {
        self.start_with(Path::new(PROGRAM), |command| {
            command.env("DBUS_SESSION_BUS_ADDRESS", bus);
        })
    }

    /// Starts another program that says its name, *Keytower*, in a window.
    pub(super) fn start_other(&self, program: &Path) -> App {
        self.start_with(program, |_| ())
    }

    /// Starts a program in surroundings that `dress` changes.
    pub(super) fn start_with(&self, program: &Path, dress: impl FnOnce(&mut Command)) -> App {
        let log = File::options()
            .create(true)
            .append(true)
            .open(self.home.path().join("log"))
            .expect("a log");
        let driver = Driver::start(program, log.into(), |command| {
            self.dress(command);
            dress(command);
        });
        let process = until("the program's process", || {
            program_below(driver.process(), program)
        });
        let app = App {
            page: Page::new(driver, process),
            program: program.to_owned(),
            process,
        };
        app.page.wait_for_text("Keytower");
        app
    }

    /// Starts the program without a driver, as a second double-click or a link in another program would.
    pub(super) fn start_again(&self, arguments: &[&str]) -> std::process::Child {
        let mut command = Command::new(PROGRAM);
        self.dress(&mut command);
        command
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts")
    }
}

/// A running program. Dropping it ends it.
pub(super) struct App {
    pub(super) page: Page,
    pub(super) process: u32,
    program: PathBuf,
}

impl App {
    /// Whether it still runs.
    pub(super) fn runs(&self) -> bool {
        is_program(self.process, &self.program)
    }

    /// Asks it to end, as a session that is logged out does.
    pub(super) fn terminate(&self) {
        self.send(Signal::TERM);
    }

    /// Ends it where it stands.
    pub(super) fn kill(self) {
        self.send(Signal::KILL);
        self.wait_for_the_end();
    }

    /// Waits until it has ended.
    pub(super) fn wait_for_the_end(&self) {
        until("the program's end", || (!self.runs()).then_some(()));
    }

    fn send(&self, signal: Signal) {
        let process = Pid::from_raw(self.process.cast_signed()).expect("a process has a number");
        // A process that has gone needs no signal.
        let _ = kill_process(process, signal);
    }
}

impl Drop for App {
    fn drop(&mut self) {
        self.send(Signal::KILL);
    }
}

/// The program among a process's children, and theirs.
fn program_below(process: u32, program: &Path) -> Option<u32> {
    let children = fs::read_to_string(format!("/proc/{process}/task/{process}/children")).ok()?;
    children
        .split_whitespace()
        .filter_map(|child| child.parse().ok())
        .find_map(|child| {
            is_program(child, program)
                .then_some(child)
                .or_else(|| program_below(child, program))
        })
}

/// Whether a process is that program, and not a zombie of it.
fn is_program(process: u32, program: &Path) -> bool {
    fs::read_link(format!("/proc/{process}/exe")).is_ok_and(|exe| exe == program)
}
