//! The desk against the real thing: an X server, a keyring, buses, file systems.
//!
//! Each test brings its own: nothing of the person's desk is touched. Wanted on the path: `Xvfb`,
//! `xclip`, `dbus-daemon`, `dunst`, `gdbus`, `gio`, `gnome-keyring-daemon`, `secret-tool`, `desktop-file-validate`.
#![cfg(target_os = "linux")]

mod autostart;
mod clipboard;
mod keyring;
mod notifications;
mod process;
mod sleep;
mod support;
mod text_file;
