//! A computer's clock that was set back or forward.

use chrono::TimeDelta;
use keytower_app::Clock as _;
use keytower_contract::KeyState;

use super::room::Room;

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
        assert_eq!(seat.names(KeyState::Expired), ["old"]);
        assert_eq!(seat.names(KeyState::Active), [""; 0]);
    }
    let accepted = seat
        .run(seat.backend().accept_clock())
        .expect("an administrator may");
    assert_eq!(
        (accepted.clock_behind_since, accepted.now),
        (None, room.clock.now())
    );
    assert_eq!(seat.names(KeyState::Expired), [""; 0]);
    seat.come_back();
    assert_eq!(seat.workspace().clock_behind_since, None);
}

#[test]
fn a_clock_that_goes_forward_and_back_within_a_session_judges_every_list_anew() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    seat.generate("feed");
    seat.run(seat.session.confirm_stored()).expect("a key is shown");
    assert_eq!(seat.names(KeyState::Active), ["feed"]);
    room.clock.jump(TimeDelta::days(365));
    assert_eq!(seat.names(KeyState::Active), [""; 0]);
    assert_eq!(seat.names(KeyState::Expired), ["feed"]);
    room.clock.jump(TimeDelta::days(-365));
    assert_eq!(seat.names(KeyState::Expired), [""; 0]);
    assert_eq!(
        seat.names(KeyState::Active),
        ["feed"],
        "nothing was deleted, nothing written"
    );
}
