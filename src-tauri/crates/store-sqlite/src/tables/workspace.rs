//! The one row of `workspace`.

use chrono::NaiveTime;
use keytower_app::{StoreError, Stored, WorkspaceSecrets};
use keytower_domain::canonical::RowDigest;
use keytower_domain::checked_by::{CheckedBy, OtherSystem};
use keytower_domain::event::ChainKey;
use keytower_domain::key_text::Pepper;
use keytower_domain::workspace::Workspace;
use rusqlite::{Connection, named_params};

use super::{
    Row, change_one, digest, get, instant, one, optional, optional_text, parsed, policy, text, unreadable,
};

pub fn find(db: &Connection) -> Stored<Option<Workspace>> {
    one(db, "SELECT * FROM workspace", [], |row| {
        Ok(Workspace {
            account_id: parsed(row, "account_id")?,
            name: text(row, "name")?,
            zone: parsed(row, "time_zone")?,
            expiry_time: NaiveTime::parse_from_str(&text(row, "expiry_time")?, "%H:%M")
                .map_err(|_| unreadable("expiry_time"))?,
            administrator: text(row, "administrator")?,
            created_at: instant(row, "created_at")?,
            policy: policy::find(db)?,
            checked_by: checked_by(row)?,
        })
    })
}

pub fn secrets(db: &Connection) -> Stored<WorkspaceSecrets> {
    let found = one(db, "SELECT pepper, chain_key FROM workspace", [], |row| {
        Ok(WorkspaceSecrets {
            pepper: Pepper::new(get(row, "pepper")?),
            chain_key: ChainKey::new(get(row, "chain_key")?),
        })
    })?;
    found.ok_or_else(|| StoreError::Damaged("no workspace".to_owned()))
}

pub fn insert(db: &Connection, workspace: &Workspace, pepper: &[u8; 32], chain_key: &[u8; 32]) -> Stored<()> {
    let checker = workspace.checked_by.another_system();
    change_one(
        db,
        "INSERT INTO workspace (only_row, account_id, name, time_zone, expiry_time, administrator, created_at, pepper,
            chain_key, checker_name, checker_address, digest)
         VALUES (1, :account_id, :name, :time_zone, :expiry_time, :administrator, :created_at, :pepper, :chain_key,
            :checker_name, :checker_address, :digest)",
        named_params! {
            ":account_id": workspace.account_id.to_string(),
            ":name": workspace.name,
            ":time_zone": workspace.zone.name(),
            ":expiry_time": workspace.expiry_time.format("%H:%M").to_string(),
            ":administrator": workspace.administrator,
            ":created_at": workspace.created_at.timestamp_millis(),
            ":pepper": pepper,
            ":chain_key": chain_key,
            ":checker_name": checker.map(|system| &system.name),
            ":checker_address": checker.map(|system| system.address.as_str()),
            ":digest": digest(workspace.digest()),
        },
    )?;
    policy::put(db, &workspace.policy)
}

pub fn update(db: &Connection, before: RowDigest, workspace: &Workspace) -> Stored<()> {
    let checker = workspace.checked_by.another_system();
    change_one(
        db,
        "UPDATE workspace SET name = :name, time_zone = :time_zone, expiry_time = :expiry_time,
            administrator = :administrator, checker_name = :checker_name, checker_address = :checker_address,
            digest = :digest
         WHERE digest = :before",
        named_params! {
            ":name": workspace.name,
            ":time_zone": workspace.zone.name(),
            ":expiry_time": workspace.expiry_time.format("%H:%M").to_string(),
            ":administrator": workspace.administrator,
            ":checker_name": checker.map(|system| &system.name),
            ":checker_address": checker.map(|system| system.address.as_str()),
            ":digest": digest(workspace.digest()),
            ":before": digest(before),
        },
    )?;
    policy::put(db, &workspace.policy)
}

fn checked_by(row: &Row<'_>) -> Stored<CheckedBy> {
    let name = optional_text(row, "checker_name")?;
    Ok(match (name, optional(row, "checker_address")?) {
        (Some(name), Some(address)) => CheckedBy::AnotherSystem(OtherSystem {
            name: name.to_owned(),
            address,
        }),
        _ => CheckedBy::Nobody,
    })
}
