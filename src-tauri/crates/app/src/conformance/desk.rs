//! Where the cases work: a store with a clock, randomness and somebody at it, and a few things to start from.

#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use chrono::TimeDelta;
use keytower_domain::access::{Grants, Level, Rights};
use keytower_domain::account::ServiceAccount;
use keytower_domain::actor::{Actor, KeySetup, Role};
use keytower_domain::aircraft::Aircraft;
use keytower_domain::aircraft_scope::AircraftScope;
use keytower_domain::checked_by::CheckedBy;
use keytower_domain::event::{Event, EventKind, Head, Subject};
use keytower_domain::id::{AccountId, AircraftId, KeyId, ResourceId, ServiceAccountId};
use keytower_domain::key::{HandedOut, Key, KeyState, LifeRefusal};
use keytower_domain::lifetime::DEFAULT_DAYS;
use keytower_domain::network::Networks;
use keytower_domain::party::PartyId;
use keytower_domain::policy::{Policy, Retrieval};
use keytower_domain::resource::Resource;
use keytower_domain::time::Instant;
use keytower_domain::workspace::Workspace;

use super::instruments::{JumpingClock, SeededEntropy};
use crate::known::{Known as _, Rows};
use crate::record::{Changes, record};
use crate::{
    Caller, ChooseReminders, Clock, CreateWorkspace, DescribeAccount, DescribeAircraft, EditKey, Entropy,
    Expiry, GenerateKey, Generated, Invalid, KeyLifeError, Preset, ReadTx, Reason, Store, StoreError, Stored,
    add_aircraft, change_policy, create_account, create_workspace, edit_key, generate_key, hand_out_key,
    revoke_key,
};

/// Noon UTC on 21 November 2026; the workspace's zone is an hour ahead then.
pub const START: &str = "2026-11-21T12:00:00.123Z";

/// Somebody of a role, without an access level.
#[must_use]
pub fn person(name: &str, role: Role) -> Actor {
    Actor {
        name: name.to_owned(),
        person: None,
        role,
        key_setup: KeySetup::None,
    }
}

/// A store with a clock, randomness and a system administrator at it.
pub struct Desk<'s, S> {
    /// The store.
    pub store: &'s S,
    /// The clock of all its callers.
    pub clock: JumpingClock,
    /// The randomness of all its callers.
    pub entropy: SeededEntropy,
    /// Ada, system administrator.
    pub ada: Actor,
}

impl<'s, S: Store> Desk<'s, S> {
    /// At a store that holds no workspace yet.
    #[must_use]
    pub fn empty(store: &'s S) -> Self {
        Self {
            store,
            clock: JumpingClock::at(START.parse().expect("an instant")),
            entropy: SeededEntropy::new(1),
            ada: person("Ada Lovelace", Role::SystemAdministrator),
        }
    }

    /// At a new workspace with Leon's resources.
    #[must_use]
    pub fn open(store: &'s S) -> Self {
        let desk = Self::empty(store);
        let request = CreateWorkspace {
            name: "Northwind Ops",
            time_zone: "Europe/Warsaw",
            preset: Preset::Leon,
        };
        create_workspace(store, &desk.caller(), &request).expect("an empty store takes a workspace");
        desk
    }

    /// A workspace as it was made before there were people.
    pub fn create_without_people(&self) -> Workspace {
        let workspace = Workspace {
            account_id: AccountId::new(&mut self.caller().fill()),
            name: "Northwind Ops".to_owned(),
            zone: chrono_tz::Tz::Europe__Warsaw,
            expiry_time: Workspace::usual_expiry_time(),
            administrator: self.ada.name.clone(),
            created_at: self.now(),
            policy: Policy::default(),
            checked_by: CheckedBy::Nobody,
        };
        self.store
            .write::<_, StoreError>(|tx| {
                tx.insert_workspace(&workspace, &[1; 32], &[2; 32])?;
                let row = workspace.digest_with(&tx.secrets()?.pepper);
                let subject = Subject::Workspace(workspace.account_id);
                let (kind, changes) = (EventKind::WorkspaceCreated, Changes::default());
                record(
                    tx,
                    &self.caller(),
                    workspace.created_at,
                    kind,
                    subject,
                    changes,
                    row,
                )
            })
            .expect("an empty store takes a workspace");
        workspace
    }

