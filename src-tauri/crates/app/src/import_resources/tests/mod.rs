//! What documents tell, and why they are refused.

mod formats;
mod open_api;

use super::{DocumentProblem, Listing, ToldResource};

fn read(text: &str) -> Listing {
    Listing::read(text.as_bytes()).unwrap_or_else(|problem| panic!("{problem}: {text}"))
}

fn refused(text: &str) -> DocumentProblem {
    Listing::read(text.as_bytes()).expect_err("not a document of ours")
}

/// `Group / Title: view CODE, modify CODE`.
fn lines(listing: &Listing) -> Vec<String> {
    let line = |row: &ToldResource| {
        let levels = row.levels.iter().map(|(level, code)| format!("{level} {code}"));
        let levels: Vec<_> = levels.collect();
        format!("{} / {}: {}", row.group, row.title, levels.join(", "))
    };
    listing.rows.iter().map(line).collect()
}
