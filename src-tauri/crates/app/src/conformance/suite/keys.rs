/// Keys: how they are made, live, are used and end: see [`conformance_suite`](crate::conformance_suite).
#[doc(hidden)]
#[macro_export]
macro_rules! conformance_of_keys {
    ($fresh:path) => {
        $crate::conformance_cases! {
            $fresh;
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
            keys_by_policy: [
                what_is_not_asked_is_the_default_and_giving_it_is_refused
                only_owners_and_approved_keys_of_the_policy_are_generated
                what_the_policy_locks_stays_as_it_is
                keys_end_as_the_policy_has_it
                keys_are_renewed_as_the_policy_has_it
                a_renewal_under_a_lowered_maximum_ends_at_the_maximum_alone_or_with_others
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
            own_keys: [
                only_who_may_change_people_grants_a_person_more_than_they_have
                the_access_level_modify_changes_keys_of_ones_own_and_no_others
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
            editing: [
                editing_a_key_leaves_its_event_with_what_differs
                editing_grants_exactly_what_the_owner_lacks_and_narrowing_a_key_leaves_its_owner
                editing_takes_the_right_to_change_accounts_when_it_grants
                a_key_is_not_written_into_a_description
                a_wrong_edit_is_refused_at_its_field
                an_approval_or_a_reason_that_is_refused_is_refused_at_its_field
                an_ended_key_and_one_that_is_not_there_are_not_edited
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
            change_keys: [
                each_verb_says_of_every_key_what_doing_it_to_that_key_alone_would
                what_was_shown_is_done_to_each_with_an_event_of_its_own
                only_what_is_selected_and_found_changes
                keys_that_changed_since_the_preview_make_it_stale_and_none_changes
                a_key_that_came_after_the_preview_is_left_alone
                a_change_of_many_that_is_stopped_changes_none
                hundreds_of_keys_of_many_owners_change_in_one_write_with_an_event_each
            ]
            renewing_many: [
                renewing_many_ends_each_its_own_period_from_today_and_asks_a_reason_for_the_expired
                renewals_are_spread_over_working_days_and_never_later_than_the_period
                a_spread_renewal_ends_later_than_before_also_where_few_days_are_left
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
            delivering: [
                each_reminder_is_delivered_once_on_each_computer
                a_renewed_key_reminds_anew_and_what_was_stopped_not_at_all
                a_reminder_that_is_put_off_comes_again_tomorrow_at_nine
                only_the_most_urgent_is_put_off_and_from_when_that_was_chosen
                what_was_delivered_of_a_deleted_key_goes_with_it
                what_ends_next_is_of_a_key_that_works
                who_may_not_read_is_reminded_of_nothing
            ]
            mailing: [
                each_address_is_mailed_once_and_again_only_until_it_is_sent
                who_is_mailed_follows_the_policy_and_the_key_and_says_why
                of_many_keys_those_that_end_first_are_scheduled
                nobody_is_mailed_of_a_key_that_was_renewed_stopped_or_deleted_meanwhile
                a_refused_address_is_tried_when_somebody_asks
                what_was_done_while_it_was_locked_is_taken_in
                who_may_not_read_mails_nothing
            ]
            cliffs: [
                a_day_on_which_twenty_end_together_is_said_with_the_working_day_before_it
                what_is_offered_instead_is_never_today_nor_earlier_than_a_key_ends_already
                renewing_says_its_end_and_counts_all_but_the_key_itself
            ]
            drafts: [
                a_draft_is_kept_replaced_and_forgotten_without_an_event
                a_draft_that_is_too_large_is_forgotten_with_the_one_before
            ]
        }
    };
}
