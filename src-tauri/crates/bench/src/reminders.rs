//! Saying which reminders are due, among ten times as many keys as the vault has: the copies differ in their ids.

use std::error::Error;
use std::hint::black_box;

use chrono::TimeDelta;
use keytower_app::domain::due::{Agenda, Delivery, End, Ledger};
use keytower_app::domain::id::KeyId;
use keytower_app::domain::key::Key;
use keytower_app::{Entropy as _, Store as _, StoreError};
use serde_json::{Value, json};

use crate::computer::{SystemEntropy, timed};
use crate::spread::Spread;
use crate::vault::Made;

/// Copies of each key.
const COPIES: usize = 10;
/// Times that it is measured.
const LOOKED: usize = 30;

/// Measures it in memory: everything due at first, and, as mostly, nothing that isn't delivered.
pub fn measure(made: &Made) -> Result<Value, Box<dyn Error>> {
    let (keys, workspace) = made
        .open()?
        .store
        .read(|tx| Ok::<_, StoreError>((tx.keys()?, tx.workspace()?)))?;
    let workspace = workspace.ok_or("no workspace")?;
    let copies = keys.iter().flat_map(|key| std::iter::repeat_n(key, COPIES));
    let keys: Vec<Key> = copies
        .map(|key| Key {
            id: KeyId::new(&mut |bytes| SystemEntropy.fill(bytes)),
            ..key.clone()
        })
        .collect();
    // A week before half of them have ended.
    let mut ends: Vec<_> = keys.iter().filter_map(|key| key.expires_at).collect();
    ends.sort_unstable();
    let now = ends.get(ends.len() / 2).ok_or("no key ends")?.to_owned() - TimeDelta::days(7);
    let usual = workspace.reminder_days();
    let look = |ledger: &Ledger| {
        let ends = keys.iter().filter_map(|key| End::of(key, &usual));
        timed(|| Agenda::of(ends, workspace.zone, ledger, now))
    };
    let (first, all_due) = look(&Ledger::default());
    let delivered = first.due.iter().map(|reminder| Delivery::now(*reminder, now));
    let ledger: Ledger = delivered.collect();
    let mut nothing_due = Spread::default();
    for _ in 0..LOOKED {
        let (agenda, milliseconds) = look(&ledger);
        black_box(agenda);
        nothing_due.add(milliseconds);
    }
    Ok(json!({
        "keys": keys.len(),
        "due": first.due.len(),
        "first": crate::spread::rounded(all_due),
        "agenda": nothing_due.report(),
    }))
}
