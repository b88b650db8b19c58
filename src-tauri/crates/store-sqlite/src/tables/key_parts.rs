//! What belongs to keys and lies in tables of its own: rights, aircraft, groups, networks, reminders, old secrets, boxes.

use std::collections::HashSet;
use std::hash::Hash;
use std::iter::Peekable;
use std::sync::{Mutex, TryLockError};
use std::vec;

use keytower_app::Stored;
use keytower_domain::access::{Grants, Rights};
use keytower_domain::aircraft_scope::{AircraftScope, AircraftSet, GroupSet};
use keytower_domain::event::Head;
use keytower_domain::id::KeyId;
use keytower_domain::key::{HandedOut, Key};
use keytower_domain::key_box::KeyBox;
use keytower_domain::key_text::SealedDigest;
use keytower_domain::network::Networks;
use keytower_domain::reminders::{Personnel, ReminderDays, Reminders};
use keytower_domain::rotation::{OldSecret, OldSecrets};
use rusqlite::{Connection, Params};

use super::{Row, all, each, events, get, instant, lent, level, parsed, unreadable};
use crate::error::stored;

/// The rows that belong to keys, in order of the keys' ids: given to keys that come in that order too.
pub struct Parts {
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
    pub fn read(db: &Connection, condition: &str, params: impl Params + Copy) -> Stored<Self> {
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
    pub fn as_of(head: Head, beside: &Mutex<Connection>) -> Stored<Option<Self>> {
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

    pub fn give(&mut self, key: &mut Key) {
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
pub struct Once<T>(HashSet<T>);

impl<T> Default for Once<T> {
    fn default() -> Self {
        Self(HashSet::new())
    }
}

impl<T: Clone + Eq + Hash> Once<T> {
    pub fn held(&mut self, one: T) -> T {
        if let Some(same) = self.0.get(&one) {
            return same.clone();
        }
        self.0.insert(one.clone());
        one
    }
}
