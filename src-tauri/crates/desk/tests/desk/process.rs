//! Signals and core dumps, on processes of their own.

use std::io::BufRead;
use std::os::unix::process::ExitStatusExt;
use std::process::Stdio;

use keytower_desk::process::{forbid_core_dumps, on_terminate};
use rustix::process::{Resource, Rlimit, Signal, getrlimit};

use crate::support::{Running, is_inside, rerun};

#[test]
fn each_signal_that_asks_to_end_calls_back() {
    if is_inside() {
        on_terminate(|| std::process::exit(42)).expect("handlers");
        println!("\nready");
        loop {
            std::thread::park();
        }
    }
    for signal in [Signal::TERM, Signal::INT, Signal::HUP] {
        let mut command = rerun("process::each_signal_that_asks_to_end_calls_back");
        let mut child = Running::start(command.stdout(Stdio::piped()));
        let mut lines = child.lines().lines();
        assert!(lines.any(|line| line.is_ok_and(|line| line == "ready")));
        child.signal(signal);
        assert_eq!(child.exit_code(), Some(42), "{signal:?}");
    }
}

#[test]
fn a_crash_leaves_no_core_dump() {
    if is_inside() {
        forbid_core_dumps().expect("the limit may always be lowered");
        let none = Rlimit {
            current: Some(0),
            maximum: Some(0),
        };
        assert_eq!(getrlimit(Resource::Core), none);
        std::process::abort();
    }
    let output = rerun("process::a_crash_leaves_no_core_dump")
        .output()
        .expect("this program");
    assert_eq!(
        output.status.signal(),
        Some(Signal::ABORT.as_raw()),
        "it crashed: {output:?}"
    );
    assert!(!output.status.core_dumped());
}
