/// Makes each case of the suite a `#[test]`, on stores that `$fresh()` makes: each an empty one, with what keeps it alive.
///
/// ```ignore
/// keytower_app::conformance_suite!(fresh_store);
/// ```
#[macro_export]
macro_rules! conformance_suite {
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
            someone_left: [
                everything_that_names_them_is_found_and_nothing_is_written
                another_takes_their_place_in_one_step_with_an_event_each
                who_cannot_take_over_is_said_before
                the_last_system_administrator_is_not_recorded_as_having_left
                what_changed_since_the_preview_makes_it_stale_and_nothing_is_half_done
                only_who_may_change_people_accounts_and_keys_may_do_it
                what_the_policy_locks_stays_and_the_rest_is_handed_over
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
            generating: [
                a_key_is_generated_as_asked_and_is_not_handed_out_yet
                generating_grants_exactly_what_the_owner_lacks_with_an_event_of_its_own
                a_higher_level_than_the_owner_has_raises_the_owner
                a_key_with_all_of_its_owner_grants_nothing_and_follows_its_owner
                granting_along_takes_the_right_to_change_accounts
                a_check_foretells_the_end_and_writes_nothing
                a_key_that_replaces_another_may_have_its_name_and_both_live
                every_key_text_is_known_by_its_digest_and_no_event_holds_one
            ]
            refusals: [
                every_wrong_field_of_a_request_is_named_at_once_and_the_check_says_the_same
                a_name_that_a_live_key_of_the_owner_has_is_refused_in_any_case
                a_name_is_free_once_its_key_is_revoked_expired_or_ended_by_hand
                a_key_that_is_not_there_can_not_be_replaced
                a_disabled_owner_and_one_that_is_not_there_get_no_key
                resources_that_are_not_there_or_have_no_such_level_are_refused
                a_level_that_a_resource_lacks_is_refused_also_below_what_the_owner_has
                only_and_no_aircraft_is_an_error_and_not_the_fleet
                an_end_in_the_past_beyond_the_maximum_or_no_date_is_refused
                texts_take_no_key_and_no_more_than_their_length
            ]
            uses: [
                a_workspace_that_was_told_nothing_knows_no_use
                imported_uses_are_known_and_what_they_leave_out_was_never_used
                newer_uses_win_and_an_older_file_changes_nothing
                of_two_rows_about_a_key_the_newest_wins_wherever_it_stands
                rows_that_tell_no_use_of_a_key_are_left_out_and_say_why
                a_whole_key_in_a_file_is_refused_and_not_kept
                a_file_may_say_of_a_key_that_it_was_not_used
                times_without_an_offset_are_of_the_workspaces_zone
                a_plan_of_uses_that_no_longer_holds_is_stale_and_writes_nothing
                keys_are_sorted_and_found_by_what_is_known_of_their_use
                uses_go_with_their_key_and_are_no_part_of_its_row
            ]
            key_life: [
                a_key_is_disabled_and_enabled_with_its_events
                a_key_that_is_ended_by_hand_is_ended_for_good
                a_revoked_key_takes_no_turn_any_more
                an_expired_key_can_be_revoked_and_neither_stopped_nor_let_work
                a_key_is_dead_at_its_end_and_not_a_millisecond_before
                handing_out_is_recorded_each_way_and_never_taken_back
                a_key_is_discarded_only_while_nobody_can_have_it
                only_a_revoked_key_is_deleted_and_its_id_stays_behind
                a_key_that_is_not_there_is_not_found_by_any_turn
                renewing_ends_a_period_from_today_with_its_event
                renewing_twice_gains_nothing
                a_renewal_may_end_earlier_than_its_period_and_never_later_or_before_the_present_end
                a_key_of_the_longest_life_is_not_renewed_beyond_the_maximum
                an_expired_key_is_renewed_with_a_reason_and_only_within_14_days
                a_disabled_key_that_is_renewed_stays_disabled_also_after_its_end
            ]
            change_keys: [
                each_verb_says_of_every_key_what_doing_it_to_that_key_alone_would
                what_was_shown_is_done_to_each_with_an_event_of_its_own
                only_what_is_selected_and_found_changes
                keys_that_changed_since_the_preview_make_it_stale_and_none_changes
                a_key_that_came_after_the_preview_is_left_alone
                a_change_of_many_that_is_stopped_changes_none
                hundreds_of_keys_of_many_owners_change_in_one_write_with_an_event_each
            ]
            reminders: [
                a_key_is_generated_with_who_is_reminded_and_when
                a_key_that_says_nothing_of_reminders_has_the_workspaces
                days_and_people_that_can_not_be_are_refused_each_with_its_word
                editing_reminders_leaves_its_event_and_back_is_as_it_was
                somebody_who_left_stays_named_until_they_are_taken_out
                keys_are_found_by_whom_they_remind_by_choice_and_by_name
            ]
            reminding_many: [
                many_keys_get_other_reminders_with_an_event_each_and_the_ended_stay
                replacing_a_person_touches_only_keys_that_remind_them
                wrong_reminders_for_many_are_refused_before_and_after_the_preview
                stopped_at_any_of_them_no_reminders_have_changed
            ]
            renewing_many: [
                renewing_many_ends_each_its_own_period_from_today_and_asks_a_reason_for_the_expired
                renewals_are_spread_over_working_days_and_never_later_than_the_period
                a_spread_renewal_ends_later_than_before_also_where_few_days_are_left
            ]
            keys: [
                a_whole_key_and_a_lone_id_are_known_with_white_space_around
                another_secret_an_unknown_id_and_a_typo_are_told_apart
                a_deleted_key_is_recognised_with_when_and_no_list_has_it
                a_key_is_read_with_all_that_is_known_of_it
            ]
            verifying: [
                a_key_that_is_good_passes_every_step_and_says_what_was_not_looked_at
                an_old_secret_is_good_until_its_deadline_and_revoked_from_then_on
                each_code_is_the_first_that_applies
                a_resource_is_asked_by_id_or_by_code_and_an_aircraft_by_id_or_registration
                what_is_allowed_follows_the_owner_at_once
                an_address_is_denied_outside_the_networks_of_a_key_and_where_it_is_missing
                a_clock_set_back_makes_no_expired_key_good
                asking_leaves_no_event_and_is_the_same_from_memory_alone
            ]
            editing: [
                editing_a_key_leaves_its_event_with_what_differs
                editing_grants_exactly_what_the_owner_lacks_and_narrowing_a_key_leaves_its_owner
                editing_takes_the_right_to_change_accounts_when_it_grants
                a_key_is_not_written_into_a_description
                a_wrong_edit_is_refused_at_its_field
                an_approval_or_a_reason_that_is_refused_is_refused_at_its_field
                an_ended_key_and_one_that_is_not_there_are_not_edited
            ]
            overview: [
                a_vault_without_keys_tells_of_nothing
                what_is_broken_is_told_with_what_its_step_needs_and_in_order
                a_list_is_cut_and_its_total_is_not
                what_expires_soon_is_told_soonest_first_with_what_renewing_would_give
                the_number_at_keys_is_what_expires_soon_and_what_can_still_be_renewed
                a_day_of_the_calendar_finds_the_keys_that_it_counts
                the_calendar_counts_days_of_the_workspaces_zone_across_daylight_saving_and_the_year
                the_calendar_reaches_the_same_day_next_year_and_29_february_is_on_it
                a_clock_set_back_tells_what_the_newest_event_knew
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
            own_keys: [
                only_who_may_change_people_grants_a_person_more_than_they_have
                the_access_level_modify_changes_keys_of_ones_own_and_no_others
            ]
            personal: [
                a_system_administrators_key_has_everything_in_use_as_it_is_when_asked
                who_is_no_longer_administrator_has_keys_that_narrow_at_once_and_the_preview_says_so
                a_person_is_given_access_as_an_account_is
                what_a_person_has_is_in_use
                who_left_has_stopped_keys_until_they_are_back
                personal_keys_are_found_counted_and_proved_by_their_persons_name
                a_person_who_is_not_there_owns_nothing
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
            delivering: [
                each_reminder_is_delivered_once_on_each_computer
                a_renewed_key_reminds_anew_and_what_was_stopped_not_at_all
                a_reminder_that_is_put_off_comes_again_tomorrow_at_nine
                only_the_most_urgent_is_put_off_and_from_when_that_was_chosen
                what_was_delivered_of_a_deleted_key_goes_with_it
                who_may_not_read_is_reminded_of_nothing
            ]
            drafts: [
                a_draft_is_kept_replaced_and_forgotten_without_an_event
                a_draft_that_is_too_large_is_forgotten_with_the_one_before
            ]
            exposed: [
                keys_that_were_saved_or_copied_are_named_saved_ones_first_and_newest_first
                a_key_that_has_ended_is_no_longer_exposed_and_one_that_is_disabled_still_is
            ]
            cliffs: [
                a_day_on_which_twenty_end_together_is_said_with_the_working_day_before_it
                what_is_offered_instead_is_never_today_nor_earlier_than_a_key_ends_already
                renewing_says_its_end_and_counts_all_but_the_key_itself
            ]
            clock: [
                a_clock_set_back_a_year_revives_nothing
                what_happens_while_the_clock_is_back_happens_at_the_newest_events_time
                accepting_the_clock_judges_by_it_again_and_leaves_an_event
                a_clock_that_is_not_behind_needs_no_accepting
                a_clock_set_forward_a_year_expires_keys_and_deletes_none
                a_key_that_was_revoked_stays_so_whatever_the_clock_does
            ]
            inventory: [
                an_inventory_is_empty_until_there_are_keys_and_reads_only_what_is_new
                a_refreshed_inventory_is_as_one_that_is_loaded_anew_after_every_change
                an_inventory_that_missed_many_changes_is_as_one_that_is_loaded_anew
                a_registration_that_was_given_up_is_another_aircrafts_in_memory_too
                what_is_counted_of_keys_follows_the_passing_of_time
            ]
            finding: [
                search_finds_without_case_and_accents_in_every_field_and_needs_every_word
                every_sort_has_its_order_both_ways_and_ties_stay_in_order_of_name
                keys_of_the_same_name_are_in_order_of_their_ids_and_reversed_by_descending_name
                a_key_that_was_often_renamed_is_found_by_its_name_now
                filters_narrow_and_several_values_of_one_widen
                expiring_within_days_takes_what_still_works_up_to_the_instant
                counts_are_of_each_level_and_follow_the_owner_of_all
                a_change_of_an_owner_shows_in_its_keys
            ]
            rotating: [
                a_rotated_key_is_known_by_both_secrets_until_the_deadline
                the_old_secret_is_retired_before_its_deadline_once
                with_no_overlap_the_old_secret_stops_at_once
                a_rotation_that_nobody_saw_is_taken_back_or_done_again
                a_key_that_nobody_has_is_rotated_without_an_overlap
                a_rotation_is_refused_for_an_ended_key_and_for_too_long_an_overlap
                what_was_saved_of_a_key_is_exposed_until_its_secret_is_retired
            ]
            reveal: [
                a_key_that_was_sealed_is_shown_again_with_an_event_each_time
                a_key_of_a_policy_that_shows_keys_once_is_not_sealed_then_or_later
                a_sealed_key_is_not_shown_once_the_policy_shows_keys_once_again
                a_rotated_key_shows_its_new_text_and_one_that_was_taken_back_none
                a_key_that_has_ended_is_not_shown_and_its_box_goes_with_it
                a_box_that_was_put_into_another_key_is_damaged_and_shows_nothing
                only_who_may_change_keys_is_shown_one
            ]
            searching: [
                the_whole_name_comes_before_its_start_the_start_of_a_word_and_the_rest
                a_key_is_found_by_its_owner_and_by_the_start_of_its_id
                accounts_aircraft_and_resources_are_found_by_what_belongs_to_them
                a_person_is_found_by_their_name_and_e_mail_and_last_once_they_have_left
                a_template_is_found_by_its_name_and_what_it_is_for_until_it_is_deleted
                a_fleet_group_is_found_by_its_name_until_it_is_deleted_and_an_aircraft_by_its_tag
                what_works_comes_before_what_has_ended_and_at_most_eight_of_a_kind_are_told
            ]
            audit: [
                the_chain_is_intact_after_everything_that_can_be_done
                what_was_seen_of_the_chain_before_is_still_in_it
                a_chain_older_than_what_was_seen_has_lost_its_tail
                a_chain_that_says_otherwise_than_what_was_seen_is_broken_there
                a_row_changed_or_added_without_an_event_is_named
                a_key_deleted_without_an_event_is_named
                a_check_says_how_far_it_is_and_ends_when_it_shall_not_go_on
                an_event_that_nobody_linked_breaks_the_chain
                a_chain_of_more_events_than_are_read_at_once_is_walked_to_its_end
            ]
            keys_by_policy: [
                what_is_not_asked_is_the_default_and_giving_it_is_refused
                only_owners_and_approved_keys_of_the_policy_are_generated
                what_the_policy_locks_stays_as_it_is
                keys_end_as_the_policy_has_it
                keys_are_renewed_as_the_policy_has_it
                a_renewal_under_a_lowered_maximum_ends_at_the_maximum_alone_or_with_others
            ]
            policy: [
                a_policy_is_set_with_its_event_and_changes_no_key
                a_policy_that_contradicts_itself_is_refused_and_nothing_changes
                a_preview_names_the_keys_that_would_not_conform_any_more
                where_keys_are_off_none_is_made_or_changed_and_all_can_be_stopped
                names_of_accounts_are_letters_and_digits_where_the_policy_says_so
                where_keys_are_off_none_is_renewed_or_said_to_be_renewable
            ]
            activity: [
                events_are_found_by_what_they_are_about_by_who_and_by_what_happened
                events_are_narrowed_by_kind_by_subject_by_who_and_by_time
                a_key_is_found_by_its_name_now_and_a_deleted_one_by_the_name_it_had
                a_refreshed_log_is_as_one_that_is_loaded_anew_after_every_change
                a_place_of_the_log_is_read_and_one_that_is_missing_is_said_to_be_so
            ]
            transactions: [
                a_write_that_fails_leaves_nothing_behind
                an_update_of_a_row_that_is_no_longer_so_is_a_conflict
                an_update_of_a_row_that_is_not_there_is_a_conflict
                a_row_is_inserted_once_and_a_deleted_key_never_again
                events_are_read_in_order_by_place_and_newest_first_by_subject
                a_read_sees_one_state_while_others_write
                many_writers_make_one_chain_without_holes
                no_update_is_lost_when_many_widen_the_same_account
                of_many_who_want_the_same_name_one_gets_it
                every_kind_of_row_reads_back_by_id_by_name_and_in_its_list
            ]
            sequences: [
                no_sequence_revives_a_key_that_was_revoked_or_ended_by_hand
                no_sequence_brings_a_deleted_key_back
                no_sequence_gives_a_key_more_than_its_owner_has
                no_sequence_shortens_a_life_or_makes_one_beyond_the_maximum
                no_sequence_enables_a_key_but_enabling_does
                no_sequence_brings_a_retired_secret_back
                no_sequence_leaves_a_workspace_without_a_system_administrator
                any_sequence_leaves_a_chain_that_is_intact_and_in_order_of_time
            ]
        }
    };
}
