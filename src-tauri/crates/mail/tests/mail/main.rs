//! Mails and the servers that take them: a real one (aiosmtpd), and some that behave badly.
//!
//! Wanted: Debian's `python3-aiosmtpd`.
#![cfg(target_os = "linux")]

mod badly_behaved;
mod certificates;
mod delivery;
mod hostile_names;
mod mailserver;
mod scripted;
mod support;
mod trust;
mod words;
