//! `service_account` and what it was granted.

use std::collections::{BTreeSet, HashMap};

use keytower_app::Stored;
use keytower_domain::access::{Grants, Level};
use keytower_domain::account::{AccountName, ContactEmail, ServiceAccount};
use keytower_domain::aircraft_scope::AircraftScope;
use keytower_domain::canonical::RowDigest;
use keytower_domain::id::{AircraftId, FleetGroupId, ResourceId, ServiceAccountId, TemplateId};
use rusqlite::{Connection, Params, named_params};

use super::{
    Row, all, change_one, digest, each, instant, lent, level, millis, one, optional_instant, parsed,
    put_choice, put_grants, put_ids, scope, scope_parts, text, unreadable,
};

/// The rows that belong to accounts.
#[derive(Default)]
struct Parts {
    grants: Vec<(ResourceId, Level)>,
    templates: BTreeSet<TemplateId>,
    aircraft: Vec<AircraftId>,
    groups: Vec<FleetGroupId>,
}

impl Parts {
    /// Those of the accounts that a condition on `account_id` names.
    fn read(
        db: &Connection,
        condition: &str,
        params: impl Params + Copy,
    ) -> Stored<HashMap<ServiceAccountId, Self>> {
        let mut parts: HashMap<ServiceAccountId, Self> = HashMap::new();
        let sql = |table: &str| format!("SELECT * FROM {table} {condition}");
        each(db, &sql("account_grant"), params, |row| {
            let grant = (parsed(row, "resource_id")?, level(row)?);
            of(&mut parts, row)?.grants.push(grant);
            Ok(())
        })?;
        each(db, &sql("account_template"), params, |row| {
            of(&mut parts, row)?.templates.insert(parsed(row, "template_id")?);
            Ok(())
        })?;
        each(db, &sql("account_aircraft"), params, |row| {
            of(&mut parts, row)?.aircraft.push(parsed(row, "aircraft_id")?);
            Ok(())
        })?;
        each(db, &sql("account_fleet_group"), params, |row| {
            of(&mut parts, row)?.groups.push(parsed(row, "group_id")?);
            Ok(())
        })?;
        Ok(parts)
    }

    fn give(self, account: &mut ServiceAccount) {
        account.grants = self.grants.into_iter().collect();
        account.templates = self.templates;
        if let AircraftScope::Only(choice) = &mut account.scope {
            choice.aircraft = self.aircraft.into_iter().collect();
            choice.groups = self.groups.into_iter().collect();
        }
    }
}

/// Those of the account that a row belongs to.
fn of<'a>(parts: &'a mut HashMap<ServiceAccountId, Parts>, row: &Row<'_>) -> Stored<&'a mut Parts> {
    Ok(parts.entry(parsed(row, "account_id")?).or_default())
}

pub fn list(db: &Connection) -> Stored<Vec<ServiceAccount>> {
    let mut parts = Parts::read(db, "", [])?;
    let sql = "SELECT * FROM service_account ORDER BY folded_name";
    let mut accounts = all(db, sql, [], read)?;
    for account in &mut accounts {
        parts.remove(&account.id).unwrap_or_default().give(account);
    }
    Ok(accounts)
}

pub fn find(db: &Connection, id: ServiceAccountId) -> Stored<Option<ServiceAccount>> {
    find_by(
        db,
        "SELECT * FROM service_account WHERE account_id = ?1",
        [id.as_str()],
    )
}

pub fn named(db: &Connection, folded: &str) -> Stored<Option<ServiceAccount>> {
    find_by(
        db,
        "SELECT * FROM service_account WHERE folded_name = ?1",
        [folded],
    )
}

pub fn insert(db: &Connection, account: &ServiceAccount) -> Stored<()> {
    change_one(
        db,
        "INSERT INTO service_account (account_id, name, folded_name, organisation, email, created_at, disabled_at,
            scope, digest)
         VALUES (:account_id, :name, :folded_name, :organisation, :email, :created_at, :disabled_at, :scope, :digest)",
        named_params! {
            ":account_id": account.id.as_str(),
            ":name": account.name.as_str(),
            ":folded_name": account.name.folded(),
            ":organisation": account.organisation,
            ":email": account.contact.as_str(),
            ":created_at": account.created_at.timestamp_millis(),
            ":disabled_at": millis(account.disabled_at),
            ":scope": scope_parts(&account.scope).0,
            ":digest": digest(account.digest()),
        },
    )?;
    put_access(db, account)
}

pub fn update(db: &Connection, before: RowDigest, account: &ServiceAccount) -> Stored<()> {
    change_one(
        db,
        "UPDATE service_account SET name = :name, folded_name = :folded_name, organisation = :organisation,
            email = :email, disabled_at = :disabled_at, scope = :scope, digest = :digest
         WHERE account_id = :account_id AND digest = :before",
        named_params! {
            ":account_id": account.id.as_str(),
            ":name": account.name.as_str(),
            ":folded_name": account.name.folded(),
            ":organisation": account.organisation,
            ":email": account.contact.as_str(),
            ":disabled_at": millis(account.disabled_at),
            ":scope": scope_parts(&account.scope).0,
            ":digest": digest(account.digest()),
            ":before": digest(before),
        },
    )?;
    put_access(db, account)
}

fn put_access(db: &Connection, account: &ServiceAccount) -> Stored<()> {
    let owner = ("account_id", account.id.as_str());
    put_grants(db, "account_grant", owner.0, owner.1, &account.grants)?;
    let templates = account.templates.iter().map(TemplateId::to_string);
    put_ids(db, "account_template", owner, "template_id", templates)?;
    let (_, choice) = scope_parts(&account.scope);
    put_choice(db, ["account_aircraft", "account_fleet_group"], owner, &choice)
}

fn find_by(db: &Connection, sql: &str, params: impl Params) -> Stored<Option<ServiceAccount>> {
    let Some(mut account) = one(db, sql, params, read)? else {
        return Ok(None);
    };
    let mut parts = Parts::read(db, "WHERE account_id = ?1", [account.id.as_str()])?;
    parts.remove(&account.id).unwrap_or_default().give(&mut account);
    Ok(Some(account))
}

/// An account without the rows that belong to it.
fn read(row: &Row<'_>) -> Stored<ServiceAccount> {
    Ok(ServiceAccount {
        id: parsed(row, "account_id")?,
        name: AccountName::parse(lent(row, "name")?).map_err(|_| unreadable("name"))?,
        organisation: text(row, "organisation")?,
        contact: ContactEmail::parse(lent(row, "email")?).map_err(|_| unreadable("email"))?,
        grants: Grants::none(),
        templates: BTreeSet::new(),
        created_at: instant(row, "created_at")?,
        disabled_at: optional_instant(row, "disabled_at")?,
        scope: scope(row)?,
    })
}
