//! The desktop shell: the window, its commands, and the session that holds a vault. Rules live in `domain` and `app`.

pub mod commands;
pub mod data_folder;
pub mod session;
pub mod shell;
pub mod system;
mod tray;
mod window;

pub use window::run;
