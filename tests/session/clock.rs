//! A computer's clock that was set back or forward.

use chrono::TimeDelta;
use keytower_app::Clock as _;
use keytower_contract::{KeyQuery, KeySort, KeyState};

use super::room::{Room, Seat};

/// The names of all keys in a state.
fn keys(seat: &Seat, state: KeyState) -> Vec<String> {
    let query = KeyQuery {
        text: String::new(),
        states: vec![state],
        owner_ids: Vec::new(),
        resource_ids: Vec::new(),
        aircraft_ids: Vec::new(),
        expires_within_days: None,
        ends: None,
        attention: Vec::new(),
        sort: KeySort::Name,
        descending: false,
    };
    let page = seat
        .run(seat.backend().list_keys(query, 0, 100))
        .expect("an open vault");
    page.rows.into_iter().map(|row| row.name).collect()
}

#[test]
fn a_clock_set_back_a_year_revives_nothing_until_it_is_accepted() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let old = seat.generate("old");
    seat.run(seat.session.confirm_stored()).expect("a key is shown");
    room.clock.jump(TimeDelta::days(31));
    assert_eq!(seat.key_state(&old), KeyState::Expired);
    seat.generate("new");
    let newest = room.clock.now();
    assert_eq!(seat.workspace().clock_behind_since, None);

    room.clock.jump(TimeDelta::days(-365));
    for again in [false, true] {
        if again {
            seat.come_back();
        }
        let workspace = seat.workspace();
        assert_eq!(
            (workspace.clock_behind_since, workspace.now),
            (Some(newest), newest)
        );
        assert_eq!(seat.key_state(&old), KeyState::Expired);
        assert_eq!(keys(&seat, KeyState::Expired), ["old"]);
        assert_eq!(keys(&seat, KeyState::Active), [""; 0]);
    }
    let accepted = seat
        .run(seat.backend().accept_clock())
        .expect("an administrator may");
    assert_eq!(
        (accepted.clock_behind_since, accepted.now),
        (None, room.clock.now())
    );
    assert_eq!(keys(&seat, KeyState::Expired), [""; 0]);
    seat.come_back();
    assert_eq!(seat.workspace().clock_behind_since, None);
}

#[test]
fn a_clock_that_goes_forward_and_back_within_a_session_judges_every_list_anew() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    seat.generate("feed");
    seat.run(seat.session.confirm_stored()).expect("a key is shown");
    assert_eq!(keys(&seat, KeyState::Active), ["feed"]);
    room.clock.jump(TimeDelta::days(365));
    assert_eq!(keys(&seat, KeyState::Active), [""; 0]);
    assert_eq!(keys(&seat, KeyState::Expired), ["feed"]);
    room.clock.jump(TimeDelta::days(-365));
    assert_eq!(keys(&seat, KeyState::Expired), [""; 0]);
    assert_eq!(
        keys(&seat, KeyState::Active),
        ["feed"],
        "nothing was deleted, nothing written"
    );
}
