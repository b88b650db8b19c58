//! Random sequences of everything that can be done, the same for every run of a seed.

use keytower_domain::access::{AircraftScope, AircraftSet, Grants, Level, Rights};
use keytower_domain::actor::{KeySetup, Role};
use keytower_domain::id::{AircraftId, KeyId, PersonId, ServiceAccountId, TemplateId};
use keytower_domain::key::HandedOut;
use keytower_domain::resource::Resource;

use super::desk::Desk;
use super::instruments::SeededEntropy;
use super::inventory::loaded;
use crate::{
    AccessPreview, AccountStateError, DescribeAccount, DescribeAircraft, DescribeError, DescribePerson,
    DescribeTemplate, EditAccess, EditKey, Expiry, GenerateKey, KeyLifeError, PersonStateError, ReadError,
    RetireError, Store, accept_clock, add_aircraft, add_person, create_account, create_template, delete_key,
    delete_template, disable_account, disable_key, discard_key, edit_access, edit_account, edit_aircraft,
    edit_key, edit_person, edit_template, enable_account, enable_key, expire_key, generate_key, hand_out_key,
    person_back, person_left, preview_access, preview_template, renew_key, restore_aircraft,
    restore_resource, retire_aircraft, retire_resource, revoke_key,
};

/// What a use case refuses is part of a sequence; what a store refuses is a mistake.
trait Settled {
    /// Whether it was done.
    fn settled(self) -> bool;
}

macro_rules! settled {
    ($($error:ident),*) => {
        $(impl<T> Settled for Result<T, $error> {
            fn settled(self) -> bool {
                match self {
                    Ok(_) => true,
                    Err($error::Store(fault)) => panic!("the store failed: {fault:?}"),
                    Err(_) => false,
                }
            }
        })*
    };
}

settled!(
    AccountStateError,
    DescribeError,
    KeyLifeError,
    PersonStateError,
    ReadError,
    RetireError
);

const NAMES: [&str; 6] = ["feed", "Feed", "Größe", "backup", "ops 🛩️", "مفتاح"];

/// Somebody who does anything.
pub struct Script<'d, 's, S> {
    desk: &'d Desk<'s, S>,
    dice: SeededEntropy,
}

impl<'d, 's, S: Store> Script<'d, 's, S> {
    /// A sequence of that seed.
    #[must_use]
    pub fn new(desk: &'d Desk<'s, S>, seed: u64) -> Self {
        Self {
            desk,
            dice: SeededEntropy::new(seed),
        }
    }

    /// Does one thing; whether it wasn't refused.
    pub fn step(&self) -> bool {
        let (store, caller) = (self.desk.store, self.desk.caller());
        match self.dice.below(43) {
            0 | 1 => self.create_account(),
            2 => self
                .account()
                .is_some_and(|id| disable_account(store, &caller, id).settled()),
            3 => self
                .account()
                .is_some_and(|id| enable_account(store, &caller, id).settled()),
            4 => self.edit_account(),
            5..=10 | 30..=33 => self.generate(),
            11 | 12 => self
                .key()
                .is_some_and(|id| hand_out_key(store, &caller, id, self.how()).settled()),
            13 | 14 => self.edit(),
            15 => self
                .key()
                .is_some_and(|id| disable_key(store, &caller, id).settled()),
            16 => self
                .key()
                .is_some_and(|id| enable_key(store, &caller, id).settled()),
            17 => self
                .key()
                .is_some_and(|id| expire_key(store, &caller, id).settled()),
            18 => self
                .key()
                .is_some_and(|id| revoke_key(store, &caller, id).settled()),
            19 => self
                .key()
                .is_some_and(|id| discard_key(store, &caller, id).settled()),
            20 | 21 => self
                .key()
                .is_some_and(|id| renew_key(store, &caller, id, None, self.reason()).settled()),
            22 | 23 => self
                .key()
                .is_some_and(|id| delete_key(store, &caller, id).settled()),
            24 => self.add_aircraft(),
            25 => self
                .aircraft()
                .is_some_and(|id| retire_aircraft(store, &caller, id).settled()),
            26 => self
                .aircraft()
                .is_some_and(|id| restore_aircraft(store, &caller, id).settled()),
            27 => retire_resource(store, &caller, self.resource().id).settled(),
            28 => restore_resource(store, &caller, self.resource().id).settled(),
            34 => self.create_template(),
            35 => self.edit_template(),
            36 => self
                .template()
                .is_some_and(|id| delete_template(store, &caller, id).settled()),
            37 | 38 => self.edit_access(),
            39 => self.add_person(),
            40 => self.edit_person(),
            41 => self
                .person()
                .is_some_and(|id| person_left(store, &caller, id).settled()),
            42 => self
                .person()
                .is_some_and(|id| person_back(store, &caller, id).settled()),
            _ => self.time(),
        }
    }

