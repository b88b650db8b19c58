//! A key that can be shown again: for the master password, each time, and nowhere afterwards.

use keytower_contract::{
    Answer, Code, CopyWhat, EventKind, EventRow, GeneratedKey, HandedOut, KeyShowing, KeyState, RotateKey,
};

use super::pasting;
use super::room::{OTHER_PASSWORD, PASSWORD, Room, Seat, refused, refused_at, snapshot};

/// A vault whose keys can be shown again.
fn revealable(room: &Room) -> (Seat, String) {
    let (seat, code) = room.with_vault();
    seat.let_keys_be_shown_again();
    (seat, code)
}

fn show(seat: &Seat, key: &GeneratedKey, password: &str) -> Answer<GeneratedKey> {
    seat.run(
        seat.session
            .reveal_key(key.key.key_id.clone(), password.to_owned()),
    )
}

/// How often the log says that a key was shown again.
fn times_shown(seat: &Seat, key: &GeneratedKey) -> usize {
    let events = seat.key(key).events;
    events
        .iter()
        .filter(|row| matches!(row, EventRow::Event { event } if event.kind == EventKind::KeyShown))
        .count()
}

#[test]
fn a_key_is_shown_again_for_the_master_password_with_an_event_each_time() {
    let room = Room::new();
    let (seat, _) = revealable(&room);
    let generated = seat.generate("feed");
    assert!(generated.key.can_show);
    seat.come_back();
    for times in 1..=2 {
        let shown = show(&seat, &generated, PASSWORD).expect("the right password");
        assert_eq!(shown.key_text, generated.key_text);
        assert_eq!(shown.account_id, generated.account_id);
        assert_eq!(times_shown(&seat, &generated), times);
    }
    assert_eq!(seat.key_state(&generated), KeyState::NotHandedOut);
}

#[test]
fn a_wrong_password_shows_nothing_and_is_no_event() {
    let room = Room::new();
    let (seat, _) = revealable(&room);
    let generated = seat.generate("feed");
    seat.session.forget_shown();
    for wrong in [OTHER_PASSWORD, "", "Correct horse battery"] {
        assert_eq!(
            refused_at(show(&seat, &generated, wrong)),
            (Code::WrongPassword, "password".to_owned())
        );
    }
    assert_eq!(times_shown(&seat, &generated), 0);
    assert_eq!(
        refused(seat.run(seat.session.copy_shown(CopyWhat::Key))),
        Code::NothingToShow
    );
}

#[test]
fn a_key_that_is_shown_again_is_copied_as_one_that_was_generated_and_goes_when_locked() {
    let _turn = pasting::turn();
    let room = Room::new();
    let (seat, _) = revealable(&room);
    let generated = seat.generate("feed");
    seat.come_back();
    show(&seat, &generated, PASSWORD).expect("the right password");
    seat.run(seat.session.copy_shown(CopyWhat::Key))
        .expect("a clipboard");
    assert_eq!(pasting::pasted().as_deref(), Some(generated.key_text.as_str()));
    assert_eq!(seat.key(&generated).handed_out, HandedOut::Copied);
    seat.lock();
    assert_ne!(pasting::pasted().as_deref(), Some(generated.key_text.as_str()));
    assert_eq!(refused(show(&seat, &generated, PASSWORD)), Code::Locked);
    seat.unlock(PASSWORD).expect("the right password");
    assert_eq!(
        refused(seat.run(seat.session.copy_shown(CopyWhat::Key))),
        Code::NothingToShow
    );
    assert_eq!(times_shown(&seat, &generated), 1, "what was locked is no event");
}

#[test]
fn of_two_who_ask_at_once_one_gets_the_key_with_one_event() {
    let room = Room::new();
    let (seat, _) = revealable(&room);
    let generated = seat.generate("feed");
    let ask = || {
        seat.session
            .reveal_key(generated.key.key_id.clone(), PASSWORD.to_owned())
    };
    let (one, other) = seat.run(async { both(ask(), ask()).await });
    assert_eq!(one.expect("the first to ask").key_text, generated.key_text);
    assert_eq!(refused(other), Code::ShownAlready);
    assert_eq!(times_shown(&seat, &generated), 1);
    show(&seat, &generated, PASSWORD).expect("nobody else asks now");
}

