//! `api_key`, its rights and aircraft, and what is left of deleted ones.

use std::collections::BTreeSet;
use std::iter::Peekable;
use std::sync::{Mutex, TryLockError};
use std::{thread, vec};

use keytower_app::Stored;
use keytower_domain::access::{AircraftScope, Grants, Level, Rights};
use keytower_domain::canonical::RowDigest;
use keytower_domain::event::Head;
use keytower_domain::id::{AircraftId, KeyId, ResourceId, ServiceAccountId};
use keytower_domain::key::{HandedOut, Key, KeyDescription, Life};
use keytower_domain::key_text::SealedDigest;
use keytower_domain::time::Instant;
use rusqlite::{Connection, Params, named_params};

use super::{
    Row, all, change, change_one, digest, events, get, instant, lent, level, millis, one, optional,
    optional_instant, parsed, put_grants, text, unreadable,
};
use crate::error::stored;

/// The rows that belong to keys, in order of the keys' ids: given to keys that come in that order too.
struct Parts {
    grants: Ordered<(ResourceId, Level)>,
    aircraft: Ordered<AircraftId>,
}

type Ordered<T> = Peekable<vec::IntoIter<(KeyId, T)>>;

impl Parts {
    /// Those of the keys that a condition on `key_id` names.
    fn read(db: &Connection, condition: &str, params: impl Params + Copy) -> Stored<Self> {
        let sql = |columns: &str, table: &str| {
            format!("SELECT key_id, {columns} FROM {table} {condition} ORDER BY key_id")
        };
        let grants = all(db, &sql("resource_id, level", "key_grant"), params, |row| {
            Ok((parsed(row, "key_id")?, (parsed(row, "resource_id")?, level(row)?)))
        })?;
        let aircraft = all(db, &sql("aircraft_id", "key_aircraft"), params, |row| {
            Ok((parsed(row, "key_id")?, parsed(row, "aircraft_id")?))
        })?;
        Ok(Self {
            grants: grants.into_iter().peekable(),
            aircraft: aircraft.into_iter().peekable(),
        })
    }

    /// Those of all keys as of an event, by another connection; `None` where that is busy, or finds another event.
    fn as_of(head: Head, beside: &Mutex<Connection>) -> Stored<Option<Self>> {
        let mut beside = match beside.try_lock() {
            Ok(beside) => beside,
            Err(TryLockError::Poisoned(beside)) => beside.into_inner(),
            Err(TryLockError::WouldBlock) => return Ok(None),
        };
        let tx = beside.transaction().map_err(stored)?;
        if events::head(&tx)? == head {
            Self::read(&tx, "", []).map(Some)
        } else {
            Ok(None)
        }
    }

    fn give(&mut self, key: &mut Key) {
        if let Rights::Chosen(grants) = &mut key.description.rights {
            *grants = of(&mut self.grants, key.id).collect();
        }
        if let AircraftScope::Only(aircraft) = &mut key.description.scope {
            *aircraft = of(&mut self.aircraft, key.id).collect();
        }
    }
}

fn of<T>(parts: &mut Ordered<T>, id: KeyId) -> impl Iterator<Item = T> {
    while parts.next_if(|(of, _)| *of < id).is_some() {}
    std::iter::from_fn(move || parts.next_if(|(of, _)| *of == id).map(|(_, part)| part))
}

/// All keys, in order of their ids. The rows that belong to them are read meanwhile by another connection, where there
/// is one to spare.
pub fn list(db: &Connection, beside: Option<&Mutex<Connection>>) -> Stored<Vec<Key>> {
    let head = events::head(db)?;
    let (keys, parts) = thread::scope(|scope| {
        let beside = beside.and_then(|beside| {
            let read = move || Parts::as_of(head, beside);
            thread::Builder::new().spawn_scoped(scope, read).ok()
        });
        let keys = all(db, "SELECT * FROM api_key ORDER BY key_id", [], read);
        (keys, beside.and_then(|beside| beside.join().ok()))
    });
    let (mut keys, mut parts) = match parts {
        Some(Ok(Some(parts))) => (keys?, parts),
        // Whatever kept it from reading: what is wrong with the rows themselves shows here too.
        _ => (keys?, Parts::read(db, "", [])?),
    };
    // An old page that was put back may hold a key for the second time.
    if !keys.is_sorted_by(|one, next| one.id < next.id) {
        return Err(unreadable("key_id"));
    }
    for key in &mut keys {
        parts.give(key);
    }
    Ok(keys)
}

