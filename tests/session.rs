//! The session on real vaults, with a clock that jumps and somebody who answers for the window.
//!
//! It copies to a clipboard and asks a keyring: `cargo xtask desk -- cargo test --test session`.
#![cfg(target_os = "linux")]

mod session {
    #[path = "../../src-tauri/crates/mail/tests/mail/certificates.rs"]
    mod certificates;
    mod children;
    #[path = "../../src-tauri/crates/mail/tests/mail/mailserver.rs"]
    mod mailserver;
    mod noted;
    mod pasting;
    mod person;
    mod room;

    mod activity;
    mod background;
    mod backing_up;
    mod browsing;
    mod calendar;
    mod changing;
    mod clock;
    mod creating;
    mod damaged_files;
    mod full_disk;
    mod idle;
    mod keyring;
    mod links;
    mod locked;
    mod mail_password;
    mod mail_trouble;
    mod mailing;
    mod old_copy;
    mod opening;
    mod people;
    mod reminding;
    mod restoring;
    mod sample;
    mod saving;
    mod schedule;
    mod show_once;
    mod showing;
    mod standby;
    mod standby_keyring;
    mod ways_in;
}
