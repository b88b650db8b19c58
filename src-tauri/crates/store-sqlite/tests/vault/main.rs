//! Vaults on a real disk with a real SQLCipher: what opens them, what damages them, and what a crash, a full disk or
//! a failing write leaves of them and of the workspaces in them.

#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    reason = "a failure is the report, in the helpers of tests as in tests"
)]

mod backups;
mod children;
mod fixture;
#[cfg(target_os = "linux")]
mod small_disk;
mod vaults;
#[cfg(target_os = "linux")]
mod workspaces;
