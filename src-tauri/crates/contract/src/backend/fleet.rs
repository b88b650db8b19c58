//! Aircraft, their groups, and imports.

use async_trait::async_trait;

use super::Answer;
use crate::{
    AccessPreview, AircraftFields, AircraftPage, AircraftQuery, AircraftView, FleetGroups, GroupFields,
    GroupMembers, GroupView, ImportOutcome, ImportPreview, ImportResult, ImportRow, ResolvedRegistration,
};

/// Aircraft, their groups, and imports.
#[async_trait]
#[expect(missing_docs, reason = "each is the use case of its name in `keytower-app`")]
pub trait FleetBackend: Send + Sync {
    async fn list_aircraft(&self, query: AircraftQuery, offset: u32, limit: u32) -> Answer<AircraftPage>;
    async fn resolve_registrations(&self, texts: Vec<String>) -> Answer<Vec<ResolvedRegistration>>;
    async fn add_aircraft(&self, fields: AircraftFields) -> Answer<AircraftView>;
    async fn edit_aircraft(&self, aircraft_id: String, fields: AircraftFields) -> Answer<AircraftView>;
    async fn retire_aircraft(&self, aircraft_id: String) -> Answer<AircraftView>;
    async fn restore_aircraft(&self, aircraft_id: String) -> Answer<AircraftView>;
    async fn preview_import(&self, file_name: String, content: Vec<u8>) -> Answer<ImportPreview>;
    async fn import_rows(
        &self,
        import_id: String,
        outcome: Option<ImportOutcome>,
        offset: u32,
        limit: u32,
    ) -> Answer<Vec<ImportRow>>;
    async fn confirm_import(&self, import_id: String) -> Answer<ImportResult>;
    async fn cancel_import(&self, import_id: String) -> Answer<()>;
    async fn list_groups(&self) -> Answer<FleetGroups>;
    async fn create_group(&self, fields: GroupFields) -> Answer<GroupView>;
    async fn edit_group(&self, group_id: String, fields: GroupFields) -> Answer<GroupView>;
    async fn delete_group(&self, group_id: String) -> Answer<()>;
    /// What other members of a fleet group, or its deletion (`None`), would do to keys.
    async fn preview_group(&self, group_id: String, members: Option<GroupMembers>) -> Answer<AccessPreview>;
}
