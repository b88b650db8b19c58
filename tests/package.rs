//! The packages: what is in them, what they depend on, and whether an installed Keytower starts and goes.
//!
//! They must have been made, and installing takes root: `cargo xtask test --only package`.
#![cfg(target_os = "linux")]

mod package {
    mod deb;
    mod entry;
    mod installed;
    mod made;
    mod rpm;
    mod said;
    #[path = "../window/wait.rs"]
    mod wait;
}
