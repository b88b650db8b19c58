//! [`Store`] on SQLite: one connection that writes, one that reads and, where there is one, another for long reads.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use keytower_app::{EventLine, ReadTx, Store, StoreError, Stored, WorkspaceSecrets, WriteTx};
use keytower_domain::account::ServiceAccount;
use keytower_domain::aircraft::Aircraft;
use keytower_domain::canonical::RowDigest;
use keytower_domain::due::Delivery;
use keytower_domain::event::{Event, Head, Subject};
use keytower_domain::fleet_group::FleetGroup;
use keytower_domain::id::{
    AircraftId, DeviceId, FleetGroupId, KeyId, PersonId, ResourceId, ServiceAccountId, TemplateId,
};
use keytower_domain::key::Key;
use keytower_domain::key_box::SealingKey;
use keytower_domain::key_use::{LastUse, Use, Uses};
use keytower_domain::mailing::Mail;
use keytower_domain::party::PartyId;
use keytower_domain::person::Person;
use keytower_domain::resource::Resource;
use keytower_domain::template::Template;
use keytower_domain::time::Instant;
use keytower_domain::workspace::Workspace;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::error::stored;
use crate::migrations::{self, MigrationError};
use crate::sealing::Sealing;
use crate::tables::{
    accounts, aircraft, deliveries, draft, events, fleet_groups, keys, mails, people, resources, templates,
    uses, workspace,
};

/// A workspace in SQLite.
pub struct SqliteStore {
    writer: Mutex<Connection>,
    reader: Mutex<Connection>,
    apart: Option<Mutex<Connection>>,
    sealing: Sealing,
}

impl SqliteStore {
    /// A store on two connections to the same database, brought to this program's schema.
    ///
    /// # Errors
    /// [`MigrationError`]; a newer schema is left untouched.
    pub fn open(mut writer: Connection, reader: Connection) -> Result<Self, MigrationError> {
        migrations::run(&mut writer)?;
        reader.pragma_update(None, "query_only", true)?;
        for connection in [&writer, &reader] {
            connection.set_prepared_statement_cache_capacity(STATEMENTS);
        }
        Ok(Self {
            writer: Mutex::new(writer),
            reader: Mutex::new(reader),
            apart: None,
            sealing: Sealing::default(),
        })
    }

    /// The same with what seals its keys.
    #[must_use]
    pub fn sealed_by(self, sealing: Sealing) -> Self {
        Self { sealing, ..self }
    }

    /// The same with a third connection, for reads that take their time.
    ///
    /// # Errors
    /// SQLite's.
    pub fn with_connection_apart(self, apart: Connection) -> Result<Self, rusqlite::Error> {
        apart.pragma_update(None, "query_only", true)?;
        Ok(Self {
            apart: Some(Mutex::new(apart)),
            ..self
        })
    }

    /// An empty store in this process's memory: no file is written, and it goes when it is dropped.
    ///
    /// # Errors
    /// [`MigrationError`].
    pub fn in_memory() -> Result<Self, MigrationError> {
        static MADE: AtomicU64 = AtomicU64::new(0);
        // Two connections share a database of this file system by its name, which begins with a slash.
        let uri = format!(
            "file:/keytower-{}?vfs=memdb",
            MADE.fetch_add(1, Ordering::Relaxed)
        );
        let connect = || {
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
                | OpenFlags::SQLITE_OPEN_CREATE
                | OpenFlags::SQLITE_OPEN_URI
                | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let connection = Connection::open_with_flags(&uri, flags)?;
            // There is no WAL in memory: who writes waits for who reads.
            connection.busy_timeout(IN_MEMORY_TIMEOUT)?;
            connection.execute_batch("PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY")?;
            Ok::<_, MigrationError>(connection)
        };
        Self::open(connect()?, connect()?)
    }
}

/// Statements that a connection keeps prepared: more than all tables have.
const STATEMENTS: usize = 128;
/// How long a writer waits for a reader in memory, and a reader for a writer.
const IN_MEMORY_TIMEOUT: Duration = Duration::from_secs(5);

/// A panic between two statements leaves a transaction that is rolled back, so the connection goes on.
fn taken(connection: &Mutex<Connection>) -> MutexGuard<'_, Connection> {
    connection.lock().unwrap_or_else(PoisonError::into_inner)
}

