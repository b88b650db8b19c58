//! Measures Keytower on a vault of many keys, and prints what it measured as JSON: `cargo xtask bench`.
//!
//! The vault is a real one, in a temporary folder, made by the use cases; what is measured is what the window waits for,
//! through the same [`Backend`](keytower_contract::Backend). No test asserts a figure: they are facts about a computer.
//!
//! ```text
//! { "schema": 1,
//!   "version":  this program's,
//!   "machine":  what it ran on, and how busy that was (load average at the start and at the end),
//!   "vault":    how many keys, accounts, aircraft and events; the database's bytes; seconds that making it took,
//!   "generate": milliseconds: a bare row inserted into SQLCipher and synced, the use case, and all that the window
//!               waits for (with the head of the chain written outside); the last two also as times the first,
//!   "search":   milliseconds of each keystroke of a filter that is typed: the first 100 rows, found anew,
//!   "pages":    milliseconds of the first page of a filter or sort that wasn't asked before, and of any page after it,
//!   "identify": milliseconds of saying which key a whole key is,
//!   "chain":    seconds of a check of the whole chain with all rows, and events per second,
//!   "unlock":   milliseconds from an unwrapped data key to the first page: connections, migrations, inventory }
//! ```
//! Each distribution is `{ "count", "p50", "p99", "max" }`.

mod computer;
mod figures;
mod spread;
mod vault;

use std::error::Error;

use serde_json::json;

/// Keys in the vault unless another number is given.
const KEYS: u32 = 100_000;

fn main() -> Result<(), Box<dyn Error>> {
    let keys = match std::env::args().nth(1) {
        Some(number) => number.parse()?,
        None => KEYS,
    };
    let machine = computer::facts();
    let busy_before = computer::load();
    let made = vault::Made::with(keys)?;
    let figures = figures::measure(&made)?;
    let report = json!({
        "schema": 1,
        "version": env!("CARGO_PKG_VERSION"),
        "machine": { "facts": machine, "load_before": busy_before, "load_after": computer::load() },
        "vault": made.facts()?,
        "generate": figures.generate,
        "search": figures.search,
        "pages": figures.pages,
        "identify": figures.identify,
        "chain": figures.chain,
        "unlock": figures.unlock,
    });
    println!("{}", serde_json::to_string_pretty(&report)?);
    Ok(())
}
