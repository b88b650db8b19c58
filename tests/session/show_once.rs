//! A key leaves the program once, and is nowhere afterwards.

use keytower_contract::{Code, CopyWhat, EventKind, EventRow, HandedOut, Identified, KeyState, Notice};

use super::pasting;
use super::room::{PASSWORD, Room, Seat, refused, snapshot};

/// The key can't be had any more, in any way.
fn assert_nothing_to_show(seat: &Seat) {
    for what in [CopyWhat::Key, CopyWhat::AccountId, CopyWhat::KeyAndAccountId] {
        assert_eq!(
            refused(seat.run(seat.session.copy_shown(what))),
            Code::NothingToShow,
            "{what:?}"
        );
    }
    assert_eq!(refused(seat.run(seat.session.save_shown())), Code::NothingToShow);
    assert_eq!(
        refused(seat.run(seat.session.confirm_stored())),
        Code::NothingToShow
    );
    assert_eq!(
        refused(seat.run(seat.session.discard_shown())),
        Code::NothingToShow
    );
}

#[test]
fn locked_with_the_dialog_open_a_key_is_not_handed_out_and_can_not_be_had() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let generated = seat.generate("feed");
    assert_eq!(generated.key_text.len(), 70);
    seat.come_back();
    assert_eq!(seat.key_state(&generated), KeyState::NotHandedOut);
    assert_eq!(seat.key(&generated).handed_out, HandedOut::Never);
    assert_nothing_to_show(&seat);
    for (path, content) in snapshot(&room.data()) {
        let found = content
            .windows(generated.key_text.len())
            .any(|window| window == generated.key_text.as_bytes());
        assert!(!found, "{}", path.display());
    }
}

#[test]
fn a_page_that_is_loaded_again_shows_no_key() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let generated = seat.generate("feed");
    seat.session.forget_shown();
    assert_nothing_to_show(&seat);
    assert_eq!(seat.key_state(&generated), KeyState::NotHandedOut);
}

#[test]
fn the_next_key_takes_the_place_of_the_one_that_was_shown() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let (first, second) = (seat.generate("first"), seat.generate("second"));
    let stored = seat.run(seat.session.confirm_stored()).expect("a key is shown");
    assert_eq!(stored.key_id, second.key.key_id);
    assert_eq!(seat.key_state(&first), KeyState::NotHandedOut);
}

#[test]
fn a_key_that_is_discarded_is_revoked_and_gone_from_the_dialog() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let generated = seat.generate("feed");
    let discarded = seat.run(seat.session.discard_shown()).expect("nobody has it");
    assert_eq!(discarded.state, KeyState::Revoked);
    assert_eq!(seat.key_state(&generated), KeyState::Revoked);
    assert_nothing_to_show(&seat);
}

#[test]
fn a_key_that_was_stored_is_active_and_gone_from_the_dialog() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    seat.generate("feed");
    let stored = seat.run(seat.session.confirm_stored()).expect("a key is shown");
    assert_eq!(
        (stored.state, stored.handed_out),
        (KeyState::Active, HandedOut::Stored)
    );
    assert_nothing_to_show(&seat);
}

#[test]
fn a_key_that_was_copied_can_be_pasted_and_no_longer_be_discarded() {
    let _turn = pasting::turn();
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let generated = seat.generate("feed");
    let copied = seat
        .run(seat.session.copy_shown(CopyWhat::Key))
        .expect("a clipboard");
    assert_eq!(copied.empties_in_seconds, Some(45));
    assert_eq!(pasting::pasted().as_deref(), Some(generated.key_text.as_str()));
    assert_eq!(seat.key(&generated).handed_out, HandedOut::Copied);
    assert_eq!(refused(seat.run(seat.session.discard_shown())), Code::HandedOut);
    assert_eq!(seat.key_state(&generated), KeyState::Active);
    // Somebody may copy it again as long as the dialog is open.
    seat.run(seat.session.copy_shown(CopyWhat::Key))
        .expect("still shown");
    let events = seat.key(&generated).events;
    let handed_out = events
        .iter()
        .filter(|row| matches!(row, EventRow::Event { event } if event.kind == EventKind::KeyHandedOut))
        .count();
    assert!(handed_out >= 1, "{events:?}");
}

#[test]
fn the_account_id_is_no_secret_and_takes_the_keys_place_in_the_clipboard() {
    let _turn = pasting::turn();
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let generated = seat.generate("feed");
    let both = seat
        .run(seat.session.copy_shown(CopyWhat::KeyAndAccountId))
        .expect("a clipboard");
    assert_eq!(both.empties_in_seconds, Some(45));
    let text = pasting::pasted().expect("something to paste");
    assert_eq!(
        text,
        format!(
            "Account id: {}\nKey: {}",
            generated.account_id, generated.key_text
        )
    );
    let id = seat
        .run(seat.session.copy_shown(CopyWhat::AccountId))
        .expect("a clipboard");
    assert_eq!(id.empties_in_seconds, None);
    seat.person.hears(&Notice::ClipboardReplaced);
    assert_eq!(pasting::pasted(), Some(generated.account_id.clone()));
    seat.run(seat.session.copy_key_id(generated.key.key_id.clone()))
        .expect("a clipboard");
    assert_eq!(pasting::pasted(), Some(format!("ktw_{}", generated.key.key_id)));
    seat.run(seat.session.copy_account_id()).expect("a clipboard");
    seat.lock();
    assert_eq!(
        pasting::pasted(),
        Some(generated.account_id.clone()),
        "what is no secret stays"
    );
    seat.unlock(PASSWORD).expect("the right password");
}

#[test]
fn copying_the_account_id_alone_hands_out_nothing() {
    let _turn = pasting::turn();
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let generated = seat.generate("feed");
    seat.run(seat.session.copy_shown(CopyWhat::AccountId))
        .expect("a clipboard");
    assert_eq!(seat.key_state(&generated), KeyState::NotHandedOut);
    let discarded = seat.run(seat.session.discard_shown()).expect("nobody has it");
    assert_eq!(discarded.state, KeyState::Revoked);
}

#[test]
fn the_key_in_the_clipboard_is_recognised_whoever_copied_it() {
    let _turn = pasting::turn();
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let generated = seat.generate("feed");
    seat.run(seat.session.copy_shown(CopyWhat::Key))
        .expect("a clipboard");
    let identify = || seat.run(seat.session.identify_clipboard()).expect("a clipboard");
    match identify() {
        Some(Identified::Known {
            key,
            whole: true,
            old_until: None,
        }) => assert_eq!(key.key_id, generated.key.key_id),
        other => panic!("{other:?}"),
    }
    seat.run(seat.session.copy_account_id()).expect("a clipboard");
    assert!(matches!(identify(), Some(Identified::Malformed)));
    seat.run(seat.session.copy_key_id(generated.key.key_id.clone()))
        .expect("a clipboard");
    assert!(matches!(identify(), Some(Identified::Known { whole: false, .. })));
}
