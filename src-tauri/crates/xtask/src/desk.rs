//! The virtual desk: a screen, a session bus and an unlocked keyring that belong to one command alone.
//!
//! Tests that open real windows and remember real secrets run on it, so that they see the same everywhere and
//! never touch the screen, the keyring or the settings of the person who runs them. Only Linux has one.

mod folders;
mod service;

use std::ffi::OsString;
use std::process::Command;
use std::time::Duration;

use folders::Folders;
use service::Service;

use crate::step::{self, Outcome};

/// Opens the keyring of the desk, which holds nothing and lasts as long as the desk does.
const KEYRING_PASSWORD: &[u8] = b"throw-away";

/// Makes every desk alike, and keeps GTK and WebKit quiet where there is no graphics card, no portal and no
/// screen reader.
const ALIKE: &[(&str, &str)] = &[
    ("GDK_BACKEND", "x11"),
    ("GIO_USE_VFS", "local"),
    ("GSETTINGS_BACKEND", "memory"),
    ("GTK_USE_PORTAL", "0"),
    ("LC_ALL", "C.UTF-8"),
    ("LIBGL_ALWAYS_SOFTWARE", "1"),
    ("NO_AT_BRIDGE", "1"),
    ("TZ", "UTC"),
    ("WEBKIT_DISABLE_DMABUF_RENDERER", "1"),
];

/// What would lead back to the desktop of the person at the computer.
const FOREIGN: &[&str] = &[
    "GNOME_KEYRING_CONTROL",
    "SSH_AUTH_SOCK",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "XDG_CURRENT_DESKTOP",
];

/// Runs one command on a desk of its own.
pub fn run(program: &str, arguments: &[&str]) -> Outcome {
    let desk = Desk::open()?;
    step::run(desk.seat(Command::new(program).args(arguments)))
}

/// A desk that is there. Dropping it ends what it started and removes its folders.
///
/// The fields are dropped from the top: the keyring before its bus, the folders last.
pub struct Desk {
    _keyring: Service,
    _bus: Service,
    _screen: Service,
    surroundings: Surroundings,
    _folders: Folders,
}

impl Desk {
    /// Starts a screen, a bus and a keyring.
    pub fn open() -> Outcome<Self> {
        let folders = Folders::create()?;
        let mut surroundings = Surroundings(folders.variables());
        surroundings
            .0
            .extend(ALIKE.iter().map(|&(name, value)| (name, value.into())));

        // The server picks a free display and says which, once it answers.
        let (screen, display) = service::start_and_hear(
            surroundings
                .of(service::command("Xvfb").args(["-displayfd", "1", "-screen", "0", "1600x1000x24"]))
                .args(["-nolisten", "tcp"]),
            &folders,
        )?;
        surroundings.0.push(("DISPLAY", format!(":{display}").into()));

        let (bus, address) = service::start_and_hear(
            surroundings
                .of(service::command("dbus-daemon").args([
                    "--session",
                    "--nofork",
                    "--nopidfile",
                    "--print-address=1",
                ]))
                .arg(format!(
                    "--address=unix:path={}",
                    folders.runtime().join("bus").display()
                )),
            &folders,
        )?;
        surroundings.0.push(("DBUS_SESSION_BUS_ADDRESS", address.into()));

        let keyring = service::start_and_tell(
            surroundings.of(service::command("gnome-keyring-daemon").args([
                "--foreground",
                "--unlock",
                "--components=secrets",
            ])),
            KEYRING_PASSWORD,
            &folders,
        )?;
        service::wait_for_name("org.freedesktop.secrets", &surroundings, &keyring)?;

        Ok(Self {
            _keyring: keyring,
            _bus: bus,
            _screen: screen,
            surroundings,
            _folders: folders,
        })
    }

    /// Has `command` run at this desk.
    pub fn seat<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        self.surroundings.of(command)
    }
}

/// The environment of everything at a desk.
struct Surroundings(Vec<(&'static str, OsString)>);

impl Surroundings {
    fn of<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        for name in FOREIGN {
            command.env_remove(name);
        }
        command.envs(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// Whether `done` comes true within 3 s, looking every 10 ms.
#[expect(
    clippy::disallowed_methods,
    reason = "neither a child's end nor a folder's can be waited for with a limit"
)]
fn soon(mut done: impl FnMut() -> bool) -> bool {
    (0..300).any(|_| {
        let is_done = done();
        if !is_done {
            std::thread::sleep(Duration::from_millis(10));
        }
        is_done
    })
}
