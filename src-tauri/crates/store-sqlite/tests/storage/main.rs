//! A workspace in a vault on a real disk: what was acknowledged survives `kill -9`, a full disk and a failing write,
//! and what wasn't acknowledged did not half happen.

#![cfg(target_os = "linux")]
#![expect(
    clippy::unwrap_used,
    reason = "a failure is the report, in the helpers of tests as in tests"
)]

#[path = "../vault_suite/children.rs"]
#[expect(dead_code, reason = "the vault's own suite uses the rest")]
mod children;
#[path = "../vault_suite/fixture.rs"]
#[expect(dead_code, reason = "the vault's own suite uses the rest")]
mod fixture;

mod acts;
mod failing_writes;
mod full_disk;
mod kills;
mod migrating;
mod others;
mod replayed;
mod talking;
mod tower;
