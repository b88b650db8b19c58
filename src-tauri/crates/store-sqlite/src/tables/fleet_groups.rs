//! `fleet_group` and what it holds.

use std::collections::HashMap;

use keytower_app::Stored;
use keytower_domain::aircraft_scope::AircraftSet;
use keytower_domain::canonical::RowDigest;
use keytower_domain::fleet_group::{FleetGroup, GroupDescription, Members, Tag};
use keytower_domain::id::{AircraftId, FleetGroupId};
use keytower_domain::text::folded;
use rusqlite::{Connection, named_params};

use super::{
    Row, all, change_one, digest, get, millis, one, optional_instant, parsed, put_ids, text, unreadable,
};

pub fn list(db: &Connection) -> Stored<Vec<FleetGroup>> {
    let mut held: HashMap<FleetGroupId, Vec<AircraftId>> = HashMap::new();
    let rows = all(db, "SELECT * FROM fleet_group_aircraft", [], |row| {
        Ok((parsed(row, "group_id")?, parsed(row, "aircraft_id")?))
    })?;
    for (id, aircraft) in rows {
        held.entry(id).or_default().push(aircraft);
    }
    let sql = "SELECT * FROM fleet_group ORDER BY folded_name, group_id";
    all(db, sql, [], |row| {
        let chosen = held.remove(&parsed(row, "group_id")?).unwrap_or_default();
        read(row, chosen.into_iter().collect())
    })
}

pub fn find(db: &Connection, id: FleetGroupId) -> Stored<Option<FleetGroup>> {
    let sql = "SELECT * FROM fleet_group_aircraft WHERE group_id = ?1";
    let chosen = all(db, sql, [id.as_str()], |row| parsed(row, "aircraft_id"))?;
    let chosen: AircraftSet = chosen.into_iter().collect();
    let sql = "SELECT * FROM fleet_group WHERE group_id = ?1";
    one(db, sql, [id.as_str()], |row| read(row, chosen.clone()))
}

pub fn insert(db: &Connection, group: &FleetGroup) -> Stored<()> {
    put(
        db,
        "INSERT INTO fleet_group (group_id, name, folded_name, tag, deleted_at, digest)
         SELECT :group_id, :name, :folded_name, :tag, :deleted_at, :digest WHERE :before IS NULL",
        None,
        group,
    )
}

pub fn update(db: &Connection, before: RowDigest, group: &FleetGroup) -> Stored<()> {
    put(
        db,
        "UPDATE fleet_group SET name = :name, folded_name = :folded_name, tag = :tag, deleted_at = :deleted_at,
            digest = :digest
         WHERE group_id = :group_id AND digest = :before",
        Some(before),
        group,
    )
}

fn put(db: &Connection, sql: &str, before: Option<RowDigest>, group: &FleetGroup) -> Stored<()> {
    let described = &group.description;
    let (tag, chosen) = match &described.members {
        Members::Chosen(chosen) => (None, chosen.clone()),
        Members::Tagged(tag) => (Some(tag.as_str()), AircraftSet::default()),
    };
    change_one(
        db,
        sql,
        named_params! {
            ":group_id": group.id.as_str(),
            ":name": described.name,
            ":folded_name": folded(&described.name),
            ":tag": tag,
            ":deleted_at": millis(group.deleted_at),
            ":digest": digest(group.digest()),
            ":before": before.map(digest),
        },
    )?;
    let id = group.id.as_str();
    let aircraft = chosen.iter();
    put_ids(
        db,
        "fleet_group_aircraft",
        ("group_id", id),
        "aircraft_id",
        aircraft.map(|one| one.to_string()),
    )
}

fn read(row: &Row<'_>, chosen: AircraftSet) -> Stored<FleetGroup> {
    let tag: Option<String> = get(row, "tag")?;
    let tag = tag
        .map(|tag| Tag::parse(&tag).map_err(|_| unreadable("tag")))
        .transpose()?;
    Ok(FleetGroup {
        id: parsed(row, "group_id")?,
        description: GroupDescription {
            name: text(row, "name")?,
            members: tag.map_or(Members::Chosen(chosen), Members::Tagged),
        },
        deleted_at: optional_instant(row, "deleted_at")?,
    })
}
