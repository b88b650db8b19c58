//! The log.

use async_trait::async_trait;

use super::Answer;
use crate::{CheckReport, EventPage, EventQuery, EventRow, ExportFormat, ExportPart, Progress};

/// The log.
#[async_trait]
#[expect(missing_docs, reason = "each is the use case of its name in `keytower-app`")]
pub trait ActivityBackend: Send + Sync {
    async fn list_events(&self, query: EventQuery, offset: u32, limit: u32) -> Answer<EventPage>;
    async fn event(&self, seq: u32) -> Answer<EventRow>;
    /// The events that a query finds after a place, oldest first, as lines of a file. The first part begins with what
    /// such a file begins with.
    async fn export_events(&self, query: EventQuery, format: ExportFormat, after: u32) -> Answer<ExportPart>;
    async fn check_chain(&self) -> Answer<CheckReport>;
    /// How far the check has come; `None` while there is none.
    fn check_progress(&self) -> Option<Progress>;
    /// Ends the check before its end.
    fn stop_check(&self);
    /// The names of all who did something, in order.
    async fn list_actors(&self) -> Answer<Vec<String>>;
}
