//! `aircraft`.

use keytower_app::Stored;
use keytower_domain::aircraft::{Aircraft, AircraftDescription, IcaoAddress, Registration};
use keytower_domain::canonical::RowDigest;
use keytower_domain::id::AircraftId;
use rusqlite::{Connection, named_params};

use super::{
    Row, all, change_one, digest, get, lent, millis, one, optional_instant, parsed, text, unreadable,
};

pub fn list(db: &Connection) -> Stored<Vec<Aircraft>> {
    all(db, "SELECT * FROM aircraft ORDER BY registration", [], read)
}

pub fn find(db: &Connection, id: AircraftId) -> Stored<Option<Aircraft>> {
    one(
        db,
        "SELECT * FROM aircraft WHERE aircraft_id = ?1",
        [id.as_str()],
        read,
    )
}

pub fn registered(db: &Connection, folded: &str) -> Stored<Option<Aircraft>> {
    one(
        db,
        "SELECT * FROM aircraft WHERE folded_registration = ?1",
        [folded],
        read,
    )
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
    )
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
    )
}

fn read(row: &Row<'_>) -> Stored<Aircraft> {
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
        },
        retired_at: optional_instant(row, "retired_at")?,
    })
}
