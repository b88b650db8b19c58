//! Service accounts and people.

use async_trait::async_trait;
use keytower_app::Store;
use keytower_contract::convert::id;
use keytower_contract::{
    AccessPreview, AccountDetail, AccountFields, AccountView, AccountsBackend, Answer, PersonDetail,
    PersonFields, PersonView, Role, SomeoneLeft, SomeoneLeftPreview,
};

use crate::{Desk, Local};

#[async_trait]
impl<S: Store> AccountsBackend for Local<S> {
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

    async fn preview_role(&self, person_id: String, role: Role) -> Answer<AccessPreview> {
        self.run(move |desk| desk.preview_role(id(&person_id)?, role))
            .await
    }

    async fn person_left(&self, person_id: String) -> Answer<PersonView> {
        self.change(move |desk| desk.person_left(id(&person_id)?)).await
    }

    async fn preview_someone_left(&self, request: SomeoneLeft) -> Answer<SomeoneLeftPreview> {
        self.run(move |desk| desk.preview_someone_left(&request)).await
    }

    async fn confirm_someone_left(&self, handover_id: String) -> Answer<()> {
        self.change(move |desk| desk.confirm_someone_left(&handover_id))
            .await
    }

    async fn person_back(&self, person_id: String) -> Answer<PersonView> {
        self.change(move |desk| desk.person_back(id(&person_id)?)).await
    }
}
