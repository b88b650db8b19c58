//! Keys that can be shown again: sealed when they are generated, opened with an event.

#![expect(missing_docs, reason = "a case's name is the sentence that it asserts")]
#![expect(clippy::missing_panics_doc, reason = "a case that fails panics")]

use keytower_domain::actor::Role;
use keytower_domain::event::EventKind;
use keytower_domain::id::KeyId;
use keytower_domain::key::{HandedOut, Key, LifeRefusal};
use keytower_domain::showing::ShowRefusal;

use super::desk::{Desk, person};
use super::instruments::opening_key;
use crate::{
    Generated, RevealError, Store, StoreError, delete_key, disable_key, discard_key, hand_out_key, read_key,
    reveal_key, revoke_key, rotate_key,
};

/// A key that can be shown again, with its text.
fn sealed<S: Store>(desk: &Desk<'_, S>) -> Generated {
    desk.let_keys_be_shown_again();
    let owner = desk.account("svc-ops").id;
    let generated = desk.generate(owner, "feed");
    hand_out_key(desk.store, &desk.caller(), generated.key.id, HandedOut::Copied).expect("there");
    generated
}

fn reveal<S: Store>(desk: &Desk<'_, S>, id: KeyId) -> Result<Generated, RevealError> {
    reveal_key(desk.store, &desk.caller(), id, &opening_key())
}

fn refusal(error: &RevealError) -> Option<ShowRefusal> {
    match error {
        RevealError::Refused(refusal) => Some(*refusal),
        _ => None,
    }
}

pub fn a_key_that_was_sealed_is_shown_again_with_an_event_each_time<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let generated = sealed(&desk);
    let id = generated.key.id;
    for _ in 0..2 {
        let (shown, events) = desk.leaves(&[EventKind::KeyShown], || reveal(&desk, id));
        assert_eq!(shown.expect("a live key").text.reveal(), generated.text.reveal());
        assert!(events[0].body.changes.is_empty(), "an event holds no secret");
    }
    disable_key(store, &desk.caller(), id).expect("a live key");
    reveal(&desk, id).expect("it can be enabled again, so it can be used again");
    let told = read_key(store, &desk.caller(), id).expect("a key that is there");
    assert_eq!(told.showing, Ok(()));
}

pub fn a_key_of_a_policy_that_shows_keys_once_is_not_sealed_then_or_later<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let owner = desk.account("svc-ops").id;
    let id = desk.key(owner, "feed").id;
    assert!(desk.kept_key(id).boxed.is_none());
    let refused = desk.refuses(|| reveal(&desk, id));
    assert_eq!(refusal(&refused), Some(ShowRefusal::NotAllowed));
    desk.let_keys_be_shown_again();
    let refused = desk.refuses(|| reveal(&desk, id));
    assert_eq!(refusal(&refused), Some(ShowRefusal::GeneratedOnce));
    rotate_key(store, &desk.caller(), id, 7, "").expect("a live key");
    reveal(&desk, id).expect("its new text was sealed");
}

pub fn a_sealed_key_is_not_shown_once_the_policy_shows_keys_once_again<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let id = sealed(&desk).key.id;
    desk.let_keys_be_shown_once();
    let refused = desk.refuses(|| reveal(&desk, id));
    assert_eq!(refusal(&refused), Some(ShowRefusal::NotAllowed));
    rotate_key(store, &desk.caller(), id, 7, "").expect("a live key");
    assert!(desk.kept_key(id).boxed.is_none(), "the old text is forgotten");
}

pub fn a_rotated_key_shows_its_new_text_and_one_that_was_taken_back_none<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let old = sealed(&desk);
    let id = old.key.id;
    let new = rotate_key(store, &desk.caller(), id, 7, "").expect("a live key");
    let shown = reveal(&desk, id).expect("a live key");
    assert_eq!(shown.text.reveal(), new.text.reveal());
    assert_ne!(shown.text.reveal(), old.text.reveal());
    discard_key(store, &desk.caller(), id).expect("nobody has the new one");
    let refused = desk.refuses(|| reveal(&desk, id));
    assert_eq!(refusal(&refused), Some(ShowRefusal::GeneratedOnce));
}

pub fn a_key_that_has_ended_is_not_shown_and_its_box_goes_with_it<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let id = sealed(&desk).key.id;
    desk.wait(31);
    let refused = desk.refuses(|| reveal(&desk, id));
    assert!(matches!(refused, RevealError::Ended(LifeRefusal::Expired)));
    revoke_key(store, &desk.caller(), id).expect("not revoked");
    let refused = desk.refuses(|| reveal(&desk, id));
    assert!(matches!(refused, RevealError::Ended(LifeRefusal::Revoked)));
    delete_key(store, &desk.caller(), id).expect("revoked");
    assert!(matches!(
        desk.refuses(|| reveal(&desk, id)),
        RevealError::NotFound
    ));
}

pub fn a_box_that_was_put_into_another_key_is_damaged_and_shows_nothing<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let one = sealed(&desk).key.id;
    let other = desk.key(desk.kept_key(one).owner, "other").id;
    let kept = desk.kept_key(one);
    let swapped = Key {
        boxed: desk.kept_key(other).boxed,
        ..kept.clone()
    };
    store
        .write::<_, StoreError>(|tx| tx.update_key(kept.digest(), &swapped))
        .expect("a row that is there");
    assert!(matches!(
        desk.refuses(|| reveal(&desk, one)),
        RevealError::Store(StoreError::Damaged(_))
    ));
    reveal(&desk, other).expect("its own box");
}

pub fn only_who_may_change_keys_is_shown_one<S: Store>(store: &S) {
    let desk = Desk::open(store);
    let id = sealed(&desk).key.id;
    for role in [Role::Auditor, Role::None] {
        let actor = person("Kim", role);
        let refused =
            desk.refuses(|| reveal_key(store, &desk.caller_as(&actor), id, &opening_key()).map(drop));
        assert!(matches!(refused, RevealError::Forbidden(_)));
    }
    let manager = person("Mia", Role::ApiTokenManager);
    reveal_key(store, &desk.caller_as(&manager), id, &opening_key()).expect("she may");
}
