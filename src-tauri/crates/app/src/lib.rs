//! The use cases, one file each, and the ports they need. Each asks first whether its actor may, does its change and
//! the change's event in one transaction, and owns its errors.

mod accept_clock;
mod access;
mod access_preview;
mod activity;
mod add_aircraft;
mod add_resource;
mod caller;
mod change_key;
mod change_keys;
mod change_policy;
mod check_chain;
mod check_key;
mod cliff;
pub mod conformance;
mod create_account;
mod create_workspace;
mod delete_key;
mod deliver_reminders;
mod disable_account;
mod disable_key;
mod draft;
mod edit_account;
mod edit_aircraft;
mod edit_checked_by;
mod edit_key;
mod edit_resource;
mod edit_workspace;
mod error;
mod expire_key;
mod exposed_keys;
mod fleet;
mod fleet_group;
mod generate_key;
mod groups;
mod hand_out_key;
mod holder;
mod identify_key;
mod import_fleet;
mod import_resources;
mod import_uses;
mod invalid;
mod inventory;
mod key_ends;
mod key_policy;
mod key_request;
mod known;
mod mail_reminders;
mod networks;
mod overview;
mod owner_access;
mod person;
mod person_left;
mod ports;
mod preset;
mod read_event;
mod read_key;
mod record;
mod reminder_schedule;
mod reminders;
mod renew_key;
mod retire;
mod retire_aircraft;
mod retire_resource;
mod reveal_key;
mod revoke_key;
mod rotate_key;
mod search;
mod select_keys;
mod someone_left;
mod store;
mod table;
mod tally;
mod template;
mod verify_key;

pub use accept_clock::accept_clock;
pub use access::{EditAccess, Held, Source, edit_access, held, preview_access};
pub use access_preview::{AccessPreview, InForce, KeyAccess};
pub use activity::{Activity, EventQuery};
pub use add_aircraft::{DescribeAircraft, add_aircraft};
pub use add_resource::{DescribeResource, add_resource};
pub use caller::Caller;
pub use change_key::Turn;
pub use change_keys::{
    ChangeDays, ChangeKeysError, ChangeRefusal, ChangeReminders, KeyChanges, KeyVerb, PlannedChange,
    confirm_key_changes, preview_key_changes,
};
pub use change_policy::{NotConforming, PolicyPreview, change_policy, preview_policy};
pub use check_chain::{ChainReport, Progress, check_chain, check_chain_while, holds_seen};
pub use check_key::{Draft, check_key};
pub use cliff::Cliff;
pub use create_account::{DescribeAccount, create_account};
pub use create_workspace::{CreateWorkspace, check_workspace, create_workspace};
pub use delete_key::delete_key;
pub use deliver_reminders::{
    Delivered, deliver_reminders, delivered_reminders, put_reminder_off, see_reminders,
};
pub use disable_account::{disable_account, enable_account};
pub use disable_key::{disable_key, enable_key};
pub use draft::{MAXIMUM_DRAFT_BYTES, draft, keep_draft};
pub use edit_account::edit_account;
pub use edit_aircraft::edit_aircraft;
pub use edit_checked_by::{DescribeCheckedBy, edit_checked_by};
pub use edit_key::{EditKey, edit_key};
pub use edit_resource::edit_resource;
pub use edit_workspace::{EditWorkspace, edit_workspace};
pub use error::{AccountStateError, DescribeError, KeyLifeError, PersonStateError, ReadError, RetireError};
pub use expire_key::expire_key;
pub use exposed_keys::{ExposedKey, exposed_keys};
pub use fleet::{Airframe, Fleet, plain};
pub use fleet_group::{
    DescribeGroup, DescribeMembers, create_group, delete_group, edit_group, preview_group,
};
pub use generate_key::{Expiry, GenerateKey, Generated, generate_key};
pub use groups::Groups;
pub use hand_out_key::hand_out_key;
pub use holder::{add_creator, holder};
pub use identify_key::{Identified, identify_key};
pub use import_fleet::{
    Column, Field, FileProblem, ImportError, MAXIMUM_BYTES, MAXIMUM_ROWS, Outcome, Plan, PlannedRow,
    RowRefusal, confirm_import, preview_import,
};
pub use import_resources::{
    DocumentProblem, Format, ImportResourcesError, Listing, MAXIMUM_DOCUMENT_BYTES, MAXIMUM_REFERENCES,
    MAXIMUM_RESOURCES, PlannedResource, ReferenceProblem, ResourceColumn, ResourceField, ResourceOutcome,
    ResourcePlan, ResourceRefusal, ToldResource, confirm_resource_import, preview_resource_import,
};
pub use import_uses::{
    ImportUsesError, MAXIMUM_USES, MAXIMUM_USES_BYTES, PlannedUse, UseColumn, UseField, UseOutcome,
    UseRefusal, UsesPlan, UsesProblem, confirm_uses_import, preview_uses_import,
};
pub use invalid::{Invalid, Reason};
pub use inventory::{Days, Entry, Inventory, KeyQuery, KeySort};
pub use key_ends::{KeyEnd, key_ends, next_to_end};
pub use keytower_domain as domain;
pub use mail_reminders::{mail_reminders, mails, settle_mail, take_in_reminders, try_mails_again};
pub use networks::read_networks;
pub use overview::{Broken, Calendar, Expiring, Overview, Trouble, overview};
pub use owner_access::{OwnerAccess, read_access};
pub use person::{DescribePerson, PersonDossier, add_person, edit_person, preview_role, read_person};
pub use person_left::{person_back, person_left};
pub use ports::{Clock, Entropy};
pub use preset::Preset;
pub use read_event::{Logged, Named, events_of, named, read_event};
pub use read_key::{
    AccountDossier, KeyDossier, KeyEvidence, NamedFleet, prove_key, read_account, read_key, with_resources,
};
pub use reminder_schedule::reminder_schedule;
pub use reminders::{ChooseReminders, Reminded};
pub use renew_key::{check_renewal, renew_key};
pub use retire_aircraft::{restore_aircraft, retire_aircraft};
pub use retire_resource::{restore_resource, retire_resource};
pub use reveal_key::{RevealError, reveal_key};
pub use revoke_key::{discard_key, revoke_key};
pub use rotate_key::{retire_old_secret, rotate_key};
pub use search::{Fit, Found, Hit, LONGEST_SEARCH, search};
pub use select_keys::{KeySelection, Selected};
pub use someone_left::{Handover, SomeoneLeft, SomeoneLeftError, confirm_someone_left, preview_someone_left};
pub use store::{EventLine, ReadTx, Store, StoreError, Stored, WorkspaceSecrets, WriteTx};
pub use tally::{OwnerKeys, Tally};
pub use template::{DescribeTemplate, create_template, delete_template, edit_template, preview_template};
pub use verify_key::{AskedResource, Verified, VerifyKey, verify_key, verify_whole};