pub fn find(db: &Connection, id: KeyId) -> Stored<Option<Key>> {
    let sql = "SELECT * FROM api_key WHERE key_id = ?1";
    let Some(mut key) = one(db, sql, [id.as_str()], read)? else {
        return Ok(None);
    };
    Parts::read(db, "WHERE key_id = ?1", [id.as_str()])?.give(&mut key);
    Ok(Some(key))
}

pub fn names_of(db: &Connection, owner: ServiceAccountId) -> Stored<Vec<(KeyId, String)>> {
    let sql = "SELECT key_id, name FROM api_key WHERE owner_id = ?1";
    all(db, sql, [owner.as_str()], |row| {
        Ok((parsed(row, "key_id")?, text(row, "name")?))
    })
}

pub fn replacement_of(db: &Connection, id: KeyId) -> Stored<Option<KeyId>> {
    let sql = "SELECT key_id FROM api_key WHERE replaces = ?1 ORDER BY generated_at, key_id";
    one(db, sql, [id.as_str()], |row| parsed(row, "key_id"))
}

pub fn deleted_at(db: &Connection, id: KeyId) -> Stored<Option<Instant>> {
    one(
        db,
        "SELECT deleted_at FROM deleted_key WHERE key_id = ?1",
        [id.as_str()],
        |row| instant(row, "deleted_at"),
    )
}

pub fn deleted(db: &Connection) -> Stored<Vec<KeyId>> {
    all(db, "SELECT key_id FROM deleted_key", [], |row| {
        parsed(row, "key_id")
    })
}

pub fn insert(db: &Connection, key: &Key) -> Stored<()> {
    put(
        db,
        "INSERT INTO api_key (key_id, sealed, owner_id, name, description, rights, scope, renewal_days, generated_at,
            generated_by, renewed_at, expires_at, life, stopped_at, handed_out, replaces, approved_by, reason, digest)
         SELECT :key_id, :sealed, :owner_id, :name, :description, :rights, :scope, :renewal_days, :generated_at,
            :generated_by, :renewed_at, :expires_at, :life, :stopped_at, :handed_out, :replaces, :approved_by, :reason,
            :digest
         WHERE :before IS NULL AND NOT EXISTS (SELECT 1 FROM deleted_key WHERE key_id = :key_id)",
        None,
        key,
    )
}

pub fn update(db: &Connection, before: RowDigest, key: &Key) -> Stored<()> {
    put(
        db,
        "UPDATE api_key SET sealed = :sealed, owner_id = :owner_id, name = :name, description = :description,
            rights = :rights, scope = :scope, renewal_days = :renewal_days, generated_at = :generated_at,
            generated_by = :generated_by, renewed_at = :renewed_at, expires_at = :expires_at, life = :life,
            stopped_at = :stopped_at, handed_out = :handed_out, replaces = :replaces, approved_by = :approved_by,
            reason = :reason, digest = :digest
         WHERE key_id = :key_id AND digest = :before",
        Some(before),
        key,
    )
}

pub fn delete(db: &Connection, before: RowDigest, id: KeyId, at: Instant) -> Stored<()> {
    let sql = "DELETE FROM api_key WHERE key_id = ?1 AND digest = ?2 AND life = 'revoked'";
    change_one(db, sql, (id.as_str(), digest(before)))?;
    change_one(
        db,
        "INSERT INTO deleted_key (key_id, deleted_at) VALUES (?1, ?2)",
        (id.as_str(), at.timestamp_millis()),
    )
}

