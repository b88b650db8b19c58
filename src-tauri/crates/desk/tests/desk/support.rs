//! Private desks, and running a test once more inside one.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use rustix::process::{Pid, Signal, kill_process};

/// Set in the process that runs a test's body.
const INSIDE: &str = "KEYTOWER_DESK_INSIDE";

/// A program that is ended with the test.
pub struct Running(Child);

impl Running {
    pub fn start(command: &mut Command) -> Self {
        let name = command.get_program().to_string_lossy().into_owned();
        Self(command.spawn().unwrap_or_else(|error| panic!("{name}: {error}")))
    }

    pub fn pid(&self) -> Pid {
        Pid::from_child(&self.0)
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).expect("it is our child");
    }

    /// The first line that it prints.
    pub fn first_line(&mut self) -> String {
        let mut line = String::new();
        self.lines().read_line(&mut line).expect("its output is a pipe");
        line.trim().to_owned()
    }

    pub fn lines(&mut self) -> BufReader<ChildStdout> {
        BufReader::new(self.0.stdout.take().expect("its output is a pipe"))
    }

    pub fn exit_code(&mut self) -> Option<i32> {
        self.0.wait().expect("it is our child").code()
    }
}

impl From<Child> for Running {
    fn from(child: Child) -> Self {
        Self(child)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Asked politely it takes its sockets and lock files along; stopped, it has to go on first.
        let _ = kill_process(self.pid(), Signal::TERM);
        let _ = kill_process(self.pid(), Signal::CONT);
        let _ = self.0.wait();
    }
}

/// An X server of its own.
pub struct Display {
    server: Running,
    pub name: String,
}

impl Display {
    pub fn start() -> Self {
        Self::serve(&[])
    }

    /// On a certain display, such as `:7`.
    pub fn start_as(name: &str) -> Self {
        Self::serve(&[name])
    }

    fn serve(args: &[&str]) -> Self {
        let mut server = Running::start(
            Command::new("Xvfb")
                .args(args)
                .args([
                    "-displayfd",
                    "1",
                    "-nolisten",
                    "tcp",
                    "-screen",
                    "0",
                    "640x480x24",
                ])
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        );
        let name = format!(":{}", server.first_line());
        Self { server, name }
    }

    pub fn pid(&self) -> Pid {
        self.server.pid()
    }
}

/// A message bus of its own, which starts no services by itself.
pub struct Bus {
    _daemon: Running,
    pub address: String,
}

impl Bus {
    pub fn start(folder: &Path) -> Self {
        let settings = folder.join("bus.conf");
        let listen = format!("unix:dir={}", folder.display());
        std::fs::write(&settings, BUS_SETTINGS.replace("{listen}", &listen)).expect("a temporary folder");
        let mut daemon = Running::start(
            Command::new("dbus-daemon")
                .arg("--config-file")
                .arg(&settings)
                .args(["--nofork", "--print-address"])
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        );
        let address = daemon.first_line();
        Self {
            _daemon: daemon,
            address,
        }
    }
}

const BUS_SETTINGS: &str = r#"<busconfig>
  <type>session</type>
  <listen>{listen}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>"#;

/// Runs `body` in a process of its own, with the environment that `desk` lays for it. `test` is
/// the name of the calling test, with its module.
pub fn inside(test: &str, desk: impl FnOnce(&mut Command), body: impl FnOnce()) {
    if is_inside() {
        return body();
    }
    let mut command = rerun(test);
    desk(&mut command);
    let output = command.output().expect("this very program");
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(
        output.status.success() && out.contains("1 passed"),
        "{test}, inside:\n{out}\n{err}"
    );
}

/// The command that runs this test once more.
pub fn rerun(test: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this very program"));
    command.args(["--exact", test, "--nocapture"]).env(INSIDE, "yes");
    command
}

pub fn is_inside() -> bool {
    std::env::var_os(INSIDE).is_some()
}

/// What a program prints, given this to read; `None` when it fails.
pub fn printed(command: &mut Command, input: &str) -> Option<String> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program is installed");
    let mut stdin = child.stdin.take().expect("a pipe");
    // It may not care for its input.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().expect("it is our child");
    output.status.success().then(|| text(&output.stdout))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
