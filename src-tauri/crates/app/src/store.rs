//! What use cases need of a store: transactions over rows that are the domain's own types.

use keytower_domain::account::ServiceAccount;
use keytower_domain::aircraft::Aircraft;
use keytower_domain::canonical::RowDigest;
use keytower_domain::due::Delivery;
use keytower_domain::event::{ChainKey, Event, EventKind, Head, Subject};
use keytower_domain::fleet_group::FleetGroup;
use keytower_domain::id::{
    AircraftId, DeviceId, FleetGroupId, KeyId, PersonId, ResourceId, ServiceAccountId, TemplateId,
};
use keytower_domain::key::Key;
use keytower_domain::key_box::SealingKey;
use keytower_domain::key_text::Pepper;
use keytower_domain::key_use::{LastUse, Use, Uses};
use keytower_domain::mailing::Mail;
use keytower_domain::party::PartyId;
use keytower_domain::person::Person;
use keytower_domain::resource::Resource;
use keytower_domain::template::Template;
use keytower_domain::time::Instant;
use keytower_domain::workspace::Workspace;

/// Why a store didn't do what it was asked. Nothing of the transaction has happened then.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Something else changed the same row meanwhile.
    #[error("the row changed meanwhile")]
    Conflict,
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// It can't be written to.
    #[error("read-only")]
    ReadOnly,
    /// Its files are damaged, or hold what no version of this program wrote.
    #[error("damaged: {0}")]
    Damaged(String),
    /// It can't be reached or doesn't answer.
    #[error("unavailable: {0}")]
    Unavailable(String),
}

/// What stores answer.
pub type Stored<T> = Result<T, StoreError>;

/// Where a workspace is kept. A read sees one state of it; a write happens whole or not at all.
pub trait Store: Send + Sync + 'static {
    /// Reads from one state of the workspace.
    ///
    /// # Errors
    /// What `work` answers, or the store's own.
    fn read<T, E: From<StoreError>>(&self, work: impl FnOnce(&dyn ReadTx) -> Result<T, E>) -> Result<T, E>;

    /// The same for a read that takes its time: where the store can, no other read waits for it.
    ///
    /// # Errors
    /// What `work` answers, or the store's own.
    fn read_apart<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&dyn ReadTx) -> Result<T, E>,
    ) -> Result<T, E> {
        self.read(work)
    }

    /// Writes in one transaction, which is kept only when `work` succeeds. It may be run again after a conflict,
    /// so secrets leave it only in its answer.
    ///
    /// # Errors
    /// What `work` answers, or the store's own.
    fn write<T, E: From<StoreError>>(
        &self,
        work: impl FnMut(&mut dyn WriteTx) -> Result<T, E>,
    ) -> Result<T, E>;
}

/// The secrets of a workspace, made with it and never changed.
pub struct WorkspaceSecrets {
    /// Seals what is kept of keys.
    pub pepper: Pepper,
    /// Chains events.
    pub chain_key: ChainKey,
}

/// What lists look at of an event.
pub struct EventLine {
    /// Its place in the chain.
    pub seq: u32,
    /// When.
    pub at: Instant,
    /// Who, by name.
    pub actor: String,
    /// What happened.
    pub kind: EventKind,
    /// To what.
    pub subject: Subject,
}

/// Reading.
#[expect(
    clippy::missing_errors_doc,
    reason = "every one answers the store's own errors, and no other"
)]
pub trait ReadTx {
    /// The workspace; `None` before it was created.
    fn workspace(&self) -> Stored<Option<Workspace>>;
    /// The workspace's secrets.
    fn secrets(&self) -> Stored<WorkspaceSecrets>;
    /// What seals keys that can be shown again; `None` where nothing does.
    fn sealing_key(&self) -> Option<SealingKey>;

    /// The newest event.
    fn head(&self) -> Stored<Head>;
    /// Up to `limit` events after a place, in order.
    fn events_after(&self, seq: u32, limit: u32) -> Stored<Vec<Event>>;
    /// The event at a place.
    fn event(&self, seq: u32) -> Stored<Option<Event>>;
    /// What lists look at of the events after a place up to another, in order, without those that can't be read.
    fn event_lines(&self, after: u32, to: u32) -> Stored<Vec<EventLine>>;
    /// The places of the newest `limit` events of a subject, newest first.
    fn places_of(&self, subject: Subject, limit: u32) -> Stored<Vec<u32>>;

    /// All people, those who left among them, in order of their names.
    fn people(&self) -> Stored<Vec<Person>>;
    /// One person, there or not.
    fn person(&self, id: PersonId) -> Stored<Option<Person>>;

    /// All resources.
    fn resources(&self) -> Stored<Vec<Resource>>;
    /// One resource.
    fn resource(&self, id: ResourceId) -> Stored<Option<Resource>>;

    /// All access templates, deleted ones among them, in order of their names.
    fn templates(&self) -> Stored<Vec<Template>>;
    /// One access template, deleted or not.
    fn template(&self, id: TemplateId) -> Stored<Option<Template>>;

    /// All aircraft.
    fn fleet(&self) -> Stored<Vec<Aircraft>>;
    /// One aircraft.
    fn aircraft(&self, id: AircraftId) -> Stored<Option<Aircraft>>;
    /// The aircraft of a folded registration.
    fn aircraft_registered(&self, folded: &str) -> Stored<Option<Aircraft>>;

