#![no_main]

#[path = "../checks/tower.rs"]
mod tower;
#[path = "../checks/uses_csv.rs"]
mod uses_csv;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| uses_csv::check(bytes));