/// Both answers, of what is asked at the same time; the first is asked first.
async fn both<A: Send, B: Send>(one: impl Future<Output = A>, other: impl Future<Output = B>) -> (A, B) {
    let (mut one, mut other) = (Box::pin(one), Box::pin(other));
    let (mut first, mut second) = (None, None);
    std::future::poll_fn(move |context| {
        use std::task::Poll;
        if first.is_none()
            && let Poll::Ready(answer) = one.as_mut().poll(context)
        {
            first = Some(answer);
        }
        if second.is_none()
            && let Poll::Ready(answer) = other.as_mut().poll(context)
        {
            second = Some(answer);
        }
        match (first.take(), second.take()) {
            (Some(first), Some(second)) => Poll::Ready((first, second)),
            (still, waiting) => {
                (first, second) = (still, waiting);
                Poll::Pending
            }
        }
    })
    .await
}

#[test]
fn a_rotated_key_shows_its_new_secret() {
    let room = Room::new();
    let (seat, _) = revealable(&room);
    let generated = seat.generate("feed");
    seat.run(seat.session.confirm_stored()).expect("a key is shown");
    let rotated = seat.run(seat.session.rotate_key(RotateKey {
        key_id: generated.key.key_id.clone(),
        overlap_days: 7,
        reason: String::new(),
    }));
    let rotated = rotated.expect("a live key");
    let shown = show(&seat, &generated, PASSWORD).expect("the right password");
    assert_eq!(shown.key_text, rotated.key_text);
    assert_ne!(shown.key_text, generated.key_text);
}

#[test]
fn a_key_is_shown_after_another_password_and_after_the_recovery_code_was_used() {
    let room = Room::new();
    let (seat, code) = revealable(&room);
    let generated = seat.generate("feed");
    let change = seat
        .session
        .change_password(PASSWORD.to_owned(), OTHER_PASSWORD.to_owned());
    seat.run(change).expect("the right password");
    assert_eq!(refused(show(&seat, &generated, PASSWORD)), Code::WrongPassword);
    show(&seat, &generated, OTHER_PASSWORD).expect("the new password");
    seat.lock();
    let recovered = seat.run(seat.session.recover_vault(code, PASSWORD.to_owned()));
    assert!(!recovered.expect("its code").seal_lost);
    let shown = show(&seat, &generated, PASSWORD).expect("the password that was set");
    assert_eq!(shown.key_text, generated.key_text);
    seat.run(seat.session.re_encrypt_vault(PASSWORD.to_owned()))
        .expect("the right password");
    let shown = show(&seat, &generated, PASSWORD).expect("the right password");
    assert_eq!(shown.key_text, generated.key_text);
}

#[test]
fn neither_the_vaults_files_nor_what_is_beside_them_hold_a_key_that_was_shown_again() {
    let room = Room::new();
    let (seat, _) = revealable(&room);
    let generated = seat.generate("feed");
    show(&seat, &generated, PASSWORD).expect("the right password");
    seat.lock();
    for (path, content) in snapshot(&room.data()) {
        let found = content
            .windows(generated.key_text.len())
            .any(|window| window == generated.key_text.as_bytes());
        assert!(!found, "{}", path.display());
    }
}

#[test]
fn a_key_that_was_generated_to_be_shown_once_stays_so() {
    let room = Room::new();
    let (seat, _) = room.with_vault();
    let generated = seat.generate("feed");
    assert_eq!(generated.key.showing, KeyShowing::NotAllowed);
    assert_eq!(refused(show(&seat, &generated, PASSWORD)), Code::ShowNotAllowed);
    seat.let_keys_be_shown_again();
    assert_eq!(seat.key(&generated).showing, KeyShowing::GeneratedOnce);
    assert_eq!(refused(show(&seat, &generated, PASSWORD)), Code::GeneratedOnce);
    assert_eq!(times_shown(&seat, &generated), 0);
}

#[test]
fn sample_data_has_no_password_to_show_a_key_for() {
    let room = Room::new();
    let seat = room.sit_down();
    seat.run(seat.session.open_sample())
        .expect("made for the occasion");
    let generated = seat.generate("feed");
    assert!(!generated.key.can_show);
    assert_eq!(refused(show(&seat, &generated, PASSWORD)), Code::SampleData);
}
