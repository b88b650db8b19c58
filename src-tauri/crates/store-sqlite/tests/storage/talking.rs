//! A child whose words are taken down while it runs, and kept when it is killed.

use std::env;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use crate::children;

/// What marks the child's own lines, among those of the test harness.
const SAYS: &str = "child: ";

/// A child that did not say anything for so long never will.
const LIMIT: Duration = Duration::from_secs(30);

pub struct Talking {
    child: Child,
    words: Receiver<String>,
    pub heard: Vec<String>,
}

impl Talking {
    /// Runs `test` beside this process.
    pub fn start(test: &str, folder: &Path, seed: u64) -> Self {
        let mut child = children::command(&[], &env::current_exe().unwrap(), test, folder, seed)
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
