//! Each request, as the use case of its name.

use std::sync::atomic::Ordering;

use async_trait::async_trait;
use keytower_app::{self as app, Store};
use keytower_contract::convert::id;
use keytower_contract::{
    AccessPage, AccessPreview, AccessQuery, AccountDetail, AccountFields, AccountView, AircraftFields,
    AircraftPage, AircraftQuery, AircraftView, Answer, Backend, CheckReport, EditAccess, EditKey,
    EditWorkspace, EventPage, EventQuery, EventRow, ExportFormat, ExportPart, ExposedKey, FleetGroups, Found,
    GenerateKey, GeneratedKey, Grant, GroupFields, GroupMembers, GroupView, HandedOut, Identified,
    ImportOutcome, ImportPreview, ImportResult, ImportRow, KeyChangesPreview, KeyDraft, KeyPage, KeyQuery,
    KeySelection, KeyVerb, KeyView, Overview, PersonDetail, PersonFields, PersonView, Progress, ReadNetwork,
    RenewKey, ResolvedRegistration, ResourceFields, ResourceImportPreview, ResourceImportRow, ResourceView,
    RotateKey, TemplateFields, TemplateView, Verification, VerifyKey, WorkspaceView,
};
use zeroize::Zeroizing;

use crate::{Desk, Local};

#[async_trait]
impl<S: Store> Backend for Local<S> {
    fn close(&self) {
        self.desk.closed.store(true, Ordering::SeqCst);
    }

    async fn workspace(&self) -> Answer<WorkspaceView> {
        self.run(Desk::workspace).await
    }

    async fn overview(&self) -> Answer<Overview> {
        self.run(Desk::overview).await
    }

    async fn edit_workspace(&self, fields: EditWorkspace) -> Answer<WorkspaceView> {
        self.change(move |desk| {
            app::edit_workspace(&desk.store, &desk.caller(), &fields.described())?;
            desk.workspace()
        })
        .await
    }

    async fn accept_clock(&self) -> Answer<WorkspaceView> {
        self.change(move |desk| {
            app::accept_clock(&desk.store, &desk.caller())?;
            desk.workspace()
        })
        .await
    }

    async fn accept_copy(&self) -> Answer<WorkspaceView> {
        self.run(Desk::accept_copy).await
    }

    async fn list_keys(&self, query: KeyQuery, offset: u32, limit: u32) -> Answer<KeyPage> {
        self.run(move |desk| desk.list_keys(&query, offset, limit)).await
    }

    async fn key(&self, key_id: String) -> Answer<KeyView> {
        self.run(move |desk| desk.key(id(&key_id)?)).await
    }

    async fn check_key(&self, request: GenerateKey) -> Answer<KeyDraft> {
        self.run(move |desk| desk.check_key(&request)).await
    }

    async fn generate_key(&self, request: GenerateKey) -> Answer<GeneratedKey> {
        self.change(move |desk| desk.generate_key(&request)).await
    }

    async fn rotate_key(&self, request: RotateKey) -> Answer<GeneratedKey> {
        self.change(move |desk| desk.rotate_key(&request)).await
    }

    async fn retire_old_secret(&self, key_id: String) -> Answer<KeyView> {
        self.change(move |desk| desk.change_key(&key_id, app::retire_old_secret))
            .await
    }

    async fn hand_out_key(&self, key_id: String, how: HandedOut) -> Answer<KeyView> {
        self.change(move |desk| {
            desk.change_key(&key_id, |store, caller, id| {
                app::hand_out_key(store, caller, id, how.into())
            })
        })
        .await
    }

    async fn discard_key(&self, key_id: String) -> Answer<KeyView> {
        self.change(move |desk| desk.change_key(&key_id, app::discard_key))
            .await
    }

    async fn edit_key(&self, request: EditKey) -> Answer<KeyView> {
        self.change(move |desk| {
            let key = app::edit_key(&desk.store, &desk.caller(), &(&request).try_into()?)?;
            desk.key(key.id)
        })
        .await
    }

    async fn renew_key(&self, request: RenewKey) -> Answer<KeyView> {
        self.change(move |desk| {
            let RenewKey {
                key_id,
                until,
                reason,
            } = request;
            desk.change_key(&key_id, |store, caller, id| {
                app::renew_key(store, caller, id, until.as_deref(), &reason)
            })
        })
        .await
    }

    async fn expire_key(&self, key_id: String) -> Answer<KeyView> {
        self.change(move |desk| desk.change_key(&key_id, app::expire_key))
            .await
    }

    async fn disable_key(&self, key_id: String) -> Answer<KeyView> {
        self.change(move |desk| desk.change_key(&key_id, app::disable_key))
            .await
    }

    async fn enable_key(&self, key_id: String) -> Answer<KeyView> {
        self.change(move |desk| desk.change_key(&key_id, app::enable_key))
            .await
    }

    async fn revoke_key(&self, key_id: String) -> Answer<KeyView> {
        self.change(move |desk| desk.change_key(&key_id, app::revoke_key))
            .await
    }

    async fn delete_key(&self, key_id: String) -> Answer<()> {
        self.change(move |desk| Ok(app::delete_key(&desk.store, &desk.caller(), id(&key_id)?)?))
            .await
    }

    async fn exposed_keys(&self) -> Answer<Vec<ExposedKey>> {
        self.run(Desk::exposed_keys).await
    }

