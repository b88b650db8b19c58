//! The computer it runs on: its clock, its randomness, and what it is.

use std::fs;
use std::time::Instant;

use keytower_app::{Clock, Entropy};
use rand::TryRng as _;
use rand::rngs::SysRng;
use serde_json::{Value, json};

/// The computer's clock, as the window has it.
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "what is measured is the computer, clock included"
    )]
    fn now(&self) -> keytower_app::domain::time::Instant {
        chrono::Utc::now()
    }
}

/// The operating system's generator, as the window has it.
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        SysRng
            .try_fill_bytes(bytes)
            .expect("the operating system gives random bytes");
    }
}

/// What something answers, and the milliseconds it took.
#[expect(clippy::disallowed_methods, reason = "measuring time is what it is for")]
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let answer = work();
    (answer, start.elapsed().as_secs_f64() * 1_000.0)
}

/// Processor, cores, memory and kernel, where the system says.
pub fn facts() -> Value {
    let processor = line_of("/proc/cpuinfo", "model name");
    let memory = line_of("/proc/meminfo", "MemTotal");
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").ok();
    json!({
        "processor": processor,
        "cores": std::thread::available_parallelism().map_or(0, usize::from),
        "memory": memory,
        "kernel": kernel.as_deref().map(str::trim),
        "system": std::env::consts::OS,
    })
}

/// How busy it is: the load average of the last minute.
pub fn load() -> Option<f64> {
    let text = fs::read_to_string("/proc/loadavg").ok()?;
    text.split_whitespace().next()?.parse().ok()
}

fn line_of(file: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    Some(line.trim_start_matches([' ', '\t', ':']).trim().to_owned())
}
