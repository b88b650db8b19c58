//! A test that needs another process runs itself again there: the same binary, the same test, with
//! [`FOLDER`] set.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

#[cfg(target_os = "linux")]
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};

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
    thread::spawn(|| {
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
fn command(before: &[&str], binary: &Path, test: &str, folder: &Path, seed: u64) -> Command {
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
    let mut command = command(before, &env::current_exe().unwrap(), test, folder, 0);
    assert_passed(test, &command.output().unwrap());
}

/// Runs `test` on a vault as somebody whom permissions bind: *nobody*, where this is root. `parent`, made by
/// [`crate::fixture::open_to_all`], holds the vault's folder, and takes a copy of the binary that everybody may run.
#[cfg(target_os = "linux")]
pub fn run_as_somebody_else(test: &str, parent: &Path, folder: &Path) {
    let binary = parent.join("tests");
    fs::copy(env::current_exe().unwrap(), &binary).unwrap();
    let mut before = Vec::new();
    if fs::metadata("/proc/self").unwrap().uid() == 0 {
        fs::set_permissions(parent, fs::Permissions::from_mode(0o755)).unwrap();
        for entry in fs::read_dir(folder).unwrap() {
            chown(entry.unwrap().path(), Some(65534), Some(65534)).unwrap();
        }
        chown(folder, Some(65534), Some(65534)).unwrap();
        before = vec!["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
    }
    let output = command(&before, &binary, test, folder, 0).output().unwrap();
    assert_passed(test, &output);
}

fn assert_passed(test: &str, output: &Output) {
    let out = String::from_utf8_lossy(&output.stdout);
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{out}{err}");
    assert!(out.contains("1 passed"), "the test {test} was found");
}

/// A child that did not say anything for so long never will.
const LIMIT: Duration = Duration::from_secs(30);

/// A child that runs beside its parent until it is killed; its words are taken down, and kept after that.
pub struct Running {
    child: Child,
    words: Receiver<String>,
    pub heard: Vec<String>,
}

impl Running {
    /// Runs `test` beside this process.
    pub fn start(test: &str, folder: &Path, seed: u64) -> Self {
        let mut child = command(&[], &env::current_exe().unwrap(), test, folder, seed)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let (say, words) = mpsc::channel();
        thread::spawn(move || {
            let mut line = String::new();
            // A line that was cut short by the kill was not said.
            while out.read_line(&mut line).is_ok_and(|read| read > 0) && line.ends_with('\n') {
                if let Some(word) = line.trim_end().strip_prefix(SAYS) {
                    let _ = say.send(word.to_owned());
                }
                line.clear();
            }
        });
        Self {
            child,
            words,
            heard: Vec::new(),
        }
    }

    /// Waits until the child says `what`.
    pub fn await_saying(&mut self, what: &str) {
        self.await_word(|word| word == what);
    }

    /// Waits until the child has said something that `is` what is waited for.
    pub fn await_word(&mut self, is: impl Fn(&str) -> bool) {
        loop {
            let word = self.words.recv_timeout(LIMIT).expect("the child goes on talking");
            let found = is(&word);
            self.heard.push(word);
            if found {
                return;
            }
        }
    }

    /// Looks so often whether the child still runs, which takes about a microsecond each.
    pub fn look(&mut self, times: u64) {
        for _ in 0..times {
            assert!(
                self.child.try_wait().unwrap().is_none(),
                "the child ended by itself"
            );
        }
    }

    /// Watches until `seen`, as long as the child runs. Fails after ten million looks.
    pub fn await_sight(&mut self, mut seen: impl FnMut() -> bool) {
        for _ in 0..10_000_000 {
            if seen() {
                return;
            }
            self.look(1);
        }
        panic!("what was to be seen never was");
    }

    /// SIGKILL. Answers everything that the child said before.
    pub fn kill(mut self) -> Vec<String> {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.heard.extend(self.words);
        self.heard
    }
}