    /// Ada at the window.
    pub fn caller(&self) -> Caller<'_> {
        self.caller_as(&self.ada)
    }

    /// Somebody else at the window.
    pub fn caller_as<'a>(&'a self, actor: &'a Actor) -> Caller<'a> {
        Caller {
            actor,
            origin: "desktop",
            clock: &self.clock,
            entropy: &self.entropy,
        }
    }

    /// The clock's time.
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// Lets days pass, or takes them back.
    pub fn wait(&self, days: i64) {
        self.clock.jump(TimeDelta::days(days));
    }

    /// Reads from the store, which answers.
    pub fn read<T>(&self, work: impl FnOnce(&dyn ReadTx) -> Stored<T>) -> T {
        self.store.read::<T, StoreError>(work).expect("the store answers")
    }

    /// The workspace.
    pub fn workspace(&self) -> Workspace {
        self.read(|tx| tx.workspace()).expect("there is a workspace")
    }

    /// The newest event's place.
    pub fn head(&self) -> Head {
        self.read(|tx| tx.head())
    }

    /// All events, in order.
    pub fn events(&self) -> Vec<Event> {
        self.read(|tx| tx.events_after(0, u32::MAX))
    }

    /// The resource of a title.
    pub fn resource(&self, title: &str) -> Resource {
        let resources = self.read(|tx| tx.resources());
        resources
            .into_iter()
            .find(|resource| resource.description.title == title)
            .expect("a resource of that title")
    }

    /// Resources by title, each at a level.
    pub fn grants(&self, grants: &[(&str, Level)]) -> Grants {
        grants
            .iter()
            .map(|(title, level)| (self.resource(title).id, *level))
            .collect()
    }

    /// Resources by title, each at a level, as what a key may do.
    pub fn chosen(&self, grants: &[(&str, Level)]) -> Rights {
        Rights::Chosen(self.grants(grants))
    }

    /// A new service account.
    pub fn account(&self, name: &str) -> ServiceAccount {
        let request = DescribeAccount {
            name,
            organisation: "Northwind",
            email: "ops@northwind.example",
        };
        create_account(self.store, &self.caller(), &request).expect("the name is free")
    }

    /// A new aircraft.
    pub fn aircraft(&self, registration: &str) -> Aircraft {
        let request = DescribeAircraft {
            registration,
            icao_address: "",
            aircraft_type: "B738",
            operator: "Northwind",
            tags: &[],
        };
        add_aircraft(self.store, &self.caller(), &request).expect("the registration is free")
    }

    /// A request that is in order: *Flights* at *view*, whole fleet, 30 days.
    pub fn request(&self, owner: impl Into<PartyId>, name: &str) -> GenerateKey {
        GenerateKey {
            owner: Some(owner.into()),
            name: name.to_owned(),
            description: String::new(),
            rights: self.chosen(&[("Flights", Level::View)]),
            scope: AircraftScope::WholeFleet,
            expiry: Expiry::Days(30),
            networks: Vec::new(),
            renewal_days: DEFAULT_DAYS.into(),
            reminders: ChooseReminders::default(),
            approved_by: String::new(),
            reason: String::new(),
            replaces: None,
        }
    }

    /// Generates a key of that request.
    pub fn generate(&self, owner: impl Into<PartyId>, name: &str) -> Generated {
        generate_key(self.store, &self.caller(), &self.request(owner, name)).expect("a request in order")
    }

    /// From now on, keys are sealed and can be shown again.
    pub fn let_keys_be_shown_again(&self) {
        self.set_retrieval(Retrieval::Revealable);
    }

    /// From now on, keys are shown once.
    pub fn let_keys_be_shown_once(&self) {
        self.set_retrieval(Retrieval::Once);
    }

    fn set_retrieval(&self, retrieval: Retrieval) {
        let policy = Policy {
            retrieval,
            ..self.workspace().policy
        };
        change_policy(self.store, &self.caller(), &policy).expect("a policy in order");
    }

    /// A key that somebody has.
    pub fn key(&self, owner: impl Into<PartyId>, name: &str) -> Key {
        let id = self.generate(owner, name).key.id;
        hand_out_key(self.store, &self.caller(), id, HandedOut::Copied).expect("a key that is there")
    }

    /// A key that was revoked.
    pub fn revoked_key(&self, owner: impl Into<PartyId>, name: &str) -> Key {
        let id = self.key(owner, name).id;
        revoke_key(self.store, &self.caller(), id).expect("a live key")
    }

    /// A key as it is kept.
    pub fn kept_key(&self, id: KeyId) -> Key {
        self.read(|tx| tx.key(id)).expect("a key that is there")
    }

    /// Gives a live key another name.
    pub fn rename(&self, id: KeyId, name: &str) {
        let request = EditKey {
            name: name.to_owned(),
            ..same(&self.kept_key(id))
        };
        edit_key(self.store, &self.caller(), &request).expect("a live key");
    }

    /// An account as it is kept.
    pub fn kept_account(&self, id: ServiceAccountId) -> ServiceAccount {
        self.read(|tx| tx.account(id)).expect("an account that is there")
    }

    /// What a person is told about a key now.
    pub fn state(&self, id: KeyId) -> KeyState {
        let owner = self.kept_key(id).owner;
        let owner = self.read(|tx| Rows(tx).owner(owner));
        let now = self.read(|tx| self.caller().now(tx));
        let stopped = owner.expect("an owner that is there").is_stopped();
        self.kept_key(id).state(stopped, now)
    }

    /// Ids that nothing has.
    pub fn unknown<T>(&self, new: impl FnOnce(&mut dyn FnMut(&mut [u8])) -> T) -> T {
        new(&mut |bytes| self.entropy.fill(bytes))
    }

    /// A key id that no key has.
    pub fn unknown_key(&self) -> KeyId {
        self.unknown(KeyId::new)
    }

    /// An account id that no account has.
    pub fn unknown_account(&self) -> ServiceAccountId {
        self.unknown(ServiceAccountId::new)
    }

    /// An aircraft id that no aircraft has.
    pub fn unknown_aircraft(&self) -> AircraftId {
        self.unknown(AircraftId::new)
    }

    /// A resource id that no resource has.
    pub fn unknown_resource(&self) -> ResourceId {
        self.unknown(ResourceId::new)
    }
}

