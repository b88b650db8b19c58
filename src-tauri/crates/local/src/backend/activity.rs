//! The log.

use async_trait::async_trait;
use keytower_app::{self as app, Store};
use keytower_contract::{
    ActivityBackend, Answer, CheckReport, EventPage, EventQuery, EventRow, ExportFormat, ExportPart, Progress,
};

use crate::{Desk, Local};

#[async_trait]
impl<S: Store> ActivityBackend for Local<S> {
    async fn list_events(&self, query: EventQuery, offset: u32, limit: u32) -> Answer<EventPage> {
        self.run(move |desk| desk.list_events(&query, offset, limit))
            .await
    }

    async fn event(&self, seq: u32) -> Answer<EventRow> {
        self.run(move |desk| desk.event(seq)).await
    }

    async fn export_events(&self, query: EventQuery, format: ExportFormat, after: u32) -> Answer<ExportPart> {
        self.run(move |desk| desk.export_events(&query, format, after))
            .await
    }

    async fn check_chain(&self) -> Answer<CheckReport> {
        self.run(Desk::check_chain).await
    }

    fn check_progress(&self) -> Option<Progress> {
        let app::Progress { done, of } = self.desk.check.progress()?;
        Some(Progress { done, of })
    }

    fn stop_check(&self) {
        self.desk.check.stop();
    }

    async fn list_actors(&self) -> Answer<Vec<String>> {
        self.run(Desk::list_actors).await
    }
}
