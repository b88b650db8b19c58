//! `service_account` and what it was granted.

use std::collections::HashMap;

use keytower_app::Stored;
use keytower_domain::account::{AccountName, ContactEmail, ServiceAccount};
use keytower_domain::canonical::RowDigest;
use keytower_domain::id::ServiceAccountId;
use keytower_domain::owner::OwnAccess;
use rusqlite::{Connection, Params, named_params};

use super::owners::{Given, Tables};
use super::{
    Row, all, change_one, digest, instant, lent, millis, one, optional_instant, parsed, scope, scope_parts,
    text, unreadable,
};

const GIVEN: Tables = Tables {
    id: "account_id",
    grants: "account_grant",
    templates: "account_template",
    aircraft: "account_aircraft",
    groups: "account_fleet_group",
};

pub fn list(db: &Connection) -> Stored<Vec<ServiceAccount>> {
    let mut given: HashMap<ServiceAccountId, Given> = GIVEN.read(db, "", [])?;
    let sql = "SELECT * FROM service_account ORDER BY folded_name";
    let mut accounts = all(db, sql, [], read)?;
    for account in &mut accounts {
        let own = given.remove(&account.id).unwrap_or_default();
        own.give(&mut account.own);
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
            ":scope": scope_parts(&account.own.scope).0,
            ":digest": digest(account.digest()),
        },
    )?;
    GIVEN.put(db, account.id.as_str(), &account.own)
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
            ":scope": scope_parts(&account.own.scope).0,
            ":digest": digest(account.digest()),
            ":before": digest(before),
        },
    )?;
    GIVEN.put(db, account.id.as_str(), &account.own)
}

fn find_by(db: &Connection, sql: &str, params: impl Params) -> Stored<Option<ServiceAccount>> {
    let Some(mut account) = one(db, sql, params, read)? else {
        return Ok(None);
    };
    let mut given: HashMap<ServiceAccountId, Given> =
        GIVEN.read(db, "WHERE account_id = ?1", [account.id.as_str()])?;
    let own = given.remove(&account.id).unwrap_or_default();
    own.give(&mut account.own);
    Ok(Some(account))
}

/// An account without the rows that belong to it.
fn read(row: &Row<'_>) -> Stored<ServiceAccount> {
    Ok(ServiceAccount {
        id: parsed(row, "account_id")?,
        name: AccountName::parse(lent(row, "name")?).map_err(|_| unreadable("name"))?,
        organisation: text(row, "organisation")?,
        contact: ContactEmail::parse(lent(row, "email")?).map_err(|_| unreadable("email"))?,
        own: OwnAccess {
            scope: scope(row)?,
            ..OwnAccess::default()
        },
        created_at: instant(row, "created_at")?,
        disabled_at: optional_instant(row, "disabled_at")?,
    })
}
