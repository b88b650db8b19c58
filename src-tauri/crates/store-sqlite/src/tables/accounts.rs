//! `service_account` and what it was granted.

use std::collections::{BTreeSet, HashMap};

use keytower_app::Stored;
use keytower_domain::access::{Grants, Level};
use keytower_domain::account::{AccountName, ContactEmail, ServiceAccount};
use keytower_domain::canonical::RowDigest;
use keytower_domain::id::{ResourceId, ServiceAccountId, TemplateId};
use rusqlite::{Connection, Params, named_params};

use super::{
    Row, all, change, change_one, digest, instant, lent, level, millis, one, optional_instant, parsed,
    put_grants, text, unreadable,
};

pub fn list(db: &Connection) -> Stored<Vec<ServiceAccount>> {
    let mut grants: HashMap<ServiceAccountId, Vec<(ResourceId, Level)>> = HashMap::new();
    let rows = all(db, "SELECT * FROM account_grant", [], |row| {
        Ok((
            parsed(row, "account_id")?,
            (parsed(row, "resource_id")?, level(row)?),
        ))
    })?;
    for (id, grant) in rows {
        grants.entry(id).or_default().push(grant);
    }
    let mut templates: HashMap<ServiceAccountId, BTreeSet<TemplateId>> = HashMap::new();
    let rows = all(db, "SELECT * FROM account_template", [], |row| {
        Ok((parsed(row, "account_id")?, parsed(row, "template_id")?))
    })?;
    for (id, template) in rows {
        templates.entry(id).or_default().insert(template);
    }
    let sql = "SELECT * FROM service_account ORDER BY folded_name";
    all(db, sql, [], |row| {
        let id = parsed(row, "account_id")?;
        let grants = grants.remove(&id).unwrap_or_default().into_iter().collect();
        read(row, grants, templates.remove(&id).unwrap_or_default())
    })
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
            digest)
         VALUES (:account_id, :name, :folded_name, :organisation, :email, :created_at, :disabled_at, :digest)",
        named_params! {
            ":account_id": account.id.as_str(),
            ":name": account.name.as_str(),
            ":folded_name": account.name.folded(),
            ":organisation": account.organisation,
            ":email": account.contact.as_str(),
            ":created_at": account.created_at.timestamp_millis(),
            ":disabled_at": millis(account.disabled_at),
            ":digest": digest(account.digest()),
        },
    )?;
    put_access(db, account)
}

pub fn update(db: &Connection, before: RowDigest, account: &ServiceAccount) -> Stored<()> {
    change_one(
        db,
        "UPDATE service_account SET name = :name, folded_name = :folded_name, organisation = :organisation,
            email = :email, disabled_at = :disabled_at, digest = :digest
         WHERE account_id = :account_id AND digest = :before",
        named_params! {
            ":account_id": account.id.as_str(),
            ":name": account.name.as_str(),
            ":folded_name": account.name.folded(),
            ":organisation": account.organisation,
            ":email": account.contact.as_str(),
            ":disabled_at": millis(account.disabled_at),
            ":digest": digest(account.digest()),
            ":before": digest(before),
        },
    )?;
    put_access(db, account)
}

fn put_access(db: &Connection, account: &ServiceAccount) -> Stored<()> {
    let id = account.id.as_str();
    put_grants(db, "account_grant", "account_id", id, &account.grants)?;
    change(db, "DELETE FROM account_template WHERE account_id = ?1", [id])?;
    let insert = "INSERT INTO account_template (account_id, template_id) VALUES (?1, ?2)";
    let mut templates = account.templates.iter();
    templates.try_for_each(|template| change(db, insert, (id, template.as_str())))
}

fn find_by(db: &Connection, sql: &str, params: impl Params) -> Stored<Option<ServiceAccount>> {
    let Some(account) = one(db, sql, params, |row| read(row, Grants::none(), BTreeSet::new()))? else {
        return Ok(None);
    };
    let grants = all(
        db,
        "SELECT * FROM account_grant WHERE account_id = ?1",
        [account.id.as_str()],
        |row| Ok((parsed(row, "resource_id")?, level(row)?)),
    )?;
    let templates = all(
        db,
        "SELECT * FROM account_template WHERE account_id = ?1",
        [account.id.as_str()],
        |row| parsed(row, "template_id"),
    )?;
    Ok(Some(ServiceAccount {
        grants: grants.into_iter().collect(),
        templates: templates.into_iter().collect(),
        ..account
    }))
}

fn read(row: &Row<'_>, grants: Grants, templates: BTreeSet<TemplateId>) -> Stored<ServiceAccount> {
    Ok(ServiceAccount {
        id: parsed(row, "account_id")?,
        name: AccountName::parse(lent(row, "name")?).map_err(|_| unreadable("name"))?,
        organisation: text(row, "organisation")?,
        contact: ContactEmail::parse(lent(row, "email")?).map_err(|_| unreadable("email"))?,
        grants,
        templates,
        created_at: instant(row, "created_at")?,
        disabled_at: optional_instant(row, "disabled_at")?,
    })
}
