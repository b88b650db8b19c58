//! Aircraft, their groups, and imports.

use async_trait::async_trait;
use keytower_app::Store;
use keytower_contract::convert::id;
use keytower_contract::{
    AccessPreview, AircraftFields, AircraftPage, AircraftQuery, AircraftView, Answer, FleetBackend,
    FleetGroups, GroupFields, GroupMembers, GroupView, ImportOutcome, ImportPreview, ImportResult, ImportRow,
    ResolvedRegistration,
};

use crate::{Desk, Local};

#[async_trait]
impl<S: Store> FleetBackend for Local<S> {
    async fn list_aircraft(&self, query: AircraftQuery, offset: u32, limit: u32) -> Answer<AircraftPage> {
        self.run(move |desk| desk.list_aircraft(&query, offset, limit))
            .await
    }

    async fn resolve_registrations(&self, texts: Vec<String>) -> Answer<Vec<ResolvedRegistration>> {
        self.run(move |desk| desk.resolve_registrations(texts)).await
    }

    async fn add_aircraft(&self, fields: AircraftFields) -> Answer<AircraftView> {
        self.change(move |desk| desk.add_aircraft(&fields)).await
    }

    async fn edit_aircraft(&self, aircraft_id: String, fields: AircraftFields) -> Answer<AircraftView> {
        self.change(move |desk| desk.edit_aircraft(id(&aircraft_id)?, &fields))
            .await
    }

    async fn retire_aircraft(&self, aircraft_id: String) -> Answer<AircraftView> {
        self.change(move |desk| desk.retire_aircraft(id(&aircraft_id)?))
            .await
    }

    async fn restore_aircraft(&self, aircraft_id: String) -> Answer<AircraftView> {
        self.change(move |desk| desk.restore_aircraft(id(&aircraft_id)?))
            .await
    }

    async fn preview_import(&self, file_name: String, content: Vec<u8>) -> Answer<ImportPreview> {
        self.run(move |desk| desk.preview_import(file_name, &content))
            .await
    }

    async fn import_rows(
        &self,
        import_id: String,
        outcome: Option<ImportOutcome>,
        offset: u32,
        limit: u32,
    ) -> Answer<Vec<ImportRow>> {
        self.run(move |desk| desk.import_rows(&import_id, outcome, offset, limit))
            .await
    }

    async fn confirm_import(&self, import_id: String) -> Answer<ImportResult> {
        self.change(move |desk| desk.confirm_import(&import_id)).await
    }

    async fn cancel_import(&self, import_id: String) -> Answer<()> {
        self.run(move |desk| {
            desk.cancel_import(&import_id);
            Ok(())
        })
        .await
    }

    async fn list_groups(&self) -> Answer<FleetGroups> {
        self.run(Desk::list_groups).await
    }

    async fn create_group(&self, fields: GroupFields) -> Answer<GroupView> {
        self.change(move |desk| desk.create_group(&fields)).await
    }

    async fn edit_group(&self, group_id: String, fields: GroupFields) -> Answer<GroupView> {
        self.change(move |desk| desk.edit_group(id(&group_id)?, &fields))
            .await
    }

    async fn delete_group(&self, group_id: String) -> Answer<()> {
        self.change(move |desk| desk.delete_group(id(&group_id)?)).await
    }

    async fn preview_group(&self, group_id: String, members: Option<GroupMembers>) -> Answer<AccessPreview> {
        self.run(move |desk| desk.preview_group(id(&group_id)?, members.as_ref()))
            .await
    }
}
