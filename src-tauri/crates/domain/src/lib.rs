//! What keys, accounts, access and fleet are, and their rules. No input or output, no clock, no serialisation:
//! everything here is decided from what is passed in.

pub mod access;
pub mod account;
pub mod actor;
pub mod aircraft;
pub mod aircraft_scope;
pub mod canonical;
pub mod checked_by;
pub mod due;
pub mod event;
pub mod fleet_group;
mod handed_out;
pub mod id;
pub mod key;
pub mod key_box;
mod key_description;
pub mod key_text;
pub mod key_use;
mod life;
pub mod lifetime;
pub mod link;
pub mod network;
pub mod owner;
pub mod party;
pub mod person;
pub mod policy;
pub mod reminders;
pub mod resource;
pub mod rotation;
pub mod showing;
pub mod template;
pub mod text;
pub mod time;
pub mod verification;
pub mod workspace;
