//! `api_key`, its rights, aircraft, networks and reminders, and what is left of deleted ones.

use std::sync::{Arc, Mutex};
use std::thread;

use keytower_app::Stored;
use keytower_domain::access::{Grants, Rights};
use keytower_domain::canonical::RowDigest;
use keytower_domain::id::KeyId;
use keytower_domain::key::{HandedOut, Key, KeyDescription, Life};
use keytower_domain::key_text::SealedDigest;
use keytower_domain::network::Networks;
use keytower_domain::party::PartyId;
use keytower_domain::reminders::Reminders;
use keytower_domain::rotation::OldSecrets;
use keytower_domain::time::Instant;
use rusqlite::{Connection, named_params};

use super::key_parts::{Once, Parts};
use super::{
    Row, all, change, change_one, digest, events, get, instant, lent, millis, one, optional,
    optional_instant, parsed, put_choice, put_grants, put_ids, scope, scope_parts, text, unreadable,
};

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
