//! What there is to have access to, and who has it.

use async_trait::async_trait;

use super::Answer;
use crate::{
    AccessPage, AccessPreview, AccessQuery, EditAccess, Grant, ImportOutcome, ImportResult, OwnerAccess,
    ResourceFields, ResourceImportPreview, ResourceImportRow, ResourceView, TemplateFields, TemplateView,
};

/// What there is to have access to, and who has it.
#[async_trait]
#[expect(missing_docs, reason = "each is the use case of its name in `keytower-app`")]
pub trait AccessBackend: Send + Sync {
    async fn list_resources(&self) -> Answer<Vec<ResourceView>>;
    async fn add_resource(&self, fields: ResourceFields) -> Answer<ResourceView>;
    async fn edit_resource(&self, resource_id: String, fields: ResourceFields) -> Answer<ResourceView>;
    async fn retire_resource(&self, resource_id: String) -> Answer<ResourceView>;
    async fn restore_resource(&self, resource_id: String) -> Answer<ResourceView>;
    async fn preview_resource_import(
        &self,
        file_name: String,
        content: Vec<u8>,
    ) -> Answer<ResourceImportPreview>;
    async fn resource_import_rows(
        &self,
        import_id: String,
        outcome: Option<ImportOutcome>,
        offset: u32,
        limit: u32,
    ) -> Answer<Vec<ResourceImportRow>>;
    async fn confirm_resource_import(&self, import_id: String) -> Answer<ImportResult>;
    async fn list_templates(&self) -> Answer<Vec<TemplateView>>;
    async fn create_template(&self, fields: TemplateFields) -> Answer<TemplateView>;
    async fn edit_template(&self, template_id: String, fields: TemplateFields) -> Answer<TemplateView>;
    async fn delete_template(&self, template_id: String) -> Answer<()>;
    /// What other grants of a template would do to keys.
    async fn preview_template(&self, template_id: String, grants: Vec<Grant>) -> Answer<AccessPreview>;
    /// What a service account or a person has.
    async fn owner_access(&self, owner_id: String) -> Answer<OwnerAccess>;
    /// What other access of an owner would do to its keys.
    async fn preview_access(&self, owner_id: String, request: EditAccess) -> Answer<AccessPreview>;
    async fn edit_access(&self, owner_id: String, request: EditAccess) -> Answer<OwnerAccess>;
    /// Service accounts and people, and what they have, from a place on.
    async fn list_access(&self, query: AccessQuery, offset: u32, limit: u32) -> Answer<AccessPage>;
}
