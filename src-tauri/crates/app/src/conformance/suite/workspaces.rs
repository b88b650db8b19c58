/// A workspace, who and what is in it, and what it asks: see [`conformance_suite`](crate::conformance_suite).
#[doc(hidden)]
#[macro_export]
macro_rules! conformance_of_workspaces {
    ($fresh:path) => {
        $crate::conformance_cases! {
            $fresh;
            workspace: [
                a_workspace_starts_with_leons_38_codes_and_an_event_for_everything_in_it
                the_generic_preset_starts_with_its_few_resources_as_described
                a_store_without_a_workspace_says_so_and_has_no_events
                every_wrong_field_of_a_new_workspace_is_named_at_once_and_nothing_is_made
                names_that_are_too_long_or_turn_direction_are_refused
                a_second_workspace_is_refused_and_the_first_stays_as_it_is
                editing_the_workspace_leaves_its_event_with_what_differs_and_the_rest_stays
                another_expiry_time_counts_for_new_keys_and_keys_keep_their_end
                a_wrong_name_zone_or_time_leaves_the_workspace_as_it_is
            ]
            checked_by: [
                a_new_workspace_is_asked_by_nobody_yet
                another_system_is_named_with_its_address_and_the_event_says_so
                whoever_asks_stays_when_the_workspace_is_edited_and_the_chain_holds
                a_system_without_a_name_or_a_web_address_is_refused
            ]
            policy: [
                a_policy_is_set_with_its_event_and_changes_no_key
                a_policy_that_contradicts_itself_is_refused_and_nothing_changes
                a_preview_names_the_keys_that_would_not_conform_any_more
                where_keys_are_off_none_is_made_or_changed_and_all_can_be_stopped
                names_of_accounts_are_letters_and_digits_where_the_policy_says_so
                where_keys_are_off_none_is_renewed_or_said_to_be_renewable
            ]
            people: [
                a_workspace_starts_with_its_creator_as_system_administrator
                a_workspace_from_before_there_were_people_gets_its_creator_once
                a_person_is_added_with_their_event
                every_wrong_field_of_a_person_is_named_at_once
                an_email_is_taken_in_any_case_among_those_who_are_there
                editing_a_person_leaves_its_event_with_what_differs
                somebody_who_left_stays_listed_and_comes_back_as_what_they_were
                the_last_system_administrator_neither_leaves_nor_becomes_anything_else
                a_person_who_is_not_known_is_not_found
                a_vault_is_held_by_the_system_administrator_it_has_known_longest
            ]
            owners: [
                an_account_has_its_own_and_its_templates_grants_and_says_through_what
                narrowing_an_owner_narrows_its_keys_at_once_and_widening_gives_it_back
                what_a_template_grants_is_not_granted_again_along_with_a_key
                a_preview_names_the_keys_that_lose_and_gain_and_writes_nothing
                access_that_can_not_be_given_is_refused_in_the_preview_as_when_it_is_saved
                what_an_owner_had_of_a_retired_resource_may_stay
                editing_a_narrowed_key_gives_its_owner_back_nothing_but_what_is_added
                access_to_another_resource_of_the_same_title_is_saved
                a_template_gives_a_retired_resource_to_nobody_who_lacks_it
                what_a_preview_says_of_every_key_is_what_comes
            ]
            accounts: [
                a_new_account_has_no_access_and_leaves_its_event
                every_wrong_field_of_an_account_is_named_at_once
                an_account_name_is_taken_in_any_case
                a_name_that_was_given_up_is_free_again
                editing_an_account_leaves_its_event_and_keeps_what_it_was_granted
                disabling_an_account_stops_its_keys_and_enabling_lets_them_work_again
                an_account_that_is_not_there_is_not_found
                an_account_is_read_with_what_it_has_and_its_events_newest_first
            ]
            fleet: [
                an_aircraft_is_added_in_upper_case_with_its_event
                every_wrong_field_of_an_aircraft_is_named_at_once
                a_registration_is_taken_without_case_and_hyphen
                editing_an_aircraft_leaves_its_event_with_what_differs
                an_aircraft_is_retired_once_and_restored_once
                an_aircraft_that_is_not_there_is_not_found
                a_retired_aircraft_stays_with_its_keys_and_no_other_key_can_choose_it
            ]
            groups: [
                a_group_is_created_with_what_it_holds_and_its_event
                a_group_with_a_wrong_name_tag_or_aircraft_is_refused
                a_deleted_group_gives_up_its_name_and_is_no_aircraft_to_any_key
                a_tag_brings_in_what_has_it_now_and_later_and_takes_out_what_lost_it
                tags_are_kept_told_and_refused_when_they_are_none
                a_key_is_for_no_aircraft_that_its_owner_has_not
                aircraft_chosen_for_a_key_beyond_its_owners_are_given_to_the_owner_too
                a_preview_of_a_group_names_the_keys_that_lose_and_gain_and_writes_nothing
                keys_are_found_by_the_group_they_name_and_by_the_aircraft_it_holds
            ]
            access: [
                a_resource_is_added_with_its_levels_and_its_event
                every_wrong_field_of_a_resource_is_named_at_once
                a_permission_code_means_one_thing_in_the_workspace
                editing_a_resource_leaves_its_event_and_its_levels_can_swap_codes
                a_level_that_somebody_holds_stays_and_one_that_nobody_holds_can_go
                a_resource_is_retired_once_and_restored_once
                a_resource_that_is_not_there_is_not_found
                a_retired_resource_stays_with_those_who_hold_it_and_is_granted_to_nobody_else
            ]
            templates: [
                a_template_is_created_with_its_grants_and_its_event
                every_wrong_field_of_a_template_is_named_at_once
                a_template_name_is_taken_in_any_case_until_it_is_deleted
                editing_a_template_changes_what_all_that_have_it_may_do_at_once
                a_template_that_an_account_has_is_not_deleted
                a_deleted_template_keeps_its_name_in_the_log_and_is_given_to_nobody
                who_may_not_give_people_access_widens_no_template_that_a_person_has
            ]
            someone_left: [
                everything_that_names_them_is_found_and_nothing_is_written
                another_takes_their_place_in_one_step_with_an_event_each
                who_cannot_take_over_is_said_before
                the_last_system_administrator_is_not_recorded_as_having_left
                what_changed_since_the_preview_makes_it_stale_and_nothing_is_half_done
                only_who_may_change_people_accounts_and_keys_may_do_it
                what_the_policy_locks_stays_and_the_rest_is_handed_over
            ]
            permissions: [
                a_system_administrator_may_change_everything
                an_api_token_manager_may_change_all_but_people_the_workspace_and_its_clock
                an_auditor_changes_nothing_and_leaves_no_event
                somebody_without_a_role_changes_nothing_and_leaves_no_event
                the_access_level_view_and_modify_change_no_key_of_an_account
                the_access_level_modify_all_changes_keys_and_nothing_else
                an_auditor_reads_everything_and_somebody_without_a_role_nothing
            ]
            import: [
                an_import_adds_changes_and_leaves_what_its_preview_says
                the_same_file_twice_changes_nothing_the_second_time
                an_empty_cell_or_a_missing_column_changes_nothing
                a_registration_on_two_lines_counts_once_and_the_second_names_the_first
                a_registration_written_otherwise_is_the_same_aircraft
                formulas_are_text_and_no_registration
                rows_with_wrong_fields_or_too_few_are_left_out_and_say_why
                a_preview_that_no_longer_holds_is_stale_and_writes_nothing
                a_file_that_is_no_fleet_is_refused_as_a_whole
                a_hundred_thousand_rows_are_previewed_and_more_than_the_maximum_refused
                a_thousand_aircraft_are_imported_in_one_write_with_an_event_each
            ]
            import_resources: [
                an_import_adds_and_changes_what_its_preview_says_and_takes_no_level_away
                the_same_document_twice_changes_nothing_the_second_time
                what_a_document_no_longer_has_is_named_and_stays
                a_resource_is_found_by_its_codes_before_its_title
                rows_that_contradict_one_another_or_the_catalogue_are_left_out_and_say_why
                an_open_api_document_adds_levels_and_leaves_the_words_of_what_is_there
                a_preview_of_resources_that_no_longer_holds_is_stale_and_writes_nothing
                a_retired_resource_that_comes_again_stays_retired_and_readable_on_its_keys
                a_document_that_is_no_catalogue_is_refused_as_a_whole
                as_many_resources_as_there_may_be_are_imported_in_one_write
            ]
            import_any_resources: [
                what_a_preview_of_resources_says_is_what_comes_whatever_the_document
            ]
        }
    };
}
