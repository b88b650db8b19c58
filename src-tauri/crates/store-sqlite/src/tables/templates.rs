//! `template` and what it grants.

use std::collections::HashMap;

use keytower_app::Stored;
use keytower_domain::access::{Grants, Level};
use keytower_domain::canonical::RowDigest;
use keytower_domain::id::{ResourceId, TemplateId};
use keytower_domain::template::{Template, TemplateDescription};
use keytower_domain::text::folded;
use rusqlite::{Connection, named_params};

use super::{Row, all, change_one, digest, level, millis, one, optional_instant, parsed, put_grants, text};

pub fn list(db: &Connection) -> Stored<Vec<Template>> {
    let mut grants: HashMap<TemplateId, Vec<(ResourceId, Level)>> = HashMap::new();
    let rows = all(db, "SELECT * FROM template_grant", [], |row| {
        Ok((
            parsed(row, "template_id")?,
            (parsed(row, "resource_id")?, level(row)?),
        ))
    })?;
    for (id, grant) in rows {
        grants.entry(id).or_default().push(grant);
    }
    let sql = "SELECT * FROM template ORDER BY folded_name, template_id";
    all(db, sql, [], |row| {
        let granted = grants.remove(&parsed(row, "template_id")?).unwrap_or_default();
        read(row, granted.into_iter().collect())
    })
}

pub fn find(db: &Connection, id: TemplateId) -> Stored<Option<Template>> {
    let sql = "SELECT * FROM template_grant WHERE template_id = ?1";
    let grants: Vec<_> = all(db, sql, [id.as_str()], |row| {
        Ok((parsed(row, "resource_id")?, level(row)?))
    })?;
    let grants: Grants = grants.into_iter().collect();
    let sql = "SELECT * FROM template WHERE template_id = ?1";
    one(db, sql, [id.as_str()], |row| read(row, grants.clone()))
}

pub fn insert(db: &Connection, template: &Template) -> Stored<()> {
    put(
        db,
        "INSERT INTO template (template_id, name, folded_name, summary, deleted_at, digest)
         SELECT :template_id, :name, :folded_name, :summary, :deleted_at, :digest WHERE :before IS NULL",
        None,
        template,
    )
}

pub fn update(db: &Connection, before: RowDigest, template: &Template) -> Stored<()> {
    put(
        db,
        "UPDATE template SET name = :name, folded_name = :folded_name, summary = :summary,
            deleted_at = :deleted_at, digest = :digest
         WHERE template_id = :template_id AND digest = :before",
        Some(before),
        template,
    )
}

fn put(db: &Connection, sql: &str, before: Option<RowDigest>, template: &Template) -> Stored<()> {
    let described = &template.description;
    change_one(
        db,
        sql,
        named_params! {
            ":template_id": template.id.as_str(),
            ":name": described.name,
            ":folded_name": folded(&described.name),
            ":summary": described.summary,
            ":deleted_at": millis(template.deleted_at),
            ":digest": digest(template.digest()),
            ":before": before.map(digest),
        },
    )?;
    let id = template.id.as_str();
    put_grants(db, "template_grant", "template_id", id, &described.grants)
}

fn read(row: &Row<'_>, grants: Grants) -> Stored<Template> {
    Ok(Template {
        id: parsed(row, "template_id")?,
        description: TemplateDescription {
            name: text(row, "name")?,
            summary: text(row, "summary")?,
            grants,
        },
        deleted_at: optional_instant(row, "deleted_at")?,
    })
}
