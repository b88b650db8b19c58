//! Random sequences of everything that can be done, the same for every run of a seed.

mod drawing;

use keytower_domain::actor::{KeySetup, Role};
use keytower_domain::id::PersonId;
use keytower_domain::party::PartyId;

use super::desk::Desk;
use super::instruments::SeededEntropy;
use super::inventory::loaded;
use crate::{
    AccessPreview, AccountStateError, ChooseReminders, DescribeAccount, DescribeAircraft, DescribeError,
    DescribeGroup, DescribePerson, DescribeTemplate, EditAccess, EditKey, Expiry, GenerateKey, KeyLifeError,
    PersonStateError, ReadError, RetireError, Store, accept_clock, add_aircraft, add_person, create_account,
    create_group, create_template, delete_group, delete_key, delete_template, disable_account, disable_key,
    discard_key, edit_access, edit_account, edit_aircraft, edit_group, edit_key, edit_person, edit_template,
    enable_account, enable_key, expire_key, generate_key, hand_out_key, person_back, person_left,
    preview_access, preview_group, preview_template, renew_key, restore_aircraft, restore_resource,
    retire_aircraft, retire_old_secret, retire_resource, revoke_key, rotate_key,
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
        match self.dice.below(56) {
            0 | 1 | 50 => self.create_account(),
            2 => self
                .account()
                .is_some_and(|id| disable_account(store, &caller, id).settled()),
            3 => self
                .account()
                .is_some_and(|id| enable_account(store, &caller, id).settled()),
            4 => self.edit_account(),
            5..=10 | 30..=33 | 51..=55 => self.generate(),
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
            39 => self.create_group(),
            40 => self.edit_group(),
            41 => self.delete_group(),
            42 | 43 => self.rotate(),
            44 => self
                .key()
                .is_some_and(|id| retire_old_secret(store, &caller, id).settled()),
            45 => self.add_person(),
            46 => self.edit_person(),
            47 => self
                .person()
                .is_some_and(|id| person_left(store, &caller, id).settled()),
            48 => self
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

    /// Gives an owner what it needn't have had before, and takes what it had.
    fn edit_access(&self) -> bool {
        let request = EditAccess {
            grants: self.grants(),
            templates: (0..self.dice.below(3)).filter_map(|_| self.template()).collect(),
            scope: self.scope(),
        };
        let edit = |id| edit_access(self.desk.store, &self.desk.caller(), id, &request).settled();
        self.owner().is_some_and(edit)
    }

    fn rotate(&self) -> bool {
        let days = u32::try_from(self.dice.below(40)).unwrap_or_default();
        let rotate = |id| rotate_key(self.desk.store, &self.desk.caller(), id, days, self.reason()).settled();
        self.key().is_some_and(rotate)
    }

    fn create_group(&self) -> bool {
        let (name, members) = (self.name(), self.members());
        let described = DescribeGroup { name: &name, members };
        create_group(self.desk.store, &self.desk.caller(), &described).settled()
    }

    fn edit_group(&self) -> bool {
        let (name, members) = (self.name(), self.members());
        let described = DescribeGroup { name: &name, members };
        let edit = |id| edit_group(self.desk.store, &self.desk.caller(), id, &described).settled();
        self.group().is_some_and(edit)
    }

    fn delete_group(&self) -> bool {
        let delete = |id| delete_group(self.desk.store, &self.desk.caller(), id).settled();
        self.group().is_some_and(delete)
    }

    /// Gives an account other access, a template other grants or a fleet group other members, after asking what that would do; nothing where it
    /// is refused, which it then is both times.
    ///
    /// # Panics
    /// When it is refused once.
    pub fn change_access_as_previewed(&self) -> Option<AccessPreview> {
        let (store, caller) = (self.desk.store, self.desk.caller());
        let inventory = loaded(self.desk);
        let grants = self.grants();
        let template = self.template().filter(|_| self.dice.below(2) == 0);
        let group = self.group().filter(|_| self.dice.below(2) == 0);
        let (foretold, done) = if let Some(id) = group {
            if self.dice.below(6) == 0 {
                let foretold = preview_group(&inventory, &caller, id, None).ok();
                (foretold, delete_group(store, &caller, id).settled())
            } else {
                let members = self.members();
                let foretold = preview_group(&inventory, &caller, id, Some(&members)).ok();
                let name = inventory.fleet().groups().group(id)?.description.name.clone();
                let described = DescribeGroup { name: &name, members };
                (foretold, edit_group(store, &caller, id, &described).settled())
            }
        } else if let Some(id) = template {
            let foretold = preview_template(&inventory, &caller, id, &grants).ok();
            let description = inventory.template(id)?.description.clone();
            let described = DescribeTemplate {
                name: &description.name,
                summary: &description.summary,
                grants,
            };
            (foretold, edit_template(store, &caller, id, &described).settled())
        } else {
            let owner = self.owner()?;
            let request = EditAccess {
                grants,
                templates: (0..self.dice.below(3)).filter_map(|_| self.template()).collect(),
                scope: self.scope(),
            };
            let foretold = preview_access(&inventory, &caller, owner, &request).ok();
            (foretold, edit_access(store, &caller, owner, &request).settled())
        };
        assert_eq!(
            foretold.is_some(),
            done,
            "refused in the preview as when it is saved"
        );
        foretold
    }

    fn generate(&self) -> bool {
        let request = GenerateKey {
            owner: self.owner(),
            name: self.name(),
            description: String::new(),
            rights: self.rights(),
            scope: self.scope(),
            networks: self.networks(),
            renewal_days: u32::try_from(self.dice.below(380)).unwrap_or_default(),
            reminders: self.reminders(),
            expiry: Expiry::Days(u32::try_from(self.dice.below(370)).unwrap_or_default()),
            approved_by: self.said(),
            reason: self.said(),
            replaces: if self.dice.below(3) == 0 { self.key() } else { None },
        };
        generate_key(self.desk.store, &self.desk.caller(), &request).settled()
    }

    fn reminders(&self) -> ChooseReminders {
        let account = self.account().filter(|_| self.dice.below(2) == 0);
        let day = || self.dice.below(380).to_string();
        ChooseReminders {
            personnel: account.into_iter().map(PartyId::from).collect(),
            days: (self.dice.below(2) == 0).then(|| (0..self.dice.below(4)).map(|_| day()).collect()),
        }
    }

    fn edit(&self) -> bool {
        let Some(id) = self.key() else { return false };
        let request = EditKey {
            id,
            name: self.name(),
            description: self.name(),
            rights: self.rights(),
            scope: self.scope(),
            networks: self.networks(),
            renewal_days: u32::try_from(self.dice.below(380)).unwrap_or_default(),
            reminders: self.reminders(),
            approved_by: self.said(),
            reason: self.said(),
        };
        edit_key(self.desk.store, &self.desk.caller(), &request).settled()
    }

    fn add_aircraft(&self) -> bool {
        let aircraft_type = self.name();
        let registration = format!("SP-KT{}", self.dice.below(9));
        let tags: Vec<String> = (0..self.dice.below(3)).map(|_| self.tag().to_owned()).collect();
        let described = DescribeAircraft {
            registration: &registration,
            icao_address: "",
            aircraft_type: &aircraft_type,
            operator: "",
            tags: &tags,
        };
        let (store, caller) = (self.desk.store, self.desk.caller());
        match self.aircraft() {
            Some(id) if self.dice.below(2) == 0 => edit_aircraft(store, &caller, id, &described).settled(),
            _ => add_aircraft(store, &caller, &described).settled(),
        }
    }
}

fn described(name: &str) -> DescribeAccount<'_> {
    DescribeAccount {
        name,
        organisation: "Northwind",
        email: "ops@northwind.example",
    }
}
