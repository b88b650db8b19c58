//! The vault as its callers see it, on a real disk with a real SQLCipher: what opens it, what damages
//! it, and what a crash or a full disk leaves of it.

#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    reason = "a failure is the report, in the helpers of tests as in tests"
)]

mod children;
mod crashes;
mod creation;
mod credentials;
mod damage;
mod fixture;
#[cfg(target_os = "linux")]
mod full_disk;
mod one_holder;
mod plaintext;
mod re_encryption;
#[cfg(target_os = "linux")]
mod read_only;
