#![no_main]

#[path = "../checks/vault_header.rs"]
mod vault_header;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| vault_header::check(bytes));
