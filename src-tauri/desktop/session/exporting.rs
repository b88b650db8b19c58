//! Exporting events to a file, part by part, so that neither they nor anybody else has to wait for all of them.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, MutexGuard, PoisonError};

use keytower_contract::{Answer, Code, EventQuery, ExportFormat, ExportedEvents, Problem, Progress};
use keytower_desk::text_file::NewPrivateFile;

use super::{Desk, Session, blocking, problems};

/// An export under way.
#[derive(Default)]
pub(super) struct Export {
    done: AtomicU32,
    of: AtomicU32,
    stopped: AtomicBool,
}

impl Session {
    /// Writes the events that a query finds to a file where the person says, oldest first; `None` when they chose none.
    ///
    /// # Errors
    /// Why the file can't be written; [`Code::Stopped`] when it was stopped. Nothing is left then.
    pub async fn export_events(
        &self,
        query: EventQuery,
        format: ExportFormat,
    ) -> Answer<Option<ExportedEvents>> {
        let workspace = self.backend()?.workspace().await?;
        let day = workspace.now.format("%Y-%m-%d");
        let ending = match format {
            ExportFormat::JsonLines => "jsonl",
            ExportFormat::Csv => "csv",
        };
        let sample = if self.desk.open(|open| open.is_sample())? {
            "SAMPLE-"
        } else {
            ""
        };
        let suggested = format!("{sample}activity-{day}.{ending}");
        let Some(target) = self.desk.shell.choose_target("Export the log", &suggested).await else {
            return Ok(None);
        };
        let path = target.path.display().to_string();
        let create = move || NewPrivateFile::create(&target.path, target.may_replace);
        let file = blocking(move || create().map_err(|error| problems::save(&error))).await?;
        let export = Arc::new(Export::default());
        *self.desk.export() = Some(Arc::clone(&export));
        let written = self.write_parts(&export, query, format, file).await;
        self.desk.export().take_if(|other| Arc::ptr_eq(other, &export));
        let events = written?;
        Ok(Some(ExportedEvents { path, events }))
    }

    /// How far the export has come; `None` while there is none.
    ///
    /// # Errors
    /// When no vault is open.
    pub fn export_progress(&self) -> Answer<Option<Progress>> {
        self.backend()?;
        Ok(self.desk.export().as_ref().map(|export| Progress {
            done: export.done.load(Ordering::SeqCst),
            of: export.of.load(Ordering::SeqCst),
        }))
    }

    /// Ends the export; nothing is left of it.
    ///
    /// # Errors
    /// When no vault is open.
    pub fn stop_export(&self) -> Answer<()> {
        self.backend()?;
        if let Some(export) = &*self.desk.export() {
            export.stopped.store(true, Ordering::SeqCst);
        }
        Ok(())
    }

    async fn write_parts(
        &self,
        export: &Export,
        query: EventQuery,
        format: ExportFormat,
        mut file: NewPrivateFile,
    ) -> Answer<u32> {
        let (mut after, mut events) = (0, 0);
        loop {
            // Asked anew for each part: a vault that is locked meanwhile answers nothing more.
            let part = self
                .backend()?
                .export_events(query.clone(), format, after)
                .await?;
            file = blocking(move || {
                let written = file.write_all(part.text.as_bytes());
                written.map(|()| file).map_err(|error| problems::save(&error))
            })
            .await?;
            events += part.events;
            export.done.store(events, Ordering::SeqCst);
            export.of.store(part.of, Ordering::SeqCst);
            if export.stopped.load(Ordering::SeqCst) {
                return Err(Problem::new(Code::Stopped));
            }
            let Some(next) = part.next else { break };
            after = next;
        }
        blocking(move || file.finish().map_err(|error| problems::save(&error))).await?;
        Ok(events)
    }
}

impl Desk {
    fn export(&self) -> MutexGuard<'_, Option<Arc<Export>>> {
        self.export.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