fn read<T, E: From<StoreError>>(
    reader: &mut Connection,
    beside: Option<&Mutex<Connection>>,
    sealing: &Sealing,
    work: impl FnOnce(&dyn ReadTx) -> Result<T, E>,
) -> Result<T, E> {
    let tx = reader.transaction().map_err(stored)?;
    let answer = work(&Rows {
        db: &tx,
        beside,
        sealing,
    })?;
    tx.finish().map_err(stored)?;
    Ok(answer)
}

impl Store for SqliteStore {
    fn read<T, E: From<StoreError>>(&self, work: impl FnOnce(&dyn ReadTx) -> Result<T, E>) -> Result<T, E> {
        read(&mut taken(&self.reader), self.apart.as_ref(), &self.sealing, work)
    }

    fn read_apart<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&dyn ReadTx) -> Result<T, E>,
    ) -> Result<T, E> {
        read(
            &mut taken(self.apart.as_ref().unwrap_or(&self.reader)),
            None,
            &self.sealing,
            work,
        )
    }

    fn write<T, E: From<StoreError>>(
        &self,
        mut work: impl FnMut(&mut dyn WriteTx) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut writer = taken(&self.writer);
        let tx = writer
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(stored)?;
        let answer = work(&mut Rows {
            db: &tx,
            beside: None,
            sealing: &self.sealing,
        })?;
        tx.commit().map_err(stored)?;
        Ok(answer)
    }
}

/// The tables, within a transaction.
struct Rows<'a> {
    db: &'a Connection,
    /// Another connection, to read by at the same time.
    beside: Option<&'a Mutex<Connection>>,
    sealing: &'a Sealing,
}

impl ReadTx for Rows<'_> {
    fn workspace(&self) -> Stored<Option<Workspace>> {
        workspace::find(self.db)
    }
    fn secrets(&self) -> Stored<WorkspaceSecrets> {
        workspace::secrets(self.db)
    }
    fn sealing_key(&self) -> Option<SealingKey> {
        self.sealing.key()
    }
    fn head(&self) -> Stored<Head> {
        events::head(self.db)
    }
    fn events_after(&self, seq: u32, limit: u32) -> Stored<Vec<Event>> {
        events::after(self.db, seq, limit)
    }
    fn event(&self, seq: u32) -> Stored<Option<Event>> {
        events::find(self.db, seq)
    }
    fn event_lines(&self, after: u32, to: u32) -> Stored<Vec<EventLine>> {
        events::lines(self.db, after, to)
    }
    fn places_of(&self, subject: Subject, limit: u32) -> Stored<Vec<u32>> {
        events::places_of(self.db, subject, limit)
    }
    fn people(&self) -> Stored<Vec<Person>> {
        people::list(self.db)
    }
    fn person(&self, id: PersonId) -> Stored<Option<Person>> {
        people::find(self.db, id)
    }
    fn resources(&self) -> Stored<Vec<Resource>> {
        resources::list(self.db)
    }
    fn resource(&self, id: ResourceId) -> Stored<Option<Resource>> {
        resources::find(self.db, id)
    }
    fn templates(&self) -> Stored<Vec<Template>> {
        templates::list(self.db)
    }
    fn template(&self, id: TemplateId) -> Stored<Option<Template>> {
        templates::find(self.db, id)
    }
    fn fleet_groups(&self) -> Stored<Vec<FleetGroup>> {
        fleet_groups::list(self.db)
    }
    fn fleet_group(&self, id: FleetGroupId) -> Stored<Option<FleetGroup>> {
        fleet_groups::find(self.db, id)
    }
    fn fleet(&self) -> Stored<Vec<Aircraft>> {
        aircraft::list(self.db)
    }
    fn aircraft(&self, id: AircraftId) -> Stored<Option<Aircraft>> {
        aircraft::find(self.db, id)
    }
    fn aircraft_registered(&self, folded: &str) -> Stored<Option<Aircraft>> {
        aircraft::registered(self.db, folded)
    }
    fn accounts(&self) -> Stored<Vec<ServiceAccount>> {
        accounts::list(self.db)
    }
    fn account(&self, id: ServiceAccountId) -> Stored<Option<ServiceAccount>> {
        accounts::find(self.db, id)
    }
    fn account_named(&self, folded: &str) -> Stored<Option<ServiceAccount>> {
        accounts::named(self.db, folded)
    }
    fn keys(&self) -> Stored<Vec<Key>> {
        keys::list(self.db, self.beside)
    }
    fn key(&self, id: KeyId) -> Stored<Option<Key>> {
        keys::find(self.db, id)
    }
    fn key_names_of(&self, owner: PartyId) -> Stored<Vec<(KeyId, String)>> {
        keys::names_of(self.db, owner)
    }
    fn replacement_of(&self, id: KeyId) -> Stored<Option<KeyId>> {
        keys::replacement_of(self.db, id)
    }
    fn deleted_at(&self, id: KeyId) -> Stored<Option<Instant>> {
        keys::deleted_at(self.db, id)
    }
    fn deleted_keys(&self) -> Stored<Vec<KeyId>> {
        keys::deleted(self.db)
    }
    fn uses(&self) -> Stored<Uses> {
        uses::list(self.db)
    }
    fn use_of(&self, key: &Key) -> Stored<Use> {
        uses::of(self.db, key)
    }
    fn uses_as_of(&self) -> Stored<Option<Instant>> {
        uses::as_of(self.db)
    }
    fn deliveries(&self, device: DeviceId) -> Stored<Vec<Delivery>> {
        deliveries::of(self.db, device)
    }
    fn mails(&self) -> Stored<Vec<Mail>> {
        mails::list(self.db)
    }
    fn draft(&self) -> Stored<Option<String>> {
        draft::find(self.db)
    }
}

