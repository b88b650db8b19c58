//! What there is to have access to, and who has it.

use async_trait::async_trait;
use keytower_app::Store;
use keytower_contract::convert::id;
use keytower_contract::{
    AccessBackend, AccessPage, AccessPreview, AccessQuery, Answer, EditAccess, Grant, ImportOutcome,
    ImportResult, OwnerAccess, ResourceFields, ResourceImportPreview, ResourceImportRow, ResourceView,
    TemplateFields, TemplateView,
};

use crate::{Desk, Local};

#[async_trait]
impl<S: Store> AccessBackend for Local<S> {
    async fn list_resources(&self) -> Answer<Vec<ResourceView>> {
        self.run(Desk::list_resources).await
    }

    async fn add_resource(&self, fields: ResourceFields) -> Answer<ResourceView> {
        self.change(move |desk| desk.add_resource(&fields)).await
    }

    async fn edit_resource(&self, resource_id: String, fields: ResourceFields) -> Answer<ResourceView> {
        self.change(move |desk| desk.edit_resource(id(&resource_id)?, &fields))
            .await
    }

    async fn retire_resource(&self, resource_id: String) -> Answer<ResourceView> {
        self.change(move |desk| desk.retire_resource(id(&resource_id)?))
            .await
    }

    async fn restore_resource(&self, resource_id: String) -> Answer<ResourceView> {
        self.change(move |desk| desk.restore_resource(id(&resource_id)?))
            .await
    }

    async fn preview_resource_import(
        &self,
        file_name: String,
        content: Vec<u8>,
    ) -> Answer<ResourceImportPreview> {
        self.run(move |desk| desk.preview_resource_import(file_name, &content))
            .await
    }

    async fn resource_import_rows(
        &self,
        import_id: String,
        outcome: Option<ImportOutcome>,
        offset: u32,
        limit: u32,
    ) -> Answer<Vec<ResourceImportRow>> {
        self.run(move |desk| desk.resource_import_rows(&import_id, outcome, offset, limit))
            .await
    }

    async fn confirm_resource_import(&self, import_id: String) -> Answer<ImportResult> {
        self.change(move |desk| desk.confirm_resource_import(&import_id))
            .await
    }

    async fn list_templates(&self) -> Answer<Vec<TemplateView>> {
        self.run(Desk::list_templates).await
    }

    async fn create_template(&self, fields: TemplateFields) -> Answer<TemplateView> {
        self.change(move |desk| desk.create_template(&fields)).await
    }

    async fn edit_template(&self, template_id: String, fields: TemplateFields) -> Answer<TemplateView> {
        self.change(move |desk| desk.edit_template(id(&template_id)?, &fields))
            .await
    }

    async fn delete_template(&self, template_id: String) -> Answer<()> {
        self.change(move |desk| desk.delete_template(id(&template_id)?))
            .await
    }

    async fn preview_template(&self, template_id: String, grants: Vec<Grant>) -> Answer<AccessPreview> {
        self.run(move |desk| desk.preview_template(id(&template_id)?, &grants))
            .await
    }

    async fn owner_access(&self, owner_id: String) -> Answer<OwnerAccess> {
        self.run(move |desk| desk.owner_access(id(&owner_id)?)).await
    }

    async fn preview_access(&self, owner_id: String, request: EditAccess) -> Answer<AccessPreview> {
        self.run(move |desk| desk.preview_access(id(&owner_id)?, &request))
            .await
    }

    async fn edit_access(&self, owner_id: String, request: EditAccess) -> Answer<OwnerAccess> {
        self.change(move |desk| desk.edit_access(id(&owner_id)?, &request))
            .await
    }

    async fn list_access(&self, query: AccessQuery, offset: u32, limit: u32) -> Answer<AccessPage> {
        self.run(move |desk| desk.list_access(&query, offset, limit))
            .await
    }
}