    fn time(&self) -> bool {
        match self.dice.below(6) {
            0 => self.desk.wait(-20),
            1 => return accept_clock(self.desk.store, &self.desk.caller()).settled(),
            _ => self
                .desk
                .wait(i64::try_from(self.dice.below(40)).unwrap_or_default()),
        }
        true
    }

    fn create_account(&self) -> bool {
        let name = format!("svc-{}", self.dice.below(8));
        create_account(self.desk.store, &self.desk.caller(), &described(&name)).settled()
    }

    fn edit_account(&self) -> bool {
        let name = format!("SVC-{}", self.dice.below(8));
        let edit = |id| edit_account(self.desk.store, &self.desk.caller(), id, &described(&name)).settled();
        self.account().is_some_and(edit)
    }

    fn add_person(&self) -> bool {
        let (name, email) = (self.name(), self.email());
        let described = self.described_person(&name, &email);
        add_person(self.desk.store, &self.desk.caller(), &described).settled()
    }

    fn edit_person(&self) -> bool {
        let (name, email) = (self.name(), self.email());
        let described = self.described_person(&name, &email);
        let edit = |id| edit_person(self.desk.store, &self.desk.caller(), id, &described).settled();
        self.person().is_some_and(edit)
    }

    fn described_person<'a>(&self, name: &'a str, email: &'a str) -> DescribePerson<'a> {
        DescribePerson {
            name,
            email,
            role: Role::ALL[self.dice.below(Role::ALL.len())],
            key_setup: KeySetup::ALL[self.dice.below(KeySetup::ALL.len())],
        }
    }

    /// An address that somebody may have already, or none.
    fn email(&self) -> String {
        match self.dice.below(6) {
            0 => String::new(),
            number => format!("p{number}@northwind.example"),
        }
    }

    fn person(&self) -> Option<PersonId> {
        let mut ids: Vec<_> = self.desk.read(|tx| tx.people()).iter().map(|it| it.id).collect();
        ids.sort();
        self.dice.pick(&ids).copied()
    }

    fn create_template(&self) -> bool {
        let grants = self.grants();
        let described = DescribeTemplate {
            name: &self.name(),
            summary: "",
            grants,
        };
        create_template(self.desk.store, &self.desk.caller(), &described).settled()
    }

    fn edit_template(&self) -> bool {
        let grants = self.grants();
        let described = DescribeTemplate {
            name: &self.name(),
            summary: &self.said(),
            grants,
        };
        let edit = |id| edit_template(self.desk.store, &self.desk.caller(), id, &described).settled();
        self.template().is_some_and(edit)
    }

    /// Gives an account what it needn't have had before, and takes what it had.
    fn edit_access(&self) -> bool {
        let request = EditAccess {
            grants: self.grants(),
            templates: (0..self.dice.below(3)).filter_map(|_| self.template()).collect(),
        };
        let edit = |id| edit_access(self.desk.store, &self.desk.caller(), id, &request).settled();
        self.account().is_some_and(edit)
    }

    /// Gives an account other access or a template other grants, after asking what that would do; nothing where it
    /// is refused, which it then is both times.
    ///
    /// # Panics
    /// When it is refused once.
    pub fn change_access_as_previewed(&self) -> Option<AccessPreview> {
        let (store, caller) = (self.desk.store, self.desk.caller());
        let inventory = loaded(self.desk);
        let grants = self.grants();
        let template = self.template().filter(|_| self.dice.below(2) == 0);
        let (foretold, done) = if let Some(id) = template {
            let foretold = preview_template(&inventory, &caller, id, &grants).ok();
            let description = inventory.template(id)?.description.clone();
            let described = DescribeTemplate {
                name: &description.name,
                summary: &description.summary,
                grants,
            };
            (foretold, edit_template(store, &caller, id, &described).settled())
        } else {
            let account = self.account()?;
            let request = EditAccess {
                grants,
                templates: (0..self.dice.below(3)).filter_map(|_| self.template()).collect(),
            };
            let foretold = preview_access(&inventory, &caller, account, &request).ok();
            (foretold, edit_access(store, &caller, account, &request).settled())
        };
        assert_eq!(
            foretold.is_some(),
            done,
            "refused in the preview as when it is saved"
        );
        foretold
    }

