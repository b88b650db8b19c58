//! A real mail server.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use super::certificates::Identity;

pub const USER: &str = "keytower@example.com";
pub const PASSWORD: &str = "correct horse battery staple";

const PROGRAM: &str = include_str!("../smtp_server.py");

/// A running server that is ended with the test.
pub struct Mailserver {
    process: Child,
    folder: TempDir,
    pub port: u16,
}

impl Mailserver {
    /// One with those options of `smtp_server.py`.
    pub fn run(mode: &str, identity: Option<&Identity>, options: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        // Debian's own Python: the package is there for no other.
        let mut command = Command::new("/usr/bin/python3");
        command
            .args(["-c", PROGRAM])
            .args(["--mode", mode])
            .arg("--log")
            .arg(folder.path().join("log"))
            .args(options);
        if let Some(identity) = identity {
            let (certificate, key) = (folder.path().join("certificate"), folder.path().join("key"));
            std::fs::write(&certificate, &identity.certificate).expect("a temporary folder");
            std::fs::write(&key, &identity.key).expect("a temporary folder");
            command.arg("--certificate").arg(certificate);
            command.arg("--key").arg(key);
        }
        let mut process = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Debian's Python");
        let mut port = String::new();
        BufReader::new(process.stdout.take().expect("a pipe"))
            .read_line(&mut port)
            .expect("a pipe");
        Self {
            process,
            folder,
            port: port.trim().parse().expect("python3-aiosmtpd is installed"),
        }
    }

    /// What happened, in order.
    pub fn events(&self, kind: &str) -> Vec<Value> {
        let log = std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
        log.lines()
            .map(|line| serde_json::from_str::<Value>(line).expect("JSON"))
            .filter(|event| event["event"] == kind)
            .collect()
    }

    pub fn messages(&self) -> Vec<Value> {
        self.events("message")
    }
}

impl Drop for Mailserver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
