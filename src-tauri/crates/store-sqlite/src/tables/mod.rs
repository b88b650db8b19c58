//! One file per table: its SQL, and the way between its columns and the domain's types.

pub mod accounts;
pub mod aircraft;
pub mod deliveries;
pub mod draft;
pub mod events;
pub mod fleet_groups;
mod key_parts;
pub mod keys;
pub mod mails;
mod owners;
pub mod people;
pub mod policy;
pub mod resources;
pub mod templates;
pub mod uses;
pub mod workspace;

use std::cell::Cell;
use std::str::FromStr;

use keytower_app::{StoreError, Stored};
use keytower_domain::access::{Grants, Level};
use keytower_domain::aircraft_scope::{AircraftScope, FleetChoice};
use keytower_domain::canonical::RowDigest;
use keytower_domain::time::Instant;
use rusqlite::{Connection, Params};

use crate::error::stored;

/// A row. Its columns are had by name; where they are is looked up once for all rows of a query.
struct Row<'a> {
    values: &'a rusqlite::Row<'a>,
    columns: &'a [String],
    /// The place after the one that was read last: mostly, the one that is read next.
    next: Cell<usize>,
}

/// All rows of a query, each read by `read`.
fn all<T>(
    db: &Connection,
    sql: &str,
    params: impl Params,
    mut read: impl FnMut(&Row<'_>) -> Stored<T>,
) -> Stored<Vec<T>> {
    let mut found = Vec::new();
    each(db, sql, params, |row| {
        found.push(read(row)?);
        Ok(())
    })?;
    Ok(found)
}

/// Takes each row of a query.
fn each(
    db: &Connection,
    sql: &str,
    params: impl Params,
    mut take: impl FnMut(&Row<'_>) -> Stored<()>,
) -> Stored<()> {
    let mut statement = db.prepare_cached(sql).map_err(stored)?;
    let mut rows = statement.query(params).map_err(stored)?;
    // Known only once it runs: where another connection changed the schema since it was prepared, it is prepared anew then.
    let mut columns: Option<Vec<String>> = None;
    while let Some(row) = rows.next().map_err(stored)? {
        let names = || {
            row.as_ref()
                .column_names()
                .into_iter()
                .map(str::to_owned)
                .collect()
        };
        take(&Row {
            values: row,
            columns: columns.get_or_insert_with(names),
            next: Cell::new(0),
        })?;
    }
    Ok(())
}

/// The only row of a query, if there is one.
fn one<T>(
    db: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnMut(&Row<'_>) -> Stored<T>,
) -> Stored<Option<T>> {
    Ok(all(db, sql, params, read)?.pop())
}

/// Changes exactly one row; any other number is a conflict.
fn change_one(db: &Connection, sql: &str, params: impl Params) -> Stored<()> {
    match db
        .prepare_cached(sql)
        .and_then(|mut statement| statement.execute(params))
        .map_err(stored)?
    {
        1 => Ok(()),
        _ => Err(StoreError::Conflict),
    }
}

/// Changes any number of rows.
fn change(db: &Connection, sql: &str, params: impl Params) -> Stored<()> {
    db.prepare_cached(sql)
        .and_then(|mut statement| statement.execute(params))
        .map_err(stored)
        .map(|_| ())
}

fn place(row: &Row<'_>, column: &str) -> Stored<usize> {
    let next = row.next.get();
    let place = if row.columns.get(next).is_some_and(|name| name == column) {
        Some(next)
    } else {
        row.columns.iter().position(|name| name == column)
    };
    let place = place.ok_or_else(|| unreadable(column))?;
    row.next.set(place + 1);
    Ok(place)
}

fn get<T: rusqlite::types::FromSql>(row: &Row<'_>, column: &str) -> Stored<T> {
    row.values.get(place(row, column)?).map_err(stored)
}

/// Text, where it lies in the row.
fn lent<'a>(row: &Row<'a>, column: &str) -> Stored<&'a str> {
    let text = row.values.get_ref(place(row, column)?).map_err(stored)?;
    text.as_str().map_err(|_| unreadable(column))
}

fn text(row: &Row<'_>, column: &str) -> Stored<String> {
    lent(row, column).map(str::to_owned)
}

/// A column that some type of the domain reads from text.
fn parsed<T: FromStr>(row: &Row<'_>, column: &str) -> Stored<T> {
    lent(row, column)?.parse().map_err(|_| unreadable(column))
}

/// Text, where it lies in the row, if there is any.
fn optional_text<'a>(row: &Row<'a>, column: &str) -> Stored<Option<&'a str>> {
    let text = row.values.get_ref(place(row, column)?).map_err(stored)?;
    text.as_str_or_null().map_err(|_| unreadable(column))
}

