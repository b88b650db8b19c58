//! What the session needs of a window: a port, so that commands are the same with and without one.

use std::path::PathBuf;

use async_trait::async_trait;
use keytower_contract::Notice;

/// The window, or what stands for it.
#[async_trait]
pub trait Shell: Send + Sync {
    /// Tells the window something unasked.
    fn tell(&self, notice: Notice);
    /// Brings the window to the front, or makes it anew where it was closed.
    fn raise(&self);
    /// Shows that in the tray, or has no tray. Nobody waits for it.
    fn tray(&self, view: Option<TrayView>);
    /// Asks the person for a folder.
    async fn choose_folder(&self, title: &str) -> Option<PathBuf>;
    /// Asks the person for a file with that ending.
    async fn choose_file(&self, title: &str, ending: &str) -> Option<PathBuf>;
    /// Asks the person where to save a file.
    async fn choose_target(&self, title: &str, suggested: &str) -> Option<Target>;
}

/// What the tray shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrayView {
    /// The first line of its menu.
    pub line: String,
    /// Something is open, and can be locked.
    pub can_lock: bool,
}

/// Where to save a file.
pub struct Target {
    /// The file.
    pub path: PathBuf,
    /// The person was asked, and agreed, if a file is there.
    pub may_replace: bool,
}
