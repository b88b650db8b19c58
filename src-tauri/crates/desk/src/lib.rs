//! The desk around the window: adapters to the operating system under it.
//!
//! Each module does one thing and knows nothing of keys, vaults or windows; where the desk has
//! no clipboard, keyring or bus, it says so and the program goes on.

pub mod autostart;
pub mod browser;
pub mod clipboard;
pub mod idle;
pub mod keyring;
pub mod notifications;
pub mod process;
pub mod sleep;
pub mod text_file;
pub mod ticks;

/// The program's name among all others of the system, as tauri.conf.json has it: its secrets are kept under it, and its
/// notifications come from it.
const IDENTIFIER: &str = "org.keytower.desktop";

/// The shell keeps these as state that all of its threads share.
const _: () = {
    const fn shared<T: Send + Sync>() {}
    shared::<clipboard::Clipboard>();
    shared::<idle::IdleLock>();
    shared::<keyring::DeviceKeyring>();
    shared::<sleep::Watch>();
};
