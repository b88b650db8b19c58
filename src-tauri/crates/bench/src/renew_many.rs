//! Renewing many keys at once, as the window waits for it, beside a bare transaction of as many rows.

use std::error::Error;

use keytower_contract::{KeyQuery, KeySelection, KeyVerb, Selected};
use keytower_store_sqlite::vault::{KdfCost, MasterPassword, Vault};
use serde_json::{Value, json};

use crate::computer::{SystemEntropy, timed};
use crate::figures::{Desk, query};
use crate::spread::rounded;
use crate::vault::PASSWORD;

/// Keys that are renewed together.
const MANY: usize = 10_000;
/// So many rows are asked for at once.
const PAGE: u32 = 500;
/// Keys that end sooner than a renewal would have them end: all of them change.
const WITHIN_DAYS: u32 = 150;

/// Renews keys, spread over working days: the preview, and what follows once it is confirmed.
pub fn measure(desk: &Desk<'_>) -> Result<Value, Box<dyn Error>> {
    let soon = KeyQuery {
        expires_within_days: Some(WITHIN_DAYS),
        ..query()
    };
    let mut key_ids = Vec::with_capacity(MANY);
    while key_ids.len() < MANY {
        let offset = u32::try_from(key_ids.len())?;
        let (page, _) = desk.wait(desk.backend.list_keys(soon.clone(), offset, PAGE))?;
        if page.rows.is_empty() {
            break;
        }
        key_ids.extend(page.rows.into_iter().map(|row| row.key_id));
    }
    key_ids.truncate(MANY);
    let selection = KeySelection {
        query: soon,
        selected: Selected::Only { key_ids },
    };
    let asked = desk
        .backend
        .preview_key_changes(selection, KeyVerb::Renew { spread: true });
    let (preview, previewed) = desk.wait(asked)?;
    let asked = desk
        .backend
        .confirm_key_changes(preview.changes_id, "measured".to_owned());
    let ((), renewed) = desk.wait(asked)?;
    let bare = bare(preview.changing)?;
    Ok(json!({
        "keys": preview.changing,
        "preview_seconds": rounded(previewed / 1_000.0),
        "renew_seconds": rounded(renewed / 1_000.0),
        "bare_transaction_seconds": rounded(bare / 1_000.0),
        "renew_as_times_the_bare_transaction": rounded(renewed / bare),
    }))
}

/// Milliseconds of one transaction that changes so many rows and inserts as many, as keys and their events are.
fn bare(rows: u32) -> Result<f64, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let password = MasterPassword::typed(PASSWORD.to_owned());
    let place = folder.path().join("Bare.keytower");
    let (vault, _) = Vault::create_with(&place, &password, KdfCost::FLOOR, &SystemEntropy)?;
    let mut connection = vault.connect()?;
    connection.execute_batch(
        "CREATE TABLE changed (id INTEGER PRIMARY KEY, content BLOB NOT NULL);
         CREATE TABLE added (id INTEGER PRIMARY KEY, content BLOB NOT NULL)",
    )?;
    let filling = connection.transaction()?;
    for id in 0..rows {
        filling
            .prepare_cached("INSERT INTO changed (id, content) VALUES (?1, ?2)")?
            .execute((id, [7u8; 300]))?;
    }
    filling.commit()?;
    let (done, milliseconds) = timed(|| -> rusqlite::Result<()> {
        let changing = connection.transaction()?;
        for id in 0..rows {
            changing
                .prepare_cached("UPDATE changed SET content = ?2 WHERE id = ?1")?
                .execute((id, [8u8; 300]))?;
            changing
                .prepare_cached("INSERT INTO added (content) VALUES (?1)")?
                .execute([[9u8; 300]])?;
        }
        changing.commit()
    });
    done?;
    Ok(milliseconds)
}
