//! `api_key`, its rights, aircraft, networks and reminders, and what is left of deleted ones.

use std::collections::HashSet;
use std::hash::Hash;
use std::iter::Peekable;
use std::sync::{Arc, Mutex, TryLockError};
use std::{thread, vec};

use keytower_app::Stored;
use keytower_domain::access::{Grants, Rights};
use keytower_domain::aircraft_scope::{AircraftScope, AircraftSet, GroupSet};
use keytower_domain::canonical::RowDigest;
use keytower_domain::event::Head;
use keytower_domain::id::KeyId;
use keytower_domain::key::{HandedOut, Key, KeyDescription, Life};
use keytower_domain::key_box::KeyBox;
use keytower_domain::key_text::SealedDigest;
use keytower_domain::network::Networks;
use keytower_domain::party::PartyId;
use keytower_domain::reminders::{Personnel, ReminderDays, Reminders};
use keytower_domain::rotation::{OldSecret, OldSecrets};
use keytower_domain::time::Instant;
use rusqlite::{Connection, Params, named_params};

use super::{
    Row, all, change, change_one, digest, each, events, get, instant, lent, level, millis, one, optional,
    optional_instant, parsed, put_choice, put_grants, put_ids, scope, scope_parts, text, unreadable,
};
use crate::error::stored;

/// The rows that belong to keys, in order of the keys' ids: given to keys that come in that order too.
struct Parts {
    grants: Ordered<Grants>,
    aircraft: Ordered<AircraftSet>,
    groups: Ordered<GroupSet>,
    old_secrets: Ordered<OldSecrets>,
    networks: Ordered<Networks>,
    boxes: Ordered<Option<KeyBox>>,
    personnel: Ordered<Personnel>,
    reminder_days: Ordered<ReminderDays>,
}

type Ordered<T> = Peekable<vec::IntoIter<(KeyId, T)>>;

