//! The corpora of the fuzz targets, each input through the check that its target makes. What fuzzing found stays found.

use std::fs;
use std::path::Path;

#[path = "../../../fuzz/checks/fleet_csv.rs"]
mod fleet_csv;
#[path = "../../../fuzz/checks/key_text.rs"]
mod key_text;
#[path = "../../../fuzz/checks/resource_document.rs"]
mod resource_document;
#[path = "../../../fuzz/checks/tower.rs"]
mod tower;
#[path = "../../../fuzz/checks/uses_csv.rs"]
mod uses_csv;
#[path = "../../../fuzz/checks/vault_header.rs"]
mod vault_header;

/// Has every input of a corpus checked, and names the one that fails.
fn replay(target: &str, check: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fuzz/corpora")
        .join(target);
    let mut inputs: Vec<_> = fs::read_dir(&folder)
        .expect("a corpus")
        .map(|entry| entry.expect("an input").path())
        .collect();
    inputs.sort();
    assert!(inputs.len() > 5, "{target} has next to no corpus");
    for input in inputs {
        println!("{}", input.display());
        check(&fs::read(&input).expect("an input"));
    }
}

#[test]
fn every_key_text_of_the_corpus_is_taken_for_what_it_is() {
    replay("key_text", key_text::check);
}

#[test]
fn every_vault_header_of_the_corpus_is_read_or_refused_as_what_it_is() {
    replay("vault_header", vault_header::check);
}

#[test]
fn every_fleet_list_of_the_corpus_is_planned_so_that_it_adds_up() {
    replay("fleet_csv", fleet_csv::check);
}

#[test]
fn every_document_of_resources_of_the_corpus_is_planned_so_that_it_adds_up() {
    replay("resource_document", resource_document::check);
}

#[test]
fn every_list_of_last_uses_of_the_corpus_is_planned_so_that_it_adds_up() {
    replay("uses_csv", uses_csv::check);
}
