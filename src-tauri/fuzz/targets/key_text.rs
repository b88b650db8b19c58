#![no_main]

#[path = "../checks/key_text.rs"]
mod key_text;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| key_text::check(bytes));
