//! The vault as its callers see it, with rows of no meaning in it.

mod crashes;
mod creation;
mod credentials;
mod damage;
#[cfg(target_os = "linux")]
mod full_disk;
mod one_holder;
mod opening;
mod plaintext;
mod re_encryption;
#[cfg(target_os = "linux")]
mod read_only;
