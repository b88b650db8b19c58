//! `resource` and its levels.

use std::collections::{BTreeMap, HashMap};

use keytower_app::Stored;
use keytower_domain::access::Level;
use keytower_domain::canonical::RowDigest;
use keytower_domain::id::ResourceId;
use keytower_domain::resource::{PermissionCode, Resource, ResourceDescription};
use rusqlite::{Connection, named_params};

use super::{
    Row, all, change, change_one, digest, lent, level, millis, one, optional_instant, parsed, text,
    unreadable,
};

type Levels = BTreeMap<Level, PermissionCode>;

pub fn list(db: &Connection) -> Stored<Vec<Resource>> {
    let mut levels: HashMap<ResourceId, Levels> = HashMap::new();
    for (id, level, code) in all(db, "SELECT * FROM resource_level", [], read_level)? {
        levels.entry(id).or_default().insert(level, code);
    }
    all(
        db,
        r#"SELECT * FROM resource ORDER BY "group", title, resource_id"#,
        [],
        |row| {
            read(
                row,
                levels
                    .get(&parsed(row, "resource_id")?)
                    .cloned()
                    .unwrap_or_default(),
            )
        },
    )
}

pub fn find(db: &Connection, id: ResourceId) -> Stored<Option<Resource>> {
    let sql = "SELECT * FROM resource_level WHERE resource_id = ?1";
    let levels: Levels = all(db, sql, [id.as_str()], read_level)?
        .into_iter()
        .map(|(_, level, code)| (level, code))
        .collect();
    one(
        db,
        "SELECT * FROM resource WHERE resource_id = ?1",
        [id.as_str()],
        |row| read(row, levels.clone()),
    )
}

pub fn insert(db: &Connection, resource: &Resource) -> Stored<()> {
    let described = &resource.description;
    change_one(
        db,
        r#"INSERT INTO resource (resource_id, title, "group", summary, retired_at, digest)
           VALUES (:resource_id, :title, :group, :summary, :retired_at, :digest)"#,
        named_params! {
            ":resource_id": resource.id.as_str(),
            ":title": described.title,
            ":group": described.group,
            ":summary": described.summary,
            ":retired_at": millis(resource.retired_at),
            ":digest": digest(resource.digest()),
        },
    )?;
    put_levels(db, resource)
}

pub fn update(db: &Connection, before: RowDigest, resource: &Resource) -> Stored<()> {
    let described = &resource.description;
    change_one(
        db,
        r#"UPDATE resource SET title = :title, "group" = :group, summary = :summary, retired_at = :retired_at,
               digest = :digest
           WHERE resource_id = :resource_id AND digest = :before"#,
        named_params! {
            ":resource_id": resource.id.as_str(),
            ":title": described.title,
            ":group": described.group,
            ":summary": described.summary,
            ":retired_at": millis(resource.retired_at),
            ":digest": digest(resource.digest()),
            ":before": digest(before),
        },
    )?;
    put_levels(db, resource)
}

fn put_levels(db: &Connection, resource: &Resource) -> Stored<()> {
    let id = resource.id.as_str();
    change(db, "DELETE FROM resource_level WHERE resource_id = ?1", [id])?;
    let insert = "INSERT INTO resource_level (resource_id, level, code) VALUES (?1, ?2, ?3)";
    let mut levels = resource.description.levels.iter();
    levels.try_for_each(|(level, code)| change(db, insert, (id, level.name(), code.as_str())))
}

fn read(row: &Row<'_>, levels: Levels) -> Stored<Resource> {
    Ok(Resource {
        id: parsed(row, "resource_id")?,
        description: ResourceDescription {
            title: text(row, "title")?,
            group: text(row, "group")?,
            summary: text(row, "summary")?,
            levels,
        },
        retired_at: optional_instant(row, "retired_at")?,
    })
}

fn read_level(row: &Row<'_>) -> Stored<(ResourceId, Level, PermissionCode)> {
    let code = PermissionCode::parse(lent(row, "code")?).map_err(|_| unreadable("code"))?;
    Ok((parsed(row, "resource_id")?, level(row)?, code))
}