    /// All fleet groups, deleted ones among them, in order of their names.
    fn fleet_groups(&self) -> Stored<Vec<FleetGroup>>;
    /// One fleet group, deleted or not.
    fn fleet_group(&self, id: FleetGroupId) -> Stored<Option<FleetGroup>>;

    /// All service accounts.
    fn accounts(&self) -> Stored<Vec<ServiceAccount>>;
    /// One service account.
    fn account(&self, id: ServiceAccountId) -> Stored<Option<ServiceAccount>>;
    /// The service account of a folded name.
    fn account_named(&self, folded: &str) -> Stored<Option<ServiceAccount>>;

    /// All keys.
    fn keys(&self) -> Stored<Vec<Key>>;
    /// One key.
    fn key(&self, id: KeyId) -> Stored<Option<Key>>;
    /// The keys of an owner, by id and name.
    fn key_names_of(&self, owner: PartyId) -> Stored<Vec<(KeyId, String)>>;
    /// The newest key that replaces another.
    fn replacement_of(&self, id: KeyId) -> Stored<Option<KeyId>>;
    /// When a key was deleted.
    fn deleted_at(&self, id: KeyId) -> Stored<Option<Instant>>;
    /// The ids of all deleted keys.
    fn deleted_keys(&self) -> Stored<Vec<KeyId>>;

    /// The last uses of all keys, as far as they were reported.
    fn uses(&self) -> Stored<Uses>;
    /// What is known of one key's use.
    fn use_of(&self, key: &Key) -> Stored<Use>;
    /// The newest instant that reports of uses cover.
    fn uses_as_of(&self) -> Stored<Option<Instant>>;

    /// What a device did with reminders.
    fn deliveries(&self, device: DeviceId) -> Stored<Vec<Delivery>>;
    /// The mails that remind people, sent or not.
    fn mails(&self) -> Stored<Vec<Mail>>;

    /// What was half typed.
    fn draft(&self) -> Stored<Option<String>>;
}

/// Writing. An update names the digest of the row that it replaces and is a [`StoreError::Conflict`] on any other.
#[expect(
    clippy::missing_errors_doc,
    reason = "every one answers the store's own errors, and no other"
)]
pub trait WriteTx: ReadTx {
    /// The workspace, once.
    fn insert_workspace(
        &mut self,
        workspace: &Workspace,
        pepper: &[u8; 32],
        chain_key: &[u8; 32],
    ) -> Stored<()>;
    /// A changed workspace.
    fn update_workspace(&mut self, before: RowDigest, workspace: &Workspace) -> Stored<()>;
    /// The next event.
    fn append(&mut self, event: &Event) -> Stored<()>;

    /// A new person.
    fn insert_person(&mut self, person: &Person) -> Stored<()>;
    /// A changed person.
    fn update_person(&mut self, before: RowDigest, person: &Person) -> Stored<()>;
    /// A new resource.
    fn insert_resource(&mut self, resource: &Resource) -> Stored<()>;
    /// A changed resource.
    fn update_resource(&mut self, before: RowDigest, resource: &Resource) -> Stored<()>;
    /// A new access template.
    fn insert_template(&mut self, template: &Template) -> Stored<()>;
    /// A changed access template.
    fn update_template(&mut self, before: RowDigest, template: &Template) -> Stored<()>;
    /// A new aircraft.
    fn insert_aircraft(&mut self, aircraft: &Aircraft) -> Stored<()>;
    /// A changed aircraft.
    fn update_aircraft(&mut self, before: RowDigest, aircraft: &Aircraft) -> Stored<()>;
    /// A new fleet group.
    fn insert_fleet_group(&mut self, group: &FleetGroup) -> Stored<()>;
    /// A changed fleet group.
    fn update_fleet_group(&mut self, before: RowDigest, group: &FleetGroup) -> Stored<()>;
    /// A new service account.
    fn insert_account(&mut self, account: &ServiceAccount) -> Stored<()>;
    /// A changed service account.
    fn update_account(&mut self, before: RowDigest, account: &ServiceAccount) -> Stored<()>;
    /// A new key.
    fn insert_key(&mut self, key: &Key) -> Stored<()>;
    /// A changed key.
    fn update_key(&mut self, before: RowDigest, key: &Key) -> Stored<()>;
    /// Takes a key away and leaves its id behind, so that it can't come back.
    fn delete_key(&mut self, before: RowDigest, id: KeyId, at: Instant) -> Stored<()>;

    /// Last uses of keys that are later than those that are known, and the newest instant that reports cover now.
    fn report_uses(&mut self, as_of: Instant, uses: &[(KeyId, LastUse)]) -> Stored<()>;

    /// What a device did with a reminder, in place of what it did before.
    fn keep_delivery(&mut self, device: DeviceId, delivery: &Delivery) -> Stored<()>;
    /// A mail, in place of what it was before.
    fn keep_mail(&mut self, mail: &Mail) -> Stored<()>;
    /// Forgets a mail that isn't to be sent any more.
    fn forget_mail(&mut self, mail: &Mail) -> Stored<()>;

    /// Keeps what is half typed, or forgets it.
    fn keep_draft(&mut self, draft: Option<&str>) -> Stored<()>;
}
