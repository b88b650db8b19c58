//! Keys.

use async_trait::async_trait;
use keytower_app::domain::key_box::OpeningKey;

use super::Answer;
use crate::{
    EditKey, ExposedKey, GenerateKey, GeneratedKey, HandedOut, Identified, ImportOutcome, ImportResult,
    KeyChangesPreview, KeyDraft, KeyPage, KeyQuery, KeySelection, KeyVerb, KeyView, ReadNetwork, RenewKey,
    RenewalDraft, RotateKey, UsesImportPreview, UsesImportRow, Verification, VerifyKey,
};

/// Keys.
#[async_trait]
#[expect(missing_docs, reason = "each is the use case of its name in `keytower-app`")]
pub trait KeysBackend: Send + Sync {
    async fn list_keys(&self, query: KeyQuery, offset: u32, limit: u32) -> Answer<KeyPage>;
    async fn key(&self, key_id: String) -> Answer<KeyView>;
    async fn check_key(&self, request: GenerateKey) -> Answer<KeyDraft>;
    async fn generate_key(&self, request: GenerateKey) -> Answer<GeneratedKey>;
    async fn rotate_key(&self, request: RotateKey) -> Answer<GeneratedKey>;
    /// Shows a key again, with what the master password unwrapped.
    async fn reveal_key(&self, key_id: String, opening_key: OpeningKey) -> Answer<GeneratedKey>;
    async fn retire_old_secret(&self, key_id: String) -> Answer<KeyView>;
    async fn hand_out_key(&self, key_id: String, how: HandedOut) -> Answer<KeyView>;
    async fn discard_key(&self, key_id: String) -> Answer<KeyView>;
    async fn edit_key(&self, request: EditKey) -> Answer<KeyView>;
    /// What renewing a key would come to, until a day or for its whole period.
    async fn check_renewal(&self, key_id: String, until: Option<String>) -> Answer<RenewalDraft>;
    async fn renew_key(&self, request: RenewKey) -> Answer<KeyView>;
    async fn expire_key(&self, key_id: String) -> Answer<KeyView>;
    async fn disable_key(&self, key_id: String) -> Answer<KeyView>;
    async fn enable_key(&self, key_id: String) -> Answer<KeyView>;
    async fn revoke_key(&self, key_id: String) -> Answer<KeyView>;
    async fn delete_key(&self, key_id: String) -> Answer<()>;
    async fn identify_key(&self, text: String) -> Answer<Identified>;
    async fn preview_uses_import(&self, file_name: String, content: Vec<u8>) -> Answer<UsesImportPreview>;
    async fn uses_import_rows(
        &self,
        import_id: String,
        outcome: Option<ImportOutcome>,
        offset: u32,
        limit: u32,
    ) -> Answer<Vec<UsesImportRow>>;
    async fn confirm_uses_import(&self, import_id: String) -> Answer<ImportResult>;
    /// Whether a presented text is good for what is asked. It counts as no use.
    async fn verify_key(&self, text: String, request: VerifyKey) -> Answer<Verification>;
    /// What each of some texts is as a network.
    async fn read_networks(&self, texts: Vec<String>) -> Answer<Vec<ReadNetwork>>;
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
    /// What an auditor can be given about a key, as text. Never a secret.
    async fn key_evidence(&self, key_id: String) -> Answer<String>;
    /// What whoever takes a key over should know, as text. Never a secret.
    async fn hand_over_note(&self, key_id: String) -> Answer<String>;
    async fn keep_draft(&self, draft: Option<String>) -> Answer<()>;
    async fn draft(&self) -> Answer<Option<String>>;
}