    fn template(&self) -> Option<TemplateId> {
        let mut ids: Vec<_> = self
            .desk
            .read(|tx| tx.templates())
            .iter()
            .map(|it| it.id)
            .collect();
        ids.sort();
        self.dice.pick(&ids).copied()
    }

    fn generate(&self) -> bool {
        let request = GenerateKey {
            owner: self.account(),
            name: self.name(),
            description: String::new(),
            rights: self.rights(),
            scope: self.scope(),
            expiry: Expiry::Days(u32::try_from(self.dice.below(370)).unwrap_or_default()),
            approved_by: self.said(),
            reason: self.said(),
            replaces: if self.dice.below(3) == 0 { self.key() } else { None },
        };
        generate_key(self.desk.store, &self.desk.caller(), &request).settled()
    }

    fn edit(&self) -> bool {
        let Some(id) = self.key() else { return false };
        let request = EditKey {
            id,
            name: self.name(),
            description: self.name(),
            rights: self.rights(),
            scope: self.scope(),
            renewal_days: u32::try_from(self.dice.below(380)).unwrap_or_default(),
            approved_by: self.said(),
            reason: self.said(),
        };
        edit_key(self.desk.store, &self.desk.caller(), &request).settled()
    }

    /// A name, or nothing.
    fn said(&self) -> String {
        if self.dice.below(2) == 0 {
            String::new()
        } else {
            self.name()
        }
    }

    fn add_aircraft(&self) -> bool {
        let registration = format!("SP-KT{}", self.dice.below(9));
        let described = DescribeAircraft {
            registration: &registration,
            icao_address: "",
            aircraft_type: NAMES[self.dice.below(NAMES.len())],
            operator: "",
        };
        let (store, caller) = (self.desk.store, self.desk.caller());
        match self.aircraft() {
            Some(id) if self.dice.below(2) == 0 => edit_aircraft(store, &caller, id, &described).settled(),
            _ => add_aircraft(store, &caller, &described).settled(),
        }
    }

    fn account(&self) -> Option<ServiceAccountId> {
        let mut ids: Vec<_> = self
            .desk
            .read(|tx| tx.accounts())
            .iter()
            .map(|account| account.id)
            .collect();
        ids.sort();
        self.dice.pick(&ids).copied()
    }

    fn key(&self) -> Option<KeyId> {
        let mut ids: Vec<_> = self.desk.read(|tx| tx.keys()).iter().map(|key| key.id).collect();
        ids.sort();
        self.dice.pick(&ids).copied()
    }

    fn aircraft(&self) -> Option<AircraftId> {
        let mut ids: Vec<_> = self
            .desk
            .read(|tx| tx.fleet())
            .iter()
            .map(|aircraft| aircraft.id)
            .collect();
        ids.sort();
        self.dice.pick(&ids).copied()
    }

    fn resource(&self) -> Resource {
        let mut resources = self.desk.read(|tx| tx.resources());
        resources.sort_by_key(|resource| resource.id);
        // The first few, so that sequences meet retired ones.
        resources.swap_remove(self.dice.below(6))
    }

    fn rights(&self) -> Rights {
        if self.dice.below(4) == 0 {
            Rights::AllOfOwner
        } else {
            Rights::Chosen(self.grants())
        }
    }

    fn grants(&self) -> Grants {
        // Mostly a level that there is.
        let one = |_| {
            let resource = self.resource();
            let has: Vec<_> = resource.description.levels.into_keys().collect();
            let level = if self.dice.below(8) == 0 {
                Level::ModifyAll
            } else {
                has[self.dice.below(has.len())]
            };
            (resource.id, level)
        };
        (0..=self.dice.below(2)).map(one).collect()
    }

    fn scope(&self) -> AircraftScope {
        if self.dice.below(2) == 0 {
            return AircraftScope::WholeFleet;
        }
        let chosen: AircraftSet = (0..=self.dice.below(2)).filter_map(|_| self.aircraft()).collect();
        if chosen.is_empty() {
            AircraftScope::WholeFleet
        } else {
            AircraftScope::Only(chosen)
        }
    }

    fn name(&self) -> String {
        NAMES[self.dice.below(NAMES.len())].to_owned()
    }

    fn reason(&self) -> &'static str {
        if self.dice.below(2) == 0 { "" } else { "audit" }
    }

    fn how(&self) -> HandedOut {
        HandedOut::ALL[self.dice.below(HandedOut::ALL.len())]
    }
}

fn described(name: &str) -> DescribeAccount<'_> {
    DescribeAccount {
        name,
        organisation: "Northwind",
        email: "ops@northwind.example",
    }
}
