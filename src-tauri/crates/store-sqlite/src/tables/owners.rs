//! What owners of keys were given: the tables of `service_account` and of `person` have it alike.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;
use std::str::FromStr;

use keytower_app::Stored;
use keytower_domain::access::Level;
use keytower_domain::aircraft_scope::AircraftScope;
use keytower_domain::id::{AircraftId, FleetGroupId, ResourceId, TemplateId};
use keytower_domain::owner::OwnAccess;
use rusqlite::{Connection, Params};

use super::{Row, each, level, parsed, put_choice, put_grants, put_ids, scope_parts};

/// The tables of one kind of owner.
pub struct Tables {
    /// The column that says whose a row is.
    pub id: &'static str,
    pub grants: &'static str,
    pub templates: &'static str,
    pub aircraft: &'static str,
    pub groups: &'static str,
}

/// The rows that belong to an owner.
#[derive(Default)]
pub struct Given {
    grants: Vec<(ResourceId, Level)>,
    templates: BTreeSet<TemplateId>,
    aircraft: Vec<AircraftId>,
    groups: Vec<FleetGroupId>,
}

impl Given {
    /// Adds what the rows say to what the owner's own row said.
    pub fn give(self, own: &mut OwnAccess) {
        own.grants = self.grants.into_iter().collect();
        own.templates = self.templates;
        if let AircraftScope::Only(choice) = &mut own.scope {
            choice.aircraft = self.aircraft.into_iter().collect();
            choice.groups = self.groups.into_iter().collect();
        }
    }
}

impl Tables {
    /// What was given to each of the owners that a condition on their id names.
    pub fn read<Id: FromStr + Eq + Hash>(
        &self,
        db: &Connection,
        condition: &str,
        params: impl Params + Copy,
    ) -> Stored<HashMap<Id, Given>> {
        let mut given: HashMap<Id, Given> = HashMap::new();
        let mut take = |table: &str, add: &dyn Fn(&mut Given, &Row<'_>) -> Stored<()>| {
            let sql = format!("SELECT * FROM {table} {condition}");
            each(db, &sql, params, |row| {
                add(given.entry(parsed(row, self.id)?).or_default(), row)
            })
        };
        take(self.grants, &|of, row| {
            of.grants.push((parsed(row, "resource_id")?, level(row)?));
            Ok(())
        })?;
        take(self.templates, &|of, row| {
            of.templates.insert(parsed(row, "template_id")?);
            Ok(())
        })?;
        take(self.aircraft, &|of, row| {
            of.aircraft.push(parsed(row, "aircraft_id")?);
            Ok(())
        })?;
        take(self.groups, &|of, row| {
            of.groups.push(parsed(row, "group_id")?);
            Ok(())
        })?;
        Ok(given)
    }

    /// Replaces what was given to an owner, but for what its own row says.
    pub fn put(&self, db: &Connection, id: &str, own: &OwnAccess) -> Stored<()> {
        let owner = (self.id, id);
        put_grants(db, self.grants, self.id, id, &own.grants)?;
        let templates = own.templates.iter().map(TemplateId::to_string);
        put_ids(db, self.templates, owner, "template_id", templates)?;
        let (_, choice) = scope_parts(&own.scope);
        put_choice(db, [self.aircraft, self.groups], owner, &choice)
    }
}
