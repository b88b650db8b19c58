//! What the window may ask: each command parses, calls and presents, and holds no rule.
//! A command listed in [`commands`] is also declared in `build.rs` and granted in `capabilities/main.json`.

mod access;
mod accounts;
mod activity;
mod backup;
mod change_keys;
mod fleet;
mod fleet_groups;
mod keys;
mod links;
mod overview;
mod people;
mod reminders;
mod resources;
mod settings;
mod show_once;
mod uses;
mod vaults;
mod workspace;

use keytower_contract::Notice;
use tauri::Runtime;
use tauri_specta::{Builder, collect_commands};

/// Every command, typed, for any runtime: the window's and the tests'.
#[must_use]
#[expect(clippy::too_many_lines, reason = "a list, one line for each command")]
pub fn commands<R: Runtime>() -> Builder<R> {
    Builder::<R>::new()
        .commands(collect_commands![
            access::create_template,
            access::delete_template,
            access::edit_access,
            access::edit_template,
            access::list_access,
            access::list_templates,
            access::owner_access,
            access::preview_access,
            access::preview_template,
            accounts::account,
            accounts::create_account,
            accounts::disable_account,
            accounts::edit_account,
            accounts::enable_account,
            accounts::list_accounts,
            activity::check_chain,
            activity::check_progress,
            activity::copy_evidence,
            activity::copy_hand_over_note,
            activity::event,
            activity::export_events,
            activity::export_progress,
            activity::list_actors,
            activity::list_events,
            activity::stop_check,
            activity::stop_export,
            change_keys::cancel_key_changes,
            change_keys::confirm_key_changes,
            change_keys::copy_key_ids,
            change_keys::gone_keys,
            change_keys::key_changes_done,
            change_keys::key_ids,
            change_keys::preview_key_changes,
            backup::back_up_now,
            backup::backup_status,
            backup::choose_backup,
            backup::choose_backup_folder,
            backup::close_backup,
            backup::dismiss_backup_failure,
            backup::exposed_keys,
            backup::open_backup,
            backup::restore_backup,
            backup::set_backup_schedule,
            fleet::add_aircraft,
            fleet::cancel_import,
            fleet::confirm_import,
            fleet::edit_aircraft,
            fleet::import_rows,
            fleet::list_aircraft,
            fleet::preview_import,
            fleet::resolve_registrations,
            fleet::restore_aircraft,
            fleet::retire_aircraft,
            fleet_groups::create_group,
            fleet_groups::delete_group,
            fleet_groups::edit_group,
            fleet_groups::list_groups,
            fleet_groups::preview_group,
            keys::check_key,
            keys::copy_key_id,
            keys::delete_key,
            keys::disable_key,
            keys::draft,
            keys::edit_key,
            keys::enable_key,
            keys::expire_key,
            keys::identify_clipboard,
            keys::identify_key,
            keys::keep_draft,
            keys::key,
            keys::list_keys,
            keys::read_networks,
            keys::check_renewal,
            keys::renew_key,
            keys::retire_old_secret,
            keys::revoke_key,
            keys::search,
            keys::verify_key,
            links::copy_link,
            links::follow_link,
            links::forget_link,
            links::link,
            overview::overview,
            people::add_person,
            people::edit_person,
            people::list_people,
            people::person,
            people::person_back,
            people::person_left,
            people::preview_someone_left,
            people::confirm_someone_left,
            people::preview_role,
            reminders::delivered_reminders,
            reminders::put_reminder_off,
            reminders::save_calendar,
            reminders::see_reminders,
            resources::add_resource,
            resources::confirm_resource_import,
            resources::edit_resource,
            resources::list_resources,
            resources::preview_resource_import,
            resources::resource_import_rows,
            resources::restore_resource,
            resources::retire_resource,
            settings::computer,
            settings::save_settings,
            settings::settings,
            show_once::close_key,
            show_once::confirm_stored,
            show_once::copy_shown,
            show_once::discard_key,
            show_once::generate_key,
            show_once::rotate_key,
            show_once::reveal_key,
            show_once::save_shown,
            uses::confirm_uses_import,
            uses::preview_uses_import,
            uses::uses_import_rows,
            vaults::change_password,
            vaults::choose_vault,
            vaults::close_vault,
            vaults::create_vault,
            vaults::forget_vault,
            vaults::lock_vault,
            vaults::open_sample,
            vaults::open_vault,
            vaults::password_strength,
            vaults::re_encrypt_vault,
            vaults::recent_vaults,
            vaults::recover_vault,
            vaults::replace_recovery_code,
            vaults::session_status,
            vaults::set_keyring_unlock,
            vaults::touch,
            vaults::unlock_vault,
            vaults::unlock_vault_with_keyring,
            workspace::accept_clock,
            workspace::accept_copy,
            workspace::copy_account_id,
            workspace::edit_checked_by,
            workspace::edit_workspace,
            workspace::policy_presets,
            workspace::preview_policy,
            workspace::change_policy,
            workspace::open_checking_system,
            workspace::time_zones,
            workspace::workspace,
        ])
        .typ::<Notice>()
        .disable_serde_phases()
}