fn optional<T: FromStr>(row: &Row<'_>, column: &str) -> Stored<Option<T>> {
    let text = optional_text(row, column)?;
    text.map(|text| text.parse().map_err(|_| unreadable(column)))
        .transpose()
}

fn instant(row: &Row<'_>, column: &str) -> Stored<Instant> {
    Instant::from_timestamp_millis(get(row, column)?).ok_or_else(|| unreadable(column))
}

fn optional_instant(row: &Row<'_>, column: &str) -> Stored<Option<Instant>> {
    let millis: Option<i64> = get(row, column)?;
    millis
        .map(|millis| Instant::from_timestamp_millis(millis).ok_or_else(|| unreadable(column)))
        .transpose()
}

fn level(row: &Row<'_>) -> Stored<Level> {
    Level::named(lent(row, "level")?).ok_or_else(|| unreadable("level"))
}

fn millis(at: Option<Instant>) -> Option<i64> {
    at.map(|at| at.timestamp_millis())
}

fn digest(row: RowDigest) -> [u8; 32] {
    row.0
}

/// A column holds what no version of this program wrote.
fn unreadable(column: &str) -> StoreError {
    StoreError::Damaged(format!("unreadable {column}"))
}

/// Replaces the ids that a table has for one thing.
fn put_ids(
    db: &Connection,
    table: &str,
    (owner, id): (&str, &str),
    column: &str,
    mut ids: impl Iterator<Item = String>,
) -> Stored<()> {
    change(db, &format!("DELETE FROM {table} WHERE {owner} = ?1"), [id])?;
    let insert = format!("INSERT INTO {table} ({owner}, {column}) VALUES (?1, ?2)");
    ids.try_for_each(|one| change(db, &insert, (id, one)))
}

/// What a scope is called in its column, and what it chooses.
fn scope_parts(scope: &AircraftScope) -> (&'static str, FleetChoice) {
    match scope {
        AircraftScope::WholeFleet => ("whole_fleet", FleetChoice::default()),
        AircraftScope::Only(choice) => ("only", choice.clone()),
    }
}

/// A scope by its column, without what it chooses.
fn scope(row: &Row<'_>) -> Stored<AircraftScope> {
    Ok(match lent(row, "scope")? {
        "whole_fleet" => AircraftScope::WholeFleet,
        _ => AircraftScope::Only(FleetChoice::default()),
    })
}

/// Replaces what the scope of an account or a key chooses.
fn put_choice(db: &Connection, tables: [&str; 2], owner: (&str, &str), choice: &FleetChoice) -> Stored<()> {
    let [aircraft, groups] = tables;
    let chosen = choice.aircraft.iter().map(|id| id.to_string());
    put_ids(db, aircraft, owner, "aircraft_id", chosen)?;
    let chosen = choice.groups.iter().map(|id| id.to_string());
    put_ids(db, groups, owner, "group_id", chosen)
}

/// Replaces the grants of an account or a key.
fn put_grants(db: &Connection, table: &str, owner: &str, id: &str, grants: &Grants) -> Stored<()> {
    change(db, &format!("DELETE FROM {table} WHERE {owner} = ?1"), [id])?;
    let insert = format!("INSERT INTO {table} ({owner}, resource_id, level) VALUES (?1, ?2, ?3)");
    grants
        .iter()
        .try_for_each(|(resource, level)| change(db, &insert, (id, resource.as_str(), level.name())))
}
