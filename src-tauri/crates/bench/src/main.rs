//! Measures Keytower on a vault of many keys, and writes what it measured as JSON: `cargo xtask bench`, which then
//! measures the window on the same vault (`tests/window/figures.rs`).
//!
//! ```text
//! keytower-bench <folder> [<keys>]      leaves Many.keytower and figures.json in the folder
//! ```
//!
//! The vault is a real one, made by the use cases; what is measured is what the window waits for, through the same [`Backend`](keytower_contract::Backend). No test asserts a figure: they are facts about a computer.
//!
//! ```text
//! { "schema": 5,
//!   "version":  this program's,
//!   "machine":  what it ran on, and how busy that was (load average at the start and at the end),
//!   "vault":    how many keys, accounts, aircraft and events; the database's bytes; seconds that making it took,
//!   "generate": milliseconds: a bare row inserted into SQLCipher and synced, the use case, and all that the window
//!               waits for (with the head of the chain written outside); the last two also as times the first,
//!   "search":   milliseconds of each keystroke of a filter that is typed: the first 100 rows, found anew,
//!   "pages":    milliseconds of the first page of a filter or sort that wasn't asked before, and of any page after it,
//!   "identify": milliseconds of saying which key a whole key is,
//!   "chain":    seconds of a check of the whole chain with all rows, and events per second,
//!   "unlock":   milliseconds from an unwrapped data key to the first page: connections, migrations, inventory,
//!   "activity": milliseconds of each keystroke of the log's filter, and of the first, which loads its lines,
//!   "overview": milliseconds of the overview,
//!   "palette":  milliseconds of each keystroke in the palette,
//!   "check":    milliseconds of checking a request while it is typed,
//!   "renew_many": seconds of renewing 10,000 keys at once: the preview, and all of it in one transaction with an event
//!               for each, also as times a transaction that changes and adds as many bare rows,
//!   "access":   among a tenth as many accounts and 200 resources, held in memory: microseconds of what a key may do now,
//!               by its id, and of verifying a whole key for a code, an aircraft and an address; milliseconds of the
//!               preview of a template change that narrows every key; how many it narrows,
//!   "reminders": milliseconds of saying what is due among ten times as many keys: the first time, and when all of that
//!               was delivered; how many were due,
//!   "window":   added by the window's story: see there }
//! ```
//! Each distribution is `{ "count", "p50", "p99", "max" }`.

mod access;
mod computer;
mod figures;
mod reminders;
mod renew_many;
mod spread;
mod vault;

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use serde_json::json;

/// Keys in the vault unless another number is given.
const KEYS: u32 = 100_000;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let folder = arguments.next().map(PathBuf::from);
    let folder = folder.ok_or("which folder? keytower-bench <folder> [<keys>]")?;
    let keys = match arguments.next() {
        Some(number) => number
            .to_str()
            .and_then(|number| number.parse().ok())
            .ok_or("how many keys? A number: keytower-bench <folder> [<keys>]")?,
        None => KEYS,
    };
    let machine = computer::facts();
    let busy_before = computer::load();
    let made = vault::Made::with(&folder, keys)?;
    let figures = figures::measure(&made)?;
    eprintln!("bench: access");
    let access = access::measure(keys)?;
    eprintln!("bench: reminders");
    let reminders = reminders::measure(&made)?;
    let report = json!({
        "schema": 5,
        "version": env!("CARGO_PKG_VERSION"),
        "machine": { "facts": machine, "load_before": busy_before, "load_after": computer::load() },
        "vault": made.facts()?,
        "generate": figures.generate,
        "search": figures.search,
        "pages": figures.pages,
        "identify": figures.identify,
        "chain": figures.chain,
        "unlock": figures.unlock,
        "activity": figures.activity,
        "overview": figures.overview,
        "palette": figures.palette,
        "check": figures.check,
        "renew_many": figures.renew_many,
        "access": access,
        "reminders": reminders,
    });
    fs::write(
        folder.join("figures.json"),
        serde_json::to_string_pretty(&report)?,
    )?;
    Ok(())
}
