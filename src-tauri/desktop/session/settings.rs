//! What is set for this computer: `settings.json`.

use keytower_contract::{Answer, Settings, Theme};
use serde_json::Value;

use super::problems::{autostart, save};
use super::{Desk, Session, minutes};
use crate::data_folder::{DataFolder, read_json, write_json};

const FILE: &str = "settings.json";

/// What is set, within its bounds.
pub(super) fn read(folder: &DataFolder) -> Settings {
    let mut kept: Option<Value> = read_json(&folder.file(FILE));
    // What was set before there were these says nothing of them.
    if let Some(Value::Object(kept)) = &mut kept {
        kept.entry("notifications").or_insert(Value::Bool(true));
        kept.entry("background").or_insert(Value::Bool(false));
    }
    let settings = kept.and_then(|kept| serde_json::from_value(kept).ok());
    bounded(settings.unwrap_or(Settings {
        theme: Theme::System,
        lock_after_minutes: Some(15),
        clipboard_seconds: 45,
        notifications: true,
        background: false,
    }))
}

fn bounded(
    Settings {
        theme,
        lock_after_minutes,
        clipboard_seconds,
        notifications,
        background,
    }: Settings,
) -> Settings {
    Settings {
        theme,
        lock_after_minutes: lock_after_minutes.map(|minutes| minutes.clamp(1, 24 * 60)),
        clipboard_seconds: clipboard_seconds.clamp(10, 300),
        notifications,
        background,
    }
}

impl Session {
    /// What is set.
    #[must_use]
    pub fn settings(&self) -> Settings {
        self.desk.settings().clone()
    }

    /// Sets it, at once and for the next start.
    ///
    /// # Errors
    /// When the file can't be written; it is set for this run all the same. When what starts with the session can't be
    /// changed; then nothing is set.
    pub async fn save_settings(&self, settings: Settings) -> Answer<Settings> {
        let settings = bounded(settings);
        let saved = self.on_desk(move |desk| desk.set(settings)).await;
        self.idle
            .set_limit(self.settings().lock_after_minutes.map(minutes));
        saved
    }
}

impl Desk {
    /// Sets it, at once and for the next start.
    pub(super) fn set(&self, settings: Settings) -> Answer<Settings> {
        if self.settings().background && !settings.background {
            // What would start with the session would be a window nobody asked for.
            self.computer.autostart.set(false).map_err(autostart)?;
        }
        self.settings().clone_from(&settings);
        self.tell_tray();
        let path = self.computer.folder.file(FILE);
        write_json(&path, &settings).map_err(|error| save(&error))?;
        Ok(settings)
    }
}
