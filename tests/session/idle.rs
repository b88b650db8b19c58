//! Locking when nobody is there, awake or asleep.

use std::time::Duration;

use keytower_contract::{Code, CopyWhat, LockReason, Notice, Settings, Theme};

use super::pasting;
use super::room::{PASSWORD, Room, Seat, new_vault, refused};

const IDLE: Notice = Notice::Locked {
    reason: LockReason::Idle,
};
const ASKED: Notice = Notice::Locked {
    reason: LockReason::Asked,
};

/// A lock that is due comes at once, on a thread of its own: some requests later it would have been seen.
fn assert_stays_open(seat: &Seat) {
    for _ in 0..10 {
        seat.workspace();
    }
    assert!(!seat.person.heard().contains(&IDLE));
}

#[test]
fn after_the_time_without_input_the_vault_locks_and_nothing_that_was_typed_is_lost() {
    let _turn = pasting::turn();
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let draft = r#"{"name":"half typ"#;
    seat.run(seat.backend().keep_draft(Some(draft.to_owned())))
        .expect("an open vault");
    for _ in 0..2 {
        room.ticks.jump(Duration::from_secs(15 * 60 - 1));
        seat.session.touch();
        assert_stays_open(&seat);
    }
    seat.generate("feed");
    seat.run(seat.session.copy_shown(CopyWhat::Key))
        .expect("a clipboard");
    assert!(pasting::pasted().is_some());

    room.ticks.jump(Duration::from_mins(15));
    seat.session.touch();
    seat.person.hears(&IDLE);
    seat.person.hears(&Notice::ClipboardEmptied);
    assert_eq!(pasting::pasted(), None);
    assert_eq!(refused(seat.session.backend()), Code::Locked);
    seat.assert_locked(LockReason::Idle);

    seat.unlock(PASSWORD).expect("the right password");
    let kept = seat.run(seat.backend().draft()).expect("an open vault");
    assert_eq!(kept.as_deref(), Some(draft));
}

#[test]
fn a_computer_that_slept_past_the_time_is_locked_by_the_first_touch() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    room.ticks.jump(Duration::from_hours(9));
    seat.session.touch();
    seat.person.hears(&IDLE);
    seat.assert_locked(LockReason::Idle);
}

#[test]
fn whoever_opens_a_vault_after_a_long_time_is_not_locked_out_at_once() {
    let room = Room::new();
    let (seat, code) = room.with_vault();
    let night = || {
        seat.lock();
        seat.person.hears(&ASKED);
        room.ticks.jump(Duration::from_hours(9));
    };
    for _ in 0..3 {
        night();
        seat.unlock(PASSWORD).expect("the right password");
        seat.session.touch();
        assert_stays_open(&seat);
    }
    night();
    seat.run(seat.session.recover_vault(code, PASSWORD.to_owned()))
        .expect("its recovery code");
    seat.session.touch();
    assert_stays_open(&seat);
    for name in ["Bridge", "Gate"] {
        night();
        seat.run(seat.session.create_vault(new_vault(name)))
            .expect("a new vault");
        seat.session.touch();
        assert_stays_open(&seat);
    }
    room.ticks.jump(Duration::from_mins(15));
    seat.session.touch();
    seat.person.hears(&IDLE);
}

#[test]
fn the_time_that_is_set_counts_and_never_is_never() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let lock_after = |lock_after_minutes| {
        let settings = Settings {
            theme: Theme::System,
            lock_after_minutes,
            clipboard_seconds: 45,
            notifications: true,
            background: false,
        };
        seat.run(seat.session.save_settings(settings))
            .expect("a writable folder")
    };
    lock_after(None);
    room.ticks.jump(Duration::from_hours(100));
    seat.session.touch();
    assert_stays_open(&seat);
    assert_eq!(
        lock_after(Some(0)).lock_after_minutes,
        Some(1),
        "a minute at least"
    );
    room.ticks.jump(Duration::from_mins(1));
    seat.session.touch();
    seat.person.hears(&IDLE);
    let next = room.sit_down().session.settings();
    assert_eq!(next.lock_after_minutes, Some(1), "also for the next start");
}
