/// What is found, told and kept of all of it: see [`conformance_suite`](crate::conformance_suite).
#[doc(hidden)]
#[macro_export]
macro_rules! conformance_of_lists {
    ($fresh:path) => {
        $crate::conformance_cases! {
            $fresh;
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
            searching: [
                the_whole_name_comes_before_its_start_the_start_of_a_word_and_the_rest
                a_key_is_found_by_its_owner_and_by_the_start_of_its_id
                accounts_aircraft_and_resources_are_found_by_what_belongs_to_them
                a_person_is_found_by_their_name_and_e_mail_and_last_once_they_have_left
                a_template_is_found_by_its_name_and_what_it_is_for_until_it_is_deleted
                a_fleet_group_is_found_by_its_name_until_it_is_deleted_and_an_aircraft_by_its_tag
                what_works_comes_before_what_has_ended_and_at_most_eight_of_a_kind_are_told
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
            exposed: [
                keys_that_were_saved_or_copied_are_named_saved_ones_first_and_newest_first
                a_key_that_has_ended_is_no_longer_exposed_and_one_that_is_disabled_still_is
            ]
            activity: [
                events_are_found_by_what_they_are_about_by_who_and_by_what_happened
                events_are_narrowed_by_kind_by_subject_by_who_and_by_time
                a_key_is_found_by_its_name_now_and_a_deleted_one_by_the_name_it_had
                a_refreshed_log_is_as_one_that_is_loaded_anew_after_every_change
                a_place_of_the_log_is_read_and_one_that_is_missing_is_said_to_be_so
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
            clock: [
                a_clock_set_back_a_year_revives_nothing
                what_happens_while_the_clock_is_back_happens_at_the_newest_events_time
                accepting_the_clock_judges_by_it_again_and_leaves_an_event
                a_clock_that_is_not_behind_needs_no_accepting
                a_clock_set_forward_a_year_expires_keys_and_deletes_none
                a_key_that_was_revoked_stays_so_whatever_the_clock_does
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
