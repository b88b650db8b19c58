//! Saving the ends of keys as a calendar.

use keytower_contract::{Answer, SavedCalendar};
use keytower_desk::text_file::NewPrivateFile;

use super::{Session, blocking, problems};

impl Session {
    /// Saves the ends of all keys as a calendar where the person says; `None` when they chose nowhere.
    ///
    /// # Errors
    /// The workspace's; why the file can't be written. Nothing is left then.
    pub async fn save_calendar(&self) -> Answer<Option<SavedCalendar>> {
        let backend = self.backend()?;
        let workspace = backend.workspace().await?;
        let day = workspace.now.format("%Y-%m-%d");
        let sample = if self.desk.open(|open| open.is_sample())? {
            "SAMPLE-"
        } else {
            ""
        };
        let suggested = format!("{sample}expiries-{day}.ics");
        let Some(target) = self
            .desk
            .shell
            .choose_target("Save the expiries", &suggested)
            .await
        else {
            return Ok(None);
        };
        // Asked for now: the dialog may have been open for long, and the vault locked meanwhile.
        let calendar = self.backend()?.calendar().await?;
        let path = target.path.display().to_string();
        blocking(move || {
            let saved = NewPrivateFile::create(&target.path, target.may_replace)
                .and_then(|mut file| file.write_all(calendar.text.as_bytes()).map(|()| file))
                .and_then(NewPrivateFile::finish);
            saved.map_err(|error| problems::save(&error))?;
            Ok(Some(SavedCalendar {
                path,
                ends: calendar.ends,
            }))
        })
        .await
    }
}
