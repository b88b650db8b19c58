//! `person` and what they were given.

use std::collections::HashMap;

use keytower_app::Stored;
use keytower_domain::account::ContactEmail;
use keytower_domain::actor::{KeySetup, Role};
use keytower_domain::canonical::RowDigest;
use keytower_domain::id::PersonId;
use keytower_domain::owner::OwnAccess;
use keytower_domain::person::{Person, PersonDescription};
use keytower_domain::text::folded;
use rusqlite::{Connection, named_params};

use super::owners::{Given, Tables};
use super::{
    Row, all, change_one, digest, instant, lent, millis, one, optional_instant, optional_text, parsed, scope,
    scope_parts, text, unreadable,
};

const GIVEN: Tables = Tables {
    id: "person_id",
    grants: "person_grant",
    templates: "person_template",
    aircraft: "person_aircraft",
    groups: "person_fleet_group",
};

pub fn list(db: &Connection) -> Stored<Vec<Person>> {
    let mut given: HashMap<PersonId, Given> = GIVEN.read(db, "", [])?;
    let mut people = all(db, "SELECT * FROM person", [], read)?;
    for person in &mut people {
        let own = given.remove(&person.id).unwrap_or_default();
        own.give(&mut person.own);
    }
    people.sort_by_cached_key(|person| (folded(&person.description.name), person.id));
    Ok(people)
}

pub fn find(db: &Connection, id: PersonId) -> Stored<Option<Person>> {
    let sql = "SELECT * FROM person WHERE person_id = ?1";
    let Some(mut person) = one(db, sql, [id.as_str()], read)? else {
        return Ok(None);
    };
    let mut given: HashMap<PersonId, Given> = GIVEN.read(db, "WHERE person_id = ?1", [id.as_str()])?;
    let own = given.remove(&id).unwrap_or_default();
    own.give(&mut person.own);
    Ok(Some(person))
}

pub fn insert(db: &Connection, person: &Person) -> Stored<()> {
    put(
        db,
        "INSERT INTO person (person_id, name, email, folded_email, role, key_setup, created_at, left_at, scope,
            digest)
         SELECT :person_id, :name, :email, :folded_email, :role, :key_setup, :created_at, :left_at, :scope,
            :digest
         WHERE :before IS NULL",
        None,
        person,
    )
}

pub fn update(db: &Connection, before: RowDigest, person: &Person) -> Stored<()> {
    put(
        db,
        "UPDATE person SET name = :name, email = :email, folded_email = :folded_email, role = :role,
            key_setup = :key_setup, created_at = :created_at, left_at = :left_at, scope = :scope, digest = :digest
         WHERE person_id = :person_id AND digest = :before",
        Some(before),
        person,
    )
}

fn put(db: &Connection, sql: &str, before: Option<RowDigest>, person: &Person) -> Stored<()> {
    let described = &person.description;
    let email = described.email.as_ref().map(ContactEmail::as_str);
    change_one(
        db,
        sql,
        named_params! {
            ":person_id": person.id.as_str(),
            ":name": described.name,
            ":email": email,
            ":folded_email": email.map(folded),
            ":role": described.role.name(),
            ":key_setup": described.key_setup.name(),
            ":created_at": person.created_at.timestamp_millis(),
            ":left_at": millis(person.left_at),
            ":scope": scope_parts(&person.own.scope).0,
            ":digest": digest(person.digest()),
            ":before": before.map(digest),
        },
    )?;
    GIVEN.put(db, person.id.as_str(), &person.own)
}

fn read(row: &Row<'_>) -> Stored<Person> {
    let email = optional_text(row, "email")?.map(ContactEmail::parse).transpose();
    Ok(Person {
        id: parsed(row, "person_id")?,
        description: PersonDescription {
            name: text(row, "name")?,
            email: email.map_err(|_| unreadable("email"))?,
            role: Role::named(lent(row, "role")?).ok_or_else(|| unreadable("role"))?,
            key_setup: KeySetup::named(lent(row, "key_setup")?).ok_or_else(|| unreadable("key_setup"))?,
        },
        own: OwnAccess {
            scope: scope(row)?,
            ..OwnAccess::default()
        },
        created_at: instant(row, "created_at")?,
        left_at: optional_instant(row, "left_at")?,
    })
}
