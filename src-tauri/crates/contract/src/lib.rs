//! What crosses a wire: data transfer objects, error codes, and every conversion to and from them.
//! The TypeScript bindings are generated from here. Field names are the domain's words, unchanged.

mod access;
mod accounts;
mod backend;
mod backup;
mod change_keys;
mod code;
pub mod convert;
mod events;
mod fleet;
mod fleet_groups;
mod import_code;
mod import_resources;
mod key_requests;
mod keys;
mod links;
mod mails;
mod networks;
mod notice;
mod overview;
mod owners;
mod people;
mod policy;
mod problem;
mod reminders;
mod resources;
mod search;
mod show_once;
mod someone_left;
mod uses;
mod vaults;
mod verification;
mod workspace;

pub use access::*;
pub use accounts::*;
pub use backend::{
    AccessBackend, AccountsBackend, ActivityBackend, Answer, Backend, FleetBackend, KeptReminders,
    KeysBackend, RemindersBackend,
};
pub use backup::*;
pub use change_keys::*;
pub use code::Code;
pub use events::*;
pub use fleet::*;
pub use fleet_groups::*;
pub use import_code::ImportCode;
pub use import_resources::*;
pub use key_requests::*;
pub use keys::*;
pub use links::*;
pub use mails::*;
pub use networks::*;
pub use notice::*;
pub use overview::*;
pub use owners::*;
pub use people::*;
pub use policy::*;
pub use problem::Problem;
pub use reminders::*;
pub use resources::*;
pub use search::*;
pub use show_once::*;
pub use someone_left::*;
pub use uses::*;
pub use vaults::*;
pub use verification::*;
pub use workspace::*;
