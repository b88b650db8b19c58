//! Each request, as the use case of its name.

mod access;
mod accounts;
mod activity;
mod fleet;
mod keys;
mod reminders;

use std::sync::atomic::Ordering;

use async_trait::async_trait;
use keytower_app::{self as app, Store};
use keytower_contract::{
    Answer, Backend, CheckedBy, EditWorkspace, Found, Overview, Policy, PolicyPreview, WorkspaceView,
};

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
            app::edit_workspace(&desk.store, &desk.acting().caller(), &fields.described())?;
            desk.workspace()
        })
        .await
    }

    async fn preview_policy(&self, policy: Policy) -> Answer<PolicyPreview> {
        self.run(move |desk| desk.preview_policy(&policy)).await
    }

    async fn change_policy(&self, policy: Policy) -> Answer<WorkspaceView> {
        self.change(move |desk| {
            let policy = (&policy).try_into()?;
            app::change_policy(&desk.store, &desk.acting().caller(), &policy)?;
            desk.workspace()
        })
        .await
    }

    async fn edit_checked_by(&self, checked_by: CheckedBy) -> Answer<WorkspaceView> {
        self.change(move |desk| {
            app::edit_checked_by(&desk.store, &desk.acting().caller(), &checked_by.described())?;
            desk.workspace()
        })
        .await
    }

    async fn accept_clock(&self) -> Answer<WorkspaceView> {
        self.change(move |desk| {
            app::accept_clock(&desk.store, &desk.acting().caller())?;
            desk.workspace()
        })
        .await
    }

    async fn accept_copy(&self) -> Answer<WorkspaceView> {
        self.run(Desk::accept_copy).await
    }

    async fn search(&self, text: String) -> Answer<Found> {
        self.run(move |desk| desk.search(&text)).await
    }
}
