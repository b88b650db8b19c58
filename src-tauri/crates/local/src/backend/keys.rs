//! Keys.

use async_trait::async_trait;
use keytower_app::domain::key_box::OpeningKey;
use keytower_app::{self as app, Store};
use keytower_contract::convert::id;
use keytower_contract::{
    Answer, EditKey, ExposedKey, GenerateKey, GeneratedKey, HandedOut, Identified, ImportOutcome,
    ImportResult, KeyChangesPreview, KeyDraft, KeyPage, KeyQuery, KeySelection, KeyVerb, KeyView,
    KeysBackend, ReadNetwork, RenewKey, RenewalDraft, RotateKey, UsesImportPreview, UsesImportRow,
    Verification, VerifyKey,
};
use zeroize::Zeroizing;

use crate::{Desk, Local};

#[async_trait]
impl<S: Store> KeysBackend for Local<S> {
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

    async fn reveal_key(&self, key_id: String, opening_key: OpeningKey) -> Answer<GeneratedKey> {
        self.change(move |desk| desk.reveal_key(&key_id, &opening_key))
            .await
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
            let key = app::edit_key(&desk.store, &desk.acting().caller(), &(&request).try_into()?)?;
            desk.key(key.id)
        })
        .await
    }

    async fn check_renewal(&self, key_id: String, until: Option<String>) -> Answer<RenewalDraft> {
        self.run(move |desk| desk.check_renewal(id(&key_id)?, until.as_deref()))
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
        self.change(move |desk| {
            Ok(app::delete_key(
                &desk.store,
                &desk.acting().caller(),
                id(&key_id)?,
            )?)
        })
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

    async fn preview_uses_import(&self, file_name: String, content: Vec<u8>) -> Answer<UsesImportPreview> {
        self.run(move |desk| desk.preview_uses_import(file_name, &content))
            .await
    }

    async fn uses_import_rows(
        &self,
        import_id: String,
        outcome: Option<ImportOutcome>,
        offset: u32,
        limit: u32,
    ) -> Answer<Vec<UsesImportRow>> {
        self.run(move |desk| desk.uses_import_rows(&import_id, outcome, offset, limit))
            .await
    }

    async fn confirm_uses_import(&self, import_id: String) -> Answer<ImportResult> {
        self.change(move |desk| desk.confirm_uses_import(&import_id))
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

    async fn key_evidence(&self, key_id: String) -> Answer<String> {
        self.run(move |desk| desk.key_evidence(id(&key_id)?)).await
    }

    async fn hand_over_note(&self, key_id: String) -> Answer<String> {
        self.run(move |desk| desk.hand_over_note(id(&key_id)?)).await
    }

    async fn keep_draft(&self, draft: Option<String>) -> Answer<()> {
        self.run(move |desk| {
            Ok(app::keep_draft(
                &desk.store,
                &desk.acting().caller(),
                draft.as_deref(),
            )?)
        })
        .await
    }

    async fn draft(&self) -> Answer<Option<String>> {
        self.run(move |desk| Ok(app::draft(&desk.store, &desk.acting().caller())?))
            .await
    }
}
