//! Doing what was planned: each step by the use case of its name, with the clock where the plan has it.

mod calendar;
mod later;
mod personal;

use std::collections::HashMap;

use keytower_app::domain::access::{Grants, Level, Rights};
use keytower_app::domain::actor::{Actor, KeySetup, Role};
use keytower_app::domain::aircraft::Aircraft;
use keytower_app::domain::aircraft_scope::AircraftScope;
use keytower_app::domain::id::{AircraftId, KeyId, PersonId, ResourceId, ServiceAccountId, TemplateId};
use keytower_app::domain::lifetime::DEFAULT_DAYS;
use keytower_app::{
    Caller, ChooseReminders, CreateWorkspace, DescribeAccount, DescribeError, DescribeResource,
    DescribeTemplate, EditAccess, EditKey, Expiry, GenerateKey, KeyLifeError, Preset, Store, StoreError,
    add_person, add_resource, confirm_import, create_account, create_template, create_workspace, delete_key,
    disable_account, disable_key, edit_access, edit_account, edit_key, edit_person, edit_template,
    enable_key, expire_key, generate_key, hand_out_key, person_left, preview_import, renew_key,
    restore_aircraft, retire_aircraft, revoke_key,
};

use self::calendar::Calendar;
use crate::airline::{NAME, REPORTING_NARROWED, TEMPLATES, Template, ZONE};
use crate::fleet::{files, registration};
use crate::people::EMPLOYEES;
use crate::plan::{Act, Plan, PlannedKey};
use crate::seeded::SeededEntropy;
use crate::{ORIGIN, SampleError, administrator};

/// Tells what personal keys draw from apart.
const PERSONAL: u64 = 1;

/// Does all of it.
pub fn perform<S: Store>(store: &S, plan: &Plan, seed: u64) -> Result<(), SampleError> {
    let mut performance = Performance {
        store,
        plan,
        clock: Calendar::default(),
        entropy: SeededEntropy::new(seed),
        personal: SeededEntropy::new(seed ^ PERSONAL),
        files: files(),
        people: HashMap::new(),
        accounts: HashMap::new(),
        keys: HashMap::new(),
        resources: HashMap::new(),
        aircraft: HashMap::new(),
    };
    for step in &plan.steps {
        performance.clock.turn_to(step.at);
        performance.act(step.who, &step.act)?;
    }
    Ok(())
}

struct Performance<'a, S> {
    store: &'a S,
    plan: &'a Plan,
    clock: Calendar,
    entropy: SeededEntropy,
    /// Personal keys draw from their own, so that all others stay as they are.
    personal: SeededEntropy,
    files: [String; 2],
    /// What came to be, by its place in the plan, its title, or its registration.
    people: HashMap<usize, PersonId>,
    accounts: HashMap<usize, ServiceAccountId>,
    keys: HashMap<usize, KeyId>,
    resources: HashMap<String, ResourceId>,
    aircraft: HashMap<String, AircraftId>,
}