/// An edit that changes nothing.
#[must_use]
pub fn same(key: &Key) -> EditKey {
    let described = key.description.clone();
    EditKey {
        id: key.id,
        name: described.name,
        description: described.description,
        rights: described.rights,
        scope: described.scope,
        networks: texts(&described.networks),
        reminders: (&described.reminders).into(),
        renewal_days: described.renewal_days.into(),
        approved_by: described.approved_by,
        reason: described.reason,
    }
}

/// Networks as they are typed.
#[must_use]
pub fn texts(networks: &Networks) -> Vec<String> {
    networks.iter().map(|network| network.to_string()).collect()
}

/// The fields that a change to a key was refused for.
#[must_use]
pub fn invalid_key(error: KeyLifeError) -> Vec<Invalid> {
    match error {
        KeyLifeError::Invalid(invalid) => invalid,
        other => panic!("refused for another reason: {other:?}"),
    }
}

/// The turn of a key's life that was refused.
#[must_use]
pub fn life(error: KeyLifeError) -> LifeRefusal {
    match error {
        KeyLifeError::Life(refusal) => refusal,
        other => panic!("refused for another reason: {other:?}"),
    }
}

/// What a description was refused for.
#[must_use]
pub fn invalid(error: crate::DescribeError) -> Vec<Invalid> {
    match error {
        crate::DescribeError::Invalid(invalid) => invalid,
        other => panic!("refused for another reason: {other:?}"),
    }
}

/// A reason at a field, alone.
#[must_use]
pub fn only(reason: Reason, field: &'static str) -> Vec<Invalid> {
    vec![reason.at(field)]
}

/// A change of an event: field, before, after.
#[must_use]
pub fn changes(event: &Event) -> Vec<(&str, Option<&str>, Option<&str>)> {
    event
        .body
        .changes
        .iter()
        .map(|change| {
            (
                change.field.as_str(),
                change.before.as_deref(),
                change.after.as_deref(),
            )
        })
        .collect()
}
