#![no_main]

#[path = "../checks/fleet_csv.rs"]
mod fleet_csv;
#[path = "../checks/tower.rs"]
mod tower;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fleet_csv::check(bytes));
