//! Service accounts and people.

use async_trait::async_trait;

use super::Answer;
use crate::{
    AccessPreview, AccountDetail, AccountFields, AccountView, PersonDetail, PersonFields, PersonView, Role,
    SomeoneLeft, SomeoneLeftPreview,
};

/// Service accounts and people.
#[async_trait]
#[expect(missing_docs, reason = "each is the use case of its name in `keytower-app`")]
pub trait AccountsBackend: Send + Sync {
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
    /// What another role would do to a person's own keys.
    async fn preview_role(&self, person_id: String, role: Role) -> Answer<AccessPreview>;
    async fn person_left(&self, person_id: String) -> Answer<PersonView>;
    async fn preview_someone_left(&self, request: SomeoneLeft) -> Answer<SomeoneLeftPreview>;
    async fn confirm_someone_left(&self, handover_id: String) -> Answer<()>;
    async fn person_back(&self, person_id: String) -> Answer<PersonView>;
}
