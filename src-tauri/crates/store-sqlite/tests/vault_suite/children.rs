//! A test that needs another process runs itself again there: the same binary, the same test, with
//! [`FOLDER`] set.

use std::{
    env,
    ffi::OsStr,
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
};

const FOLDER: &str = "KEYTOWER_VAULT_TEST_FOLDER";
const SEED: &str = "KEYTOWER_VAULT_TEST_SEED";
/// The mark of a line that the child says, apart from those of the test harness.
const SAYS: &str = "child: ";

/// The folder that this process was started for, if it is a child.
pub fn folder() -> Option<PathBuf> {
    env::var_os(FOLDER).map(PathBuf::from)
}

/// The seed that this child was started with.
pub fn seed() -> u64 {
    env::var(SEED).unwrap().parse().unwrap()
}

/// Ends this child when its parent ends, however that happens.
pub fn end_with_parent() {
    std::thread::spawn(|| {
        // Nothing is ever written to it; it closes with the parent.
        let _ = std::io::stdin().read_line(&mut String::new());
        std::process::exit(1);
    });
}

/// Says something to the parent.
pub fn say(what: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\n{SAYS}{what}").unwrap();
    out.flush().unwrap();
}

/// The command that runs `test` in another process, given `folder`. `before` is a command that runs
/// it in other circumstances, if there is one.
pub fn command(before: &[&str], binary: &Path, test: &str, folder: &Path, seed: u64) -> Command {
    let line: Vec<&OsStr> = before
        .iter()
        .map(OsStr::new)
        .chain([binary.as_os_str()])
        .chain(["--exact", "--nocapture", test].map(OsStr::new))
        .collect();
    let mut command = Command::new(line[0]);
    command
        .args(&line[1..])
        .env(FOLDER, folder)
        .env(SEED, seed.to_string());
    command
}

/// Runs `test` in another process to its end, which must be a good one.
pub fn run(before: &[&str], test: &str, folder: &Path) {
    let output = command(before, &env::current_exe().unwrap(), test, folder, 0)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(
        String::from_utf8_lossy(&output.stdout).contains("1 passed"),
        "the test {test} was found"
    );
}

/// A child that runs beside its parent, until it is killed.
pub struct Running {
    child: Child,
    out: BufReader<ChildStdout>,
}

impl Running {
    pub fn start(test: &str, folder: &Path, seed: u64) -> Self {
        let mut child = command(&[], &env::current_exe().unwrap(), test, folder, seed)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        Self { child, out }
    }

    /// Waits until the child says `what`.
    pub fn await_saying(&mut self, what: &str) {
        let expected = format!("{SAYS}{what}");
        let mut line = String::new();
        while line.trim_end() != expected {
            line.clear();
            assert_ne!(
                self.out.read_line(&mut line).unwrap(),
                0,
                "the child ended before it said {what}"
            );
        }
    }

    /// Watches until `seen`, as long as the child runs. Fails after a million looks, which take some
    /// microseconds each.
    pub fn await_sight(&mut self, mut seen: impl FnMut() -> bool) {
        for _ in 0..1_000_000 {
            if seen() {
                return;
            }
            assert!(
                self.child.try_wait().unwrap().is_none(),
                "the child ended by itself"
            );
        }
        panic!("what was to be seen never was");
    }

    /// SIGKILL, and waits until the process is gone.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}
