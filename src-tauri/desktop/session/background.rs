//! Running with the window closed, and starting with the person's session.

use keytower_contract::{Answer, LockReason, Settings};

use super::problems::autostart;
use super::{Desk, Session};

/// The argument that starts the program without a window.
pub(super) const BACKGROUND: &str = "--background";

impl Session {
    /// Whether the program goes on when its window is closed.
    #[must_use]
    pub fn goes_on(&self) -> bool {
        self.desk.settings().background
    }

    /// Whether a start with these arguments shows no window: where the program wouldn't go on without one, it does.
    #[must_use]
    pub fn starts_without_window(&self, arguments: &[String]) -> bool {
        self.goes_on() && arguments.iter().any(|argument| argument == BACKGROUND)
    }

    /// The window was closed, and the program goes on: lock, and leave nothing in the clipboard.
    pub fn leave(&self) {
        self.desk.leave(LockReason::WindowClosed);
    }

    /// The process ends: lock, and leave nothing in the clipboard.
    pub fn shut(&self) {
        self.desk.leave(LockReason::Asked);
    }

    /// Whether the system starts the program with the person's session.
    ///
    /// # Errors
    /// When the system doesn't say.
    pub async fn starts_with_session(&self) -> Answer<bool> {
        self.on_desk(|desk| desk.computer.autostart.is_on().map_err(autostart))
            .await
    }

    /// Has the system start the program with the person's session, without a window: so the program goes on without
    /// one, too. Or has it start it no longer.
    ///
    /// # Errors
    /// When the system refuses; then nothing changed. When the settings' file can't be written.
    pub async fn set_starts_with_session(&self, enabled: bool) -> Answer<Settings> {
        self.on_desk(move |desk| desk.start_with_session(enabled)).await
    }
}

impl Desk {
    fn start_with_session(&self, enabled: bool) -> Answer<Settings> {
        self.computer.autostart.set(enabled).map_err(autostart)?;
        let settings = self.settings().clone();
        if enabled && !settings.background {
            return self.set(Settings {
                background: true,
                ..settings
            });
        }
        Ok(settings)
    }

    /// Locks, and empties the clipboard once more, of what couldn't be emptied when the vault was locked before.
    pub(super) fn leave(&self, reason: LockReason) {
        self.lock(reason);
        let _ = self.clipboard.empty_now();
    }
}
