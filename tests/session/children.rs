//! A test that needs other surroundings runs itself again there: the same binary, the same test, with
//! [`FOLDER`] set.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

const FOLDER: &str = "KEYTOWER_SESSION_TEST_FOLDER";

/// The folder that this process was started for, if it is a child.
pub fn folder() -> Option<PathBuf> {
    env::var_os(FOLDER).map(PathBuf::from)
}

/// Runs `test` again, to a good end. `before` is a command that runs it in other circumstances.
pub fn run(before: &[&str], test: &str, folder: &Path, change: impl FnOnce(&mut Command)) {
    let this = env::current_exe().expect("this binary");
    let mut words = before
        .iter()
        .map(Into::into)
        .chain([this.into_os_string()])
        .chain(["--exact", "--nocapture", test].map(Into::into));
    let mut command = Command::new(words.next().expect("at least the binary"));
    command.args(words).env(FOLDER, folder);
    change(&mut command);
    let output = command.output().expect("it starts");
    let out = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && out.contains("1 passed"),
        "{out}{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Runs `test`'s body where no keyring answers: in a child.
pub fn without_a_keyring(test: &str, body: impl FnOnce()) {
    if folder().is_some() {
        return body();
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    run(&[], test, folder.path(), |command| {
        let nowhere = format!("unix:path={}", folder.path().join("no-bus").display());
        command
            .env("DBUS_SESSION_BUS_ADDRESS", nowhere)
            .env("XDG_RUNTIME_DIR", folder.path());
    });
}