impl WriteTx for Rows<'_> {
    fn insert_workspace(&mut self, row: &Workspace, pepper: &[u8; 32], chain_key: &[u8; 32]) -> Stored<()> {
        workspace::insert(self.db, row, pepper, chain_key)
    }
    fn update_workspace(&mut self, before: RowDigest, row: &Workspace) -> Stored<()> {
        workspace::update(self.db, before, row)
    }
    fn append(&mut self, event: &Event) -> Stored<()> {
        events::append(self.db, event)
    }
    fn insert_person(&mut self, row: &Person) -> Stored<()> {
        people::insert(self.db, row)
    }
    fn update_person(&mut self, before: RowDigest, row: &Person) -> Stored<()> {
        people::update(self.db, before, row)
    }
    fn insert_resource(&mut self, row: &Resource) -> Stored<()> {
        resources::insert(self.db, row)
    }
    fn update_resource(&mut self, before: RowDigest, row: &Resource) -> Stored<()> {
        resources::update(self.db, before, row)
    }
    fn insert_template(&mut self, row: &Template) -> Stored<()> {
        templates::insert(self.db, row)
    }
    fn update_template(&mut self, before: RowDigest, row: &Template) -> Stored<()> {
        templates::update(self.db, before, row)
    }
    fn insert_fleet_group(&mut self, row: &FleetGroup) -> Stored<()> {
        fleet_groups::insert(self.db, row)
    }
    fn update_fleet_group(&mut self, before: RowDigest, row: &FleetGroup) -> Stored<()> {
        fleet_groups::update(self.db, before, row)
    }
    fn insert_aircraft(&mut self, row: &Aircraft) -> Stored<()> {
        aircraft::insert(self.db, row)
    }
    fn update_aircraft(&mut self, before: RowDigest, row: &Aircraft) -> Stored<()> {
        aircraft::update(self.db, before, row)
    }
    fn insert_account(&mut self, row: &ServiceAccount) -> Stored<()> {
        accounts::insert(self.db, row)
    }
    fn update_account(&mut self, before: RowDigest, row: &ServiceAccount) -> Stored<()> {
        accounts::update(self.db, before, row)
    }
    fn insert_key(&mut self, row: &Key) -> Stored<()> {
        keys::insert(self.db, row)
    }
    fn update_key(&mut self, before: RowDigest, row: &Key) -> Stored<()> {
        keys::update(self.db, before, row)
    }
    fn delete_key(&mut self, before: RowDigest, id: KeyId, at: Instant) -> Stored<()> {
        keys::delete(self.db, before, id, at)
    }
    fn report_uses(&mut self, as_of: Instant, reported: &[(KeyId, LastUse)]) -> Stored<()> {
        uses::report(self.db, as_of, reported)
    }
    fn keep_delivery(&mut self, device: DeviceId, delivery: &Delivery) -> Stored<()> {
        deliveries::keep(self.db, device, delivery)
    }
    fn keep_mail(&mut self, mail: &Mail) -> Stored<()> {
        mails::keep(self.db, mail)
    }
    fn forget_mail(&mut self, mail: &Mail) -> Stored<()> {
        mails::forget(self.db, mail)
    }
    fn keep_draft(&mut self, text: Option<&str>) -> Stored<()> {
        draft::keep(self.db, text)
    }
}
