//! Session buses of a test's own: with a keyring, or without any.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use tempfile::TempDir;

/// A bus on which nothing is started by being asked for.
const BARE: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=SOCKET</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#;

/// A session bus, ended with the test.
pub(super) struct Bus {
    pub(super) address: String,
    daemon: Child,
    _output: BufReader<ChildStdout>,
    keyring: Option<Child>,
    home: TempDir,
}

impl Bus {
    /// A bus with no keyring on it.
    pub(super) fn bare() -> Self {
        let home = tempfile::tempdir().expect("a temporary folder");
        let config = home.path().join("bus.conf");
        let socket = home.path().join("bus").display().to_string();
        fs::write(&config, BARE.replace("SOCKET", &socket)).expect("the bus's configuration is written");
        let mut daemon = bound("dbus-daemon")
            .arg(format!("--config-file={}", config.display()))
            .args(["--nofork", "--nopidfile", "--print-address=1"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("dbus-daemon starts");
        let mut output = BufReader::new(daemon.stdout.take().expect("the bus says its address"));
        let mut address = String::new();
        output.read_line(&mut address).expect("the bus says its address");
        let address = address.trim().to_owned();
        assert!(!address.is_empty(), "dbus-daemon did not start");
        Self {
            address,
            daemon,
            _output: output,
            keyring: None,
            home,
        }
    }

    /// A bus with a keyring on it that is unlocked, and has nobody to ask for its password once it is locked.
    pub(super) fn with_a_keyring() -> Self {
        let mut bus = Self::bare();
        let mut keyring = bus
            .on(&mut bound("gnome-keyring-daemon"))
            .args(["--foreground", "--unlock", "--components=secrets"])
            .env("HOME", bus.home.path())
            .env("XDG_DATA_HOME", bus.home.path())
            .env("XDG_RUNTIME_DIR", bus.home.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("gnome-keyring-daemon starts");
        let mut input = keyring.stdin.take().expect("the keyring reads its password");
        input
            .write_all(b"throw-away")
            .expect("the keyring reads its password");
        drop(input);
        bus.keyring = Some(keyring);
        bus.gdbus(&["wait", "--session", "--timeout", "20", "org.freedesktop.secrets"]);
        bus
    }

    /// Locks the keyring.
    pub(super) fn lock_the_keyring(&self) {
        self.gdbus(&[
            "call",
            "--session",
            "--dest=org.freedesktop.secrets",
            "--object-path=/org/freedesktop/secrets",
            "--method=org.freedesktop.Secret.Service.Lock",
            "['/org/freedesktop/secrets/collection/login']",
        ]);
    }

    /// What the keyring holds for this program.
    pub(super) fn kept(&self) -> String {
        let mut command = Command::new("secret-tool");
        let found = self
            .on(command.args(["search", "--all", "service", "org.keytower.desktop"]))
            .output()
            .expect("secret-tool starts");
        String::from_utf8_lossy(&found.stdout).into_owned()
    }

    fn gdbus(&self, arguments: &[&str]) {
        let mut command = Command::new("gdbus");
        let output = self.on(command.args(arguments)).output().expect("gdbus starts");
        assert!(
            output.status.success(),
            "gdbus {arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }

    fn on<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.env("DBUS_SESSION_BUS_ADDRESS", &self.address)
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        for child in self.keyring.iter_mut().chain([&mut self.daemon]) {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// A program that the kernel ends with the test that started it.
pub(super) fn bound(program: &str) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "KILL", "--", program]);
    command
}

/// Every file below a folder.
pub(super) fn files_below(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.is_file() {
                files.push(path);
            }
        }
    }
    files
}
