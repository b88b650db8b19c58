//! `aircraft` and its tags.

use std::collections::{BTreeSet, HashMap};

use keytower_app::Stored;
use keytower_domain::aircraft::{Aircraft, AircraftDescription, IcaoAddress, Registration};
use keytower_domain::canonical::RowDigest;
use keytower_domain::fleet_group::Tag;
use keytower_domain::id::AircraftId;
use rusqlite::{Connection, named_params};

use super::{
    Row, all, change_one, digest, get, lent, millis, one, optional_instant, parsed, put_ids, text, unreadable,
};

pub fn list(db: &Connection) -> Stored<Vec<Aircraft>> {
    let mut tags: HashMap<AircraftId, BTreeSet<Tag>> = HashMap::new();
    let rows = all(db, "SELECT * FROM aircraft_tag", [], |row| {
        Ok((parsed(row, "aircraft_id")?, tag(row)?))
    })?;
    for (id, tag) in rows {
        tags.entry(id).or_default().insert(tag);
    }
    let sql = "SELECT * FROM aircraft ORDER BY registration";
    all(db, sql, [], |row| {
        let tags = tags.remove(&parsed(row, "aircraft_id")?);
        read(row, tags.unwrap_or_default())
    })
}

pub fn find(db: &Connection, id: AircraftId) -> Stored<Option<Aircraft>> {
    find_by(db, "SELECT * FROM aircraft WHERE aircraft_id = ?1", id.as_str())
}

pub fn registered(db: &Connection, folded: &str) -> Stored<Option<Aircraft>> {
    find_by(
        db,
        "SELECT * FROM aircraft WHERE folded_registration = ?1",
        folded,
    )
}

fn find_by(db: &Connection, sql: &str, value: &str) -> Stored<Option<Aircraft>> {
    let Some(mut aircraft) = one(db, sql, [value], |row| read(row, BTreeSet::new()))? else {
        return Ok(None);
    };
    let sql = "SELECT * FROM aircraft_tag WHERE aircraft_id = ?1";
    let tags = all(db, sql, [aircraft.id.as_str()], tag)?;
    aircraft.description.tags = tags.into_iter().collect();
    Ok(Some(aircraft))
}

fn tag(row: &Row<'_>) -> Stored<Tag> {
    Tag::parse(lent(row, "tag")?).map_err(|_| unreadable("tag"))
}

fn put_tags(db: &Connection, aircraft: &Aircraft) -> Stored<()> {
    let owner = ("aircraft_id", aircraft.id.as_str());
    let tags = aircraft.description.tags.iter().map(Tag::to_string);
    put_ids(db, "aircraft_tag", owner, "tag", tags)
}

pub fn insert(db: &Connection, aircraft: &Aircraft) -> Stored<()> {
    let described = &aircraft.description;
    change_one(
        db,
        "INSERT INTO aircraft (aircraft_id, registration, folded_registration, icao_address, aircraft_type, operator,
            retired_at, digest)
         VALUES (:aircraft_id, :registration, :folded_registration, :icao_address, :aircraft_type, :operator,
            :retired_at, :digest)",
        named_params! {
            ":aircraft_id": aircraft.id.as_str(),
            ":registration": described.registration.as_str(),
            ":folded_registration": described.registration.folded(),
            ":icao_address": described.icao_address.map(|address| address.to_string()),
            ":aircraft_type": described.aircraft_type,
            ":operator": described.operator,
            ":retired_at": millis(aircraft.retired_at),
            ":digest": digest(aircraft.digest()),
        },
    )?;
    put_tags(db, aircraft)
}

pub fn update(db: &Connection, before: RowDigest, aircraft: &Aircraft) -> Stored<()> {
    let described = &aircraft.description;
    change_one(
        db,
        "UPDATE aircraft SET registration = :registration, folded_registration = :folded_registration,
            icao_address = :icao_address, aircraft_type = :aircraft_type, operator = :operator,
            retired_at = :retired_at, digest = :digest
         WHERE aircraft_id = :aircraft_id AND digest = :before",
        named_params! {
            ":aircraft_id": aircraft.id.as_str(),
            ":registration": described.registration.as_str(),
            ":folded_registration": described.registration.folded(),
            ":icao_address": described.icao_address.map(|address| address.to_string()),
            ":aircraft_type": described.aircraft_type,
            ":operator": described.operator,
            ":retired_at": millis(aircraft.retired_at),
            ":digest": digest(aircraft.digest()),
            ":before": digest(before),
        },
    )?;
    put_tags(db, aircraft)
}

fn read(row: &Row<'_>, tags: BTreeSet<Tag>) -> Stored<Aircraft> {
    let address: Option<String> = get(row, "icao_address")?;
    Ok(Aircraft {
        id: parsed(row, "aircraft_id")?,
        description: AircraftDescription {
            registration: Registration::parse(lent(row, "registration")?)
                .map_err(|_| unreadable("registration"))?,
            icao_address: IcaoAddress::parse_optional(address.as_deref().unwrap_or_default())
                .map_err(|_| unreadable("icao_address"))?,
            aircraft_type: text(row, "aircraft_type")?,
            operator: text(row, "operator")?,
            tags,
        },
        retired_at: optional_instant(row, "retired_at")?,
    })
}
