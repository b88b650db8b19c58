//! Stories in the real window: the program as it ships, WebKitGTK, the clipboard, the keyring, and signals.
//!
//! They need a screen and a session bus of their own: `cargo xtask desk -- cargo test --test window`.
#![cfg(target_os = "linux")]

mod window {
    mod app;
    mod bus;
    mod desk;
    mod driver;
    mod page;
    mod steps;
    mod wait;

    mod background;
    mod clipboard;
    mod closed;
    mod figures;
    mod first_run;
    mod instances;
    mod keyring;
    mod killed;
    mod links;
    mod looks;
    mod memory;
    mod products;
    mod reminders;
    mod save;
    mod screens;
    mod show_once;
    mod tray;
    mod walls;
}