impl Parts {
    /// Those of the keys that a condition on `key_id` names.
    fn read(db: &Connection, condition: &str, params: impl Params + Copy) -> Stored<Self> {
        Ok(Self {
            grants: together(db, "key_grant", "resource_id, level", condition, params, |row| {
                Ok((parsed(row, "resource_id")?, level(row)?))
            })?,
            aircraft: together(db, "key_aircraft", "aircraft_id", condition, params, |row| {
                parsed(row, "aircraft_id")
            })?,
            groups: together(db, "key_fleet_group", "group_id", condition, params, |row| {
                parsed(row, "group_id")
            })?,
            old_secrets: old_secrets(db, condition, params)?,
            networks: together(db, "key_network", "network", condition, params, |row| {
                parsed(row, "network")
            })?,
            boxes: boxes(db, condition, params)?,
            personnel: together(db, "key_personnel", "party_id", condition, params, |row| {
                parsed(row, "party_id")
            })?,
            reminder_days: together(db, "key_reminder_day", "days", condition, params, |row| {
                get(row, "days")
            })?,
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
            *grants = of(&mut self.grants, key.id);
        }
        if let AircraftScope::Only(choice) = &mut key.description.scope {
            choice.aircraft = of(&mut self.aircraft, key.id);
            choice.groups = of(&mut self.groups, key.id);
        }
        key.old_secrets = of(&mut self.old_secrets, key.id);
        key.description.networks = of(&mut self.networks, key.id);
        key.boxed = of(&mut self.boxes, key.id);
        key.description.reminders = Reminders {
            personnel: of(&mut self.personnel, key.id),
            days: of(&mut self.reminder_days, key.id),
        };
    }
}

/// What a table says of each key, in order of their ids. Of many keys, most say the same as others: it is held once.
fn together<Part, Whole>(
    db: &Connection,
    table: &str,
    columns: &str,
    condition: &str,
    params: impl Params,
    read: impl Fn(&Row<'_>) -> Stored<Part>,
) -> Stored<Ordered<Whole>>
where
    Whole: FromIterator<Part> + Clone + Eq + Hash,
{
    let mut said = Once::default();
    let mut found = Vec::new();
    let mut parts = Vec::new();
    let mut last = None;
    let sql = format!("SELECT key_id, {columns} FROM {table} {condition} ORDER BY key_id");
    each(db, &sql, params, |row| {
        let id = parsed(row, "key_id")?;
        if let Some(before) = last.replace(id).filter(|before| *before != id) {
            found.push((before, said.held(parts.drain(..).collect())));
        }
        parts.push(read(row)?);
        Ok(())
    })?;
    found.extend(last.map(|last| (last, said.held(parts.into_iter().collect()))));
    Ok(found.into_iter().peekable())
}

/// The secrets that keys had, in order of their ids.
fn old_secrets(db: &Connection, condition: &str, params: impl Params) -> Stored<Ordered<OldSecrets>> {
    let sql = format!("SELECT * FROM old_secret {condition} ORDER BY key_id, position");
    let rows: Vec<(KeyId, OldSecret)> = all(db, &sql, params, |row| {
        let handed_out = lent(row, "handed_out")?;
        let old = OldSecret {
            sealed: SealedDigest(get(row, "sealed")?),
            until: instant(row, "until")?,
            retired: get(row, "retired")?,
            handed_out: HandedOut::named(handed_out).ok_or_else(|| unreadable("handed_out"))?,
        };
        Ok((parsed(row, "key_id")?, old))
    })?;
    let of_keys = rows.chunk_by(|(one, _), (next, _)| one == next);
    let its = |rows: &[(KeyId, OldSecret)]| (rows[0].0, rows.iter().map(|(_, old)| old.clone()).collect());
    Ok(of_keys.map(its).collect::<Vec<_>>().into_iter().peekable())
}

/// The boxes that the texts of keys are in, in order of the keys' ids.
fn boxes(db: &Connection, condition: &str, params: impl Params) -> Stored<Ordered<Option<KeyBox>>> {
    let sql = format!("SELECT * FROM key_box {condition} ORDER BY key_id");
    let rows = all(db, &sql, params, |row| {
        Ok((parsed(row, "key_id")?, Some(KeyBox::new(get(row, "box")?))))
    })?;
    Ok(rows.into_iter().peekable())
}

fn of<T: Default>(parts: &mut Ordered<T>, id: KeyId) -> T {
    while parts.next_if(|(of, _)| *of < id).is_some() {}
    let its = parts.next_if(|(of, _)| *of == id);
    its.map(|(_, part)| part).unwrap_or_default()
}

/// Things of which those that are equal are held once: cloning them shares them.
struct Once<T>(HashSet<T>);

impl<T> Default for Once<T> {
    fn default() -> Self {
        Self(HashSet::new())
    }
}

impl<T: Clone + Eq + Hash> Once<T> {
    fn held(&mut self, one: T) -> T {
        if let Some(same) = self.0.get(&one) {
            return same.clone();
        }
        self.0.insert(one.clone());
        one
    }
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
        let mut people = Once::default();
        let sql = "SELECT * FROM api_key ORDER BY key_id";
        let keys = all(db, sql, [], |row| read(row, &mut people));
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
    let Some(mut key) = one(db, sql, [id.as_str()], |row| read(row, &mut Once::default()))? else {
        return Ok(None);
    };
    Parts::read(db, "WHERE key_id = ?1", [id.as_str()])?.give(&mut key);
    Ok(Some(key))
}

pub fn names_of(db: &Connection, owner: PartyId) -> Stored<Vec<(KeyId, String)>> {
    let (sql, id) = match &owner {
        PartyId::Account(id) => (
            "SELECT key_id, name FROM api_key WHERE account_id = ?1",
            id.as_str(),
        ),
        PartyId::Person(id) => (
            "SELECT key_id, name FROM api_key WHERE person_id = ?1",
            id.as_str(),
        ),
    };
    all(db, sql, [id], |row| {
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
        "INSERT INTO api_key (key_id, sealed, account_id, person_id, name, description, rights, scope, renewal_days, generated_at,
            generated_by, renewed_at, expires_at, life, stopped_at, handed_out, replaces, approved_by, reason, digest)
         SELECT :key_id, :sealed, :account_id, :person_id, :name, :description, :rights, :scope, :renewal_days, :generated_at,
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
        "UPDATE api_key SET sealed = :sealed, account_id = :account_id, person_id = :person_id, name = :name, description = :description,
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
    let sql = "DELETE FROM api_key
         WHERE key_id = ?1 AND digest = ?2
            AND (life = 'revoked' OR EXISTS (SELECT 1 FROM policy WHERE deletion = 'always'))";
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
    let (scope, choice) = scope_parts(&described.scope);
    change_one(
        db,
        sql,
        named_params! {
            ":key_id": key.id.as_str(),
            ":sealed": key.sealed.0,
            ":account_id": key.owner.account().map(|id| id.to_string()),
            ":person_id": key.owner.person().map(|id| id.to_string()),
            ":name": described.name,
            ":description": described.description,
            ":rights": rights,
            ":scope": scope,
            ":renewal_days": described.renewal_days,
            ":generated_at": key.generated_at.timestamp_millis(),
            ":generated_by": &*key.generated_by,
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
    let owner = ("key_id", key.id.as_str());
    put_grants(db, "key_grant", owner.0, owner.1, grants)?;
    put_choice(db, ["key_aircraft", "key_fleet_group"], owner, &choice)?;
    let networks = described.networks.iter().map(|network| network.to_string());
    put_ids(db, "key_network", owner, "network", networks)?;
    change(db, "DELETE FROM key_box WHERE key_id = ?1", [owner.1])?;
    if let Some(closed) = &key.boxed {
        let insert = "INSERT INTO key_box (key_id, box) VALUES (?1, ?2)";
        change(db, insert, (owner.1, closed.bytes()))?;
    }
    let personnel = described
        .reminders
        .personnel
        .iter()
        .map(|party| party.to_string());
    put_ids(db, "key_personnel", owner, "party_id", personnel)?;
    let days = described.reminders.days.own().unwrap_or_default();
    put_ids(
        db,
        "key_reminder_day",
        owner,
        "days",
        days.iter().map(u16::to_string),
    )?;
    change(db, "DELETE FROM old_secret WHERE key_id = ?1", [owner.1])?;
    let insert = "INSERT INTO old_secret (key_id, position, sealed, until, retired, handed_out)
                  VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    (0_u32..)
        .zip(key.old_secrets.iter())
        .try_for_each(|(position, old)| {
            let until = old.until.timestamp_millis();
            let how = old.handed_out.name();
            change(
                db,
                insert,
                (owner.1, position, old.sealed.0, until, old.retired, how),
            )
        })
}

/// Whose a key is; its columns see to it that it is one's and no more.
fn owner(row: &Row<'_>) -> Stored<PartyId> {
    let account = optional(row, "account_id")?.map(PartyId::Account);
    let person = optional(row, "person_id")?.map(PartyId::Person);
    account.xor(person).ok_or_else(|| unreadable("owner"))
}

/// A key without the rows that belong to it.
fn read(row: &Row<'_>, people: &mut Once<Arc<str>>) -> Stored<Key> {
    let stopped = || instant(row, "stopped_at");
    Ok(Key {
        id: parsed(row, "key_id")?,
        sealed: SealedDigest(get(row, "sealed")?),
        owner: owner(row)?,
        description: KeyDescription {
            name: text(row, "name")?,
            description: text(row, "description")?,
            rights: match lent(row, "rights")? {
                "all_of_owner" => Rights::AllOfOwner,
                _ => Rights::Chosen(Grants::none()),
            },
            scope: scope(row)?,
            networks: Networks::default(),
            reminders: Reminders::default(),
            renewal_days: get(row, "renewal_days")?,
            approved_by: text(row, "approved_by")?,
            reason: text(row, "reason")?,
        },
        generated_at: instant(row, "generated_at")?,
        generated_by: people.held(lent(row, "generated_by")?.into()),
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
        old_secrets: OldSecrets::default(),
        boxed: None,
    })
}
