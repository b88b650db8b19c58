#![no_main]

#[path = "../checks/resource_document.rs"]
mod resource_document;
#[path = "../checks/tower.rs"]
mod tower;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| resource_document::check(bytes));