    async fn identify_key(&self, text: String) -> Answer<Identified> {
        self.run(move |desk| {
            let text = Zeroizing::new(text);
            desk.identify_key(&text)
        })
        .await
    }

    async fn verify_key(&self, text: String, request: VerifyKey) -> Answer<Verification> {
        self.run(move |desk| {
            let text = Zeroizing::new(text);
            desk.verify_key(&text, request)
        })
        .await
    }

    async fn read_networks(&self, texts: Vec<String>) -> Answer<Vec<ReadNetwork>> {
        self.run(move |desk| desk.read_networks(texts)).await
    }

    async fn search(&self, text: String) -> Answer<Found> {
        self.run(move |desk| desk.search(&text)).await
    }

    async fn key_ids(&self, query: KeyQuery, offset: u32, limit: u32) -> Answer<Vec<String>> {
        self.run(move |desk| desk.key_ids(&query, offset, limit)).await
    }

    async fn gone_keys(&self, selection: KeySelection) -> Answer<Vec<String>> {
        self.run(move |desk| desk.gone_keys(&selection)).await
    }

    async fn selected_keys(&self, selection: KeySelection) -> Answer<Vec<String>> {
        self.run(move |desk| desk.selected_keys(&selection)).await
    }

    async fn preview_key_changes(&self, selection: KeySelection, verb: KeyVerb) -> Answer<KeyChangesPreview> {
        self.run(move |desk| desk.preview_key_changes(&selection, verb))
            .await
    }

    async fn confirm_key_changes(&self, changes_id: String, reason: String) -> Answer<()> {
        self.change(move |desk| desk.confirm_key_changes(&changes_id, &reason))
            .await
    }

    async fn key_changes_done(&self, changes_id: String) -> Answer<u32> {
        self.run(move |desk| desk.key_changes_done(&changes_id)).await
    }

    async fn cancel_key_changes(&self, changes_id: String) -> Answer<()> {
        self.run(move |desk| {
            desk.cancel_key_changes(&changes_id);
            Ok(())
        })
        .await
    }

    async fn list_accounts(&self) -> Answer<Vec<AccountView>> {
        self.run(Desk::list_accounts).await
    }

    async fn account(&self, account_id: String) -> Answer<AccountDetail> {
        self.run(move |desk| desk.account(id(&account_id)?)).await
    }

    async fn create_account(&self, fields: AccountFields) -> Answer<AccountView> {
        self.change(move |desk| desk.create_account(&fields)).await
    }

    async fn edit_account(&self, account_id: String, fields: AccountFields) -> Answer<AccountView> {
        self.change(move |desk| desk.edit_account(id(&account_id)?, &fields))
            .await
    }

    async fn disable_account(&self, account_id: String) -> Answer<AccountView> {
        self.change(move |desk| desk.disable_account(id(&account_id)?))
            .await
    }

    async fn enable_account(&self, account_id: String) -> Answer<AccountView> {
        self.change(move |desk| desk.enable_account(id(&account_id)?))
            .await
    }

    async fn list_people(&self) -> Answer<Vec<PersonView>> {
        self.run(Desk::list_people).await
    }

    async fn person(&self, person_id: String) -> Answer<PersonDetail> {
        self.run(move |desk| desk.person(id(&person_id)?)).await
    }

    async fn add_person(&self, fields: PersonFields) -> Answer<PersonView> {
        self.change(move |desk| desk.add_person(&fields)).await
    }

    async fn edit_person(&self, person_id: String, fields: PersonFields) -> Answer<PersonView> {
        self.change(move |desk| desk.edit_person(id(&person_id)?, &fields))
            .await
    }

    async fn person_left(&self, person_id: String) -> Answer<PersonView> {
        self.change(move |desk| desk.person_left(id(&person_id)?)).await
    }

    async fn person_back(&self, person_id: String) -> Answer<PersonView> {
        self.change(move |desk| desk.person_back(id(&person_id)?)).await
    }

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

    async fn preview_access(&self, account_id: String, request: EditAccess) -> Answer<AccessPreview> {
        self.run(move |desk| desk.preview_access(id(&account_id)?, &request))
            .await
    }

    async fn edit_access(&self, account_id: String, request: EditAccess) -> Answer<AccountDetail> {
        self.change(move |desk| desk.edit_access(id(&account_id)?, &request))
            .await
    }

    async fn list_access(&self, query: AccessQuery, offset: u32, limit: u32) -> Answer<AccessPage> {
        self.run(move |desk| desk.list_access(&query, offset, limit))
            .await
    }

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

    async fn key_evidence(&self, key_id: String) -> Answer<String> {
        self.run(move |desk| desk.key_evidence(id(&key_id)?)).await
    }

    async fn hand_over_note(&self, key_id: String) -> Answer<String> {
        self.run(move |desk| desk.hand_over_note(id(&key_id)?)).await
    }

    async fn list_actors(&self) -> Answer<Vec<String>> {
        self.run(Desk::list_actors).await
    }

    async fn keep_draft(&self, draft: Option<String>) -> Answer<()> {
        self.run(move |desk| Ok(app::keep_draft(&desk.store, &desk.caller(), draft.as_deref())?))
            .await
    }

    async fn draft(&self) -> Answer<Option<String>> {
        self.run(move |desk| Ok(app::draft(&desk.store, &desk.caller())?))
            .await
    }
}