impl<S: Store> Performance<'_, S> {
    fn act(&mut self, who: &str, act: &Act) -> Result<(), SampleError> {
        let actor = actor(who, act);
        let caller = Caller {
            actor: &actor,
            origin: ORIGIN,
            clock: &self.clock,
            entropy: &self.entropy,
        };
        let store = self.store;
        match act {
            Act::CreateWorkspace => {
                let workspace = CreateWorkspace {
                    name: NAME,
                    time_zone: ZONE,
                    preset: Preset::Leon,
                };
                create_workspace(store, &caller, &workspace)?;
                let all = store.read(|tx| tx.resources())?;
                let titled = all.into_iter().map(|one| (one.description.title, one.id));
                self.resources = titled.collect();
            }
            Act::AddPerson(place) => {
                let id = self.add_person(&caller, *place)?;
                self.people.insert(*place, id);
            }
            Act::TakeRole => self.take_role(&caller)?,
            Act::PersonLeft => {
                person_left(store, &caller, self.last_person()?.1)?;
            }
            Act::ImportFleet(number) => {
                let plan = preview_import(store, &caller, self.files[*number].as_bytes())?;
                confirm_import(store, &caller, &plan)?;
                let fleet = store.read(|tx| tx.fleet())?;
                let registered = |one: Aircraft| (one.description.registration.as_str().to_owned(), one.id);
                self.aircraft = fleet.into_iter().map(registered).collect();
            }
            Act::RetireAircraft(number) => {
                retire_aircraft(store, &caller, self.aircraft(*number)?)?;
            }
            Act::RestoreAircraft(number) => {
                restore_aircraft(store, &caller, self.aircraft(*number)?)?;
            }
            Act::AddResource => add_noise_reports(store, &caller)?,
            Act::CreateTemplate(place) => self.create_template(&caller, *place)?,
            Act::NarrowTemplate => self.narrow_template(&caller)?,
            Act::GiveTemplate { account, template } => {
                self.give(&caller, self.account(*account)?, self.template(*template)?)?;
            }
            Act::CreateAccount(place) => {
                let account =
                    create_account(store, &caller, &self.described(*place, "integrations").as_ref())?;
                self.accounts.insert(*place, account.id);
            }
            Act::EditAccount(place) => {
                let id = self.account(*place)?;
                edit_account(
                    store,
                    &caller,
                    id,
                    &self.described(*place, "service-desk").as_ref(),
                )?;
            }
            Act::DisableAccount(place) => {
                disable_account(store, &caller, self.account(*place)?)?;
            }
            Act::Generate(place) => {
                let request = self.request(&self.plan.keys[*place])?;
                // Its text is dropped here: nobody has a key of the sample's making.
                let generated = generate_key(store, &caller, &request)?;
                self.keys.insert(*place, generated.key.id);
            }
            Act::HandOut(place, how) => {
                hand_out_key(store, &caller, self.key(*place)?, *how)?;
            }
            Act::Renew { key, until, reason } => {
                let until = until.map(|day| day.to_string());
                renew_key(store, &caller, self.key(*key)?, until.as_deref(), reason)?;
            }
            act @ (Act::TagTurboprops
            | Act::CreateGroup(_)
            | Act::NameGroup { .. }
            | Act::Rotate { .. }
            | Act::RetireOldSecret(_)
            | Act::GeneratePersonal(_)
            | Act::RetireResource) => self.later(&caller, act)?,
            Act::Describe(place, line) => self.describe(&caller, *place, line)?,
            Act::Disable(place) => {
                disable_key(store, &caller, self.key(*place)?)?;
            }
            Act::Enable(place) => {
                enable_key(store, &caller, self.key(*place)?)?;
            }
            Act::Expire(place) => {
                expire_key(store, &caller, self.key(*place)?)?;
            }
            Act::Revoke(place) => {
                revoke_key(store, &caller, self.key(*place)?)?;
            }
            Act::Delete(place) => delete_key(store, &caller, self.key(*place)?)?,
        }
        Ok(())
    }

    fn add_person(&self, caller: &Caller<'_>, place: usize) -> Result<PersonId, SampleError> {
        let employee = &EMPLOYEES[place];
        let added = add_person(self.store, caller, &employee.at(employee.role, &employee.email()))?;
        Ok(added.id)
    }

    /// The last of the people looks after keys no more.
    fn take_role(&self, caller: &Caller<'_>) -> Result<(), SampleError> {
        let (place, id) = self.last_person()?;
        let employee = &EMPLOYEES[place];
        let email = employee.email();
        edit_person(self.store, caller, id, &employee.at(Role::None, &email))?;
        Ok(())
    }

    fn create_template(&self, caller: &Caller<'_>, place: usize) -> Result<(), SampleError> {
        let described = self.described_template(&TEMPLATES[place], TEMPLATES[place].access)?;
        create_template(self.store, caller, &described)?;
        Ok(())
    }

    /// The last template loses what its kind doesn't need any more.
    fn narrow_template(&self, caller: &Caller<'_>) -> Result<(), SampleError> {
        let place = TEMPLATES.len() - 1;
        let described = self.described_template(&TEMPLATES[place], REPORTING_NARROWED)?;
        edit_template(self.store, caller, self.template(place)?, &described)?;
        Ok(())
    }

    /// Gives an account a template. From now on it has by itself only what the template doesn't grant.
    fn give(
        &self,
        caller: &Caller<'_>,
        account: ServiceAccountId,
        template: TemplateId,
    ) -> Result<(), SampleError> {
        let both = self
            .store
            .read(|tx| Ok::<_, StoreError>(tx.account(account)?.zip(tx.template(template)?)))?;
        let (account, template) = both.ok_or(DescribeError::NotFound)?;
        let request = EditAccess {
            grants: account.own.grants.beyond(&template.description.grants),
            templates: [template.id].into(),
            scope: account.own.scope.clone(),
        };
        edit_access(self.store, caller, account.id.into(), &request)?;
        Ok(())
    }

    fn described_template(
        &self,
        template: &Template,
        access: &[(&str, Level)],
    ) -> Result<DescribeTemplate<'static>, SampleError> {
        Ok(DescribeTemplate {
            name: template.name,
            summary: template.summary,
            grants: self.grants(access)?,
        })
    }

    /// Describes a key anew; all else of it stays.
    fn describe(&self, caller: &Caller<'_>, place: usize, line: &str) -> Result<(), SampleError> {
        let request = EditKey {
            description: line.to_owned(),
            ..self.unchanged(place)?
        };
        edit_key(self.store, caller, &request)?;
        Ok(())
    }

    /// An edit of a key that changes nothing.
    fn unchanged(&self, place: usize) -> Result<EditKey, SampleError> {
        let id = self.key(place)?;
        let key = self.store.read(|tx| tx.key(id))?.ok_or(KeyLifeError::NotFound)?;
        let described = key.description;
        let networks = described.networks.iter().map(|network| network.to_string());
        Ok(EditKey {
            id,
            name: described.name,
            description: described.description,
            rights: described.rights,
            scope: described.scope,
            networks: networks.collect(),
            renewal_days: described.renewal_days.into(),
            reminders: (&described.reminders).into(),
            approved_by: described.approved_by,
            reason: described.reason,
        })
    }

    fn request(&self, planned: &PlannedKey) -> Result<GenerateKey, SampleError> {
        let rights = match &planned.access {
            None => Rights::AllOfOwner,
            Some(access) => Rights::Chosen(self.grants(access)?),
        };
        let scope = if planned.aircraft.is_empty() {
            AircraftScope::WholeFleet
        } else {
            let chosen: Result<_, SampleError> = planned
                .aircraft
                .iter()
                .map(|number| self.aircraft(*number))
                .collect();
            AircraftScope::Only(chosen?)
        };
        Ok(GenerateKey {
            owner: Some(self.account(planned.owner)?.into()),
            name: planned.name.clone(),
            description: planned.description.to_owned(),
            rights,
            scope,
            networks: planned.networks.clone(),
            renewal_days: DEFAULT_DAYS.into(),
            reminders: ChooseReminders::default(),
            expiry: Expiry::On(planned.first_end.to_string()),
            approved_by: planned.approved_by.to_owned(),
            reason: planned.reason.clone(),
            replaces: planned.replaces.map(|place| self.key(place)).transpose()?,
        })
    }

    fn described(&self, place: usize, mailbox: &str) -> Described {
        let account = &self.plan.accounts[place];
        Described {
            name: account.name(),
            organisation: account.system.organisation,
            email: account.email(mailbox),
        }
    }

    fn last_person(&self) -> Result<(usize, PersonId), SampleError> {
        let place = EMPLOYEES.len() - 1;
        Ok((place, *self.people.get(&place).ok_or(DescribeError::NotFound)?))
    }

    fn account(&self, place: usize) -> Result<ServiceAccountId, SampleError> {
        Ok(*self.accounts.get(&place).ok_or(DescribeError::NotFound)?)
    }

    fn key(&self, place: usize) -> Result<KeyId, SampleError> {
        Ok(*self.keys.get(&place).ok_or(KeyLifeError::NotFound)?)
    }

    fn template(&self, place: usize) -> Result<TemplateId, SampleError> {
        let all = self.store.read(|tx| tx.templates())?;
        let its = all
            .iter()
            .find(|one| one.description.name == TEMPLATES[place].name);
        Ok(its.ok_or(DescribeError::NotFound)?.id)
    }

    fn grants(&self, access: &[(&str, Level)]) -> Result<Grants, SampleError> {
        access
            .iter()
            .map(|(title, level)| Ok((self.resource(title)?, *level)))
            .collect()
    }

    fn resource(&self, title: &str) -> Result<ResourceId, SampleError> {
        Ok(*self.resources.get(title).ok_or(DescribeError::NotFound)?)
    }

    fn aircraft(&self, number: u32) -> Result<AircraftId, SampleError> {
        let registration = registration(number);
        Ok(*self.aircraft.get(&registration).ok_or(DescribeError::NotFound)?)
    }
}

/// A service account's description, before it is borrowed.
struct Described {
    name: String,
    organisation: &'static str,
    email: String,
}

impl Described {
    fn as_ref(&self) -> DescribeAccount<'_> {
        DescribeAccount {
            name: &self.name,
            organisation: self.organisation,
            email: &self.email,
        }
    }
}

/// Who does it, as what they are.
fn actor(who: &str, act: &Act) -> Actor {
    if act.is_administrators() {
        return administrator();
    }
    Actor {
        name: who.to_owned(),
        person: None,
        role: Role::ApiTokenManager,
        key_setup: KeySetup::ModifyAll,
    }
}

/// A resource of the airline's own.
fn add_noise_reports<S: Store>(store: &S, caller: &Caller<'_>) -> Result<(), SampleError> {
    add_resource(
        store,
        caller,
        &DescribeResource {
            title: "Noise reports",
            group: "Company",
            summary: "What the airports' microphones say of each departure.",
            levels: vec![(Level::View, "NOISE_REPORT_READ")],
        },
    )?;
    Ok(())
}
