//! What every workspace answers, local or remote.

use async_trait::async_trait;

use crate::{
    AccessPage, AccessPreview, AccessQuery, AccountDetail, AccountFields, AccountView, AircraftFields,
    AircraftPage, AircraftQuery, AircraftView, CheckReport, EditAccess, EditKey, EditWorkspace, EventPage,
    EventQuery, EventRow, ExportFormat, ExportPart, ExposedKey, FleetGroups, Found, GenerateKey,
    GeneratedKey, Grant, GroupFields, GroupMembers, GroupView, HandedOut, Identified, ImportOutcome,
    ImportPreview, ImportResult, ImportRow, KeyChangesPreview, KeyDraft, KeyPage, KeyQuery, KeySelection,
    KeyVerb, KeyView, Overview, PersonDetail, PersonFields, PersonView, Problem, Progress, ReadNetwork,
    RenewKey, ResolvedRegistration, ResourceFields, ResourceImportPreview, ResourceImportRow, ResourceView,
    RotateKey, TemplateFields, TemplateView, Verification, VerifyKey, WorkspaceView,
};

/// What an operation answers: a value, or why not.
pub type Answer<T> = Result<T, Problem>;

/// A workspace, as the window and the routes use it. They never ask whether it is local or remote.
#[async_trait]
#[expect(missing_docs, reason = "each is the use case of its name in `keytower-app`")]
pub trait Backend: Send + Sync {
    /// Nobody may see an answer any more, also of what is being asked.
    fn close(&self);

    async fn workspace(&self) -> Answer<WorkspaceView>;
    async fn overview(&self) -> Answer<Overview>;
    async fn edit_workspace(&self, fields: EditWorkspace) -> Answer<WorkspaceView>;
    async fn accept_clock(&self) -> Answer<WorkspaceView>;
    /// Goes on with an old copy of the workspace that was put back.
    async fn accept_copy(&self) -> Answer<WorkspaceView>;

    async fn list_keys(&self, query: KeyQuery, offset: u32, limit: u32) -> Answer<KeyPage>;
    async fn key(&self, key_id: String) -> Answer<KeyView>;
    async fn check_key(&self, request: GenerateKey) -> Answer<KeyDraft>;
    async fn generate_key(&self, request: GenerateKey) -> Answer<GeneratedKey>;
    async fn rotate_key(&self, request: RotateKey) -> Answer<GeneratedKey>;
    async fn retire_old_secret(&self, key_id: String) -> Answer<KeyView>;
    async fn hand_out_key(&self, key_id: String, how: HandedOut) -> Answer<KeyView>;
    async fn discard_key(&self, key_id: String) -> Answer<KeyView>;
    async fn edit_key(&self, request: EditKey) -> Answer<KeyView>;
    async fn renew_key(&self, request: RenewKey) -> Answer<KeyView>;
    async fn expire_key(&self, key_id: String) -> Answer<KeyView>;
    async fn disable_key(&self, key_id: String) -> Answer<KeyView>;
    async fn enable_key(&self, key_id: String) -> Answer<KeyView>;
    async fn revoke_key(&self, key_id: String) -> Answer<KeyView>;
    async fn delete_key(&self, key_id: String) -> Answer<()>;
    async fn identify_key(&self, text: String) -> Answer<Identified>;
    /// Whether a presented text is good for what is asked. It counts as no use.
    async fn verify_key(&self, text: String, request: VerifyKey) -> Answer<Verification>;
    /// What each of some texts is as a network.
    async fn read_networks(&self, texts: Vec<String>) -> Answer<Vec<ReadNetwork>>;
    async fn search(&self, text: String) -> Answer<Found>;
    async fn exposed_keys(&self) -> Answer<Vec<ExposedKey>>;

    /// The ids of a list's keys from a place on, in its order.
    async fn key_ids(&self, query: KeyQuery, offset: u32, limit: u32) -> Answer<Vec<String>>;
    /// The keys that a selection names and its list doesn't show any more.
    async fn gone_keys(&self, selection: KeySelection) -> Answer<Vec<String>>;
    /// The ids of the selected keys, in the list's order.
    async fn selected_keys(&self, selection: KeySelection) -> Answer<Vec<String>>;
    async fn preview_key_changes(&self, selection: KeySelection, verb: KeyVerb) -> Answer<KeyChangesPreview>;
    async fn confirm_key_changes(&self, changes_id: String, reason: String) -> Answer<()>;
    /// How many keys have been written of those that are being changed.
    async fn key_changes_done(&self, changes_id: String) -> Answer<u32>;
    /// Forgets a preview; stops it where it is being done.
    async fn cancel_key_changes(&self, changes_id: String) -> Answer<()>;

    async fn list_accounts(&self) -> Answer<Vec<AccountView>>;
    async fn account(&self, account_id: String) -> Answer<AccountDetail>;
    async fn create_account(&self, fields: AccountFields) -> Answer<AccountView>;
    async fn edit_account(&self, account_id: String, fields: AccountFields) -> Answer<AccountView>;
    async fn disable_account(&self, account_id: String) -> Answer<AccountView>;
    async fn enable_account(&self, account_id: String) -> Answer<AccountView>;

    async fn list_people(&self) -> Answer<Vec<PersonView>>;
    async fn person(&self, person_id: String) -> Answer<PersonDetail>;
    async fn add_person(&self, fields: PersonFields) -> Answer<PersonView>;
    async fn edit_person(&self, person_id: String, fields: PersonFields) -> Answer<PersonView>;
    async fn person_left(&self, person_id: String) -> Answer<PersonView>;
    async fn person_back(&self, person_id: String) -> Answer<PersonView>;

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

    async fn list_groups(&self) -> Answer<FleetGroups>;
    async fn create_group(&self, fields: GroupFields) -> Answer<GroupView>;
    async fn edit_group(&self, group_id: String, fields: GroupFields) -> Answer<GroupView>;
    async fn delete_group(&self, group_id: String) -> Answer<()>;
    /// What other members of a fleet group, or its deletion (`None`), would do to keys.
    async fn preview_group(&self, group_id: String, members: Option<GroupMembers>) -> Answer<AccessPreview>;

    async fn list_templates(&self) -> Answer<Vec<TemplateView>>;
    async fn create_template(&self, fields: TemplateFields) -> Answer<TemplateView>;
    async fn edit_template(&self, template_id: String, fields: TemplateFields) -> Answer<TemplateView>;
    async fn delete_template(&self, template_id: String) -> Answer<()>;
    /// What other grants of a template would do to keys.
    async fn preview_template(&self, template_id: String, grants: Vec<Grant>) -> Answer<AccessPreview>;
    /// What other access of an account would do to its keys.
    async fn preview_access(&self, account_id: String, request: EditAccess) -> Answer<AccessPreview>;
    async fn edit_access(&self, account_id: String, request: EditAccess) -> Answer<AccountDetail>;
    /// Accounts and what they have, from a place on.
    async fn list_access(&self, query: AccessQuery, offset: u32, limit: u32) -> Answer<AccessPage>;

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
    /// What an auditor can be given about a key, as text. Never a secret.
    async fn key_evidence(&self, key_id: String) -> Answer<String>;
    /// What whoever takes a key over should know, as text. Never a secret.
    async fn hand_over_note(&self, key_id: String) -> Answer<String>;
    /// The names of all who did something, in order.
    async fn list_actors(&self) -> Answer<Vec<String>>;

    async fn keep_draft(&self, draft: Option<String>) -> Answer<()>;
    async fn draft(&self) -> Answer<Option<String>>;
}