fn put(db: &Connection, sql: &str, before: Option<RowDigest>, key: &Key) -> Stored<()> {
    let described = &key.description;
    let (life, stopped_at) = match key.life {
        Life::Active => ("active", None),
        Life::Disabled { since } => ("disabled", Some(since)),
        Life::Expired { at, by_hand: false } => ("expired", Some(at)),
        Life::Expired { at, by_hand: true } => ("expired_by_hand", Some(at)),
        Life::Revoked { at } => ("revoked", Some(at)),
    };
    let (rights, grants) = match &described.rights {
        Rights::AllOfOwner => ("all_of_owner", &Grants::none()),
        Rights::Chosen(grants) => ("chosen", grants),
    };
    let (scope, aircraft) = match &described.scope {
        AircraftScope::WholeFleet => ("whole_fleet", &BTreeSet::new()),
        AircraftScope::Only(chosen) => ("only", chosen),
    };
    change_one(
        db,
        sql,
        named_params! {
            ":key_id": key.id.as_str(),
            ":sealed": key.sealed.0,
            ":owner_id": key.owner.as_str(),
            ":name": described.name,
            ":description": described.description,
            ":rights": rights,
            ":scope": scope,
            ":renewal_days": described.renewal_days,
            ":generated_at": key.generated_at.timestamp_millis(),
            ":generated_by": key.generated_by,
            ":renewed_at": millis(key.renewed_at),
            ":expires_at": millis(key.expires_at),
            ":life": life,
            ":stopped_at": millis(stopped_at),
            ":handed_out": key.handed_out.name(),
            ":replaces": key.replaces.map(|id| id.to_string()),
            ":approved_by": described.approved_by,
            ":reason": described.reason,
            ":digest": digest(key.digest()),
            ":before": before.map(digest),
        },
    )?;
    let id = key.id.as_str();
    put_grants(db, "key_grant", "key_id", id, grants)?;
    change(db, "DELETE FROM key_aircraft WHERE key_id = ?1", [id])?;
    let insert = "INSERT INTO key_aircraft (key_id, aircraft_id) VALUES (?1, ?2)";
    aircraft
        .iter()
        .try_for_each(|aircraft| change(db, insert, (id, aircraft.as_str())))
}

/// A key without the rows that belong to it.
fn read(row: &Row<'_>) -> Stored<Key> {
    let stopped = || instant(row, "stopped_at");
    Ok(Key {
        id: parsed(row, "key_id")?,
        sealed: SealedDigest(get(row, "sealed")?),
        owner: parsed(row, "owner_id")?,
        description: KeyDescription {
            name: text(row, "name")?,
            description: text(row, "description")?,
            rights: match lent(row, "rights")? {
                "all_of_owner" => Rights::AllOfOwner,
                _ => Rights::Chosen(Grants::none()),
            },
            scope: match lent(row, "scope")? {
                "whole_fleet" => AircraftScope::WholeFleet,
                _ => AircraftScope::Only(BTreeSet::new()),
            },
            renewal_days: get(row, "renewal_days")?,
            approved_by: text(row, "approved_by")?,
            reason: text(row, "reason")?,
        },
        generated_at: instant(row, "generated_at")?,
        generated_by: text(row, "generated_by")?,
        renewed_at: optional_instant(row, "renewed_at")?,
        expires_at: optional_instant(row, "expires_at")?,
        life: match lent(row, "life")? {
            "active" => Life::Active,
            "disabled" => Life::Disabled { since: stopped()? },
            "expired" => Life::Expired {
                at: stopped()?,
                by_hand: false,
            },
            "expired_by_hand" => Life::Expired {
                at: stopped()?,
                by_hand: true,
            },
            "revoked" => Life::Revoked { at: stopped()? },
            _ => return Err(unreadable("life")),
        },
        handed_out: HandedOut::named(lent(row, "handed_out")?).ok_or_else(|| unreadable("handed_out"))?,
        replaces: optional(row, "replaces")?,
    })
}
